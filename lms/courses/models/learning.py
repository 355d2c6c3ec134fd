"""What people do with lessons: done, where they are, notes, ticks; modules that are confirmed."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models.courses import Lesson
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE


class LessonDone(Base):
    """A person has read or heard a lesson, and says so."""

    __tablename__ = "lessons_done"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("the lessons you have done"), TO_LEARN),
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True, index=True)
    done_at: Mapped[datetime]


class ModuleConfirmed(Base):
    """A trainer confirms that a person has done a module."""

    __tablename__ = "modules_confirmed"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("the modules that your trainer confirmed"), TO_LEARN),
    )
    module_id: Mapped[int] = mapped_column(ForeignKey("modules.id"), primary_key=True, index=True)
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        **personal(_l("the modules that you confirmed for others"), TO_PROVE),
    )
    confirmed_at: Mapped[datetime]


class LessonPlace(Base):
    """Where a person is in a lesson: begun when, seen last when, at which block."""

    __tablename__ = "lesson_places"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("where you are in a lesson, to go on from there"), TO_LEARN, Erase.ROW),
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True, index=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    block: Mapped[str | None] = mapped_column(String(16))  # of the source language (blocks.py)


class LessonNote(Base):
    """What a person writes beside a block of a lesson, for themselves. No words: a bookmark."""

    __tablename__ = "lesson_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(
            _l("your notes and bookmarks in lessons; nobody else sees them"), TO_LEARN, Erase.ROW
        ),
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    block: Mapped[str | None] = mapped_column(String(16))  # none: the whole lesson
    text: Mapped[str | None] = mapped_column(
        Text, **personal(_l("the words of your notes in lessons"), TO_LEARN)
    )
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    lesson: Mapped[Lesson] = relationship()


class LessonTick(Base):
    """A person has ticked an item of a checklist in a lesson."""

    __tablename__ = "lesson_ticks"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("what you ticked in the checklists of lessons"), TO_LEARN, Erase.ROW),
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True, index=True)
    item: Mapped[str] = mapped_column(String(24), primary_key=True)  # "<block of the source>.3"
    ticked_at: Mapped[datetime]


class ReadingSettings(Base):
    """How a person likes to read."""

    __tablename__ = "reading_settings"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(
            _l("how you like to read: size of text, languages, small data"), TO_LEARN, Erase.ROW
        ),
    )
    size: Mapped[int] = mapped_column(default=0, server_default="0")  # 0 as it is, to 3 the largest
    # two languages: the course's own comes first; both stand open, or the second on a tap
    host_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    together: Mapped[bool] = mapped_column(default=False, server_default=false())
    small_data: Mapped[bool] = mapped_column(default=False, server_default=false())
    beside: Mapped[str | None] = mapped_column(String(20))  # the second language; "-": none
