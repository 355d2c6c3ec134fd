"""Registers that hold: seals and amendments, in one chain of hashes per group."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.models.marks import RECORDED, TO_COUNT
from lms.attendance.models.sessions import Session
from lms.courses.models import Group
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Person

CORRECTED = _l("a correction of what a register says of you, and why")


class AmendmentState(StrEnum):
    ASKED = "asked"  # waits for a second person
    MADE = "made"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Amendment(Base):
    """A correction of a locked register: old and new side by side. Only added to; once settled it
    never changes (rule 8)."""

    __tablename__ = "amendments"
    __table_args__ = (
        Index("ix_amendments_session_id_state", "session_id", "state"),
        Index("ix_amendments_state", "state"),  # those that wait are few
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(CORRECTED, TO_COUNT, Erase.NAMELESS)
    )
    old: Mapped[str] = mapped_column(Text)  # rules.lines.State.token, when it was made
    new: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(500), **personal(CORRECTED, TO_COUNT, Erase.SCRUB))
    state: Mapped[str] = mapped_column(String(12), default=AmendmentState.ASKED)
    asked_by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    asked_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    settled_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(  # why it was refused
        String(500), **personal(CORRECTED, TO_COUNT, Erase.SCRUB)
    )

    session: Mapped[Session] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    settled_by: Mapped[Person | None] = relationship(foreign_keys=settled_by_id)


class LinkKind(StrEnum):
    SEAL = "seal"
    AMENDMENT = "amendment"


class Link(Base):
    """One link of a group's chain: what a register said at that moment, and the hash of that and
    of the link before.

    People are in `facts` only as the SHA-256 of a salt, their code and their name; salt, code and
    name are in `names`, beside the chain. Erasing somebody empties their entry there: the chain
    still holds, and no frozen total changes (rule 14).
    """

    __tablename__ = "register_links"
    __table_args__ = (UniqueConstraint("group_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    number: Mapped[int]  # from 1, without gaps
    kind: Mapped[str] = mapped_column(String(10))
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendments.id"), index=True)
    facts: Mapped[str] = mapped_column(Text)  # canonical JSON: the bytes that were hashed
    names: Mapped[list] = mapped_column(  # [[digest, salt, code, name, person id], ...]
        **personal(_l("the sessions you came to or missed, to the minute"), TO_COUNT, Erase.OWN)
    )
    previous: Mapped[str] = mapped_column(String(64))  # hash of the link before; of the first: ""
    hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(  # none: by itself, so many days later
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )

    group: Mapped[Group] = relationship()
    session: Mapped[Session] = relationship()
    amendment: Mapped[Amendment | None] = relationship()
    made_by: Mapped[Person | None] = relationship()
