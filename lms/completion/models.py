"""Completions: who has reached what a programme asks, as known when it was confirmed."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Enrolment, Group, Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person


class CompletionState(StrEnum):
    PROPOSED = "proposed"  # the figures say so; nobody has confirmed it
    CONFIRMED = "confirmed"  # frozen: no policy takes it away
    LAPSED = "lapsed"  # a proposal that did not hold any more when it was looked at again
    WITHDRAWN = "withdrawn"  # confirmed once, and taken back by a person, with a reason


OPEN = (CompletionState.PROPOSED, CompletionState.CONFIRMED)


class Completion(Base):
    """A completion of one enrolment. `facts` and `digest` are written once, when it is confirmed
    (lms/completion/record.py), and hold what the attestation says; rule 13."""

    __tablename__ = "completions"
    __table_args__ = (
        Index(
            "uq_completions_open",
            "enrolment_id",
            unique=True,
            sqlite_where=text("state IN ('proposed', 'confirmed')"),
            postgresql_where=text("state IN ('proposed', 'confirmed')"),
        ),
        Index("ix_completions_state_group_id", "state", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))  # in which the person was
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("what you have completed, and with how many hours"), TO_LEARN),
    )
    state: Mapped[str] = mapped_column(String(12), default=CompletionState.PROPOSED)
    on: Mapped[date]  # the day as of which the figures were looked at
    policy_version: Mapped[int]  # of the programme, by which they were judged
    facts: Mapped[dict | None] = mapped_column(
        **personal(_l("what you have completed, and with how many hours"), TO_LEARN, Erase.STAYS)
    )
    digest: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of the facts, in one way
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int | None] = mapped_column(  # none: the nightly look
        ForeignKey("people.id"), **personal(_l("what you proposed or confirmed"), TO_PROVE)
    )
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(  # none: the programme says automatic
        ForeignKey("people.id"), **personal(_l("what you proposed or confirmed"), TO_PROVE)
    )
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you proposed or confirmed"), TO_PROVE)
    )
    # since when the registers say something else, as the last look found; none: they agree
    differs_at: Mapped[datetime | None] = mapped_column(index=True)
    reason: Mapped[str | None] = mapped_column(
        Text, **personal(_l("why a completion was taken back"), TO_PROVE, Erase.SCRUB)
    )

    enrolment: Mapped[Enrolment] = relationship()
    programme: Mapped[Programme] = relationship()
    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    proposed_by: Mapped[Person | None] = relationship(foreign_keys=proposed_by_id)
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id)
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=withdrawn_by_id)
