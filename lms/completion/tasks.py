"""What is done in the background: every night it is looked who is complete."""

from datetime import datetime, time

from sqlalchemy import func, select

from lms import jobs
from lms.completion.actions import look
from lms.courses.models import Group, Membership
from lms.db import db

KIND, ONE = "completion.look", "completion.look_at_one"
HOUR = time(3)  # on the clock of the installation, when few are here
GROUPS, PLACES = (
    20,
    500,
)  # so many are looked at and committed together, at most (one group at least)


@jobs.every_minute(KIND)
def look_tonight(now: datetime) -> None:
    """Once a night; where no worker was there at that minute, when one is."""
    if jobs.is_due(KIND, HOUR, now=now):
        jobs.later(KIND, {"after": 0}, now=now, key=f"{KIND}:0")


@jobs.task(KIND)
def look_on(data: dict, *, now: datetime) -> None:
    """Looks at some groups, and queues the next: each run is short and holds little, and what it
    found is kept when a later one fails."""
    if groups := some(data["after"]):
        look(groups, by=None, now=now)
        go_on(groups, now=now)


@jobs.task(f"{KIND}.in_vain")
def look_past(data: dict, *, now: datetime) -> None:
    """These groups could not be looked at together: each is by itself, so that the one that cannot
    be (the list of jobs says why) stops no other."""
    if groups := some(data["after"]):
        if len(groups) > 1:
            work = [(ONE, {"group": one}, now, f"{ONE}:{one}") for one in groups]
            jobs.later_all(work, now=now)
        go_on(groups, now=now)


@jobs.task(ONE)
def look_at_one(data: dict, *, now: datetime) -> None:
    look([data["group"]], by=None, now=now)


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
