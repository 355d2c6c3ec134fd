"""What a person enrols on: programmes, their rules, and the courses in them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.courses import policy as policies
from lms.courses.models.courses import Course
from lms.db import Base
from lms.people.models import Organisation


class Track(StrEnum):
    AUTHORITY = "authority"
    TEACHER = "teacher"
    MIGRANT = "migrant"


class Entry(StrEnum):
    """How a person comes onto a programme that is in the public catalogue."""

    OPEN = "open"
    APPROVAL = "approval"
    CODE = "code"


PROOFS = ("signature", "check_in", "platform")


class Programme(Base):
    """What a person enrols on. Titles and summaries are maps of languages."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[dict]
    summary: Mapped[dict | None]
    audience: Mapped[dict | None]  # for whom it is
    goals: Mapped[dict | None]  # what one will be able to do: language -> texts
    track: Mapped[str] = mapped_column(String(20))
    theme: Mapped[str | None] = mapped_column(String(40))  # labour, education, health, ...
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    required_units: Mapped[int]
    unit_minutes: Mapped[int]  # 45, 50 or 60: never implied, printed beside every hour figure
    entry: Mapped[str] = mapped_column(String(20), default=Entry.APPROVAL)
    entry_code: Mapped[str | None] = mapped_column(String(40))
    lock_days: Mapped[int] = mapped_column(default=14)  # a register locks so many days after
    # a freed place is offered to the first who waits for so many hours; 0: it is booked at once
    offer_hours: Mapped[int] = mapped_column(default=48, server_default="48")
    check_in: Mapped[bool] = mapped_column(default=True, server_default=true())  # themselves
    check_out: Mapped[bool] = mapped_column(default=False, server_default=false())
    proofs: Mapped[list] = mapped_column(  # what proves a presence to the funder
        default=lambda: list(PROOFS), server_default='["signature", "check_in", "platform"]'
    )
    # for whom what proves hours is kept, and from when that time runs: lms/courses/keeping.py
    kept_for: Mapped[str | None] = mapped_column(String(20))  # none: nobody has said
    balance_paid_on: Mapped[date | None]
    project: Mapped[str | None] = mapped_column(String(300))  # on top of what is printed
    funding: Mapped[str | None] = mapped_column(Text)  # the statement that the funder asks for
    logo_id: Mapped[str | None] = mapped_column(ForeignKey("files.id"))
    # whether people talk with one another below its lessons; none: as its track has it
    discussions: Mapped[bool | None]
    rules: Mapped[dict]  # the policy in force, in exact text (see lms/courses/policy.py)
    levels: Mapped[list | None] = mapped_column(JSON(none_as_null=True))  # lms/courses/instruments
    policy_version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]
    imported: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # as of a course

    organisation: Mapped[Organisation] = relationship()
    courses: Mapped[list["ProgrammeCourse"]] = relationship(
        order_by="ProgrammeCourse.position", cascade="all, delete-orphan"
    )

    @property
    def policy(self) -> policies.Policy:
        """The rules of completion that are in force."""
        return policies.parse(self.rules)

    @property
    def discusses(self) -> bool:
        """Whether there is a discussion below its lessons: off for migrants unless switched on."""
        return self.track != Track.MIGRANT if self.discussions is None else self.discussions

    @property
    def required_minutes(self) -> int:
        return self.required_units * self.unit_minutes


class Policy(Base):
    """One version of a programme's rules, in exact text. What they ask is never changed, only
    followed by a next version; where modules are put in order, the version in force calls them by
    their new names."""

    __tablename__ = "policies"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    rules: Mapped[dict]
    made_at: Mapped[datetime]


class ProgrammeCourse(Base):
    """A course's place in a programme, and how many of its units it carries."""

    __tablename__ = "programme_courses"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True, index=True)
    position: Mapped[int]
    units: Mapped[int]

    course: Mapped[Course] = relationship()
