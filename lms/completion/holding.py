"""What stands on a completion, and so keeps it from being taken back. Packages above name theirs:

    @holds
    def attested(completion: Completion) -> str | None: ...

The words say what stands on it, and what to do first; none: nothing. It may ask the database.
"""

from collections.abc import Callable

from lms.completion.models import Completion

Holds = Callable[[Completion], str | None]
HOLDS: list[Holds] = []


def holds(found: Holds) -> Holds:
    """Registers what may stand on a completion."""
    HOLDS.append(found)
    return found


def held_by(completion: Completion) -> str | None:
    """Why this completion cannot be taken back; none where it can."""
    return next((words for found in HOLDS if (words := found(completion))), None)
