"""Activities for calendars: those on whose list somebody is, and one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from lms.db import db
from lms.exchange.ical import Facts
from lms.exchange.models import Activity, Participation
from lms.people.models import Change, Organisation, Person

MOST = 200
MOVES = ("changed", "cancelled")  # verbs of its history that calendars are to notice


def registered_for(person: Person, first: date, last: date) -> list[Facts]:
    """What somebody is registered for in these days, cancelled ones too. One statement."""
    mine = select(Participation.activity_id).where(
        Participation.person_id == person.id, Participation.registered_at.is_not(None)
    )
    here = Activity.ends_on >= first, Activity.starts_on <= last
    rows = _rows().where(Activity.id.in_(mine), *here)
    return _facts(rows.order_by(Activity.starts_on, Activity.id).limit(MOST))


def facts_of(activity: Activity) -> Facts:
    [found] = _facts(_rows().where(Activity.id == activity.id))
    return found


def _rows() -> Select:
    history = select(func.count()).where(
        Change.noun == "activity", Change.key == Activity.code, Change.verb.in_(MOVES)
    )
    return select(
        Activity.code, Activity.made_at, history.correlate(Activity).scalar_subquery(),
        Activity.title, Organisation.name, Activity.starts_on, Activity.ends_on, Activity.starts,
        Activity.ends, Activity.zone, Activity.place, Activity.link, Activity.status,
    ).join(Organisation, Organisation.id == Activity.host_id)  # fmt: skip


def _facts(rows: Any) -> list[Facts]:
    found: Sequence[Any] = db.session.execute(rows).all()
    return [Facts(*row) for row in found]
