"""Officials of three cities, their trainers, and a lesson with tasks in it."""

from types import SimpleNamespace

from lms.courses import queries as courses
from lms.courses.actions.publishing import Words, publish
from lms.courses.models import Group
from lms.coursework import actions, queries
from lms.db import db
from lms.people.models import Organisation, Role
from tests import cast
from tests.cast import NOW

TEXT = """What is known.

!!! task file peer memorandum "A memorandum"
    Write the *memorandum* for six flats.

!!! reflection first-signal "The first signal"
    Who said it first?
"""
SLOVENE = """Kaj vemo.

!!! task file peer memorandum "Memorandum"
    Napišite memorandum za šest stanovanj.
"""


def cities(world):
    """Olga in group 1, of Tina; Pia and Pat of two cities in group 2, of Theo; and the lesson."""
    lisbon = Organisation(slug="lisbon", name="City of Lisbon")
    gdansk = Organisation(slug="gdansk", name="City of Gdansk")
    tina = cast.person("Tina", world.network, role=Role.TRAINER)
    theo = cast.person("Theo", world.network, role=Role.TRAINER)
    pia, pat = cast.person("Pia", lisbon), cast.person("Pat", gdansk)
    world.c.trainers.append(tina)
    second = Group(
        slug="cities-2", title="Officials, group 2", programme=world.cities,
        organisation=world.network, zone="Europe/Brussels", trainers=[theo],
    )  # fmt: skip
    db.session.add_all([second, cast.enrol(pia, second), cast.enrol(pat, second)])
    lesson = world.housing.modules[0].lessons[0]
    write(lesson, TEXT)
    write(lesson, SLOVENE, "sl")
    db.session.commit()
    names = locals()
    return SimpleNamespace(**vars(world), **{key: names[key] for key in names if key != "world"})


def write(lesson, markdown, language="en"):
    words = Words(f"Housing ({language})", 10, None, None, None, markdown)
    return publish(lesson, language, words, by=None, now=NOW)


def task_of(lesson, key="memorandum"):
    texts = {text.language: text for text in lesson.texts}
    return queries.find(texts, key, ["en"]).task


def handed_in(person, world, text="Six flats, two years.", key="memorandum", now=NOW):
    """What this person handed in for a task."""
    task = task_of(world.lesson, key)
    before = queries.answer_of(person.id, world.lesson.id, key)
    answer = actions.save(person, world.lesson, task, before, text, now=now)
    group = courses.group_for(person.id, [world.cities], cast.THURSDAY)
    actions.hand_in(answer, task, group, now=now)
    db.session.commit()
    return answer
