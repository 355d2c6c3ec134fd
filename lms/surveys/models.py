"""Surveys and their versions, what a programme asks and when, whom it asked, and the answers.

An answer of an anonymous survey has no person, no moment and no invitation, and its id says nothing
of the order: neither does the order in which the rows lie (docs/decisions/surveys.md).
"""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models import Group, Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Organisation, Person

ASKED = _l("that you were asked in a survey, and whether you answered")
SAID = _l("what you answered in surveys that are not anonymous")
TO_IMPROVE = _l("to make the courses better, and to tell the funder how many people they helped")


class Moment(StrEnum):
    """When a programme asks."""

    END = "end"  # when a person's time on the programme is over
    AFTER = "after"  # some months later


class Audience(StrEnum):
    ALL = "all"
    STAYED = "stayed"  # without those who left or were taken off


class Survey(Base):
    """A survey of an organisation, its own copy: it may be changed as they like."""

    __tablename__ = "surveys"
    __table_args__ = (UniqueConstraint("organisation_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    key: Mapped[str] = mapped_column(String(80))
    origin: Mapped[str | None] = mapped_column(String(80))  # the one of the product it was made of
    number: Mapped[int] = mapped_column(default=1)  # of the version in force
    made_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    version: Mapped["SurveyVersion"] = relationship(
        primaryjoin="and_(Survey.id == foreign(SurveyVersion.survey_id), "
        "Survey.number == foreign(SurveyVersion.number))",
        viewonly=True,
        uselist=False,
    )


class SurveyVersion(Base):
    """What a survey asked from one change to the next; never changed itself."""

    __tablename__ = "survey_versions"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    number: Mapped[int]
    content: Mapped[dict]  # lms/surveys/instruments: plain
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    survey: Mapped[Survey] = relationship()


class SurveySound(Base):
    """A recording of a question, put with the survey. The content names it by its id."""

    __tablename__ = "survey_sounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("files.id"), index=True)
    made_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )


class ProgrammeSurvey(Base):
    """Which survey a programme sends at a moment, to whom, and what it promises."""

    __tablename__ = "programme_surveys"
    __table_args__ = (UniqueConstraint("programme_id", "moment"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    moment: Mapped[str] = mapped_column(String(10))
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    anonymous: Mapped[bool]
    audience: Mapped[str] = mapped_column(String(10), default=Audience.ALL)
    months: Mapped[int] = mapped_column(default=3)  # after the end; of the second one only
    open_days: Mapped[int] = mapped_column(default=21)
    reminders: Mapped[int] = mapped_column(default=1)  # at most two
    since: Mapped[datetime]  # who ended before is not asked by itself
    off_at: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    survey: Mapped[Survey] = relationship()


class SurveyRound(Base):
    """A group is asked once: what it is asked, what was promised, and until when. A promise that
    was made is kept: it stays as it is when the programme's settings change."""

    __tablename__ = "survey_rounds"
    __table_args__ = (UniqueConstraint("group_id", "moment", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    moment: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_versions.id"), index=True)
    anonymous: Mapped[bool]
    reminders: Mapped[int]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    room_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    room_until: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    programme: Mapped[Programme] = relationship()
    version: Mapped[SurveyVersion] = relationship()


class SurveyInvitation(Base):
    """Somebody may answer once. It knows that they did; not when, and not what.

    Without a person: a place in the room, taken with the code on the trainer's screen."""

    __tablename__ = "survey_invitations"
    __table_args__ = (UniqueConstraint("programme_id", "moment", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_rounds.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    moment: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(ASKED, TO_IMPROVE, Erase.UNLINK)
    )
    name: Mapped[str] = mapped_column(String(32), unique=True)  # the link is made of it and a key
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    answered: Mapped[bool] = mapped_column(
        default=False, server_default=false(), **personal(ASKED, TO_IMPROVE, Erase.STAYS)
    )
    told: Mapped[int] = mapped_column(default=0)  # how often, the first time counted
    told_at: Mapped[datetime | None]

    round: Mapped[SurveyRound] = relationship()
    person: Mapped[Person | None] = relationship()


class SurveyDraft(Base):
    """Answers that are not sent yet. Only who has the link can say whose they are: the key is made
    of it. Gone when they are sent, or when it is too late."""

    __tablename__ = "survey_drafts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    answers: Mapped[dict]
    until: Mapped[datetime]


class SurveyAnswer(Base):
    """What one person answered. `person_id` and `at` are empty where it is anonymous."""

    __tablename__ = "survey_answers"
    # rows lie in the order of their ids, which is none
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=lambda: uuid4().hex)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_rounds.id"), index=True)
    answers: Mapped[dict] = mapped_column(**personal(SAID, TO_IMPROVE, Erase.SCRUB))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(SAID, TO_IMPROVE, Erase.UNLINK)
    )
    at: Mapped[datetime | None]

    round: Mapped[SurveyRound] = relationship()
    person: Mapped[Person | None] = relationship()
