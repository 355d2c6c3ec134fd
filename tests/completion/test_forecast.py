"""Thresholds, denominators, courses, and whatever else is still open."""

from dataclasses import replace
from fractions import Fraction

import pytest

from lms.completion.facts import Membership
from lms.completion.outcome import Outlook
from lms.courses.policy import as_dict, parse
from tests.completion.base import (
    attends,
    base_sessions,
    day,
    full,
    person,
    plan,
    session,
    stands,
    there,
)

SAFE = "digital/02-safe-online"


def outlooks(result):
    return result.standing, *(course.standing for course in result.courses)


# Settled points 8, 17, 22: the policy's own denominator


def test_of_what_was_delivered_nobody_is_complete_before_the_last_session():
    sessions = base_sessions(held=15)
    of_delivered = plan(sessions, denominator="delivered")
    someone = attends(of_delivered, *range(1, 16))
    before = stands(of_delivered, someone, on=day(16))
    assert (before.ratio, before.best_ratio) == (Fraction(1), Fraction(1))
    assert (before.standing, before.needs_minutes, before.reasons) == (Outlook.ON_TRACK, 0, ())
    after = stands(of_delivered, someone, on=day(17))  # its register was not taken
    assert after.standing is Outlook.COMPLETE


def test_of_what_was_delivered_hours_that_are_met_need_no_session_more():
    sessions = [session(n, module=SAFE, group=g) for n, g in ((1, "A"), (2, "B"))]
    moved = (Membership("A", day(1), day(1)), Membership("B", day(2)))
    of_delivered = plan(
        [sessions[0], replace(sessions[1], status="planned")],
        denominator="delivered",
        threshold="50%",
    )
    result = stands(of_delivered, person(full(sessions[0]), memberships=moved), on=day(2))
    assert (result.best_ratio, result.needs_minutes) == (Fraction(1, 2), 0)
    assert result.standing is Outlook.ON_TRACK


def test_of_what_was_delivered_the_forecast_looks_at_held_and_to_come():
    of_delivered = plan(base_sessions(held=10), denominator="delivered", make_up_cap="10%")
    results = [
        stands(of_delivered, attends(of_delivered, *range(1, n + 1)), on=day(11)) for n in (7, 6, 4)
    ]
    assert [result.standing for result in results] == [
        Outlook.MUST_ATTEND_ALL,
        Outlook.NEEDS_MAKE_UP,
        Outlook.CANNOT,
    ]
    assert results[0].ratio == Fraction(7, 10)
    assert results[0].best_ratio == Fraction(4, 5)
    assert results[0].needs_minutes == 2160 - 1260


def test_when_nothing_was_delivered_the_ratio_is_zero_and_all_is_on_track():
    coming = [session(n, status="planned") for n in (1, 2)]
    for sessions in ([], coming):
        result = stands(plan(sessions, denominator="delivered"), person(), on=day(1))
        assert (result.ratio, result.standing) == (Fraction(0), Outlook.ON_TRACK)


def test_when_everything_is_excused_the_ratio_is_zero():
    excluded = plan(denominator="excluded")
    result = stands(excluded, person(excused=range(1, 17)))
    assert (result.ratio, result.best_ratio) == (0, 0)
    assert result.standing is Outlook.CANNOT
    assert [reason["code"] for reason in result.reasons] == ["hours_short"]


@pytest.mark.parametrize(
    ("denominator", "need", "outlook"),
    [
        ("programme", 2160, Outlook.NEEDS_MAKE_UP),
        ("excluded", 2016, Outlook.MUST_ATTEND_ALL),
        ("credited", 1980, Outlook.ON_TRACK),
    ],
)
def test_the_forecast_uses_excused_minutes_as_they_are(denominator, need, outlook):
    sessions = base_sessions(held=10)
    asked = plan(sessions, denominator=denominator, make_up_cap="10%")
    came = full(*sessions[:6]) + there(sessions[6], "17:00-17:36")
    someone = person(came, absent={7, 8, 9}, excused={10})
    result = stands(asked, someone, on=day(11))
    assert (result.threshold_minutes, result.best_minutes) == (need, 1080 + 36 + 900)
    assert (result.standing, result.needs_minutes) == (outlook, need - 1116)


def test_the_cap_of_excused_minutes_binds():
    capped = plan(denominator="excluded", excused_cap="5%")
    result = stands(capped, attends(capped, *range(1, 12), 15, excused={12}))
    assert (result.ratio, result.excused_minutes) == (Fraction(2070, 2700 - 135), 180)


def test_a_courses_threshold_is_of_its_own_units_under_every_denominator():
    for denominator in ("programme", "excluded", "credited", "delivered"):
        asked = plan(denominator=denominator, course_threshold="70%")
        result = stands(asked, attends(asked, *range(1, 12), excused={12, 13, 14, 15, 16}))
        assert [course.threshold_minutes for course in result.courses] == [945, 945]


# Settled points 9, 10, 24: courses, and what is still needed


