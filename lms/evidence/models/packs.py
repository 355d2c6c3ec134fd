"""Packs of evidence: one file for the funder, made in the background."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Group
from lms.db import Base, personal
from lms.evidence.models.paper import RECORDED
from lms.people.models import TO_PROVE, Person


class PackState(StrEnum):
    WAITING = "waiting"
    BUILDING = "building"
    DONE = "done"
    REFUSED = "refused"  # there are gaps, and it was to be complete
    FAILED = "failed"


class Pack(Base):
    """A pack that was asked for. The same data gives the same bytes, so its hash says more than
    its date. The bytes are given up after a while; the row and the hash stay."""

    __tablename__ = "packs"
    __table_args__ = (CheckConstraint("first <= last", name="first_before_last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    with_gaps: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default=PackState.WAITING)
    done: Mapped[int] = mapped_column(default=0)  # of `steps`
    steps: Mapped[int] = mapped_column(default=0)
    gaps: Mapped[int | None]
    words: Mapped[str | None] = mapped_column(Text)  # why it was refused, or failed
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]  # bytes
    asked_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    asked_by: Mapped[Person | None] = relationship()


class PackPart(Base):
    """A piece of a pack's bytes: however large it is, few of them are in memory at once."""

    __tablename__ = "pack_parts"

    pack_id: Mapped[int] = mapped_column(ForeignKey("packs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
