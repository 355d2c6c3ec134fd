"""What is done in the background for dashboards: groups that have changed are counted again, and
all of them when a day begins."""

from datetime import date, datetime

from sqlalchemy import Row, func, select

from lms import clock, jobs
from lms.config import setting
from lms.courses.models import Group, Membership
from lms.db import db
from lms.reports.actions.recount import recount
from lms.reports.queries.kept import old_groups

KIND = "reports.recount"
GROUPS, PLACES = 20, 500  # counted and committed together, at most (one group at least)


@jobs.every_minute(KIND)
def look(now: datetime) -> None:
    """After midnight every group is old: its rows are of yesterday."""
    if db.session.execute(old_groups((), today(now)).limit(1)).first():
        jobs.later(KIND, {"after": 0}, now=now, key=f"{KIND}:0")


@jobs.task(KIND)
def count_on(data: dict, *, now: datetime) -> None:
    """Counts some groups and queues the next: each run is short, and what it counted is kept when
    a later one fails. Done twice, it does no harm."""
    if groups := some(data["after"], now):
        recount(groups, today(now), now=now)
        go_on(groups, now=now)


@jobs.task(f"{KIND}.in_vain")
def count_past(data: dict, *, now: datetime) -> None:
    """These could not be counted together: each is counted by itself, and the others go on."""
    if groups := some(data["after"], now):
        if len(groups) > 1:
            work = [
                (f"{KIND}.one", {"group": one.id}, now, f"{KIND}.one:{one.id}") for one in groups
            ]
            jobs.later_all(work, now=now)
        go_on(groups, now=now)


@jobs.task(f"{KIND}.one")
def count_one(data: dict, *, now: datetime) -> None:
    if groups := some(data["group"] - 1, now)[:1]:
        recount(groups, today(now), now=now)


def go_on(groups: list[Row], *, now: datetime) -> None:
    last = groups[-1].id
    jobs.later(KIND, {"after": last}, now=now, key=f"{KIND}:{last}")


def today(now: datetime) -> date:
    return clock.today(setting("TIMEZONE"), now)


def some(after: int, now: datetime) -> list[Row]:
    """Old groups that come next, in the order of their ids: few people at once."""
    places = select(func.count(Membership.id)).where(Membership.group_id == Group.id)
    rows = old_groups((Group.id > after,), today(now)).add_columns(
        places.scalar_subquery().label("places")
    )
    found: list[Row] = []
    people = 0
    for group in db.session.execute(rows.limit(GROUPS)):
        people += group.places
        if found and people > PLACES:
            break
        found.append(group)
    return found
