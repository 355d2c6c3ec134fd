"""What stands on a completion, and so keeps it from being taken back. Packages above name theirs:

    @holds
    def attested(completion: Completion) -> Held | None: ...

None: nothing stands on it. It may ask the database.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from lms.completion.models import Completion


class Held(NamedTuple):
    """What stands on it and what to do first, in words, and its page."""

    words: str
    endpoint: str
    values: Mapping[str, Any]  # of its address


Holds = Callable[[Completion], Held | None]
HOLDS: list[Holds] = []
Proves = Callable[[Collection[int]], dict[int, str]]
PROVES: list[Proves] = []


def holds(found: Holds) -> Holds:
    """Registers what may stand on a completion."""
    HOLDS.append(found)
    return found


def held_by(completion: Completion) -> Held | None:
    """Why this completion cannot be taken back; none where it can."""
    return next((held for found in HOLDS if (held := found(completion))), None)


def proves(found: Proves) -> Proves:
    """Registers what finds the papers of completions: their ids -> the pages of those that have
    one, with one statement."""
    PROVES.append(found)
    return found


def proofs_of(completions: Collection[int]) -> dict[int, str]:
    """The pages on which these completions are proven to others; asks only where there are any."""
    pages: dict[int, str] = {}
    for found in PROVES if completions else ():
        pages |= found(completions)
    return pages
