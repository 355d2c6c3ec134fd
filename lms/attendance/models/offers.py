"""Offers to make up what was missed, and what became of them."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models.marks import RECORDED, MakeUp
from lms.attendance.models.sessions import Session
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

OFFERED = _l("how you could make up for a session you missed, and what you answered")


class OfferKind(StrEnum):
    SESSION = "session"  # the same module in another group, or an extra date
    TASK = "task"  # work at home, worth so many minutes when a trainer approves it


class OfferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"  # attended, or approved
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # the session is over, and they were not there


class MakeUpOffer(Base):
    """A way to repair one absence, offered to who missed it."""

    __tablename__ = "make_up_offers"
    __table_args__ = (
        Index("ix_make_up_offers_person_id_state", "person_id", "state"),
        CheckConstraint("(kind = 'session') = (to_session_id IS NOT NULL)", name="session_or_task"),
        CheckConstraint("(kind = 'task') = (minutes IS NOT NULL)", name="task_has_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)  # missed
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(OFFERED, TO_LEARN))
    kind: Mapped[str] = mapped_column(String(10))
    to_session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    task: Mapped[str | None] = mapped_column(
        String(1000), **personal(OFFERED, TO_LEARN, Erase.SCRUB)
    )
    minutes: Mapped[int | None]  # what the task is worth
    state: Mapped[str] = mapped_column(String(12), default=OfferState.OFFERED)
    offered_by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    answer: Mapped[str | None] = mapped_column(
        String(500), **personal(OFFERED, TO_LEARN, Erase.SCRUB)
    )
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    make_up_id: Mapped[int | None] = mapped_column(ForeignKey("make_ups.id"), index=True)

    session: Mapped[Session] = relationship(foreign_keys=session_id)
    to_session: Mapped[Session | None] = relationship(foreign_keys=to_session_id)
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    offered_by: Mapped[Person] = relationship(foreign_keys=offered_by_id)
    make_up: Mapped[MakeUp | None] = relationship()
