"""Levels that come of tests: the bands of a quiz, skill by skill, of what is marked."""

from datetime import timedelta

import pytest

from lms.assessments.models import Marking
from lms.db import db
from lms.levels.models import Method, Occasion
from lms.levels.queries import due, said
from lms.levels.rules.access import instruments_of
from lms.levels.rules.gains import Outcome, gain
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW
from tests.queries import count_queries

BANDS = {"pre-a1": "0", "a1": "1/2", "a2": "1"}
RIGHT, WRONG = {"option": "a"}, {"option": "b"}
TODAY = NOW.date()


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


def levels(world, person):
    found = said.said(world.local, [person.id])[person.id]
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
    taken(final, asking.lea, RIGHT, WRONG, now=NOW + timedelta(days=1))
    found = gain(instrument, said.said(asking.local, [asking.lea.id])[asking.lea.id], has_left=True)
    assert found.outcome is Outcome.UP


def test_the_test_waits_for_who_has_not_taken_it(asking):
    asks(asking, "reading", entry_test="placement")
    test = placement(asking, "reading")
    assert [one.assessment_id for one in due.of_learner(asking.lea, TODAY)] == [test.id]
    taken(test, asking.lea, RIGHT, WRONG)
    assert due.of_learner(asking.lea, TODAY) == []
    assert len(due.of_learner(asking.lou, TODAY)) == 1


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
    people = [asking.lea.id, asking.lou.id]
    assert asking.local.levels
    with count_queries() as one:
        said.said(asking.local, people[:1])
    with count_queries() as two:
        said.said(asking.local, people)
    assert len(one) == len(two) <= 6, two
