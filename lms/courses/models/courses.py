"""What is learned: courses, modules, lessons, assessments."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base

if TYPE_CHECKING:
    from lms.courses.models.media import Media, Term
    from lms.courses.models.texts import LessonText


class Course(Base):
    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[dict]
    summary: Mapped[dict | None]
    language: Mapped[str | None] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(40))
    # what funders count it as: language, civic_orientation, guidance, digital, ...
    subject: Mapped[str | None] = mapped_column(String(40))
    goals: Mapped[dict | None]
    # whose authors began it here; none for a course that came as a folder
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    retired_at: Mapped[datetime | None]
    # what an import gave it last (lms/courses/content/origins.py); none: begun in the browser
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))

    modules: Mapped[list["Module"]] = relationship(order_by="Module.slug", back_populates="course")
    terms: Mapped[list["Term"]] = relationship(order_by="Term.slug")
    media: Mapped[list["Media"]] = relationship(order_by="Media.name")


class Module(Base):
    """A step of a course. Its slug ("02-safe-online") orders it."""

    __tablename__ = "modules"
    __table_args__ = (UniqueConstraint("course_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[dict]
    minutes: Mapped[int | None]  # nominal, self-paced
    summary: Mapped[dict | None]
    goals: Mapped[dict | None]
    completion: Mapped[str] = mapped_column(String(20), default="lessons")
    # so much of a lesson's minutes it must lie open before it counts as done: "1/2", exact; or none
    dwell: Mapped[str | None] = mapped_column(String(20))
    retired_at: Mapped[datetime | None]
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # as of a course

    course: Mapped[Course] = relationship(back_populates="modules")
    lessons: Mapped[list["Lesson"]] = relationship(order_by="Lesson.slug", back_populates="module")
    assessments: Mapped[list["Assessment"]] = relationship(
        order_by="Assessment.slug", back_populates="module"
    )

    @property
    def key(self) -> str:
        """What files and policies call it: "digital-basics/02-safe-online"."""
        return f"{self.course.slug}/{self.slug}"


class Lesson(Base):
    """One page of content. A lesson that is no longer in the content is retired, never deleted.

    One that its author has begun and not yet published has no texts and is retired since then: so
    it is not offered. Its first publication ends that.
    """

    __tablename__ = "lessons"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    slug: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
    titles: Mapped[dict]  # of all its languages: lists need no texts
    source: Mapped[str | None] = mapped_column(String(20))  # the language others are made from
    retired_at: Mapped[datetime | None]
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # as of a course

    module: Mapped[Module] = relationship(back_populates="lessons")
    texts: Mapped[list["LessonText"]] = relationship(
        order_by="LessonText.language", cascade="all, delete-orphan"
    )


class Assessment(Base):
    """A quiz, placement or exit assessment of a module; its results are kept in assessments. One
    without questions is held on paper or in talk: its results are only recorded."""

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict]
    content: Mapped[dict]  # settings, and which questions (lms/questions/quizzes.py, plain_quiz)
    retired_at: Mapped[datetime | None]
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # as of a course

    module: Mapped[Module] = relationship(back_populates="assessments")
