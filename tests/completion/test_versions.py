"""Judging by what was asked once: rule 13, recomputing gives the attestation's numbers again."""

from datetime import date, timedelta

import pytest

from lms.completion.facts import CourseFact
from lms.completion.queries import Asked, asked_then, figures, memory, policies
from lms.courses import actions as courses
from lms.courses.models import Policy
from lms.courses.policy import parse
from lms.db import db
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import there
from tests.queries import count_queries

DAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def stricter(world):
    """Lea attended 180 of 360 minutes; version 1 asked 80 %, version 2 asks nothing."""
    there(world.lea, world.tonight)
    world.local.rules, world.local.policy_version = {"threshold": 0}, 2
    made = Policy(programme_id=world.local.id, version=2, rules={"threshold": 0}, made_at=NOW)
    db.session.add(made)
    courses.touch(programmes=[world.local.id])
    db.session.commit()
    return world


def of_lea(world, **how):
    return figures([world.a], DAY, **how)[world.a.id].people[world.lea.id].standing


def test_stored_versions_are_read_with_one_statement_and_unknown_ones_left_out(stricter):
    local = stricter.local.id
    with count_queries() as seen:
        found = policies([(local, 1), (local, 2), (local, 9)])
    assert len(seen) == 1
    assert found == {(local, 1): parse(cast.RULES), (local, 2): parse({"threshold": 0})}
    assert policies([]) == {}


def test_a_version_of_before_judges_as_it_did(stricter):
    local = stricter.local.id
    assert of_lea(stricter).standing == "complete"
    then = of_lea(stricter, asked={local: Asked(policies([(local, 1)])[local, 1])})
    assert (then.standing, then.threshold_minutes, then.needs_minutes) == ("on_track", 288, 108)
    assert of_lea(stricter).standing == "complete"  # and memory knows the rules in force


def test_figures_by_other_rules_are_neither_kept_nor_answered_from_memory(stricter):
    memory.clear()
    of_lea(stricter, asked={stricter.local.id: Asked(parse({}))})
    of_lea(stricter, keep=False)
    assert len(memory) == 0
    of_lea(stricter)
    assert len(memory) == 1


def test_rules_of_another_programme_change_nothing(stricter):
    before = of_lea(stricter)
    assert of_lea(stricter, asked={stricter.cities.id: Asked(parse({}))}) == before


def test_a_record_is_recomputed_by_its_own_hours_unit_and_courses(stricter):
    """The programme asked twice the hours, of digital skills alone, in units of an hour."""
    facts = {
        "unit_minutes": 60,
        "required_units": 12,
        "courses": [{"slug": "digital-basics", "required_minutes": 720}],
    }
    asked = asked_then(parse({"course_threshold": "50%"}), facts)
    assert asked.courses == (CourseFact("digital-basics", 12),)
    then = of_lea(stricter, asked={stricter.local.id: asked})
    assert (then.required_minutes, then.total_minutes, str(then.ratio)) == (720, 180, "1/4")
    assert [(c.course, c.threshold_minutes) for c in then.courses] == [("digital-basics", 360)]
    now = of_lea(stricter)
    assert (now.required_minutes, len(now.courses)) == (360, 2)


def test_figures_without_memory_are_the_same(stricter):
    for day in (date(2022, 3, 1), DAY, date(2022, 6, 1)):
        kept = figures([stricter.a], day)[stricter.a.id]
        anew = figures([stricter.a], day, keep=False)[stricter.a.id]
        assert (kept.people, kept.counts) == (anew.people, anew.counts)
