"""Figures that were computed already, kept in this process until a change is counted.

The key is a group and a day; an answer is good while the revisions that it was made at are the
same (lms/completion/queries/figures.py looks). What an unfinished change has written is neither
kept nor answered from here: it may still be undone.
"""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import event

from lms.db import db

Key = tuple[int, date]
K = TypeVar("K")
V = TypeVar("V")
WRITTEN = "something was written in this transaction"


class Memory(Generic[K, V]):
    """The `most` answers that were used last. Many threads may use it at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: K, figures: V) -> None:
        with self._lock:
            self._kept[key] = figures
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)


def usable() -> bool:
    """Whether this transaction has only read so far."""
    return not db.session.info.get(WRITTEN)


def _flushed(session: Any, _context: Any) -> None:
    session.info[WRITTEN] = True


def _executed(state: Any) -> None:
    if not state.is_select:
        state.session.info[WRITTEN] = True


def _ended(session: Any) -> None:
    session.info.pop(WRITTEN, None)


event.listen(db.session, "after_flush", _flushed)
event.listen(db.session, "do_orm_execute", _executed)
event.listen(db.session, "after_commit", _ended)
event.listen(db.session, "after_rollback", _ended)
