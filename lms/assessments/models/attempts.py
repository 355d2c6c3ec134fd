"""What people do with quizzes: attempts, what they answered, how it was marked."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Assessment, Group, QuestionVersion
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_PROVE, Person

MARKED = _l("how you marked the answers of others, and when")


class State(StrEnum):
    """Where an attempt is, as its columns say it together."""

    OPEN = "open"
    WAITING = "waiting"  # handed in; somebody has to mark some of it
    MARKED = "marked"


class Attempt(Base):
    """A person takes a quiz once. It keeps the settings that held when it began, so that nothing
    that is changed later touches it; its questions are those of its items."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("assessment_id", "person_id", "number"),
        Index("ix_attempts_waiting", "group_id", "handed_in_at", "marked_at"),
        Index("ix_attempts_due", "handed_in_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(_l("the quizzes you took"), TO_LEARN)
    )
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))  # in it at the time
    number: Mapped[int]  # of this person in this quiz, practice with them
    practice: Mapped[bool] = mapped_column(default=False, server_default=false())  # never counts
    settings: Mapped[dict]  # the quiz without its questions (lms/questions plain_quiz)
    seed: Mapped[int]  # of every order by chance in it
    began_at: Mapped[datetime]
    due_at: Mapped[datetime | None]  # answers after it are not taken
    handed_in_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(12))  # person, time, trainer
    marked_at: Mapped[datetime | None]  # nothing of it waits for a person since then
    score: Mapped[str | None] = mapped_column(  # an exact fraction
        String(60), **personal(_l("your scores in quizzes"), TO_LEARN, Erase.STAYS)
    )

    assessment: Mapped[Assessment] = relationship()
    person: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()
    items: Mapped[list["AttemptItem"]] = relationship(
        order_by="AttemptItem.place", back_populates="attempt"
    )

    @property
    def state(self) -> State:
        if self.handed_in_at is None:
            return State.OPEN
        return State.MARKED if self.marked_at else State.WAITING

    def seed_at(self, place: int) -> int:
        """The seed of the order by chance in the question at a place: the same whenever it is
        shown."""
        return self.seed * 1000 + place


class AttemptItem(Base):
    """A question of an attempt, in the version that was shown."""

    __tablename__ = "attempt_items"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)  # from 1, as the person sees them
    version_id: Mapped[int] = mapped_column(ForeignKey("question_versions.id"), index=True)
    points: Mapped[str] = mapped_column(String(40))  # an exact fraction
    checked_at: Mapped[datetime | None]  # its person saw what is right: the answer stays

    attempt: Mapped[Attempt] = relationship(back_populates="items")
    version: Mapped[QuestionVersion] = relationship()


class Response(Base):
    """What was answered, as it was given. Nothing is written over: of several to one question the
    one of the highest turn counts, whichever arrived first; of equal turns the later row."""

    __tablename__ = "responses"
    __table_args__ = (UniqueConstraint("attempt_id", "place", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    place: Mapped[int]
    turn: Mapped[int]  # counted by the page on which it was given
    token: Mapped[str] = mapped_column(String(40))  # one for each giving: sent twice, kept once
    given: Mapped[dict] = mapped_column(**personal(_l("what you answered in quizzes"), TO_LEARN))
    file_id: Mapped[str | None] = mapped_column(
        ForeignKey("files.id"),
        index=True,
        **personal(_l("what you recorded or handed in, in quizzes"), TO_LEARN),
    )
    saved_at: Mapped[datetime]


class Marking(Base):
    """What an answer was found to be worth. Nothing is written over: the last one counts, those
    before stay to be looked at."""

    __tablename__ = "markings"
    __table_args__ = (Index("ix_markings_attempt_id_place", "attempt_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    place: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("question_versions.id"))  # by whose key
    response_id: Mapped[int | None] = mapped_column(ForeignKey("responses.id"))  # none: blank
    share: Mapped[str | None] = mapped_column(String(60))  # exact; none: it waits for a person
    rubric: Mapped[dict | None]  # criterion -> points given
    words: Mapped[str | None] = mapped_column(
        Text, **personal(_l("what a trainer said to your answers in quizzes"), TO_LEARN)
    )
    reason: Mapped[str | None] = mapped_column(String(300))  # why it was marked again
    by_id: Mapped[int | None] = mapped_column(  # none: the key did it
        ForeignKey("people.id"), index=True, **personal(MARKED, TO_PROVE)
    )
    at: Mapped[datetime]

    by: Mapped[Person | None] = relationship()


class Extension(Base):
    """One person may take longer, later or more often. The newest row holds."""

    __tablename__ = "quiz_extensions"
    __table_args__ = (Index("ix_quiz_extensions_of", "assessment_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        index=True,
        **personal(_l("that you may take longer or more often over a quiz"), TO_LEARN, Erase.ROW),
    )
    minutes: Mapped[int] = mapped_column(default=0)  # more than others have
    attempts: Mapped[int] = mapped_column(default=0)  # more than others have
    closes_at: Mapped[datetime | None]  # instead of when it closes for others
    reason: Mapped[str] = mapped_column(
        String(300), **personal(_l("why you may take longer over a quiz"), TO_LEARN)
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), **personal(MARKED, TO_PROVE))
    at: Mapped[datetime]
