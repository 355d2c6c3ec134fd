"""How marks arrived: who checked in and out themselves, and what phones sent when they could."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models.marks import RECORDED, TO_COUNT, Mark
from lms.attendance.models.sessions import Session
from lms.db import Base, personal
from lms.people.models import TO_PROVE, Person


class Way(StrEnum):
    """How somebody checked in."""

    SQUARE = "square"  # the QR code on the trainer's screen
    CODE = "code"  # the short code beside it
    CARD = "card"  # the trainer scanned their card, or typed its code


class CheckIn(Base):
    """Somebody said with a phone or a card that they came, or left. Only added to.
    Whose presence another has marked to a later end, leaves it as it is: that is then `mark`."""

    __tablename__ = "check_ins"
    __table_args__ = (Index("ix_check_ins_session_id_at", "session_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("when you checked in at a session, or out"), TO_COUNT),
    )
    mark_id: Mapped[int] = mapped_column(ForeignKey("marks.id"), index=True)  # opened or closed
    leaves: Mapped[bool] = mapped_column(default=False)
    way: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    device: Mapped[str | None] = mapped_column(  # a random number in a cookie, hashed
        String(64),
        **personal(
            _l("which check-ins came from one phone"),
            _l("so that a trainer sees when one phone checks in several people"),
        ),
    )
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )

    session: Mapped[Session] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    mark: Mapped[Mark] = relationship()


class SentMark(Base):
    """A mark that was made on a phone without network and sent later. Its key, made on the phone,
    keeps it from being taken twice, however often it is sent."""

    __tablename__ = "sent_marks"
    __table_args__ = (Index("ix_sent_marks_session_id_person_id", "session_id", "person_id"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("the sessions you came to or missed, to the minute"), TO_COUNT),
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    made_at: Mapped[datetime]  # on the phone, its clock set right by ours
    received_at: Mapped[datetime]
