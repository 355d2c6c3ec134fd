"""What these tests share: a programme whose people talk."""

import pytest

from lms.courses.models import Group
from lms.db import db
from lms.discussions import actions
from lms.people.models import Role
from tests import cast
from tests.cast import NOW


@pytest.fixture
def talk(world):
    """Olga and Pia learn in the programme for cities, Tina trains it, Oto coordinates it."""
    world.tina = cast.person("Tina", world.network, role=Role.TRAINER)
    world.pia = cast.person("Pia Santos", world.network, code="PIA", email="pia@example.org")
    world.c.trainers.append(world.tina)
    db.session.add(cast.enrol(world.pia, world.c))
    world.lesson = world.housing.modules[0].lessons[0]
    world.place = f"/programmes/inclusive-cities/lessons/{world.lesson.id}/discussion"
    db.session.commit()
    return world


@pytest.fixture
def thread(talk):
    """Olga asks something."""
    about = ("Deposits", "Who pays the deposit?")
    made = actions.begin(talk.cities, talk.lesson, *about, by=talk.olga, now=NOW)
    db.session.commit()
    return made


@pytest.fixture
def other_group(talk):
    """A second group of the same programme, of Theo."""
    theo = cast.person("Theo", talk.network, role=Role.TRAINER)
    second = Group(
        slug="cities-2", title="Officials, group 2", programme=talk.cities,
        organisation=talk.network, zone="Europe/Brussels", trainers=[theo],
    )  # fmt: skip
    db.session.add(second)
    db.session.commit()
    return second
