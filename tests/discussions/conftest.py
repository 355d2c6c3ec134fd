"""What these tests share: a programme whose people talk, a post office, and a worker."""

import pytest

from lms.courses.models import Group
from lms.db import db
from lms.discussions import actions
from lms.jobs.work import work_off
from lms.people.models import Role
from tests import cast
from tests.cast import NOW
from tests.post import open_office


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


@pytest.fixture
def post(app):
    """A post office that the installation sends its mail to."""
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, MAIL_TIMEOUT=2, ADDRESS="https://ura.example")
        app.config.update(MAIL_FROM="Ura <noreply@ura.example>")
        yield office


@pytest.fixture
def work():
    """The jobs that are due are done, as a worker does them: `work(now)`."""

    def done(now=NOW):
        db.session.commit()
        work_off(now=now)
        db.session.expire_all()

    return done
