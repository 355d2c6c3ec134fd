"""Notices (what somebody is to be told), mails (how they were told), and what they do not want."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Person

TO_TELL = _l("to tell you what changes, and to know that you were told")
MAILS = _l("the mails that were sent to you")


class NoticeState(StrEnum):
    WAITING = "waiting"  # for its time, or for the mail in which it goes
    SENT = "sent"
    CALL = "call"  # no mail reaches them: it is on the call list
    TOLD = "told"  # somebody told them
    UNWANTED = "unwanted"  # they do not want this kind
    PAST = "past"  # what it says was over, or not true any more, before it could be sent


UNSETTLED = (NoticeState.WAITING, NoticeState.CALL)


class MailState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    BOUNCED = "bounced"  # it came back, at once or later
    FAILED = "failed"  # no server took it, as often as it was tried


class Notice(Base):
    """One thing that one person is to be told. `data` has the facts as they were at the time; the
    words are made of them when it is sent, in the language of who reads them."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_person_id_state", "person_id", "state"),
        Index("ix_notices_group_state", "group", "state"),
        Index("ix_notices_state_before", "state", "before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("what you were told, when, and why"), TO_TELL, Erase.ROW),
    )
    kind: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(120), index=True)  # "session:jes-a-2022-03-24"
    group: Mapped[str | None] = mapped_column(String(80))  # the slug: whose call list it is on
    data: Mapped[dict] = mapped_column(
        **personal(_l("what you were told, when, and why"), TO_TELL, Erase.SCRUB)
    )
    key: Mapped[str | None] = mapped_column(String(160), unique=True)  # told once, however often
    state: Mapped[str] = mapped_column(String(10), default=NoticeState.WAITING)
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(  # none: the platform itself
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )
    before: Mapped[datetime | None]  # from then on it is of no use
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)
    settled_at: Mapped[datetime | None]  # sent, told, or given up
    told_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("whom you called, and when"), TO_PROVE)
    )

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    told_by: Mapped[Person | None] = relationship(foreign_keys=told_by_id)
    mail: Mapped["Mail | None"] = relationship(back_populates="notices")


class Mail(Base):
    """One e-mail to one person, as it was sent. Tried again, it is the same to the letter."""

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(MAILS, TO_TELL, Erase.ROW),
    )
    address: Mapped[str] = mapped_column(String(254), **personal(MAILS, TO_TELL, Erase.STAYS))
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    language: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(300), **personal(MAILS, TO_TELL))
    text: Mapped[str] = mapped_column(Text, **personal(MAILS, TO_TELL))
    html: Mapped[str] = mapped_column(Text, **personal(MAILS, TO_TELL))
    calendars: Mapped[list] = mapped_column(  # [["REQUEST", "BEGIN:VCALENDAR..."], ...]
        **personal(MAILS, TO_TELL)
    )
    state: Mapped[str] = mapped_column(String(10), default=MailState.WAITING, index=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(  # what the mail server said
        Text, **personal(MAILS, TO_TELL)
    )

    person: Mapped[Person] = relationship()
    notices: Mapped[list[Notice]] = relationship(order_by=Notice.id, back_populates="mail")


class Unsubscription(Base):
    """A kind of notice that a person does not want; `*` is everything that is not necessary."""

    __tablename__ = "unsubscriptions"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("which mails you do not want"), TO_TELL, Erase.ROW),
    )
    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime]
