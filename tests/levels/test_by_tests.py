"""Levels that come of tests: the bands of a quiz, skill by skill, of what is marked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.assessments.models import Marking
from lms.courses.models import Group
from lms.db import db
from lms.levels.models import Method, Occasion
from lms.levels.queries import due, people, said
from lms.levels.rules.access import instruments_of
from lms.levels.rules.falling_due import Stay, counts_at
from lms.levels.rules.gains import Outcome, gain
from lms.people.models import Person
from tests import cast
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor

BANDS = {"pre-a1": "0", "a1": "1/2", "a2": "1"}
RIGHT, WRONG = {"option": "a"}, {"option": "b"}
TODAY = NOW.date()
LAST = datetime(2022, 6, 24, 8, tzinfo=UTC)  # the end is asked from 23 June


def question(skill, number):
    return {
        "key": f"{skill or 'none'}-{number}",
        "type": "choice",
        "prompt": {"en": "Which one?"},
        **({"skill": skill} if skill else {}),
        "options": [
            {"id": "a", "text": {"en": "A"}, "right": True},
            {"id": "b", "text": {"en": "B"}},
        ],
    }


def asks(world, *skills, **tests):
    world.local.levels = [
        {
            "framework": "cefr", "language": "sl", "skills": list(skills), "methods": ["test"],
            **{key: f"digital-basics/01-my-phone/{slug}" for key, slug in tests.items()},
        }
    ]  # fmt: skip
    db.session.commit()
    return instruments_of(world.local)[0]


def placement(world, *skills, slug="placement"):
    questions = [question(skill, f"{slug}-{n}") for skill in skills for n in (1, 2)]
    return quiz(world, *questions, slug=slug, kind="placement", framework="cefr", bands=BANDS)


def place(world, person):
    return people.in_programme(person.id, world.local.id)


def levels(world, person):
    found = said.said([place(world, person)])[person.id, world.local.id]
    return {(one.skill, one.level.name, one.occasion, one.method) for one in found}


def test_each_skill_has_the_level_of_its_own_questions(asking):
    asks(asking, "listening", "reading", entry_test="placement")
    test = placement(asking, "listening", "reading")
    taken(test, asking.lea, RIGHT, RIGHT, RIGHT, WRONG)
    assert levels(asking, asking.lea) == {
        ("listening", "a2", Occasion.ENTRY, Method.TEST),
        ("reading", "a1", Occasion.ENTRY, Method.TEST),
    }
    assert levels(asking, asking.lou) == set()


def test_a_test_without_skills_speaks_of_the_one_that_is_asked_and_of_no_others(asking):
    asks(asking, "reading", entry_test="placement")
    taken(placement(asking, None), asking.lea, RIGHT, WRONG)
    assert levels(asking, asking.lea) == {("reading", "a1", Occasion.ENTRY, Method.TEST)}
    asks(asking, "reading", "writing", entry_test="placement")
    assert levels(asking, asking.lea) == set()


def test_practice_says_nothing_and_a_new_marking_changes_what_is_said(asking):
    asks(asking, "reading", entry_test="placement")
    test = placement(asking, "reading")
    taken(test, asking.lea, RIGHT, RIGHT, practice=True)
    assert levels(asking, asking.lea) == set()
    attempt = taken(test, asking.lea, WRONG, WRONG)
    assert {name for _skill, name, *_rest in levels(asking, asking.lea)} == {"pre-a1"}
    version = attempt.items[0].version_id
    again = Marking(attempt_id=attempt.id, place=1, version_id=version, share="1", at=NOW)
    again.by_id, again.reason = asking.tara.id, "The key was wrong"
    db.session.add(again)
    db.session.commit()
    assert {name for _skill, name, *_rest in levels(asking, asking.lea)} == {"a1"}


def test_entry_and_exit_by_tests_make_a_gain(asking):
    instrument = asks(asking, "reading", entry_test="placement", exit_test="final")
    taken(placement(asking, "reading"), asking.lea, WRONG, WRONG)
    final = placement(asking, "reading", slug="final")
    taken(final, asking.lea, RIGHT, WRONG, now=LAST)
    its = said.said([place(asking, asking.lea)])[asking.lea.id, asking.local.id]
    found = gain(instrument, its, has_left=True)
    assert found.outcome is Outcome.UP


def test_the_test_waits_for_who_has_not_taken_it(asking):
    asks(asking, "reading", entry_test="placement")
    test = placement(asking, "reading")
    assert [one.assessment_id for one in due.of_learner(asking.lea, TODAY)] == [test.id]
    taken(test, asking.lea, RIGHT, WRONG)
    assert due.of_learner(asking.lea, TODAY) == []
    assert len(due.of_learner(asking.lou, TODAY)) == 1


def both_ends(world, **settings):
    """The same quiz is asked at the beginning and at the end."""
    asks(world, "reading", entry_test="placement", exit_test="placement")
    test = placement(world, "reading")
    test.content = test.content | settings
    db.session.commit()
    return test


def at(world, occasion):
    return {name for _skill, name, when, _how in levels(world, world.lea) if when == occasion}


def test_one_quiz_at_both_ends_tells_each_end_by_what_was_taken_then(asking):
    test = both_ends(asking)
    taken(test, asking.lea, WRONG, WRONG)
    assert levels(asking, asking.lea) == {("reading", "pre-a1", Occasion.ENTRY, Method.TEST)}
    assert due.of_learner(asking.lea, TODAY) == []
    [waiting] = due.of_learner(asking.lea, LAST.date())
    assert (waiting.assessment_id, waiting.asked.occasion) == (test.id, Occasion.EXIT)
    taken(test, asking.lea, RIGHT, WRONG, now=LAST)
    assert (at(asking, "entry"), at(asking, "exit")) == ({"pre-a1"}, {"a1"})
    assert due.of_learner(asking.lea, LAST.date()) == []


def test_who_has_no_attempt_left_is_not_asked_for_it(asking):
    test = both_ends(asking, attempts=1)
    taken(test, asking.lea, WRONG, WRONG)
    assert due.of_learner(asking.lea, LAST.date()) == []
    assert len(due.of_learner(asking.lou, LAST.date())) == 1


def test_the_first_at_entry_and_the_last_at_exit_count(asking):
    test = both_ends(asking)
    for number, answers in enumerate([(WRONG, WRONG), (RIGHT, WRONG)]):
        for when in (NOW, LAST):
            taken(test, asking.lea, *answers, now=when + timedelta(days=number))
    assert (at(asking, "entry"), at(asking, "exit")) == ({"pre-a1"}, {"a1"})
    taken(test, asking.lea, RIGHT, RIGHT, now=NOW + timedelta(days=60))
    assert at(asking, "entry") == {"pre-a1"}


def test_what_was_taken_for_another_programme_long_before_is_not_of_this_one(asking):
    test = both_ends(asking)
    came = datetime.combine(place(asking, asking.lea).stay.since, NOW.timetz())
    taken(test, asking.lea, RIGHT, RIGHT, now=came - timedelta(days=30))
    assert levels(asking, asking.lea) == set()
    taken(test, asking.lea, RIGHT, WRONG, now=came - timedelta(days=3))  # they are placed by it
    assert at(asking, "entry") == {"a1"}


def test_a_day_is_of_one_occasion_or_of_none():
    short = Stay(date(2022, 5, 1), last_day=date(2022, 5, 1))  # they come and leave on one day
    assert counts_at(short, date(2022, 5, 1)) is Occasion.EXIT
    assert counts_at(short, date(2022, 4, 30)) is Occasion.ENTRY
    assert counts_at(short, date(2022, 6, 1)) is None


def test_three_programmes_cost_what_one_costs(app, asking):
    """Of the first page's list, and of one's own levels."""
    asks(asking, "reading", entry_test="placement")
    asking.local.levels = [one | {"methods": ["test", "self"]} for one in asking.local.levels]
    taken(placement(asking, "reading"), asking.lea, RIGHT, WRONG)

    def cost():
        db.session.expire_all()
        lea = Visitor(app).sign_in(asking.lea)
        with count_queries() as todo:
            found = due.of_learner(db.session.get(Person, asking.lea.id), TODAY)
        with count_queries() as page:
            lea.visit("/my/levels")
        return len(found), len(todo), len(page)

    one = cost()
    for slug in ("second", "third"):
        parts = [(asking.digital, 4)]
        levels = asking.local.levels
        more = cast.programme(slug, slug, asking.centre, 4, parts, levels=levels)
        group = Group(slug=slug, title=slug, programme=more, organisation=asking.centre)
        group.zone = cast.ZONE
        db.session.add(cast.enrol(asking.lea, group))
    db.session.commit()
    three = cost()
    assert (one[0], three[0]) == (1, 3)
    assert one[1:] == three[1:], (one, three)
    assert one[1] <= 5


@pytest.mark.parametrize("slug", ["nothing"])
def test_a_test_that_is_not_there_asks_nobody(asking, slug):
    asks(asking, "reading", entry_test=slug)
    assert due.of_learner(asking.lea, TODAY) == []
    assert levels(asking, asking.lea) == set()


def test_the_levels_of_many_cost_what_those_of_one_cost(asking):
    asks(asking, "reading", entry_test="placement")
    test = placement(asking, "reading")
    taken(test, asking.lea, RIGHT, WRONG)
    taken(test, asking.lou, RIGHT, RIGHT)
    both = [place(asking, asking.lea), place(asking, asking.lou)]
    assert asking.local.levels
    with count_queries() as one:
        said.said(both[:1])
    with count_queries() as two:
        said.said(both)
    assert len(one) == len(two) <= 6, two
