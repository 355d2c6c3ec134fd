"""The only reader of the time. Call it `clock.now()`: the tests stop it here."""

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str, at: datetime | None = None) -> date:
    """The day it is in an IANA time zone, at a moment (UTC); without one, at this moment."""
    return (at or now()).astimezone(ZoneInfo(zone)).date()


@cache
def zones() -> frozenset[str]:
    """The time zones that there are, by their IANA names: "Europe/Ljubljana"."""
    return frozenset(available_timezones())
