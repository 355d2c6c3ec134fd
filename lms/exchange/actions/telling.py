"""Telling who is on the list of an activity that it is cancelled, or at another time or place."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.db import db
from lms.exchange.models import Activity, Participation
from lms.messages.actions import outdate, tell
from lms.people.models import Person

CANCELLED, CHANGED = "activity.cancelled", "activity.changed"
TOLD = frozenset({"starts_on", "ends_on", "starts", "ends", "zone", "mode", "place", "country"})


def tell_list(kind: str, activity: Activity, *, by: Person | None, now: datetime) -> int:
    """Everybody on the list is told once how it is now; how many. What they were still to be told
    of it is not true any more. Of what is over nobody is told."""
    last = datetime.combine(activity.ends_on, activity.ends or time(23, 59))
    over = last.replace(tzinfo=ZoneInfo(activity.zone)).astimezone(UTC)
    here = select(Participation.person_id).where(
        Participation.activity_id == activity.id, Participation.came.is_(None)
    )
    people = list(db.session.scalars(here))
    if over <= now or not people:
        return 0
    about = f"activity:{activity.code}"
    outdate(people, [CANCELLED, CHANGED], about, now=now)
    tell(people, kind, facts(activity), about=about, by=by, now=now, before=over)
    return len(people)


def facts(activity: Activity) -> dict[str, Any]:
    """What a notice keeps of an activity."""
    return {
        "code": activity.code,
        "title": dict(activity.title),
        "host": activity.host.name,
        "first": activity.starts_on.isoformat(),
        "last": activity.ends_on.isoformat(),
        "starts": activity.starts.isoformat("minutes") if activity.starts else None,
        "zone": activity.zone,
        "place": activity.place,
    }
