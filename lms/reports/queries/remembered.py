"""Sums over many groups, kept in this process while the rows that they add up are the same.

Asked with the state of these groups (kept.State), which is read anew for every page: so two
processes never disagree, and nothing has to be told that something changed.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from lms.completion.queries.memory import Memory, usable
from lms.reports.queries.kept import Kept

MOST = 500  # answers; each is a row of numbers, or a few of them
T = TypeVar("T")
MEMORY: Memory[Hashable, Any] = Memory(MOST)


def remembered(known: Kept, key: Hashable, make: Callable[[], T]) -> T:
    """What was made for this key (which says whose groups, and what of them) while the state was
    the same; else it is made now. None is never kept."""
    if known.state is None or not usable():
        return make()
    whole = (known.state, known.on, key)
    found: T | None = MEMORY.get(whole)
    if found is None:
        found = make()
        MEMORY.put(whole, found)
    return found
