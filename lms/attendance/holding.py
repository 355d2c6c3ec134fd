"""What stands on what a register says of somebody. Packages above name theirs:

    @holds
    def completed(amendment: Amendment) -> Held | None: ...

It is shown to who agrees to a correction; it hinders nobody.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lms.attendance.models import Amendment


class Held(NamedTuple):
    """What stands on it, in words, and its page."""

    words: str
    endpoint: str
    values: Mapping[str, Any]  # of its address


Holds = Callable[[Amendment], Held | None]
HOLDS: list[Holds] = []


def holds(found: Holds) -> Holds:
    """Registers what may stand on a register. It may ask the database, once."""
    HOLDS.append(found)
    return found


def held_by(amendment: Amendment) -> list[Held]:
    """Everything that stands on what is to be corrected."""
    return [one for found in HOLDS if (one := found(amendment))]
