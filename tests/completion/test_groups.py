"""More groups than one: modules, guests, shared courses, conflicts."""

import pytest

from lms.completion.facts import Membership
from lms.completion.outcome import Mark
from tests.completion.base import day, full, line, person, plan, session, stands, there

MODULE = "digital/07-maps"


def minutes(result):
    return result.delivered_minutes, result.attended_minutes, result.total_minutes


# Settled points 3, 12, 20: modules, groups and guests


def test_sessions_of_a_module_add_up_in_a_group_and_the_larger_group_counts():
    mine = [session(n, module=MODULE) for n in (1, 2)]
    theirs = [session(f"B{n}", n + 2, module=MODULE, group="B") for n in (1, 2)]
    presences = there(mine[0], "17:00-18:00") + there(mine[1], "17:00-18:00")
    presences += there(theirs[0], "17:00-18:30")
    result = stands(plan(mine + theirs), person(presences))
    assert (result.attended_minutes, result.credited_minutes) == (210, 120)
    assert line(result, "B1").lost == ("other_group",)


def test_sessions_without_a_module_each_count():
    mine, theirs = session(1), session("B1", 2, group="B")
    assert stands(plan([mine, theirs]), person(full(mine, theirs))).credited_minutes == 360


def test_a_guest_is_credited_and_misses_nothing():
    mine, theirs = session(1), session("B1", 2, group="B")
    someone = person(there(theirs, "17:00-18:00"), absent={1, "B1"}, make_ups=[("B1", 60)])
    result = stands(plan([mine, theirs]), someone)
    assert minutes(result) == (180, 60, 60)
    guest = line(result, "B1")
    assert (guest.guest, guest.missed_minutes, guest.make_up_minutes) == (True, 0, 0)
    assert result.make_up_left == 180


def test_before_the_membership_begins_one_is_a_guest_in_ones_own_group():
    result = stands(
        plan([session(1)]), person(full(session(1)), memberships=[Membership("A", day(2))])
    )
    assert line(result, 1).guest
    assert minutes(result) == (0, 180, 180)


def test_minutes_of_a_module_that_another_group_credits_are_not_missed():
    mine, theirs = session(1, module=MODULE), session("B1", 2, module=MODULE, group="B")
    someone = person(there(theirs, "17:00-18:30"), excused={1}, make_ups=[(1, 180)])
    result = stands(plan([mine, theirs]), someone)
    assert line(result, 1).missed_minutes == 90
    assert (result.credited_minutes, result.make_up_minutes, result.excused_minutes) == (90, 90, 0)


def test_what_another_group_credits_is_taken_from_the_earliest_missed_first():
    mine = [session(n, module=MODULE) for n in (1, 2, 3)]
    theirs = session("B1", 4, module=MODULE, group="B")
    someone = person(there(mine[1], "17:00-18:00") + full(theirs), absent={1, 3})
    result = stands(plan([*mine, theirs]), someone)
    assert [row.missed_minutes for row in result.lines] == [60, 120, 180, 0]
    assert result.total_minutes + result.make_up_left == 3 * 180


def test_a_session_still_to_come_adds_only_what_the_module_still_lacks():
    mine = session(1, module=MODULE, status="planned")
    theirs = session("B1", 2, module=MODULE, group="B")
    other = session(3, status="planned")
    someone = person(there(theirs, "17:00-18:30"))
    early = plan([session(1, on=day(9), module=MODULE, status="planned"), theirs, other])
    result = stands(early, someone, on=day(2))
    assert (result.total_minutes, result.best_minutes) == (90, 90 + 90 + 180)
    assert stands(plan([mine, theirs]), someone, on=day(2)).best_minutes == 90  # its day is past


def test_hours_of_a_shared_course_count_in_both_programmes():
    elsewhere = session("X1", 1, group="X", course="digital")
    foreign = session("X2", 2, group="X", course="cooking")
    result = stands(plan([elsewhere, foreign]), person(full(elsewhere, foreign)))
    assert [(row.session, row.guest) for row in result.lines] == [("X1", True)]
    assert minutes(result) == (0, 180, 180)


def test_without_courses_the_groups_of_the_programme_count_and_no_others():
    mine, foreign = session(1, course=None), session("X", 2, group="X", course=None)
    result = stands(plan([mine, foreign], courses=False), person(full(mine, foreign)))
    assert (minutes(result), result.courses) == ((180, 180, 180), ())


# Settled points 11, 21 and rule 7: conflicts


def test_two_on_site_presences_at_once_are_both_kept_and_neither_counts():
    one, two = session(1), session("B1", 1, group="B", times="19:00-21:00", pause=None)
    presences = there(one, "17:00-17:30 17:40-19:30") + there(two, "19:20-21:00")
    result = stands(plan([one, two]), person(presences))
    assert [(row.mark, row.attended_minutes, row.conflicts, row.lost) for row in result.lines] == [
        (Mark.CONFLICT, 30, ("B1",), ("conflict",)),
        (Mark.CONFLICT, 0, (1,), ("conflict",)),
    ]
    assert result.credited_minutes == 30


@pytest.mark.parametrize("mode", ["online", "hybrid"])
def test_only_on_site_presences_conflict(mode):
    one, two = session(1), session("B1", 1, group="B", mode=mode)
    assert stands(plan([one, two]), person(full(one, two))).credited_minutes == 360


def test_presences_are_compared_as_they_were_recorded():
    one = session(1, times="15:00-16:00", pause=None)
    two = session(2, 1, times="16:00-17:00", pause=None)
    apart = person(full(two, one))
    late = person(there(one, "15:00-16:05") + full(two))
    assert stands(plan([one, two]), apart).credited_minutes == 120
    assert stands(plan([one, two]), late).credited_minutes == 0


def test_overlapping_scans_at_one_session_are_no_conflict():
    result = stands(plan([session(1)]), person(full(session(1), session(1))))
    assert (result.credited_minutes, line(result, 1).mark) == (180, Mark.PRESENT)


def test_a_conflict_with_another_programmes_session_takes_hours_away_here():
    mine, foreign = session(1), session("X", 1, group="X", course="cooking")
    result = stands(plan([mine, foreign]), person(full(mine, foreign)))
    assert [(row.session, row.conflicts) for row in result.lines] == [(1, ("X",))]
    assert result.total_minutes == 0
