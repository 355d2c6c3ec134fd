"""Programmes, courses, modules, lessons; groups, enrolments and memberships."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses import policy as policies
from lms.db import Base, personal
from lms.people.models import TO_LEARN, TO_PROVE, TO_TEACH, Organisation, Person


class Track(StrEnum):
    AUTHORITY = "authority"
    TEACHER = "teacher"
    MIGRANT = "migrant"


class Entry(StrEnum):
    """How a person comes onto a programme that is in the public catalogue."""

    OPEN = "open"
    APPROVAL = "approval"
    CODE = "code"


class State(StrEnum):
    """Where an enrolment is in its life (not the standing: that is derived)."""

    APPLIED = "applied"
    WAITLISTED = "waitlisted"
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


class Programme(Base):
    """What a person enrols on. Titles and summaries are maps of languages."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[dict]
    track: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    required_units: Mapped[int]
    unit_minutes: Mapped[int]  # 45, 50 or 60: never implied, printed beside every hour figure
    entry: Mapped[str] = mapped_column(String(20), default=Entry.APPROVAL)
    entry_code: Mapped[str | None] = mapped_column(String(40))
    lock_days: Mapped[int] = mapped_column(default=14)  # a register locks so many days after
    rules: Mapped[dict]  # the policy in force, in exact text (see lms/courses/policy.py)
    policy_version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    courses: Mapped[list["ProgrammeCourse"]] = relationship(
        order_by="ProgrammeCourse.position", cascade="all, delete-orphan"
    )

    @property
    def policy(self) -> policies.Policy:
        """The rules of completion that are in force."""
        return policies.parse(self.rules)

    @property
    def required_minutes(self) -> int:
        return self.required_units * self.unit_minutes


class Policy(Base):
    """One version of a programme's rules, in exact text; never changed, only followed."""

    __tablename__ = "policies"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    rules: Mapped[dict]
    made_at: Mapped[datetime]


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


class ProgrammeCourse(Base):
    """A course's place in a programme, and how many of its units it carries."""

    __tablename__ = "programme_courses"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True, index=True)
    position: Mapped[int]
    units: Mapped[int]

    course: Mapped[Course] = relationship()


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
        **personal(_l("the groups and sessions that you teach"), TO_TEACH),
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
    since: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    person: Mapped[Person] = relationship()
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
