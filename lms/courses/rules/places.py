"""When a person is where: spans of days, both ends included, an open end while it lasts."""

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date | None]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a day in common."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def busiest(spans: Iterable[Span], during: Span) -> int:
    """The most spans that hold on any one day of `during`.

    The number grows only on days on which a span begins, so only those are looked at.
    """
    near = [span for span in spans if overlap(span, during)]
    days = {max(start, during[0]) for start, _end in near}
    return max((sum(overlap(span, (day, day)) for span in near) for day in days), default=0)
