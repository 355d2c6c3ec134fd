"""Who learns together: groups, enrolments and memberships."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses.models.programmes import Programme
from lms.db import Base, Erase, personal
from lms.people.models import TO_LEARN, TO_TEACH, Organisation, Person


class State(StrEnum):
    """Where an enrolment is in its life (not the standing: that is derived)."""

    APPLIED = "applied"
    WAITLISTED = "waitlisted"
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


class Group(Base):
    """One delivery of a programme to a set of people."""

    __tablename__ = "groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    zone: Mapped[str] = mapped_column(String(60))  # an IANA name
    capacity: Mapped[int | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=0)  # counts the changes its figures depend on

    programme: Mapped[Programme] = relationship()
    organisation: Mapped[Organisation] = relationship()
    trainers: Mapped[list[Person]] = relationship(
        secondary="group_trainers", order_by="Person.name"
    )


class GroupTrainer(Base):
    """A person who teaches a group: publishes its sessions and takes its registers."""

    __tablename__ = "group_trainers"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        index=True,
        **personal(_l("the groups and sessions that you teach"), TO_TEACH, Erase.ROW),
    )


class Enrolment(Base):
    """A person on a programme, through dated memberships of its groups."""

    __tablename__ = "enrolments"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(_l("the programmes you learn on"), TO_LEARN)
    )
    state: Mapped[str] = mapped_column(String(20), default=State.ACTIVE)
    since: Mapped[datetime]  # of who waits: since when; the longest waiting is the first
    wanted_group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))  # none: any
    offered_group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    offer_until: Mapped[datetime | None]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship()
    wanted_group: Mapped[Group | None] = relationship(foreign_keys=wanted_group_id)
    offered_group: Mapped[Group | None] = relationship(foreign_keys=offered_group_id)
    memberships: Mapped[list["Membership"]] = relationship(
        order_by="Membership.starts_on", back_populates="enrolment"
    )


class Membership(Base):
    """A place in a group from `starts_on` up to and with `ends_on` (none: while it lasts)."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("group_id", "person_id", "starts_on"),
        Index("ix_memberships_person_id_group_id", "person_id", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(_l("the groups you are in, and when"), TO_LEARN)
    )
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    enrolment: Mapped[Enrolment] = relationship(back_populates="memberships")
    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship()
