"""Reporting periods: opened, handed in by partners, returned or accepted, and frozen (rule 12)."""

from collections.abc import Collection
from datetime import date, datetime

from flask_babel import gettext as _

from lms import clock, jobs
from lms.config import setting
from lms.db import db
from lms.errors import Refused
from lms.i18n import day
from lms.indicators.actions import counting
from lms.indicators.models import (
    Count,
    CountState,
    Difference,
    IndicatorSet,
    Period,
    PeriodState,
    Report,
    ReportState,
    ReportStep,
)
from lms.indicators.queries import periods as queries
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person
from lms.projects.models import Project

FREEZE = "indicators.freeze"
HANDED_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)
MOST_WORDS = 4000
EARLIEST, MOST_YEARS = date(2000, 1, 1), 10  # a slip in a year would lock the set for ever


def named(period: Period) -> str:
    return from_to(period.starts_on, period.ends_on)


def from_to(first: date, last: date) -> str:
    return _("%(first)s to %(last)s", first=day(first), last=day(last))


def open_period(
    project: Project, asked: IndicatorSet, first: date, last: date, *, by: Person, now: datetime
) -> Period:
    """A period with a draft of each reporting partner. Raises Refused where it has a day of
    another period of the set, or nobody reports."""
    if last < first:
        raise Refused(_("The last day is before the first one."))
    today = clock.today(setting("TIMEZONE"), now)
    if first < EARLIEST or last > years_after(today) or last >= years_after(first):
        raise Refused(_("Look at the years: a period lasts 10 years or less, begins in 2000 or "
                        "later and ends within 10 years from today."))  # fmt: skip
    queries.lock_project(project)
    if other := queries.overlapping(project, asked.id, first, last):
        name = named(other)
        frozen = other.state == PeriodState.FROZEN
        raise Refused(
            _("These days overlap the frozen period %(period)s. Begin after it.", period=name)
            if frozen
            else _("These days overlap the period %(period)s. Choose others.", period=name)
        )
    partners = queries.reporting(project)
    if not partners:
        raise Refused(_("No partner of this project reports. Choose who reports first."))
    made = Period(
        project_id=project.id, set_id=asked.id, version_id=asked.version.id, starts_on=first,
        ends_on=last, state=PeriodState.OPEN, made_at=now, by_id=by.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add_all(Report(period_id=made.id, organisation_id=one.id) for one in partners)
    _tell_late(made)
    detail = {"project": project.slug, "set": asked.slug, "from": str(first), "to": str(last)}
    record("reporting_period", made.id, "opened", detail, by=by, now=now)
    people = queries.coordinators(*(one.id for one in partners))
    _say(made, "opened", people, by=by, now=now)
    return made


def years_after(first: date) -> date:
    """The day of that name in MOST_YEARS years; after 29 February comes 1 March."""
    year = min(first.year + MOST_YEARS, date.max.year)
    try:
        return first.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def is_over(period: Period, now: datetime) -> bool:
    return period.ends_on < clock.today(setting("TIMEZONE"), now)


def not_over(period: Period) -> str:
    return _("This period is not over. It can be handed in and frozen after %(day)s.",
             day=day(period.ends_on))  # fmt: skip


def _tell_late(made: Period) -> None:
    """Late corrections that no period has told are told in this one."""
    untold = db.select(Difference).join(Period, Period.id == Difference.period_id).where(
        Period.project_id == made.project_id, Period.set_id == made.set_id,
        Period.ends_on < made.starts_on, Difference.told_in_id.is_(None),
    )  # fmt: skip
    for one in db.session.scalars(untold):
        one.told_in_id = made.id


def count(report: Report, *, by: Person, now: datetime) -> Count:
    """Counts a partner's figures for the period, anew. Raises Refused once it is handed in."""
    period = _begun(report)
    if report.state in HANDED_IN:
        raise Refused(_("This report was handed in. It can be counted again when it is returned."))
    if (before := report.count) and before.state == CountState.ASKED:
        return before
    if before and before.frozen_at is None:
        before.state = CountState.REPLACED
    made = Count(
        project_id=period.project_id, version_id=period.version_id,
        organisation_id=report.organisation_id, since=period.starts_on,
        until=period.ends_on, asked_at=now,
        state=CountState.ASKED,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    report.count_id = made.id
    record("partner_report", report.id, "counted", {"count": made.id}, by=by, now=now)
    jobs.later(counting.KIND, {"count": made.id}, now=now, key=f"{counting.KIND}:{made.id}")
    return made


def submit(report: Report, seen: int | None, comment: str, *, by: Person, now: datetime) -> None:
    """Hands in the count that was looked at (`seen`, its id). Raises Refused: the period is not
    over, not counted yet, or counted again since, or handed in already."""
    period = _begun(report)
    if not is_over(period, now):
        raise Refused(not_over(period))
    if report.state in HANDED_IN:
        raise Refused(_("This report was handed in already."))
    made = db.session.get(Count, report.count_id) if report.count_id else None
    if made is None or made.state != CountState.DONE:
        raise Refused(_("Count the figures first, and look at them."))
    if seen != made.id:
        raise Refused(_("The figures were counted again. Look at them, then hand them in."))
    made.frozen_at = now
    _step(report, ReportState.SUBMITTED, comment, by=by, now=now)


def give_back(report: Report, comment: str, *, by: Person, now: datetime) -> None:
    """Back to the partner with what is to be changed. Raises Refused."""
    _begun(report)
    if report.state not in HANDED_IN:
        raise Refused(_("This report was not handed in, so it cannot be returned."))
    if not comment.strip():
        raise Refused(_("Write what the partner is to change."))
    _step(report, ReportState.RETURNED, comment, by=by, now=now)


def accept(report: Report, seen: int | None, comment: str, *, by: Person, now: datetime) -> None:
    """As it was handed in. Raises Refused where there is nothing to accept, or something else."""
    _begun(report)
    if report.state != ReportState.SUBMITTED:
        raise Refused(_("There is nothing to accept: this report was not handed in."))
    if seen != report.count_id:
        raise Refused(_("The partner handed in other figures. Look at them first."))
    _step(report, ReportState.ACCEPTED, comment, by=by, now=now)


def freeze(period: Period, missing: Collection[int], *, by: Person, now: datetime) -> None:
    """For ever. Every report is accepted, or is one of `missing` (ids of reports that were named
    as left out), none of which was handed in meanwhile. A job unites what was accepted.
    Raises Refused."""
    period = queries.lock(period.id)
    if period.state == PeriodState.FROZEN:
        raise Refused(_("This period is frozen already."))
    if not is_over(period, now):
        raise Refused(not_over(period))
    left = [one for one in period.reports if one.state != ReportState.ACCEPTED]
    if forgotten := [one for one in left if one.id not in missing]:
        names = ", ".join(one.organisation.name for one in forgotten)
        raise Refused(
            _("These reports are not accepted: %(names)s. Accept them, or tick that they are "
              "missing.", names=names)
        )  # fmt: skip
    if waiting := [one for one in left if one.state == ReportState.SUBMITTED]:
        names = ", ".join(one.organisation.name for one in waiting)
        raise Refused(
            _("These reports were handed in: %(names)s. Look at them first.", names=names)
        )
    if len(left) == len(period.reports):
        raise Refused(_("No report is accepted. There is nothing to freeze."))
    union = Count(
        project_id=period.project_id, version_id=period.version_id, organisation_id=None,
        since=period.starts_on, until=period.ends_on, asked_at=now, frozen_at=now,
        state=CountState.ASKED,
    )  # fmt: skip
    db.session.add(union)
    db.session.flush()
    period.state, period.frozen_at, period.frozen_by_id = PeriodState.FROZEN, now, by.id
    period.count_id = union.id
    detail = {"without": [one.organisation.slug for one in left]}
    record("reporting_period", period.id, "frozen", detail, by=by, now=now)
    jobs.later(FREEZE, {"period": period.id}, now=now, key=f"{FREEZE}:{period.id}")
    people = queries.coordinators(*(one.organisation_id for one in period.reports))
    _say(period, "frozen", people, by=by, now=now)


def _begun(report: Report) -> Period:
    """The period, locked, and the report as it is now."""
    period = queries.lock(report.period_id)
    if period.state == PeriodState.FROZEN:
        raise Refused(_("This period is frozen. Nothing in it changes any more."))
    return period


def _step(
    report: Report, state: ReportState, comment: str, *, by: Person, now: datetime
) -> None:  # fmt: skip
    made = db.session.get(Count, report.count_id) if report.count_id else None
    report.state = state
    words = comment.strip()[:MOST_WORDS] or None
    db.session.add(
        ReportStep(
            report_id=report.id,
            state=state,
            comment=words,
            digest=made and made.digest,
            at=now,
            by_id=by.id,
        )
    )
    db.session.flush()
    db.session.expire(report, ["steps"])
    record("partner_report", report.id, str(state), {"count": report.count_id}, by=by, now=now)
    project = report.period.project
    told = project.lead_id if state == ReportState.SUBMITTED else report.organisation_id
    _say(
        report.period, str(state), queries.coordinators(told), by=by, now=now, report=report,
        comment=words,
    )  # fmt: skip


def _say(
    period: Period,
    what: str,
    people: Collection[int],
    *,
    by: Person,
    now: datetime,
    report: Report | None = None,
    comment: str | None = None,
) -> None:
    data = {
        "what": what, "project": period.project.title, "period": period.id,
        "from": period.starts_on.isoformat(), "to": period.ends_on.isoformat(),
        "report": report and report.id, "partner": report and report.organisation.name,
        "comment": comment,
    }  # fmt: skip
    about = f"reporting_period:{period.id}"
    tell(people, "indicators.report", data, about=about, by=by, now=now)
