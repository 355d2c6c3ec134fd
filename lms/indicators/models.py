"""Sets of indicators in versions, counts with their members and gaps, and reporting periods."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Erase, personal
from lms.people.models import TO_PROVE, Organisation, Person
from lms.projects.models import TO_REPORT, Project

COUNTED = _l("that you were counted in a funder's figure")


class IndicatorSet(Base):
    """A funder's or a project's figures: data, not code."""

    __tablename__ = "indicator_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    number: Mapped[int] = mapped_column(default=1)  # of the version in force
    retired_at: Mapped[datetime | None]

    version: Mapped["SetVersion"] = relationship(
        primaryjoin="and_(IndicatorSet.id == foreign(SetVersion.set_id), "
        "IndicatorSet.number == foreign(SetVersion.number))",
        viewonly=True,
        uselist=False,
    )


class SetVersion(Base):
    """What a set asked from one change to the next; never changed itself."""

    __tablename__ = "indicator_versions"
    __table_args__ = (UniqueConstraint("set_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("indicator_sets.id"))
    number: Mapped[int]
    content: Mapped[dict]  # plain: lms/indicators/formulas.py reads it
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    set: Mapped[IndicatorSet] = relationship()


class CountState(StrEnum):
    ASKED = "asked"  # a job will count
    DONE = "done"
    FAILED = "failed"
    REPLACED = "replaced"  # of a draft that is being counted anew; it goes then


class Count(Base):
    """Every figure of a version for a project up to and with a day, with its members, as the
    records said at `counted_at`. Of one partner, or (none) the union over all of them.

    Frozen it never changes: `digest` is over its figures and members."""

    __tablename__ = "indicator_counts"
    __table_args__ = (
        Index("ix_indicator_counts_newest", "project_id", "version_id", "organisation_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("indicator_versions.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    since: Mapped[date | None]  # of a period or another span: from this day on rows are new in it
    until: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=CountState.ASKED)
    asked_at: Mapped[datetime]
    counted_at: Mapped[datetime | None]
    values: Mapped[dict | None]  # code -> figures (lms/indicators/record.py)
    digest: Mapped[str | None] = mapped_column(String(64))
    frozen_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship()
    version: Mapped[SetVersion] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class Member(Base):
    """A row that a figure counts: a person, an organisation, or an item by its key. `cells` are the
    parts of breakdowns it falls in: {"age": "18-60", "gender": "F"}."""

    __tablename__ = "indicator_members"
    __table_args__ = (
        UniqueConstraint("count_id", "code", "key"),
        Index("ix_indicator_members_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("indicator_counts.id"))
    code: Mapped[str] = mapped_column(String(40))
    # "p:17", "o:3", "session:J-A-07": a word, and a code or a slug of up to 80 letters
    key: Mapped[str] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(COUNTED, TO_REPORT, Erase.NAMELESS)
    )
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    first_on: Mapped[date | None]  # from which day it counts
    cells: Mapped[dict] = mapped_column(**personal(COUNTED, TO_REPORT, Erase.STAYS))
    # for how many it stands: people who came to an activity and are not named are one row
    size: Mapped[int] = mapped_column(default=1, server_default="1")

    person: Mapped[Person | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


class Gap(Base):
    """What is not known of a person, so that a figure cannot count them, or not in its parts."""

    __tablename__ = "indicator_gaps"
    __table_args__ = (
        UniqueConstraint("count_id", "code", "gap", "person_id"),
        Index("ix_indicator_gaps_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("indicator_counts.id"))
    code: Mapped[str] = mapped_column(String(40))
    gap: Mapped[str] = mapped_column(String(40))  # birth_date, gender, entry_level, exit_level, ...
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(COUNTED, TO_REPORT, Erase.NAMELESS)
    )

    person: Mapped[Person] = relationship()


class PeriodState(StrEnum):
    OPEN = "open"
    FROZEN = "frozen"


class Period(Base):
    """A span of days that a project reports on, both included. Periods of one set do not overlap.
    Figures are cumulative up to `ends_on`; new in it is what counts from one of its days on."""

    __tablename__ = "reporting_periods"
    __table_args__ = (UniqueConstraint("project_id", "set_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    set_id: Mapped[int] = mapped_column(ForeignKey("indicator_sets.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("indicator_versions.id"))  # as it began
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=PeriodState.OPEN)
    count_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_counts.id"))  # the union
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )
    frozen_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]  # when the digest was last compared with the rows
    is_untouched: Mapped[bool | None]  # what was found then
    frozen_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    project: Mapped[Project] = relationship()
    set: Mapped[IndicatorSet] = relationship()
    version: Mapped[SetVersion] = relationship()
    count: Mapped[Count | None] = relationship()
    reports: Mapped[list["Report"]] = relationship(back_populates="period")


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Report(Base):
    """What one partner says for a period. Once submitted its count stays as it is until it is
    returned."""

    __tablename__ = "partner_reports"
    __table_args__ = (UniqueConstraint("period_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_periods.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=ReportState.DRAFT)
    count_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_counts.id"))

    period: Mapped[Period] = relationship(back_populates="reports")
    organisation: Mapped[Organisation] = relationship()
    count: Mapped[Count | None] = relationship()
    steps: Mapped[list["ReportStep"]] = relationship(order_by="ReportStep.id")


class ReportStep(Base):
    """A report went from one state to the next, with a comment. Only added to."""

    __tablename__ = "report_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("partner_reports.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))  # that it came to
    comment: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))  # of the count that was submitted
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), **personal(_l("what you changed here, and when"), TO_PROVE)
    )

    by: Mapped[Person] = relationship()


class Difference(Base):
    """A frozen figure counted again: who came to it or fell out of it since, and when that was
    seen. It is told in the next period; the frozen one stays as it is."""

    __tablename__ = "indicator_differences"
    __table_args__ = (UniqueConstraint("period_id", "code", "key", "seen_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("reporting_periods.id"))  # the frozen one
    told_in_id: Mapped[int | None] = mapped_column(ForeignKey("reporting_periods.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    change: Mapped[str] = mapped_column(String(10))  # added, removed, moved (other cells or size)
    cells: Mapped[dict | None] = mapped_column(
        JSON(none_as_null=True), **personal(COUNTED, TO_REPORT, Erase.STAYS)
    )
    seen_on: Mapped[date]
    first_on: Mapped[date | None]
    # for how many it stood, and stands now; 0 where it was not or is not there
    was: Mapped[int] = mapped_column(default=0, server_default="0")
    size: Mapped[int] = mapped_column(default=1, server_default="1")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True, **personal(COUNTED, TO_REPORT, Erase.NAMELESS)
    )

    period: Mapped[Period] = relationship(foreign_keys=period_id)
    told_in: Mapped[Period | None] = relationship(foreign_keys=told_in_id)
    person: Mapped[Person | None] = relationship()
