"""Who gets a free place: the rule that groups and open sessions share.

The first in the queue who can take a place gets it. Nobody is overtaken, but by who is behind
somebody that cannot take it; why not is stated. No database, no clock, no words.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
TOO_SOON = timedelta(hours=2)  # an offer that stands for less cannot be answered


class WhyNot(StrEnum):
    """Why somebody who waits cannot take a place now."""

    STAFF = "staff"  # only learners have places
    HAS_A_PLACE = "has a place"
    CANNOT_COME = "cannot come"  # they said so


class Shared(NamedTuple, Generic[T]):
    """Who gets a place, in order; and who was passed over for it, each with the reason."""

    gets: list[T]
    passed: list[tuple[T, str]]


def share(free: int | None, queue: Sequence[tuple[T, str | None]]) -> Shared[T]:
    """Gives the free places (none: any number) to the first who can take them. Each of the queue
    comes with what keeps them from taking a place, or nothing.

    Passed over is only who stands before somebody that got one: behind the last, nobody was.
    """
    able = [n for n, (_one, why_not) in enumerate(queue) if why_not is None]
    getting = able if free is None else able[: max(0, free)]
    before = queue[: getting[-1]] if getting else ()
    return Shared(
        [queue[n][0] for n in getting],
        [(one, why_not) for one, why_not in before if why_not is not None],
    )


def answer_until(now: datetime, hours: int, over: datetime | None = None) -> datetime | None:
    """Until when an offer stands: some hours, and never beyond the moment at which it is `over`.

    None: it is booked at once, because nobody is asked (0 hours), or there is no time to ask.
    """
    if hours <= 0 or (over is not None and over - now <= TOO_SOON):
        return None
    until = now + timedelta(hours=hours)
    return until if over is None else min(until, over)


def behind(now: datetime, last: datetime | None) -> datetime:
    """Since when somebody waits who comes now: behind the last of the queue, also where another
    machine's clock is ahead, or somebody else was quicker to take the lock."""
    return now if last is None else max(now, last + timedelta(microseconds=1))
