"""What trainers record of tests and portfolios."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Assessment, Programme
from lms.db import Base, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

RECORDED = _l("what you recorded about others, and when")


class Result(Base):
    """A person's latest result in an assessment, as the trainer recorded it."""

    __tablename__ = "results"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        index=True,
        **personal(_l("the tests you passed or did not pass"), TO_LEARN),
    )
    passed: Mapped[bool]
    note: Mapped[str | None] = mapped_column(
        Text, **personal(_l("a note about your test or portfolio"), TO_LEARN)
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    at: Mapped[datetime]

    assessment: Mapped[Assessment] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)


class Portfolio(Base):
    """Whether a person's portfolio for a programme was accepted."""

    __tablename__ = "portfolios"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("whether your portfolio was accepted"), TO_LEARN),
    )
    accepted: Mapped[bool]
    note: Mapped[str | None] = mapped_column(
        String(300), **personal(_l("a note about your test or portfolio"), TO_LEARN)
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(RECORDED, TO_PROVE))
    at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
