"""Lessons done on one's own, from the button to the hours: once, up to the cap, undone again."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.completion.queries import figures, memory
from lms.courses import actions
from lms.db import db
from lms.errors import Refused
from tests import cast
from tests.cast import NOW, THURSDAY


@pytest.fixture
def lessons(world):
    """The two lessons of a module of 20 minutes, of which no session has been."""
    world.local.rules = cast.RULES | {"self_paced_cap": "10%"}  # 36 minutes
    db.session.commit()
    return world.slovene.modules[0].lessons


def credited(world):
    db.session.commit()
    found = figures([world.a], THURSDAY + timedelta(days=1))[world.a.id]
    return found.people[world.lea.id].standing.credited_minutes


def mark(world, lesson, now=NOW):
    actions.mark_lesson_done(lesson, world.lea, by=world.lea, now=now)


def unmark(world, lesson):
    actions.mark_lesson_undone(lesson, world.lea, by=world.lea, now=NOW)


def test_a_module_brings_its_minutes_when_its_last_lesson_is_done_and_only_once(world, lessons):
    first, second = lessons
    mark(world, first)
    assert credited(world) == 0
    mark(world, second)
    mark(world, second)
    assert credited(world) == 20


def test_what_is_undone_brings_nothing_until_it_is_done_again(world, lessons):
    for lesson in lessons:
        mark(world, lesson)
    unmark(world, lessons[0])
    assert credited(world) == 0
    mark(world, lessons[0])
    assert credited(world) == 20


def test_a_lesson_that_asks_for_time_brings_nothing_before_it_has_lain_open(world, lessons):
    first, second = lessons
    world.slovene.modules[0].dwell = "1/2"
    mark_begun = NOW - timedelta(minutes=4)
    for lesson in lessons:
        actions.begin(lesson, world.lea, now=mark_begun)
    db.session.flush()
    with pytest.raises(Refused, match="Read a little longer"):
        mark(world, first)
    assert credited(world) == 0
    for lesson in (first, second):
        mark(world, lesson, NOW + timedelta(minutes=1))
    assert credited(world) == 20


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12))
def test_however_often_somebody_marks_and_unmarks_the_cap_holds_and_only_the_end_counts(
    world, lessons, deeds
):
    modules = [*world.digital.modules, *world.slovene.modules]
    every = [lesson for module in modules for lesson in module.lessons]
    for lesson in every:
        unmark(world, lesson)
    done = dict.fromkeys(range(len(every)), False)
    for number, is_done in deeds:
        (mark if is_done else unmark)(world, every[number])
        done[number] = is_done
    memory.clear()
    whole = [n for n in range(len(modules)) if done[2 * n] and done[2 * n + 1]]
    assert credited(world) == min(36, 20 * len(whole))
