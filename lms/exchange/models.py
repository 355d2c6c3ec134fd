"""Activities with those who take part, mentoring pairs, and action plans with their measures."""

from datetime import date, datetime, time
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Organisation, Person
from lms.projects.models import Project

TOOK_PART = _l("the activities you registered for or took part in")
TO_EXCHANGE = _l("to plan them, and to tell the funder how many people came")
MENTORS = _l("whom you mentor, or who mentors you")


class ActivityKind(StrEnum):
    STUDY_VISIT = "study_visit"
    NATIONAL_DIALOGUE = "national_dialogue"
    WEBINAR = "webinar"
    REGIONAL_WORKSHOP = "regional_workshop"
    FINAL_EVENT = "final_event"
    NEEDS_ANALYSIS = "needs_analysis"
    TRANSFER_WORKSHOP = "transfer_workshop"
    TRAINING_ACADEMY = "training_academy"
    ADVISORY_BOARD = "advisory_board"
    MENTORING_MEETING = "mentoring_meeting"


class ActivityStatus(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class PairState(StrEnum):
    ACTIVE = "active"
    ENDED = "ended"
    REPLACED = "replaced"  # in flight: another pair `replaces` it


class Pair(Base):
    """A mentor and a mentee: two people, or two organisations (cities)."""

    __tablename__ = "pairs"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    mentor_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(MENTORS, TO_EXCHANGE, Erase.NAMELESS)
    )
    mentee_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(MENTORS, TO_EXCHANGE, Erase.NAMELESS)
    )
    mentor_city_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    mentee_city_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    theme: Mapped[dict | None]  # in words
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default=PairState.ACTIVE)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("pairs.id"), unique=True)
    source: Mapped[str | None] = mapped_column(String(300))  # where a published pair is written

    project: Mapped[Project] = relationship()
    mentor: Mapped[Person | None] = relationship(foreign_keys=mentor_id)
    mentee: Mapped[Person | None] = relationship(foreign_keys=mentee_id)
    mentor_city: Mapped[Organisation | None] = relationship(foreign_keys=mentor_city_id)
    mentee_city: Mapped[Organisation | None] = relationship(foreign_keys=mentee_city_id)
    replaces: Mapped["Pair | None"] = relationship(remote_side=id)


class Activity(Base):
    """A dated happening outside a programme. Times are those on the wall in its zone."""

    __tablename__ = "activities"
    __table_args__ = (Index("ix_activities_project_id_starts_on", "project_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)  # names it in files and addresses
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[str] = mapped_column(String(30))
    title: Mapped[dict]
    summary: Mapped[dict | None]
    theme: Mapped[str | None] = mapped_column(String(40))  # a code of the project's themes
    host_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    pair_id: Mapped[int | None] = mapped_column(ForeignKey("pairs.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # the last day
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    zone: Mapped[str] = mapped_column(String(60))
    mode: Mapped[str] = mapped_column(String(10))  # onsite, online, hybrid
    place: Mapped[str | None] = mapped_column(String(300))
    country: Mapped[str | None] = mapped_column(String(2))
    link: Mapped[str | None] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(12), default=ActivityStatus.PLANNED)
    is_open: Mapped[bool] = mapped_column(default=False, server_default=false())  # to registering
    capacity: Mapped[int | None]
    # people who came and are not named here, and how many had registered without a name
    headcount: Mapped[int | None]
    registered: Mapped[int | None]
    outcome: Mapped[dict | None]  # what came of it, in words
    made_at: Mapped[datetime]

    project: Mapped[Project] = relationship()
    host: Mapped[Organisation] = relationship()
    pair: Mapped[Pair | None] = relationship()


class Participation(Base):
    """A person at an activity: registered, or came, or both. Staff and speakers are kept apart from
    participants (rule 10)."""

    __tablename__ = "participations"
    __table_args__ = (UniqueConstraint("activity_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(TOOK_PART, TO_EXCHANGE, Erase.LATER)
    )
    role: Mapped[str] = mapped_column(String(20), default="participant")  # speaker, staff
    registered_at: Mapped[datetime | None]  # none: came without having registered
    came: Mapped[bool | None]  # none: nobody has said
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    activity: Mapped[Activity] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    organisation: Mapped[Organisation | None] = relationship()
    by: Mapped[Person | None] = relationship(foreign_keys=by_id)


class Delegation(Base):
    """An organisation that took part in an activity, also where nobody of it is named."""

    __tablename__ = "delegations"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), primary_key=True, index=True
    )

    activity: Mapped[Activity] = relationship()
    organisation: Mapped[Organisation] = relationship()


class PlanState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    CLOSED = "closed"


class ActionPlan(Base):
    """What a city or region has decided to do, in measures."""

    __tablename__ = "action_plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    pair_id: Mapped[int | None] = mapped_column(ForeignKey("pairs.id"), index=True)
    title: Mapped[dict]
    summary: Mapped[dict | None]
    state: Mapped[str] = mapped_column(String(12), default=PlanState.DRAFT)
    adopted_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    project: Mapped[Project] = relationship()
    organisation: Mapped[Organisation] = relationship()
    pair: Mapped[Pair | None] = relationship()
    measures: Mapped[list["Measure"]] = relationship(
        order_by="Measure.position", cascade="all, delete-orphan", back_populates="plan"
    )


class MeasureState(StrEnum):
    PLANNED = "planned"
    BEGUN = "begun"
    DONE = "done"
    DROPPED = "dropped"


class Measure(Base):
    """One thing that a plan promises: who does it, until when, where it stands."""

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plans.id"), index=True)
    position: Mapped[int]
    title: Mapped[dict]
    theme: Mapped[str | None] = mapped_column(String(40))
    responsible: Mapped[str | None] = mapped_column(String(200))  # an office, not a person
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(12), default=MeasureState.PLANNED)
    # since when it is promised, and came to each state; none: it was not written down
    made_on: Mapped[date | None]
    begun_on: Mapped[date | None]
    done_on: Mapped[date | None]
    dropped_on: Mapped[date | None]
    for_women: Mapped[bool] = mapped_column(default=False, server_default=false())
    result: Mapped[str | None] = mapped_column(Text)

    plan: Mapped[ActionPlan] = relationship(back_populates="measures")