def test_the_standing_is_the_worst_of_the_total_and_all_courses():
    sessions = base_sessions(held=12)
    asked = plan(sessions, course_threshold="70%", make_up_cap="10%")
    digital = [1, 3, 5, 7, 9, 11]
    results = [
        stands(asked, attends(asked, *digital, *slovene), on=day(13))
        for slovene in ([2, 4, 6, 8, 10], [2, 4, 6], [2, 4])
    ]
    assert [outlooks(result) for result in results] == [
        (Outlook.ON_TRACK, Outlook.COMPLETE, Outlook.ON_TRACK),
        (Outlook.NEEDS_MAKE_UP, Outlook.COMPLETE, Outlook.NEEDS_MAKE_UP),
        (Outlook.CANNOT, Outlook.COMPLETE, Outlook.CANNOT),
    ]
    assert [(result.best_minutes, result.short_minutes) for result in results] == [
        (2520, 0),
        (2160, 135),  # the total alone says "must attend all"
        (1980, 315),
    ]


def test_a_course_is_made_up_from_its_own_missed_sessions_only():
    sessions = [session(1, course="digital"), session(2, course="slovene")]
    asked = plan(sessions, threshold=0, course_threshold="10%")
    result = stands(asked, person(full(sessions[0]), absent={2}))
    assert outlooks(result) == (Outlook.NEEDS_MAKE_UP, Outlook.COMPLETE, Outlook.NEEDS_MAKE_UP)
    alone = stands(asked, person(absent={1}))
    assert outlooks(alone) == (Outlook.CANNOT, Outlook.NEEDS_MAKE_UP, Outlook.CANNOT)


def test_what_is_needed_is_the_larger_of_the_total_and_the_courses_together():
    sessions = base_sessions(held=4)
    asked = plan(sessions, course_threshold="70%")
    result = stands(asked, attends(asked, 1, 2, 3, 4), on=day(5))
    assert result.needs_minutes == 2160 - 720
    low = plan(sessions, threshold="10%", course_threshold="70%")
    result = stands(low, attends(low, 1, 2, 3), on=day(5))
    assert result.needs_minutes == (945 - 360) + (945 - 180)
    assert [reason["minutes"] for reason in result.reasons] == [585, 765]


def test_each_shortage_is_rounded_up_before_they_are_added():
    uneven = plan(threshold="1/7", course_threshold="1/7")  # 385.71 and twice 192.86
    result = stands(uneven, person())
    assert [course.needs_minutes for course in result.courses] == [193, 193]
    assert [reason["minutes"] for reason in result.reasons] == [193, 193, 386]
    assert result.needs_minutes == 386


def test_a_threshold_of_nothing_is_always_reached():
    assert stands(plan(preset="bamf"), person()).standing is Outlook.COMPLETE


# Settled points 16, 23, 25, 28: what else is open


def test_with_the_hours_met_everything_else_keeps_it_on_track():
    asked = plan(
        mandatory_modules=[SAFE, "slovene/01-hello"],
        exit_assessment="slovene/08-end/exit",
        portfolio=True,
    )
    came = attends(asked, *range(1, 17), modules_done={"slovene/01-hello"}, evidence_gaps=2)
    result = stands(asked, came)
    assert (result.standing, result.needs_minutes) == (Outlook.ON_TRACK, 0)
    assert result.reasons == (
        {"code": "module_open", "module": SAFE},
        {"code": "assessment_open", "assessment": "slovene/08-end/exit"},
        {"code": "portfolio_open"},
        {"code": "evidence_gap", "gaps": 2},
    )
    done = attends(
        asked,
        *range(1, 17),
        modules_done={"slovene/01-hello", SAFE},
        exit_passed=True,
        portfolio_accepted=True,
    )
    assert (stands(asked, done).standing, stands(asked, done).reasons) == (Outlook.COMPLETE, ())


def test_reasons_name_everything_open_whatever_the_standing():
    asked = plan(course_threshold="70%", mandatory_modules=[SAFE], portfolio=True)
    result = stands(asked, attends(asked, *range(1, 16, 2)))
    assert result.standing is Outlook.NEEDS_MAKE_UP
    assert [reason["code"] for reason in result.reasons] == [
        "course_short",
        "hours_short",
        "module_open",
        "portfolio_open",
    ]


@pytest.mark.parametrize(
    ("came", "status", "outlook"),
    [
        ("17:00-17:01", "held", Outlook.COMPLETE),
        ("", "held", Outlook.CANNOT),
        ("", "planned", Outlook.ON_TRACK),
    ],
)
def test_a_module_by_attendance_is_done_when_anything_of_it_was_credited(came, status, outlook):
    taught = session(1, module=SAFE, status=status)
    asked = plan([taught], threshold=0, mandatory_modules=[SAFE], attendance_modules=[SAFE])
    result = stands(asked, person(there(taught, came), absent={1}), on=day(1))
    assert result.standing is outlook


def test_attendance_alone_does_not_do_a_module_of_lessons():
    taught = session(1, module=SAFE)
    asked = plan([taught], threshold=0, mandatory_modules=[SAFE])
    assert stands(asked, person(full(taught))).standing is Outlook.ON_TRACK
    assert stands(asked, person(modules_done={SAFE})).standing is Outlook.COMPLETE


# Rule 13


def test_the_stored_policy_gives_the_same_numbers_again():
    policy = {"preset": "fami", "course_threshold": "2/3", "make_up_cap": "1/7"}
    first = plan(**policy)
    again = plan(**as_dict(parse(policy)))
    someone = attends(first, *range(1, 12), make_ups=[(12, 90)])
    assert stands(first, someone) == stands(again, someone)
