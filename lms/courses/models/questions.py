"""The bank of questions of a course."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models.courses import Assessment, Course
from lms.db import Base, personal
from lms.people.models import TO_PROVE


class Question(Base):
    """A question of a course. `key` names it in files; what it asks is in its versions."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("course_id", "key"),
        Index("ix_questions_course_id_retired_at", "course_id", "retired_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    key: Mapped[str] = mapped_column(String(120))
    # the quiz in whose file it is written; none: in that of the course's bank
    home_id: Mapped[int | None] = mapped_column(ForeignKey("assessments.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    tags: Mapped[list]
    version: Mapped[int] = mapped_column(default=1)  # the number of the one in force
    retired_at: Mapped[datetime | None]
    # the version that an import gave it last; none: begun in the browser
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))

    course: Mapped[Course] = relationship()
    home: Mapped[Assessment | None] = relationship()
    versions: Mapped[list["QuestionVersion"]] = relationship(
        order_by="QuestionVersion.number", back_populates="question"
    )


class QuestionVersion(Base):
    """What a question asked, from a moment on. One that somebody has answered is never changed: a
    new one follows it."""

    __tablename__ = "question_versions"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    number: Mapped[int]
    content: Mapped[dict]  # as lms.questions.plain writes it
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the questions that you wrote"), TO_PROVE),
    )
    made_at: Mapped[datetime]

    question: Mapped[Question] = relationship(back_populates="versions")
