"""Who comes: places in open sessions, and answers that say "I cannot come"."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models.sessions import Session
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person


class SignUpState(StrEnum):
    """Where a sign-up is. A booked and an offered place are taken; who waits has a position."""

    BOOKED = "booked"
    WAITING = "waiting"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"


class SignUp(Base):
    """A person's place in an open session, or in the queue for one (the longest waiting first)."""

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        Index("ix_sign_ups_session_id_state_since", "session_id", "state", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the open sessions that you signed up for"), TO_LEARN, Erase.ROW),
    )
    state: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]  # since when they wait, or have the place
    offer_until: Mapped[datetime | None]

    session: Mapped[Session] = relationship()
    person: Mapped[Person] = relationship()


class Announcement(Base):
    """Somebody says beforehand that they cannot come. It excuses nothing: a trainer decides that.

    One that was taken back is kept, with the time.
    """

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_session_id_person_id", "session_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("that you said you cannot come to a session, and why"), TO_LEARN, Erase.ROW),
    )
    reason: Mapped[str | None] = mapped_column(
        String(20), **personal(_l("that you said you cannot come to a session, and why"), TO_LEARN)
    )
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(  # the person, or who took the call
        ForeignKey("people.id"),
        **personal(_l("what you recorded about others, and when"), TO_PROVE),
    )
    withdrawn_at: Mapped[datetime | None]

    session: Mapped[Session] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
