"""Counting hours: intervals of time, exact to the last step. No database, no clock, no words.

A moment is a whole number of seconds since 1970 in UTC; an interval is half-open. What a clock on
the wall shows becomes a moment in `moment`, and only there.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONGEST_SESSION_HOURS = 14
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Interval(NamedTuple):
    """[start, end): from start up to, but not with, end. Both in seconds of UTC."""

    start: int
    end: int


class ImpossibleTime(ValueError):
    """Times that cannot be. `code` says which; the words for the person are made elsewhere."""

    code = "impossible_time"


class SkippedHour(ImpossibleTime):
    """The clocks went over this time: nobody could have read it on a wall."""

    code = "skipped_hour"


class SessionTooLong(ImpossibleTime):
    """More than 14 hours from start to end."""

    code = "session_too_long"


class BreakOutside(ImpossibleTime):
    """A break that does not lie in its session."""

    code = "break_outside"


class BreakBackwards(ImpossibleTime):
    """A break that ends when it begins, or before."""

    code = "break_backwards"


class BreaksOverlap(ImpossibleTime):
    """Two breaks at the same time."""

    code = "breaks_overlap"


class OutWithoutIn(ImpossibleTime):
    """Somebody left who never came."""

    code = "out_without_in"


class OutNotAfterIn(ImpossibleTime):
    """Somebody left when they came, or before."""

    code = "out_not_after_in"


class InAfterEnd(ImpossibleTime):
    """Somebody came when the session was over, and no one says when they left."""

    code = "in_after_end"


def moment(day: date, wall: time, zone: str) -> datetime:
    """What a clock on the wall of `zone` (an IANA name) shows, as an aware datetime in UTC.

    Of a repeated hour the first is meant (settled point 13). Raises SkippedHour.
    """
    local = datetime.combine(day, wall.replace(fold=0, tzinfo=None), ZoneInfo(zone))
    in_utc = local.astimezone(UTC)
    if in_utc.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise SkippedHour
    return in_utc


def seconds(when: datetime) -> int:
    """An aware datetime as a moment; what is less than a second is cut off."""
    return (when - _EPOCH) // timedelta(seconds=1)


@lru_cache(maxsize=4096)
def _moment(day: date, wall: time, zone: str, days_later: int = 0) -> int:
    try:
        return seconds(moment(day + timedelta(days=days_later), wall, zone))
    except OverflowError:  # the first or the last day that a calendar has
        raise ImpossibleTime from None


def over_midnight(start: time, end: time) -> bool:
    """An end at or before the start is the next day's."""
    return end <= start


def wall_seconds(day: date, wall: time, start: time, end: time, zone: str) -> int:
    """A time on the wall at a session of `day` from `start` to `end`, as a moment.

    In a session over midnight a time at or before the end's clock time is the next day's, any
    other the session's date (settled point 13). Raises SkippedHour.
    """
    tomorrow = over_midnight(start, end) and wall <= end
    return _moment(day, wall, zone, int(tomorrow))


@lru_cache(maxsize=4096)
def session_span(day: date, start: time, end: time, zone: str) -> Interval:
    """[start, end) of a session (rule 3). Raises SkippedHour, SessionTooLong (over 14 hours)."""
    begins = _moment(day, start, zone)
    span = Interval(begins, wall_seconds(day, end, start, end, zone))
    if span.end - span.start > LONGEST_SESSION_HOURS * 3600:
        raise SessionTooLong
    return span


def break_intervals(
    day: date, start: time, end: time, breaks: Iterable[tuple[time, time]], zone: str
) -> list[Interval]:
    """The breaks of a session, in order; after midnight they are the next day's.

    Raises SkippedHour, BreakBackwards, BreakOutside, BreaksOverlap (settled point 27). Breaks
    that only touch do not overlap.
    """
    span = session_span(day, start, end, zone)
    found = sorted(
        Interval(*(wall_seconds(day, wall, start, end, zone) for wall in pair)) for pair in breaks
    )
    if any(pause.end <= pause.start for pause in found):
        raise BreakBackwards
    if any(pause.start < span.start or pause.end > span.end for pause in found):
        raise BreakOutside
    if any(after.start < before.end for before, after in pairwise(found)):
        raise BreaksOverlap
    return found


