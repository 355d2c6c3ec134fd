"""What is learned: courses, modules, lessons, assessments."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base


class Course(Base):
    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[dict]
    summary: Mapped[dict | None]
    language: Mapped[str | None] = mapped_column(String(20))
    level: Mapped[str | None] = mapped_column(String(40))
    goals: Mapped[dict | None]
    retired_at: Mapped[datetime | None]

    modules: Mapped[list["Module"]] = relationship(order_by="Module.slug", back_populates="course")


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
    retired_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship(back_populates="modules")
    lessons: Mapped[list["Lesson"]] = relationship(order_by="Lesson.slug", back_populates="module")
    assessments: Mapped[list["Assessment"]] = relationship(order_by="Assessment.slug")

    @property
    def key(self) -> str:
        """What files and policies call it: "digital-basics/02-safe-online"."""
        return f"{self.course.slug}/{self.slug}"


class Lesson(Base):
    """One page of content. A lesson that is no longer in the content is retired, never deleted."""

    __tablename__ = "lessons"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    slug: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int]
    titles: Mapped[dict]  # of all its languages: lists need no texts
    retired_at: Mapped[datetime | None]

    module: Mapped[Module] = relationship(back_populates="lessons")
    texts: Mapped[list["LessonText"]] = relationship(
        order_by="LessonText.language", cascade="all, delete-orphan"
    )


class LessonText(Base):
    """A lesson in one language: its Markdown, and the safe page made of it."""

    __tablename__ = "lesson_texts"

    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    goals: Mapped[list | None]
    summary: Mapped[str | None] = mapped_column(Text)
    audio: Mapped[str | None] = mapped_column(String(300))
    markdown: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)


class Assessment(Base):
    """A quiz, placement or exit assessment of a module; its results are kept in assessments."""

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"))
    slug: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[dict]
    content: Mapped[dict]  # the file as it was read: summary, pass mark, questions
    retired_at: Mapped[datetime | None]
