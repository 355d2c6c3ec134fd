"""What registers say: marks, and make-up."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models.sessions import Session
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Person

TO_COUNT = _l("to count your hours, and to prove them to you and to the funder")
RECORDED = _l("what you recorded about others, and when")


class Source(StrEnum):
    """Where a mark comes from."""

    TRAINER = "trainer"
    SELF = "self"
    PLATFORM = "platform"
    PAPER = "paper"


class Kind(StrEnum):
    PRESENCE = "presence"
    ABSENCE = "absence"


class Mark(Base):
    """What a register says of one person: a presence [came, left), or an absence.

    Several presences of one person are a union. An absence may be excused; beside a presence it
    excuses the part that was missed. Marks are never deleted: one that was replaced is withdrawn,
    so who marked what and when is kept.
    """

    __tablename__ = "marks"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR came_at < left_at", name="came_before_left"),
        CheckConstraint("(kind = 'presence') = (came_at IS NOT NULL)", name="presence_has_times"),
        Index("ix_marks_session_id_withdrawn_at", "session_id", "withdrawn_at"),
        Index("ix_marks_person_id_session_id", "person_id", "session_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("the sessions you came to or missed, to the minute"), TO_COUNT),
    )
    kind: Mapped[str] = mapped_column(String(10))
    came_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]  # none: until the end
    excused: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(
        String(20),
        **personal(_l("why an absence was excused, as one of a few words"), TO_COUNT, Erase.STAYS),
    )
    note: Mapped[str | None] = mapped_column(
        Text, **personal(_l("a note about a session you came to or missed"), TO_COUNT)
    )
    source: Mapped[str] = mapped_column(String(20), default=Source.TRAINER)
    recorder_id: Mapped[int | None] = mapped_column(  # none: command line
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )

    session: Mapped[Session] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    recorder: Mapped[Person | None] = relationship(foreign_keys=recorder_id)


class MakeUp(Base):
    """Approved minutes that repair a named absence. Kept as approved, credited to the limit."""

    __tablename__ = "make_ups"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id", "minutes", "approved_by_id", "note"),
        CheckConstraint("minutes > 0", name="some_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("minutes that you made up for a session you missed"), TO_COUNT),
    )
    minutes: Mapped[int]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    note: Mapped[str] = mapped_column(
        String(300),
        default="",
        **personal(_l("what you did to make up for a session you missed"), TO_COUNT, Erase.SCRUB),
    )
    recorded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    recorded_at: Mapped[datetime]

    session: Mapped[Session] = relationship()
    approved_by: Mapped[Person | None] = relationship(foreign_keys=approved_by_id)
