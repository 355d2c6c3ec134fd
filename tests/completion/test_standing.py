"""The rule of standing: the worked examples W1, W2 and W5 to W11."""

from fractions import Fraction

import pytest

from lms.completion.outcome import Mark, Outlook
from tests.completion.base import (
    attends,
    base_sessions,
    day,
    full,
    line,
    person,
    plan,
    session,
    stands,
    there,
)

ALL = range(1, 17)


def test_w1_required_minutes_are_units_of_the_programmes_own_length():
    result = stands(plan(), person())
    assert (result.required_minutes, result.threshold_minutes) == (2700, 2160)


@pytest.mark.parametrize(
    ("left_at", "minutes", "percent", "outlook"),
    [
        ("20:14", 2159, "79.96", Outlook.CANNOT),
        ("20:15", 2160, "80.00", Outlook.COMPLETE),
    ],
)
def test_w2_one_minute_short_is_not_complete(left_at, minutes, percent, outlook):
    sessions = base_sessions()
    presences = full(*sessions[:11]) + there(sessions[11], f"17:00-{left_at}")
    result = stands(plan(make_up_cap=0), person(presences))
    assert (result.total_minutes, str(result.percent)) == (minutes, percent)
    assert (result.standing, result.needs_minutes) == (outlook, 2160 - minutes)
    assert result.ratio == Fraction(minutes, 2700)


def test_w5_a_course_below_its_own_threshold_keeps_the_whole_open():
    course_plan = plan(course_threshold="70%")
    digital = [n for n in ALL if n % 2]
    result = stands(course_plan, attends(course_plan, *digital, 2, 4, 6, 8, 16))
    assert (result.total_minutes, str(result.percent)) == (2160, "80.00")
    assert [c.total_minutes for c in result.courses] == [1350, 810]
    assert result.courses[1].threshold_minutes == 945
    assert result.reasons == (
        {"code": "course_short", "course": "slovene", "minutes": 135, "units": "3"},
    )
    assert result.needs_minutes == 135
    assert result.standing is Outlook.NEEDS_MAKE_UP  # nothing is to come, and it was missed


@pytest.mark.parametrize(
    ("denominator", "ratio", "percent", "complete"),
    [
        ("programme", Fraction(2070, 2700), "76.66", False),
        ("excluded", Fraction(2070, 2520), "82.14", True),
        ("credited", Fraction(2250, 2700), "83.33", True),
    ],
)
def test_w6_excused_minutes_change_the_ratio_and_never_the_hours(
    denominator, ratio, percent, complete
):
    asked = plan(denominator=denominator)
    result = stands(asked, attends(asked, *range(1, 12), 15, excused={12}))
    assert (result.ratio, str(result.percent)) == (ratio, percent)
    assert (result.standing is Outlook.COMPLETE) == complete
    assert result.excused_minutes == 180
    assert result.credited_minutes + result.make_up_minutes == result.total_minutes == 2070


def test_w7_make_up_repairs_what_was_missed_and_no_more():
    sessions = base_sessions()
    presences = full(*sessions[:11]) + there(sessions[14], "17:00-17:45")
    someone = person(presences, absent={12, 13, 14, 16}, make_ups=[(12, 180), (12, 45)])
    result = stands(plan(), someone)
    assert (result.credited_minutes, result.make_up_minutes) == (2025, 180)
    assert (result.total_minutes, str(result.percent)) == (2205, "81.66")
    made_up = line(result, 12)
    assert (made_up.approved_minutes, made_up.over_limit_minutes) == (225, 45)


def test_w7_all_make_up_stays_under_the_cap_and_the_earliest_comes_first():
    capped = plan(make_up_cap="10%")
    someone = attends(capped, *range(4, 15), make_ups=[(3, 120), (1, 120), (2, 120)])
    result = stands(capped, someone)
    assert (result.make_up_minutes, result.make_up_left) == (270, 0)
    assert [line(result, key).make_up_minutes for key in (1, 2, 3)] == [120, 120, 30]
    assert [course.make_up_minutes for course in result.courses] == [150, 120]


def test_w8_a_cancelled_session_is_neither_delivered_nor_attended():
    sessions = base_sessions()
    sessions[0] = session(1, status="cancelled")
    short = plan(sessions)
    hours = short.group_hours("A", day(20))
    assert (hours.delivered_minutes, hours.to_come_minutes, hours.short_minutes) == (2520, 0, 180)
    attended = range(2, 14)
    result = stands(short, attends(short, *attended))
    assert (result.delivered_minutes, result.total_minutes) == (2520, 2160)
    assert str(result.percent) == "80.00"
    assert line(result, 1).mark is Mark.CANCELLED
    of_delivered = plan(sessions, denominator="delivered")
    assert str(stands(of_delivered, attends(of_delivered, *attended)).percent) == "85.71"


@pytest.mark.parametrize(
    ("attended", "best", "short", "outlook"),
    [
        (6, 1980, 180, Outlook.NEEDS_MAKE_UP),
        (7, 2160, 0, Outlook.MUST_ATTEND_ALL),
        (4, 1620, 540, Outlook.CANNOT),
        (8, 2340, 0, Outlook.ON_TRACK),
    ],
)
def test_w9_the_forecast_after_ten_sessions(attended, best, short, outlook):
    after_ten = plan(base_sessions(held=10), make_up_cap="10%")
    someone = attends(after_ten, *range(1, attended + 1))
    result = stands(after_ten, someone, on=day(11))
    assert result.to_come_minutes == 900
    assert (result.best_minutes, result.short_minutes) == (best, short)
    assert (result.standing, result.make_up_left) == (outlook, min(270, 180 * (10 - attended)))
    assert result.best_ratio == Fraction(best, 2700)
    assert result.needs_minutes == 2160 - 180 * attended


def test_w10_a_module_that_was_attended_in_two_groups_is_credited_once():
    module = "digital/07-maps"
    twice = [session("A7", 7, module=module), session("B7", 8, module=module, group="B")]
    result = stands(plan(twice), person(full(*twice)))
    assert (result.attended_minutes, result.credited_minutes) == (360, 180)
    assert [(row.credited_minutes, row.lost) for row in result.lines] == [
        (180, ()),
        (0, ("other_group",)),
    ]


def test_w11_three_short_visits_are_two_units_and_two_thirds():
    visits = [session(n, times="17:00-17:40", pause=None) for n in (1, 2, 3)]
    result = stands(plan(visits), person(full(*visits)))
    assert result.credited_minutes == 120
    assert Fraction(result.credited_minutes, 45) == Fraction(8, 3)
    assert result.reasons[0] == {"code": "hours_short", "minutes": 2040, "units": "136/3"}


def test_hours_beyond_the_programme_are_not_cut_off():
    sessions = [session(n) for n in range(1, 20)]
    result = stands(
        plan(sessions), person(full(*sessions[:18]) + there(sessions[18], "17:00-17:45"))
    )
    assert result.ratio == Fraction(73, 60)
    assert str(result.percent) == "121.66"
