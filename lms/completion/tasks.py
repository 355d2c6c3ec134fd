"""What is done in the background: every night it is looked who is complete."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select

from lms import clock, jobs
from lms.completion.actions import look
from lms.config import setting
from lms.courses.models import Group, Membership
from lms.db import db

KIND = "completion.look"
HOUR = time(3)  # on the clock of the installation, when few are here
LATEST = timedelta(hours=3)  # no look begins later than so long after it
GROUPS, PLACES = (
    20,
    500,
)  # so many are looked at and committed together, at most (one group at least)


@jobs.every_minute(KIND)
def look_tonight(now: datetime) -> None:
    """Once a night; where no worker was there at that minute, when one is."""
    zone = setting("TIMEZONE")
    since = datetime.combine(clock.today(zone, now), HOUR, ZoneInfo(zone))
    if since <= now < since + LATEST and not begun(since):
        jobs.later(KIND, {"after": 0}, now=now, key=f"{KIND}:0")


def begun(since: datetime) -> bool:
    """Whether this night's look is queued, under way, or done."""
    tonight = exists().where(jobs.Job.kind == KIND, jobs.Job.made_at >= since)
    return bool(db.session.scalar(select(tonight)))


@jobs.task(KIND)
def look_on(data: dict, *, now: datetime) -> None:
    """Looks at some groups, and queues the next: each run is short and holds little, and what it
    found is kept when a later one fails."""
    if groups := some(data["after"]):
        look(groups, by=None, now=now)
        go_on(groups, now=now)


@jobs.task(f"{KIND}.in_vain")
def look_past(data: dict, *, now: datetime) -> None:
    """These groups could not be looked at (the list of jobs says why); the others are."""
    if groups := some(data["after"]):
        go_on(groups, now=now)


def go_on(groups: list[int], *, now: datetime) -> None:
    last = groups[-1]
    jobs.later(KIND, {"after": last}, now=now, key=f"{KIND}:{last}")


def some(after: int) -> list[int]:
    """The groups that come next, in the order of their ids: few people at once, whatever the size
    of groups."""
    rows = (
        select(Group.id, func.count(Membership.id))
        .outerjoin(Membership, Membership.group_id == Group.id)
        .where(Group.id > after)
        .group_by(Group.id)
        .order_by(Group.id)
        .limit(GROUPS)
    )
    found: list[int] = []
    people = 0
    for group, places in db.session.execute(rows):
        people += places
        if found and people > PLACES:
            break
        found.append(group)
    return found
