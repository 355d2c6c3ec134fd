"""Files that people hand in or out: kept once, named by what is in them."""

import hashlib
from datetime import datetime

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db


class File(Base):
    """The bytes of a file. Its id is the SHA-256 of its content, so the same file is kept once.

    It is in the database, so that a change and its file are kept together or not at all, and a
    backup has both.
    """

    __tablename__ = "files"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(100))  # the media type, by its content
    size: Mapped[int]  # bytes
    # empty where it is in the store; rows of before there was one have it here
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, nullable=True)
    made_at: Mapped[datetime]


def keep(content: bytes, kind: str, *, now: datetime) -> File:
    """Keeps the bytes; the row that has them already is used again."""
    name = hashlib.sha256(content).hexdigest()
    known = db.session.get(File, name)
    if known is None:
        known = File(id=name, kind=kind, size=len(content), content=content, made_at=now)
        db.session.add(known)
        db.session.flush()
    return known


def content_of(file_id: str) -> bytes:
    """The bytes of a file that is known to be there."""
    return db.session.scalars(select(File.content).where(File.id == file_id)).one()


def forget(file_id: str) -> bool:
    """Removes a file, unless any row of any package still names it: the database itself says so."""
    try:
        with db.session.begin_nested():
            db.session.execute(delete(File).where(File.id == file_id))
    except IntegrityError:
        return False
    return True
