"""What came of assessments: who passed, with which score, from when on."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Assessment
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

RECORDED = _l("what you recorded about others, and when")


class Result(Base):
    """What came of an assessment for a person, from a moment on. Nothing is written over: the last
    row before a moment is what held at it. It comes of the person's attempts, or a trainer says
    it."""

    __tablename__ = "results"
    __table_args__ = (Index("ix_results_person_id_assessment_id", "person_id", "assessment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"), index=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("the tests you passed or did not pass"), TO_LEARN),
    )
    passed: Mapped[bool]
    score: Mapped[str | None] = mapped_column(  # an exact fraction, where there is one
        String(60), **personal(_l("your scores in quizzes"), TO_LEARN, Erase.STAYS)
    )
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("attempts.id"))  # that decided it
    note: Mapped[str | None] = mapped_column(
        Text, **personal(_l("a note about your test"), TO_LEARN)
    )
    by_id: Mapped[int | None] = mapped_column(  # none: it comes of the attempts
        ForeignKey("people.id"), **personal(RECORDED, TO_PROVE)
    )
    at: Mapped[datetime]

    assessment: Mapped[Assessment] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)
