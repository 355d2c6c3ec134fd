"""How long what proves hours must be kept for a funder. Pure; the days are data of a programme.

With a direct grant it is kept for five years from the payment of the balance; under shared
management for five years from 31 December of the year in which it was paid.
"""

from datetime import date
from enum import StrEnum

YEARS = 5


class KeptFor(StrEnum):
    NOBODY = "nobody"  # no funder asks for it
    DIRECT = "direct"
    SHARED = "shared"


def last_day(kept_for: str | None, paid_on: date | None) -> date | None:
    """The last day on which it is kept: `date.min` where nothing has to be, none where nobody has
    said for whom it is kept, or the balance is not paid."""
    if kept_for == KeptFor.NOBODY:
        return date.min
    if kept_for is None or paid_on is None:
        return None
    year = min(paid_on.year + YEARS, date.max.year)
    if kept_for == KeptFor.SHARED:
        return date(year, 12, 31)
    is_leap_day = (paid_on.month, paid_on.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day else paid_on.replace(year=year)


def latest(days: list[date | None]) -> date | None:
    """The last day of several programmes: none as long as one of them is not known."""
    known = [day for day in days if day is not None]
    return max(known, default=date.min) if len(known) == len(days) else None
