"""Answers to the tasks of lessons, who reads them, and what they say."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Group, Lesson
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

NOUN, ANSWERED = "task answer", "answered"  # what the history calls it


class State(StrEnum):
    """Where an answer is, as its columns say it together."""

    DRAFT = "draft"  # only its author sees it
    WAITING = "waiting"  # handed in; its trainer has not decided
    AGAIN = "again"  # given back: its author goes on writing, unseen
    DONE = "done"


class Verdict(StrEnum):
    DONE = "done"
    AGAIN = "again"


class TaskAnswer(Base):
    """What a person wrote, or handed in as a file, for a task of a lesson. Until it is handed in,
    only they see it."""

    __tablename__ = "task_answers"
    __table_args__ = (UniqueConstraint("person_id", "lesson_id", "task"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(_l("your answers to tasks in lessons"), TO_LEARN)
    )
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    task: Mapped[str] = mapped_column(String(80))  # its key in the lesson
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    text: Mapped[str | None] = mapped_column(
        Text, **personal(_l("the words of your answers to tasks"), TO_LEARN)
    )
    file_id: Mapped[str | None] = mapped_column(
        ForeignKey("files.id"),
        index=True,
        **personal(_l("the files that you handed in for tasks"), TO_LEARN),
    )
    file_name: Mapped[str | None] = mapped_column(
        String(200), **personal(_l("the names of files that you handed in"), TO_LEARN)
    )
    peer: Mapped[bool] = mapped_column(default=False, server_default=false())  # reads it, too
    changed_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None] = mapped_column(index=True)
    accepted_at: Mapped[datetime | None]  # its trainer finds it done

    person: Mapped[Person] = relationship()
    lesson: Mapped[Lesson] = relationship()
    group: Mapped[Group | None] = relationship()
    feedback: Mapped[list["TaskFeedback"]] = relationship(order_by="TaskFeedback.id")

    @property
    def state(self) -> State:
        if self.accepted_at:
            return State.DONE
        if self.handed_in_at:
            return State.WAITING
        return State.AGAIN if any(said.verdict for said in self.feedback) else State.DRAFT


class TaskFeedback(Base):
    """What a trainer, or a peer from another city, says to an answer."""

    __tablename__ = "task_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("task_answers.id"), index=True)
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("what you said to the answers of others"), TO_PROVE),
    )
    text: Mapped[str] = mapped_column(
        Text, **personal(_l("the words of your feedback to others"), TO_PROVE, Erase.SCRUB)
    )
    verdict: Mapped[str | None] = mapped_column(String(12))  # done, again; a peer gives none
    made_at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class PeerReading(Base):
    """An answer is given to a peer to read."""

    __tablename__ = "peer_readings"

    answer_id: Mapped[int] = mapped_column(ForeignKey("task_answers.id"), primary_key=True)
    reader_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        index=True,
        **personal(_l("the answers of others that you were asked to read"), TO_LEARN, Erase.LATER),
    )
    asked_at: Mapped[datetime]
    read_at: Mapped[datetime | None]  # they gave feedback

    answer: Mapped[TaskAnswer] = relationship()
    reader: Mapped[Person] = relationship()
