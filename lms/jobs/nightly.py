"""What is done once a night: whether it is time to begin."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from lms import clock
from lms.config import setting
from lms.db import db
from lms.jobs.models import Job

LATEST = timedelta(hours=3)  # nothing begins later than so long after its hour


def is_due(kind: str, hour: time, *, now: datetime) -> bool:
    """Whether jobs of this kind are to be queued now: it is that hour on the clock of the
    installation, or up to three hours later where no worker was there; and tonight's is not queued,
    under way or done."""
    zone = setting("TIMEZONE")
    since = datetime.combine(clock.today(zone, now), hour, ZoneInfo(zone))
    return since <= now < since + LATEST and not begun(kind, since)


def begun(kind: str, since: datetime) -> bool:
    tonight = exists().where(Job.kind == kind, Job.made_at >= since)
    return bool(db.session.scalar(select(tonight)))