def presence(
    day: date, start: time, end: time, zone: str, came: time | None, left: time | None
) -> Interval:
    """Somebody's [in, out) at a session, as two times on the wall.

    Without `left` it lasts to the end of the session; over midnight a `left` before `came` is the
    next day's (settled points 13, 14, 27). It need not lie in the session: what is outside is
    kept and worth nothing. Raises SkippedHour, OutWithoutIn, OutNotAfterIn, InAfterEnd.
    """
    if came is None:
        raise OutWithoutIn
    begins = wall_seconds(day, came, start, end, zone)
    if left is None:
        ends = wall_seconds(day, end, start, end, zone)
        if begins >= ends:
            raise InAfterEnd
        return Interval(begins, ends)
    ends = wall_seconds(day, left, start, end, zone)
    if ends < begins and over_midnight(start, end):
        ends = _moment(day, left, zone, 1)
    if ends <= begins:
        raise OutNotAfterIn
    return Interval(begins, ends)


def union(intervals: Iterable[tuple[int, int]]) -> list[Interval]:
    """The same time, in order, nothing twice; empty intervals are left out."""
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= merged[-1].end:
            if end > merged[-1].end:
                merged[-1] = Interval(merged[-1].start, end)
        else:
            merged.append(Interval(start, end))
    return merged


def intersection(
    some: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]
) -> list[Interval]:
    """The time that lies in both, in order, nothing twice."""
    others = list(others)
    return union((max(a, c), min(b, d)) for a, b in some for c, d in others)


def less(whole: Interval, breaks: Iterable[tuple[int, int]]) -> list[Interval]:
    """`whole` without its breaks: what lies between the end of one and the start of the next."""
    pauses = union(breaks)
    starts = [whole.start, *(pause.end for pause in pauses)]
    ends = [*(pause.start for pause in pauses), whole.end]
    return intersection([whole], zip(starts, ends, strict=True))


def minutes(intervals: Iterable[tuple[int, int]]) -> int:
    """Whole minutes, each moment once; floored here and nowhere else (rule 1)."""
    return sum(end - start for start, end in union(intervals)) // 60


def with_grace(
    there: Sequence[Interval], span: Interval, grace_in: int, grace_out: int
) -> list[Interval]:
    """What the grace (minutes) adds to the time somebody was there.

    `there` is cut to the session, its breaks are out, and it is a union (settled point 4). From the
    start up to the latest beginning within `grace_in` of it is filled, and likewise from the
    earliest leaving within `grace_out` of the end; beyond the grace nothing is. Breaks are filled
    with the rest: who calls takes them out again.
    """
    came = [start for start, _ in there if start - span.start <= grace_in * 60]
    left = [end for _, end in there if span.end - end <= grace_out * 60]
    filled = list(there)
    if came:
        filled.append(Interval(span.start, max(came)))
    if left:
        filled.append(Interval(min(left), span.end))
    return union(filled)


def credited(
    presences: Iterable[tuple[int, int]],
    span: Interval,
    teaching: Sequence[tuple[int, int]],
    *,
    grace_in: int = 0,
    grace_out: int = 0,
    minimum_share: Fraction = Fraction(0),
) -> int:
    """Minutes of one session that count for somebody, before rule 6.

    `teaching` is the span less its breaks. In this order (settled point 4): cut to the session,
    breaks out, union, grace (minutes), floor, and nothing at all below the minimum share of the
    net minutes. 0 <= the answer <= net, whatever the presences (rule 2).
    """
    there = intersection(presences, teaching)
    if grace_in or grace_out:
        there = intersection(with_grace(there, span, grace_in, grace_out), teaching)
    raw = minutes(there)
    if minimum_share and raw < minimum_share * minutes(teaching):
        return 0
    return raw


def truncated(ratio: Fraction, places: int = 2) -> Decimal:
    """For the eye only, and always downwards (rule 1): 2159/2700 is 0.79, never 0.80."""
    return Decimal(ratio.numerator * 10**places // ratio.denominator).scaleb(-places)


def percent(ratio: Fraction) -> Decimal:
    """A ratio in hundredths, with two truncated decimals: 2159/2700 is 79.96."""
    return truncated(ratio * 100)


def units(minutes: int, unit_minutes: int) -> Decimal:
    """Minutes in teaching hours of `unit_minutes`, with two truncated decimals: 120/45 is 2.66."""
    return truncated(Fraction(minutes, unit_minutes))
