"""The smallest thing that would help: who does what it says has the hours."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.completion.advice import Help, Thing, fewest, helps, hours_are_met
from lms.completion.facts import PresenceFact
from lms.completion.timetable import Plan
from tests.completion.base import attends, base_sessions, day, plan, session, stands
from tests.completion.test_conditions import as_tree, trees, with_
from tests.completion.test_properties import days, people, plans

SHORT = {"times": "17:00-18:30", "pause": None}  # 90 minutes


def advised(programme, someone, on):
    return helps(programme, someone, on, stands(programme, someone, on))


def keys(things):
    return [one.session for one in things]


def test_two_more_slovene_sessions_or_one_make_up():
    """In Slovene 900 minutes are asked, 720 attended, 180 missed; two of 90 are to come."""
    short = [one for one in base_sessions(held=10) if one.key not in (12, 14)]
    short += [session(k, course="slovene", status="planned", **SHORT) for k in (12, 14)]
    asked = plan(short, course_threshold="2/3", threshold=0)
    someone = attends(asked, 1, 3, 5, 7, 9, 2, 4, 6, 8)
    sessions, make_up = advised(asked, someone, day(11))
    assert sessions == Help((Thing(12, "slovene", 90), Thing(14, "slovene", 90)))
    assert make_up == Help((), (Thing(10, "slovene", 180),))


def test_one_make_up_is_no_longer_than_it_must_be():
    asked = plan(base_sessions(held=16), threshold="80%")
    someone = attends(asked, *range(1, 12), 13)  # 2160 is asked, 2160 attended
    assert advised(asked, someone, day(17)) == ()
    less = attends(asked, *range(1, 12), 15)  # 2070
    (only,) = advised(asked, less, day(17))
    assert only == Help((), (Thing(12, "slovene", 90),))


def test_w9_when_every_session_is_not_enough_both_are_advised():
    asked = plan(base_sessions(held=10), make_up_cap="10%")
    someone = attends(asked, 1, 2, 3, 4, 5, 6)  # 1080, and 900 to come: 180 must be made up
    (both,) = advised(asked, someone, day(11))
    assert keys(both.sessions) == [11, 12, 13, 14, 15, 16]
    assert both.make_ups == (Thing(7, "digital", 180),)
    none = attends(asked, 1, 2, 3, 4)  # 720: not even with 270 made up
    assert advised(asked, none, day(11)) == ()


def test_nothing_is_advised_where_no_hours_are_missing():
    asked = plan(base_sessions(held=10), threshold="10%", portfolio=True)
    assert advised(asked, attends(asked, 1, 2), day(11)) == ()
    choice = {"any": [{"hours": "80%"}, {"portfolio": True}]}
    either = plan(base_sessions(held=10), threshold=0, conditions=choice)
    assert advised(either, attends(either, 1), day(11)) == ()  # the portfolio is enough


def test_of_two_ways_of_hours_the_one_with_fewer_sessions_is_advised():
    """All of Slovene at 60 % is one session away, 80 % of all far more."""
    choice = {"any": [{"hours": "80%"}, {"course": {"course": "slovene", "threshold": "60%"}}]}
    asked = plan(base_sessions(held=10), threshold=0, conditions=choice, make_up_cap=0)
    (few,) = advised(asked, attends(asked, 1, 3, 2, 4, 6, 8), day(11))  # Slovene: 720 of 810
    assert keys(few.sessions) == [12]


def test_the_longest_sessions_come_first_and_of_equal_ones_the_earliest():
    things = [Thing(1, "a", 90), Thing(2, "a", 180), Thing(3, "b", 180), Thing(4, "a", 180)]
    assert fewest(things, 180, {}) == (things[1],)
    assert fewest(things, 0, {"b": 10}) == (things[2],)
    assert fewest(things, 360, {"b": 10}) == (things[2], things[1])
    assert fewest(things, 0, {"c": 1}) is None
    assert fewest(things, 631, {}) is None
    assert fewest(things, 0, {}) == ()


def test_reasons_of_hours_and_others():
    hours, other = {"code": "hours_short"}, {"code": "module_open"}
    assert hours_are_met([other])
    assert not hours_are_met([hours, other])
    assert hours_are_met([{"code": "any_of", "of": [[hours], [other]]}])
    assert not hours_are_met([{"code": "any_of", "of": [[hours], [other, hours]]}])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 9)), max_size=6),
    st.integers(0, 20),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 12)),
)
def test_no_smaller_number_brings_as_much(made, in_all, by_course):
    things = [Thing(key, course, minutes) for key, (course, minutes) in enumerate(made)]

    def enough(some):
        by = {c: sum(t.minutes for t in some if t.course == c) for c in by_course}
        return sum(t.minutes for t in some) >= in_all and all(
            by[c] >= needed for c, needed in by_course.items()
        )

    sizes = [
        size
        for size in range(len(things) + 1)
        if any(enough(some) for some in combinations(things, size))
    ]
    found = fewest(things, in_all, by_course)
    assert (found is None) == (not sizes)
    if found is not None:
        assert enough(found)
        assert len(found) == min(sizes)


# Doing what it says, in a world of shared modules, moves, guests, excuses and caps


def done(programme: Plan, someone, on, advice: Help):
    """A year later: everything that was to come was held, and the person did just that."""
    timetable = programme.timetable(someone.memberships, on)
    ahead = {
        row.session.key: row.session
        for row in timetable.sessions
        if row.line and row.line.mark == "planned"
    }
    sessions = [replace(s, status="held") if s.key in ahead else s for s in programme.sessions]
    held = programme.held(on)
    there = [PresenceFact(t.session, *ahead[t.session].span) for t in advice.sessions]
    absences = {key: said for key, said in someone.absences.items() if key in held}
    person = replace(
        someone,
        presences=[row for row in someone.presences if row.session in held] + there,
        absences=absences | {key: False for key in ahead if key not in keys(advice.sessions)},
        make_ups=[row for row in someone.make_ups if row[0] in held]
        + [(one.session, one.minutes) for one in advice.make_ups],
    )
    end = max([on, *(s.day for s in ahead.values())]) + timedelta(days=1)
    return stands(Plan(programme.programme, sessions), person, end)


@settings(deadline=None, max_examples=150)
@given(plans, people, days, st.none() | trees)
def test_who_does_what_it_says_has_the_hours_and_less_is_not_enough(
    programme, someone, on, mapping
):
    programme = with_(programme, as_tree(mapping)) if mapping else programme
    found = stands(programme, someone, on)
    advice = helps(programme, someone, on, found)
    if hours_are_met(found.reasons):
        assert advice == ()
    for one in advice:
        assert one.sessions or one.make_ups
        assert hours_are_met(done(programme, someone, on, one).reasons)
        for place in range(len(one.make_ups)):
            fewer = one.make_ups[:place] + one.make_ups[place + 1 :]
            assert not hours_are_met(
                done(programme, someone, on, one._replace(make_ups=fewer)).reasons
            )
            less = one.make_ups[place]._replace(minutes=one.make_ups[place].minutes - 1)
            some = (*one.make_ups[:place], less, *one.make_ups[place + 1 :])
            assert not hours_are_met(
                done(programme, someone, on, one._replace(make_ups=some)).reasons
            )


@pytest.mark.parametrize("denominator", ["programme", "delivered", "excluded", "credited"])
def test_in_every_way_of_counting_the_advice_is_enough(denominator):
    asked = plan(base_sessions(held=10), denominator=denominator, course_threshold="50%")
    someone = attends(asked, 1, 2, 3, 4, 5, excused={6})
    found = advised(asked, someone, day(11))
    assert found
    for one in found:
        assert hours_are_met(done(asked, someone, day(11), one).reasons)


def test_a_list_that_is_too_long_is_nothing_small():
    many = [replace(s, key=f"{n}-{s.key}") for n in range(5) for s in base_sessions(held=0)]
    assert advised(plan(many), attends(plan(many)), day(1)) == ()
