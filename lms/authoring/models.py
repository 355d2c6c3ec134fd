"""Texts that are being written."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Lesson
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Person


class LessonDraft(Base):
    """What an author has written of a lesson in one language and not published yet. Each author has
    their own: so nobody writes over another's words."""

    __tablename__ = "lesson_drafts"
    __table_args__ = (UniqueConstraint("lesson_id", "language", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    language: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("your drafts of lessons"), TO_PROVE, Erase.AUTHOR),
    )
    based_on: Mapped[int]  # the version that was published when it was begun; 0: none was
    title: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    goals: Mapped[list | None]
    summary: Mapped[str | None] = mapped_column(Text)
    audio: Mapped[str | None] = mapped_column(String(300))
    markdown: Mapped[str] = mapped_column(Text)
    links: Mapped[list]  # as LessonText.links
    note: Mapped[str | None] = mapped_column(  # what changed, for the list of versions
        String(300),
        **personal(_l("what you say of your changes to lessons"), TO_PROVE, Erase.SCRUB),
    )
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    publish_at: Mapped[datetime | None] = mapped_column(index=True)  # none: when its author says so

    lesson: Mapped[Lesson] = relationship()
    person: Mapped[Person] = relationship()
