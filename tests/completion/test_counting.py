"""What counts, session by session: days, marks, excuses, make-up, self-paced lessons."""

from datetime import timedelta

from lms.completion.facts import Membership, recorded
from lms.completion.outcome import Mark
from tests.completion.base import (
    FIRST,
    MEMBER,
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


def minutes(result):
    return result.delivered_minutes, result.attended_minutes, result.total_minutes


# Settled points 2, 5, 19: as of a day, in the time of the membership


def test_a_standing_is_as_of_its_day():
    sessions = base_sessions()
    someone = person(
        full(*sessions[3:]), absent={1, 2}, excused={3}, make_ups=[(2, 100), (1, 100), (3, 10)]
    )
    results = [stands(plan(), someone, on=day(n)) for n in (1, 2, 3, 4)]
    assert [minutes(result) for result in results] == [
        (180, 0, 100),
        (360, 0, 200),
        (540, 0, 210),
        (720, 180, 390),
    ]
    assert [result.to_come_minutes for result in results] == [2520, 2340, 2160, 1980]
    assert [result.excused_minutes for result in results] == [0, 0, 170, 170]


def test_what_a_session_is_depends_on_its_day_and_status():
    sessions = [
        session(1, status="planned"),
        session(2, status="held"),
        session(3, status="cancelled"),
        session(4, status="moved"),
        session(5, status="planned"),
        session(6, status="held"),
        session(7, status="planned"),
    ]
    result = stands(plan(sessions), person(full(*sessions)), on=day(5))
    assert [row.mark for row in result.lines] == [
        Mark.NOT_TAKEN,
        Mark.PRESENT,
        Mark.CANCELLED,
        Mark.MOVED,
        Mark.PLANNED,  # of this very day, so still to come
        Mark.PLANNED,  # held, but after this day
        Mark.PLANNED,
    ]
    assert minutes(result) == (180, 180, 180)
    assert (result.to_come_minutes, result.best_minutes) == (540, 720)
    hours = plan(sessions).group_hours("A", day(5))
    assert (hours.delivered_minutes, hours.to_come_minutes, hours.not_taken_minutes) == (
        180,
        540,
        180,
    )


def test_presence_at_a_session_that_was_not_held_is_worth_nothing():
    sessions = [session(n, status=s) for n, s in enumerate(("planned", "cancelled", "moved"), 1)]
    result = stands(plan(sessions), person(full(*sessions), make_ups=[(2, 60)]))
    assert minutes(result) == (0, 0, 0)
    assert line(result, 2).over_limit_minutes == 60


def test_obligation_starts_and_ends_with_the_membership():
    sessions = [session(n, status="held" if n < 6 else "planned") for n in range(1, 9)]
    membership = Membership("A", day(3), day(6))
    result = stands(plan(sessions), person(memberships=[membership]), on=day(5))
    assert [row.session for row in result.lines] == [3, 4, 5, 6]
    assert (result.delivered_minutes, result.to_come_minutes) == (540, 180)


def test_who_moves_to_another_group_takes_all_hours_along():
    sessions = [
        session(f"{g}{n}", n, group=g, module=f"digital/{n:02}") for g in "AB" for n in (1, 2)
    ]
    move = [Membership("A", FIRST, day(1)), Membership("B", day(1) + timedelta(days=1))]
    result = stands(plan(sessions), person(full(sessions[0], sessions[3]), memberships=move))
    assert [row.session for row in result.lines] == ["A1", "B2"]
    assert minutes(result) == (360, 360, 360)


# Settled points 4, 7, 14, 15 and rule 10: marks, excuses, make-up


def test_each_mark_has_its_minutes():
    sessions = [session(n) for n in range(1, 7)]
    presences = full(sessions[0]) + there(sessions[1], "17:00-18:00 19:00-19:30")
    presences += there(sessions[5], "12:00-13:00")
    someone = person(presences, absent={3}, excused={4, 2})
    result = stands(plan(sessions), someone)
    assert [
        (row.mark, row.attended_minutes, row.missed_minutes, row.excused_minutes, row.lost)
        for row in result.lines
    ] == [
        (Mark.PRESENT, 180, 0, 0, ()),
        (Mark.PART, 90, 90, 90, ()),  # times and an excuse: the part that was missed
        (Mark.ABSENT, 0, 180, 0, ()),
        (Mark.EXCUSED, 0, 180, 180, ()),
        (Mark.UNMARKED, 0, 0, 0, ()),
        (Mark.PART, 0, 180, 0, ("outside",)),
    ]
    assert result.excused_minutes == 270


def test_a_presence_without_an_end_lasts_to_the_end_of_the_session():
    one = session(1)
    came = there(one, "17:15-20:00")[0].start
    assert recorded(one, came, None).end == one.span.end
    assert recorded(one, came, came + 60).end == came + 60


def test_grace_and_the_minimum_share_are_the_policys():
    one = session(1)
    strict = plan([one], minimum_share="1/2", grace_minutes=10, grace_out_minutes=5)
    late = stands(strict, person(there(one, "17:10-20:10")))
    short = stands(strict, person(there(one, "17:10-18:00")))
    assert (late.attended_minutes, line(late, 1).mark) == (180, Mark.PRESENT)
    assert (short.attended_minutes, line(short, 1).lost) == (0, ("minimum_share",))


def test_make_up_is_credited_for_what_was_missed_only():
    sessions = [session(n) for n in range(1, 5)]
    someone = person(
        full(sessions[0]) + there(sessions[1], "17:00-18:00"),
        absent={3},
        make_ups=[(1, 60), (2, 200), (3, 50), (4, 60)],
    )
    result = stands(plan(sessions), someone)
    assert [(row.approved_minutes, row.make_up_minutes) for row in result.lines] == [
        (60, 0),  # attended in full
        (200, 120),
        (50, 50),
        (60, 0),  # unmarked
    ]
    assert (result.make_up_minutes, result.make_up_left) == (170, 130)


def test_excused_minutes_are_what_was_missed_less_the_make_up():
    result = stands(plan([session(1)]), person(excused={1}, make_ups=[(1, 50)]))
    assert (result.excused_minutes, result.total_minutes) == (130, 50)


def test_caps_are_whole_minutes_rounded_down():
    third = plan(make_up_cap="1/7", excused_cap="1/7", denominator="credited")  # 385.71 of 2,700
    someone = attends(
        third, *range(7, 17), excused={4, 5, 6}, make_ups=[(1, 180), (2, 180), (3, 180)]
    )
    result = stands(third, someone)
    assert (result.make_up_minutes, result.excused_minutes) == (385, 540)
    assert result.ratio.numerator * 2700 // result.ratio.denominator == result.total_minutes + 385


# Self-paced lessons


def test_self_paced_lessons_credit_a_module_once_and_up_to_the_cap():
    one = session(1, module="digital/01-start")
    done = {"digital/01-start": 100, "digital/02-mail": 90, "slovene/01-hello": 90, "x/01": 50}
    someone = person(there(one, "17:00-18:00"), self_paced=done, memberships=MEMBER)
    none, some = plan([one]), plan([one], self_paced_cap="5%")
    assert stands(none, someone).credited_minutes == 60
    result = stands(some, someone)
    assert [course.credited_minutes for course in result.courses] == [60 + 40 + 90, 5]
    assert (result.credited_minutes, result.attended_minutes) == (60 + 135, 60)


def test_a_session_to_come_adds_only_what_self_paced_lessons_have_not():
    coming = session(1, module="digital/01-start", status="planned")
    someone = person(self_paced={"digital/01-start": 100})
    result = stands(plan([coming], self_paced_cap="50%"), someone, on=day(1))
    assert (result.total_minutes, result.best_minutes) == (100, 180)


def test_a_session_to_come_frees_the_cap_of_self_paced_lessons_for_others():
    coming = session(1, module="digital/01-start", status="planned")
    someone = person(self_paced={"digital/01-start": 100, "slovene/01-hello": 90})
    result = stands(plan([coming], self_paced_cap="5%"), someone, on=day(1))  # 135 minutes
    now = [(course.credited_minutes, course.best_minutes) for course in result.courses]
    assert now == [(100, 180), (35, 90)]
