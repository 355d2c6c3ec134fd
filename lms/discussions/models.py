"""Threads below lessons, their posts, and who follows them."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Lesson, Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

EDITED = "edited"  # what the history calls a change of the words of a post


class Thread(Base):
    """A conversation below a lesson, among the people of one programme."""

    __tablename__ = "threads"
    __table_args__ = (Index(None, "programme_id", "lesson_id", "last_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    title: Mapped[str] = mapped_column(
        String(200), **personal(_l("the conversations that you began"), TO_LEARN, Erase.SCRUB)
    )
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("the conversations that you began"), TO_LEARN, Erase.NAMELESS),
    )
    made_at: Mapped[datetime]
    last_at: Mapped[datetime]  # of its newest post
    closed_at: Mapped[datetime | None]  # nobody answers any more
    closed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the conversations that you closed"), TO_PROVE)
    )

    lesson: Mapped[Lesson] = relationship()
    programme: Mapped[Programme] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])


class Post(Base):
    """One contribution. Hidden by a moderator, it stays for its author and for moderators."""

    __tablename__ = "posts"
    __table_args__ = (Index(None, "thread_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"))
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("what you wrote in conversations"), TO_LEARN, Erase.NAMELESS),
    )
    text: Mapped[str] = mapped_column(
        Text, **personal(_l("the words of what you wrote in conversations"), TO_LEARN)
    )
    made_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]  # somebody asked a moderator to look
    reported_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the posts that you reported"), TO_LEARN)
    )
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the posts that you hid, and why"), TO_PROVE)
    )
    hidden_why: Mapped[str | None] = mapped_column(
        String(300), **personal(_l("the posts that you hid, and why"), TO_PROVE, Erase.SCRUB)
    )

    @property
    def is_changed_since_report(self) -> bool:
        """Whether who reported it read other words."""
        return bool(self.reported_at and self.edited_at and self.edited_at > self.reported_at)

    thread: Mapped[Thread] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])


class Follow(Base):
    """Whether a person is told of new posts in a thread: who wrote in it is, until they say no."""

    __tablename__ = "follows"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        **personal(_l("the conversations that you follow"), TO_LEARN, Erase.ROW),
    )
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"), primary_key=True, index=True)
    wants: Mapped[bool] = mapped_column(default=True, server_default=true())
