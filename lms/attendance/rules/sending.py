"""Marks that a phone sends, at once or when there is network again: each has a key of its own."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

KEY = re.compile(r"[0-9A-Za-z-]{8,64}")  # a random UUID, made on the phone
OLDEST = timedelta(days=60)  # no register is open so long


class Sent(NamedTuple):
    """What a phone says of a mark, beside the mark itself."""

    key: str
    made: datetime


def made_at(at: str, clock: str, now: datetime) -> datetime:
    """When a mark was made, in whole seconds of UTC.

    `at` and `clock` are milliseconds on the phone's own clock: when the mark was made, and when it
    is sent. A phone may be hours or years off; what lies between the two is right all the same.
    Never in the future; what cannot be read, or cannot be, is now.
    """
    try:
        ago = timedelta(milliseconds=int(clock) - int(at))
    except (ValueError, OverflowError):
        ago = timedelta()
    if not timedelta() <= ago <= OLDEST:
        ago = timedelta()
    return (now - ago).astimezone(UTC).replace(microsecond=0)


def sent_along(form: Mapping[str, str], now: datetime) -> dict[int, Sent]:
    """The keys in a form, by person: the fields `key-7` and `at-7`, and `clock` for all of them.
    Whatever is no key is left out: such a line is as if it was typed on the page."""
    found = {}
    for name, key in form.items():
        word, _dash, person = name.partition("-")
        if word == "key" and person.isascii() and person.isdigit() and KEY.fullmatch(key):
            made = made_at(form.get(f"at-{person}", ""), form.get("clock", ""), now)
            found[int(person)] = Sent(key, made)
    return found
