"""Hours are arithmetic: the worked examples W3, W4, W11, W12 and the points about times."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest

from lms.attendance import hours
from lms.attendance.hours import Interval

THURSDAY = date(2022, 3, 24)
LJUBLJANA = "Europe/Ljubljana"


def at(wall, day=THURSDAY, zone=LJUBLJANA):
    return hours.seconds(hours.moment(day, time.fromisoformat(wall), zone))


def during(text, day=THURSDAY):
    """'17:00-18:25 18:50-20:15' as intervals of that day in Ljubljana."""
    return [Interval(*(at(wall, day) for wall in part.split("-"))) for part in text.split()]


def times(text):
    """'17:00-20:15' as two times on the wall; '?' is a time that nobody wrote."""
    return [None if wall == "?" else time.fromisoformat(wall) for wall in text.split("-")]


SPAN = during("17:00-20:15")[0]
TEACHING = hours.less(SPAN, during("18:30-18:45"))


def credited(presence, **policy):
    return hours.credited(during(presence), SPAN, TEACHING, **policy)


def test_net_minutes_are_the_session_less_its_break():
    assert hours.minutes(TEACHING) == 180


@pytest.mark.parametrize(
    ("presence", "minutes"),
    [
        ("17:10-19:40", 135),
        ("17:00-18:25 18:50-20:15", 170),
        ("16:50-18:40 18:00-19:00 19:30-21:00", 150),
        ("18:30-18:45", 0),
        ("12:00-16:00", 0),
        ("", 0),
        ("17:00:00-17:00:30 17:01:00-17:01:30", 1),  # floored once, at the end
    ],
)
def test_w3_minutes_of_one_session(presence, minutes):
    for scans in permutations(during(presence) * 2):  # neither order nor repetition matters
        assert hours.credited(scans, SPAN, TEACHING) == minutes


@pytest.mark.parametrize(
    ("came", "minutes"), [("17:08", 180), ("17:10", 180), ("17:10:01", 169), ("17:11", 169)]
)
def test_w4_grace_is_filled_up_to_its_last_minute_and_not_beyond(came, minutes):
    assert credited(f"{came}-20:15", grace_in=10) == minutes


@pytest.mark.parametrize(("left", "minutes"), [("20:05", 180), ("20:04", 169), ("20:30", 180)])
def test_grace_at_the_end_is_the_same(left, minutes):
    assert credited(f"17:00-{left}", grace_out=10) == minutes


def test_grace_fills_from_the_latest_beginning_and_the_earliest_leaving_within_it():
    there = "17:02-17:03 17:09-17:30 19:50-20:06 20:10-20:11"
    assert credited(there, grace_in=10, grace_out=10) == 30 + 25


def test_who_only_waited_before_the_session_gets_no_grace():
    assert credited("16:30-17:00", grace_in=10) == 0


def test_a_break_is_out_before_the_grace_is_looked_at_and_never_filled():
    span = during("17:00-18:00")[0]
    teaching = hours.less(span, during("17:05-17:12"))
    counted = [
        hours.credited(during(text), span, teaching, grace_in=10)
        for text in ("17:06-18:00", "17:00-18:00", "17:03-17:04")
    ]
    assert counted == [48, 53, 4]  # the first begins to count at 17:12, beyond the grace


def test_below_the_minimum_share_nothing_counts():
    half = Fraction(1, 2)
    assert credited("17:00-18:30", minimum_share=half) == 90
    assert credited("17:01-18:30", minimum_share=half) == 0
    assert credited("17:01-18:30", minimum_share=half, grace_in=1) == 90  # grace comes first


def test_w11_three_short_visits_are_added_before_they_are_cut():
    assert hours.units(3 * 40, 45) == Decimal("2.66")
    assert sum(hours.units(40, 45) // 1 for _ in range(3)) == 0


@pytest.mark.parametrize(("day", "in_utc"), [(date(2022, 3, 24), 16), (date(2022, 3, 31), 15)])
def test_w12_a_session_keeps_its_wall_time(day, in_utc):
    begins = hours.moment(day, time(17), LJUBLJANA)
    assert begins == datetime(day.year, day.month, day.day, in_utc, tzinfo=UTC)
    span = hours.session_span(day, time(17), time(20, 15), LJUBLJANA)
    breaks = hours.break_intervals(
        day, time(17), time(20, 15), [(time(18, 30), time(18, 45))], LJUBLJANA
    )
    assert hours.minutes(hours.less(span, breaks)) == 180


@pytest.mark.parametrize(("day", "net"), [(date(2022, 3, 27), 240), (date(2022, 10, 30), 360)])
def test_w12_the_nights_when_the_clocks_change(day, net):
    assert hours.minutes([hours.session_span(day, time(0), time(5), LJUBLJANA)]) == net


@pytest.mark.parametrize("zone", ["Europe/Athens", "Europe/Bucharest"])
def test_w12_ten_in_brussels_is_eleven_in_the_east(zone):
    day = date(2022, 10, 5)
    assert at("10:00", day, "Europe/Brussels") == at("11:00", day, zone)


def test_a_time_in_the_skipped_hour_is_refused():
    with pytest.raises(hours.SkippedHour) as refused:
        hours.moment(date(2022, 3, 27), time(2, 30), LJUBLJANA)
    assert refused.value.code == "skipped_hour"


def test_in_the_repeated_hour_the_first_is_meant():
    first = datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    assert hours.moment(date(2022, 10, 30), time(2, 30), LJUBLJANA) == first
    assert hours.moment(date(2022, 10, 30), time(2, 30, fold=1), LJUBLJANA) == first


def test_a_session_past_midnight_and_its_breaks():
    night = (THURSDAY, time(22), time(2))
    span = hours.session_span(*night, LJUBLJANA)
    breaks = hours.break_intervals(
        *night, [(time(23, 50), time(0, 10)), (time(1), time(1, 15))], LJUBLJANA
    )
    assert hours.minutes([span]) == 240
    assert hours.minutes(hours.less(span, breaks)) == 205


@pytest.mark.parametrize(
    ("breaks", "problem"),
    [
        ("16:50-17:10", hours.BreakOutside),
        ("20:00-20:20", hours.BreakOutside),
        ("18:00-18:30 18:29-18:40", hours.BreaksOverlap),
        ("18:00-18:00", hours.BreakBackwards),
        ("18:10-18:00", hours.BreakBackwards),
    ],
)
def test_breaks_that_cannot_be_are_refused(breaks, problem):
    pairs = [times(text) for text in breaks.split()]
    with pytest.raises(problem):
        hours.break_intervals(THURSDAY, time(17), time(20, 15), pairs, LJUBLJANA)


def test_breaks_may_touch():
    pairs = [times("18:30-18:45"), times("18:15-18:30")]
    breaks = hours.break_intervals(THURSDAY, time(17), time(20, 15), pairs, LJUBLJANA)
    assert breaks == during("18:15-18:30 18:30-18:45")


def test_a_session_of_more_than_fourteen_hours_is_refused():
    assert hours.minutes([hours.session_span(THURSDAY, time(8), time(22), LJUBLJANA)]) == 14 * 60
    for start, end in [(time(8), time(22, 1)), (time(9), time(9)), (time(9), time(8))]:
        with pytest.raises(hours.SessionTooLong):
            hours.session_span(THURSDAY, start, end, LJUBLJANA)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("17:10-19:40", "24 17:10-24 19:40"),
        ("17:10-?", "24 17:10-24 20:15"),
        ("12:00-13:00", "24 12:00-24 13:00"),  # wholly outside: kept, worth nothing
    ],
)
def test_a_presence_as_two_times_on_the_wall(written, meant):
    there = hours.presence(THURSDAY, time(17), time(20, 15), LJUBLJANA, *times(written))
    assert there == march(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("22:00-02:00", "24 22:00-25 02:00"),
        ("00:30-?", "25 00:30-25 02:00"),
        ("21:50-02:10", "24 21:50-25 02:10"),  # out before in: the next day's
        ("02:00-02:10", "25 02:00-25 02:10"),  # 02:10 of the date itself would lie before 02:00
        ("00:30-01:00", "25 00:30-25 01:00"),
        ("21:00-21:30", "24 21:00-24 21:30"),
    ],
)
def test_a_presence_over_midnight(written, meant):
    there = hours.presence(THURSDAY, time(22), time(2), LJUBLJANA, *times(written))
    assert there == march(meant)


def march(text):
    days = (part.split() for part in text.split("-"))
    return Interval(*(at(wall, date(2022, 3, int(day))) for day, wall in days))


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("?-19:00", hours.OutWithoutIn),
        ("?-?", hours.OutWithoutIn),
        ("18:00-18:00", hours.OutNotAfterIn),
        ("18:00-17:30", hours.OutNotAfterIn),
        ("20:16-?", hours.InAfterEnd),
        ("20:15-?", hours.InAfterEnd),
    ],
)
def test_a_presence_that_cannot_be_is_refused(written, problem):
    with pytest.raises(problem):
        hours.presence(THURSDAY, time(17), time(20, 15), LJUBLJANA, *times(written))


def test_over_midnight_out_may_not_lie_before_in_on_the_next_day_either():
    with pytest.raises(hours.OutNotAfterIn):
        hours.presence(THURSDAY, time(22), time(2), LJUBLJANA, time(1), time(0, 30))


def test_a_day_at_the_end_of_the_calendar_is_refused_and_does_not_break():
    with pytest.raises(hours.ImpossibleTime):
        hours.session_span(date.max, time(22), time(2), LJUBLJANA)


def test_display_truncates():
    assert hours.percent(Fraction(2159, 2700)) == Decimal("79.96")
    assert str(hours.percent(Fraction(4, 5))) == "80.00"
    assert hours.truncated(Fraction(73, 60) * 100) == Decimal("121.66")
