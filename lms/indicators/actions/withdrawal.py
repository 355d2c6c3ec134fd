"""A period that was opened by mistake is taken back, while nobody has handed anything in."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from lms.db import db
from lms.errors import Refused
from lms.indicators.actions.counting import forget
from lms.indicators.models import Difference, Period, PeriodState, Report, ReportStep
from lms.indicators.queries import counts
from lms.indicators.queries import periods as queries
from lms.people.actions import record
from lms.people.models import Person


def may(period: Period) -> bool:
    """It is open, and no report of it was ever handed in."""
    own = select(ReportStep.id).join(Report, Report.id == ReportStep.report_id)
    handed_in = db.session.scalar(own.where(Report.period_id == period.id).limit(1))
    return period.state == PeriodState.OPEN and handed_in is None


def withdraw(period: Period, *, by: Person, now: datetime) -> None:
    """Its days are free again; late corrections told in it wait for another. Raises Refused."""
    period = queries.lock(period.id)
    if not may(period):
        raise Refused(_("A partner has handed in figures for this period. It stays."))
    detail = {
        "project": period.project.slug, "set": period.set.slug,
        "from": period.starts_on.isoformat(), "to": period.ends_on.isoformat(),
    }  # fmt: skip
    record("reporting_period", period.id, "withdrawn", detail, by=by, now=now)
    made = [one.count for one in period.reports if one.count is not None]
    drafts = [key for one in made for key in (one.id, *counts.before(one))]
    told = update(Difference).where(Difference.told_in_id == period.id)
    db.session.execute(told.values(told_in_id=None))
    db.session.execute(delete(Report).where(Report.period_id == period.id))
    forget(drafts)
    db.session.execute(delete(Period).where(Period.id == period.id))
