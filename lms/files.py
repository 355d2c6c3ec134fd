"""Files that people hand in or out: kept once, named by what is in them.

What a file is stands in the database; its bytes are in a store (lms/stores.py), and were there
before the row: where the row did not come to be, they are swept away later.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import BinaryIO, NamedTuple

from sqlalchemy import LargeBinary, String, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms import stores
from lms.db import Base, db

AT_ONCE = 500  # names asked for in one query
WAITS = timedelta(days=1)  # so long a file may be in the store without a row
FEW = 20  # files without a row that are swept whatever their share


class File(Base):
    """A file. Its id is the SHA-256 of its content, so the same file is kept once."""

    __tablename__ = "files"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(100))  # the media type, by its content
    size: Mapped[int]  # bytes
    # empty where it is in the store; rows of before there was one have it here
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, nullable=True)
    made_at: Mapped[datetime]


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Writes bytes into the store and answers their name; `row_of` makes the row. For what takes
    long: it needs nothing of the database."""
    name = name_of(content)
    stores.current().put(name, content)
    return name


def keep(content: bytes, kind: str, *, now: datetime) -> File:
    """Keeps the bytes; the row that has them already is used again."""
    name = name_of(content)
    known = db.session.get(File, name)
    if known is None or stores.current().look(name) is None:
        stores.current().put(name, content)
    return known or row_of(name, len(content), kind, now=now)


def row_of(name: str, size: int, kind: str, *, now: datetime) -> File:
    """The row of a file whose bytes were `put`; the one that is there already is used again."""
    known = db.session.get(File, name)
    if known is None:
        known = File(id=name, kind=kind, size=size, made_at=now)
        db.session.add(known)
        db.session.flush()
    return known


def in_row(file_id: str) -> bytes | None:
    """The bytes that the row of a file itself has: one of before there was a store."""
    return db.session.scalars(select(File.content).where(File.id == file_id)).one()


def content_of(file_id: str) -> bytes:
    """The bytes of a file that is known to be there. Raises stores.Lost, stores.Away."""
    content = in_row(file_id)
    return stores.current().get(file_id) if content is None else content


class Said(NamedTuple):
    """What is known of a file without its bytes."""

    kind: str  # the media type
    size: int  # bytes


def said_of(file_id: str | None) -> Said | None:
    """The kind and the size of a file; None where there is none."""
    if file_id is None:
        return None
    row = db.session.execute(select(File.kind, File.size).where(File.id == file_id)).one()
    return Said(*row)


def opened(file_id: str, size: int) -> BinaryIO:
    """A file to be read from anywhere in it, never whole in memory. Raises as `content_of`."""
    content = in_row(file_id)
    return stores.current().open(file_id, size) if content is None else io.BytesIO(content)


def forget(file_id: str) -> bool:
    """Removes a file, unless any row of any package still names it: the database itself says so.
    Its bytes are swept away a day later, for this may still be taken back."""
    try:
        with db.session.begin_nested():
            db.session.execute(delete(File).where(File.id == file_id))
    except IntegrityError:
        return False
    return True


class Swept(NamedTuple):
    """How many files without a row were removed, and how many were left because they are so many
    that this may be the wrong database."""

    removed: int
    left: int


def sweep(*, now: datetime, even_many: bool = False) -> Swept:
    """Removes from the store what no row names and what was not written just now.

    Where that is more than FEW and a tenth of all, nothing is removed: the database may be empty
    because a backup is about to be restored."""
    store = stores.current()
    everything = [kept.name for kept in store.each() if kept.since < now - WAITS]
    orphans = sorted(set(everything) - known(everything))
    if len(orphans) > max(FEW, len(everything) // 10) and not even_many:
        return Swept(0, len(orphans))
    return Swept(remove(orphans, now=now), 0)


def remove(names: Sequence[str], *, now: datetime) -> int:
    """Removes from the store those of these that no row names and that nobody wrote within a day.
    How many they were."""
    store, removed = stores.current(), 0
    for name in names:
        there = store.look(name)
        if there and there.since <= now - WAITS and not known([name]):
            store.remove(name)
            removed += 1
    return removed


def known(names: Sequence[str]) -> set[str]:
    """Those of these names that have a row. The database is let go of: stores take their time."""
    found: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        some = File.id.in_(names[start : start + AT_ONCE])
        found |= set(db.session.scalars(select(File.id).where(some)))
    db.session.commit()
    return found


def move(before: stores.Store | None = None) -> Iterator[tuple[str, bool | None]]:
    """Brings the bytes of every row into the store that is set: from the rows of before there was
    one, and from the store `before`. Yields each name, and True where it was brought, False where
    it was there, None where nobody has it. Every file is compared with its name. Rows are emptied;
    the caller commits, as often as it likes. The store `before` is left as it is."""
    store = stores.current()
    for name in db.session.scalars(select(File.id).order_by(File.id)).all():
        content, is_there = in_row(name), store.look(name) is not None
        if content is None and is_there:
            yield name, False
            continue
        if content is None and before is not None:
            content = found(before, name)
        if content is None or name_of(content) != name:
            yield name, None
            continue
        if not is_there:
            store.put(name, content)
        db.session.execute(update(File).where(File.id == name).values(content=None))
        yield name, True


def found(store: stores.Store, name: str) -> bytes | None:
    try:
        return store.get(name)
    except stores.Lost:
        return None
