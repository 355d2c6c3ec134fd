"""Reporting periods with the partners' reports."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.db import db
from lms.indicators.models import (
    Count,
    Difference,
    Period,
    PeriodState,
    Report,
    ReportState,
    ReportStep,
)
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Partner, Project
from lms.ways import Who

ALL = (
    joinedload(Period.project), joinedload(Period.set), joinedload(Period.version),
    joinedload(Period.count),
    selectinload(Period.reports).joinedload(Report.organisation),
    selectinload(Period.reports).joinedload(Report.count),
)  # fmt: skip


def periods(of: Project) -> list[Period]:
    """The newest first."""
    wanted = select(Period).where(Period.project_id == of.id).options(*ALL)
    order = Period.starts_on.desc(), Period.id.desc()
    return list(db.session.scalars(wanted.order_by(*order)))


def period(period_id: int) -> Period | None:
    wanted = select(Period).where(Period.id == period_id).options(*ALL)
    return db.session.scalars(wanted).unique().one_or_none()


def report(report_id: int) -> Report | None:
    wanted = select(Report).where(Report.id == report_id).options(
        joinedload(Report.period).joinedload(Period.project), joinedload(Report.organisation),
        joinedload(Report.period).joinedload(Period.version), joinedload(Report.count),
        selectinload(Report.steps).joinedload(ReportStep.by),
    )  # fmt: skip
    return db.session.scalars(wanted).unique().one_or_none()


def lock(period_id: int) -> Period:
    """The period with its reports as they are now; of two who act at once, the second waits."""
    own = select(Period).where(Period.id == period_id).with_for_update()
    found = db.session.scalars(own.execution_options(populate_existing=True)).one()
    rows = select(Report).where(Report.period_id == period_id).order_by(Report.id)
    db.session.scalars(rows.execution_options(populate_existing=True)).all()
    db.session.expire(found, ["reports"])
    return found


def overlapping(of: Project, set_id: int, first: date, last: date) -> Period | None:
    """A period of the set that has a day of this span."""
    wanted = select(Period).where(
        Period.project_id == of.id, Period.set_id == set_id,
        Period.starts_on <= last, Period.ends_on >= first,
    )  # fmt: skip
    return db.session.scalar(wanted.order_by(Period.starts_on).limit(1))


def lock_project(of: Project) -> None:
    """Two periods are not opened at once."""
    db.session.execute(select(Project.id).where(Project.id == of.id).with_for_update()).all()


def frozen_periods() -> list[int]:
    wanted = select(Period.id).where(Period.state == PeriodState.FROZEN)
    return list(db.session.scalars(wanted.order_by(Period.id)))


def next_open(of: Period) -> Period | None:
    """Where late corrections of a period are told."""
    wanted = select(Period).where(
        Period.project_id == of.project_id, Period.set_id == of.set_id,
        Period.state == PeriodState.OPEN, Period.starts_on > of.starts_on,
    )  # fmt: skip
    return db.session.scalar(wanted.order_by(Period.starts_on).limit(1))


def differences(period_id: int) -> list[Difference]:
    """Of a frozen period, in the order in which they were seen."""
    wanted = select(Difference).where(Difference.period_id == period_id)
    return list(db.session.scalars(wanted.order_by(Difference.seen_on, Difference.id)))


class Late(NamedTuple):
    """What was seen on a day to differ in a figure of a frozen period; `then` as it was known
    before, None where it was not counted."""

    earlier: Period
    seen: date
    code: str
    change: str
    rows: int
    then: int | None
    now: int | None


def told_in(of: Period) -> list[Late]:
    """Late corrections that this period tells, those of a figure one after another."""
    columns = Difference.period_id, Difference.code, Difference.seen_on
    own = select(Difference.id).where(
        (Difference.told_in_id == of.id) | (Difference.period_id == of.id)
    )
    from_these = select(Difference.period_id).where(Difference.id.in_(own))
    moves = select(*columns, func.sum(Difference.size - Difference.was)).where(
        Difference.period_id.in_(from_these)
    )
    steps = db.session.execute(moves.group_by(*columns)).all()
    counted = select(*columns, Difference.change, func.count()).where(Difference.id.in_(own))
    order = *columns, Difference.change
    rows = db.session.execute(counted.group_by(*order).order_by(*order)).all()
    wanted = select(Period).where(Period.id.in_({row[0] for row in rows}))
    wanted = wanted.options(joinedload(Period.count))
    earlier = {one.id: one for one in db.session.scalars(wanted)}

    def at(row: Any, is_after: bool) -> int | None:
        count = earlier[row[0]].count
        frozen = ((count and count.values) or {}).get(row[1], {}).get("value")
        moved = (
            n for period, code, day, n in steps
            if (period, code) == (row[0], row[1]) and (day < row[2] or (is_after and day == row[2]))
        )  # fmt: skip
        return None if frozen is None else frozen + sum(moved)

    return [
        Late(earlier[row[0]], row[2], row[1], row[3], row[4], at(row, False), at(row, True))
        for row in rows
    ]


def coordinators(*organisations: int | None) -> list[int]:
    """Who is told what becomes of a report."""
    own = select(Person.id).where(
        Person.role == Role.COORDINATOR, Person.erased_at.is_(None),
        Person.organisation_id.in_([one for one in organisations if one is not None]),
    )  # fmt: skip
    return list(db.session.scalars(own))


MOST_WAITING = 3


def asked(who: Who) -> Select | None:
    """Reports that wait for a coordinator, their own to hand in, others' to look at: id, state,
    partner (its name), first and last day."""
    mine = who.organisation_id
    if who.role != Role.COORDINATOR or mine is None:
        return None
    own = Report.state.in_([ReportState.DRAFT, ReportState.RETURNED])
    wanted = select(
        Report.id, Report.state, Organisation.name.label("partner"),
        Period.starts_on.label("first"), Period.ends_on.label("last"),
    )  # fmt: skip
    wanted = wanted.join(Report.organisation).join(Report.period).join(Period.project).where(
        Period.state == PeriodState.OPEN,
        (own & (Report.organisation_id == mine))
        | ((Report.state == ReportState.SUBMITTED) & (Project.lead_id == mine)),
    )  # fmt: skip
    return wanted.order_by(Report.id).limit(MOST_WAITING)


def reporting(of: Project) -> list[Organisation]:
    wanted = select(Organisation).join(Partner, Partner.organisation_id == Organisation.id)
    wanted = wanted.where(Partner.project_id == of.id, Partner.reports.is_(True))
    return list(db.session.scalars(wanted.order_by(Partner.position)))


def was_handed_in(count_id: int) -> bool:
    """Whether a report with this count is seen by who leads."""
    handed_in = Report.state.in_([ReportState.SUBMITTED, ReportState.ACCEPTED])
    own = select(Report.id).where(Report.count_id == count_id, handed_in)
    return db.session.scalar(own.limit(1)) is not None


def own_values(count: Count, organisation_id: int | None) -> dict[str, Any]:
    """The figures of a partner in the period whose count of all partners this is."""
    own = (
        select(Count.values)
        .join(Report, Report.count_id == Count.id)
        .join(Period, Period.id == Report.period_id)
        .where(Period.count_id == count.id, Report.organisation_id == organisation_id)
    )
    return db.session.scalar(own) or {}
