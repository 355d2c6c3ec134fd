"""What a cell may say. Each reader gives a value or raises Unreadable with words for the person."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from flask_babel import gettext as _

from lms import clock

DANGEROUS = "=+-@\t\r"  # a spreadsheet would run what begins so
ARMED = re.compile(rf"'*[{re.escape(DANGEROUS)}]")
NEUTRALISED = re.compile(rf"'+[{re.escape(DANGEROUS)}]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
WHOLE = re.compile(r"[0-9]{1,9}")
LONGEST_SHOWN = 60


class Unreadable(ValueError):
    """A cell that does not say what its column asks for. The message is for the person."""


def neutralised(text: str) -> str:
    """For writing: an apostrophe before what a spreadsheet would run. `restored` takes it away."""
    return f"'{text}" if ARMED.match(text) else text


def restored(text: str) -> str:
    """The text of a cell: without the apostrophe that protected it, else without outer spaces."""
    bare = text.strip(" ")
    return bare[1:] if NEUTRALISED.match(bare) else text.strip()


def shown(text: str) -> str:
    """The beginning of a cell, for a message."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def fits_address(code: str) -> bool:
    """Whether a code can be a part of an address: without slashes, and no step in a path."""
    return not any(sign in code for sign in "/\\") and code not in (".", "..")


def as_date(text: str) -> date:
    found = DATE.fullmatch(text)
    if not found:
        raise Unreadable(
            _(
                "“%(value)s” is not a date. Write year, month and day like this: 2022-03-24.",
                value=shown(text),
            )
        )
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise Unreadable(
            _("%(value)s is not in the calendar. Look at the day and the month.", value=text)
        ) from None


def as_time(text: str) -> time:
    found = TIME.fullmatch(text)
    if not found:
        raise Unreadable(
            _(
                "“%(value)s” is not a time of day. Write hours and minutes like this: 17:05.",
                value=shown(text),
            )
        )
    hour, minute = map(int, found.groups())
    if hour > 23 or minute > 59:
        raise Unreadable(
            _("%(value)s is not on the clock. A day ends at 23:59.", value=shown(text))
        )
    return time(hour, minute)


def as_whole(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise Unreadable(
            _("“%(value)s” is not a whole number. Write digits only.", value=shown(text))
        )
    return int(text)


def as_choice(text: str, choices: Sequence[str]) -> str:
    chosen = {choice.lower(): choice for choice in choices}.get(text.lower())
    if chosen is None:
        raise Unreadable(
            _(
                "“%(value)s” is not one of: %(choices)s.",
                value=shown(text),
                choices=", ".join(choices),
            )
        )
    return chosen


def as_zone(text: str) -> str:
    """An IANA name, as it is in the database of time zones."""
    if text not in clock.zones():
        raise Unreadable(
            _(
                "“%(value)s” is not a time zone. Write its IANA name, such as Europe/Ljubljana.",
                value=shown(text),
            )
        )
    return text


def from_moment(value: date | time | datetime) -> str:
    """A date or a time of a spreadsheet, as our files write it."""
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time() else f"{day} {from_moment(value.time())}"
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("minutes" if not value.second else "seconds")
