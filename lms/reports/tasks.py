"""What is done in the background for dashboards: groups that have changed are counted again, and
all of them when a day begins; on Monday mornings those who want it get a mail."""

from collections.abc import Callable
from datetime import date, datetime, time

from sqlalchemy import Row, func, select

from lms import clock, jobs
from lms.config import setting
from lms.courses.models import Group, Membership
from lms.db import db, reading
from lms.people.models import Person
from lms.reports.actions.digests import send_digest
from lms.reports.actions.recount import store
from lms.reports.models import Digest
from lms.reports.queries.counting import counts
from lms.reports.queries.kept import old_groups

KIND = "reports.recount"
WEEKLY, MONDAY, HOUR = "reports.digest", 0, time(7)  # on the clock of the installation
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
    if groups := counted(lambda: some(data["after"], now), now):
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
    counted(lambda: some(data["group"] - 1, now)[:1], now)


def counted(some_of: Callable[[], list[Row]], now: datetime) -> list[Row]:
    """Reads and counts these groups without delaying who writes, then stores the rows."""
    with reading():
        groups = some_of()
        fresh = counts(groups, today(now), now=now, keep=False)
    if groups:
        store([group.id for group in groups], fresh)
    return groups


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


@jobs.every_minute(WEEKLY)
def on_monday(now: datetime) -> None:
    """One job that finds who wants the mail; it is queued once a Monday."""
    if today(now).weekday() == MONDAY and jobs.is_due(WEEKLY, HOUR, now=now):
        jobs.later(WEEKLY, {}, now=now, key=f"{WEEKLY}:{today(now)}")


@jobs.task(WEEKLY)
def digests(data: dict, *, now: datetime) -> None:
    people = db.session.scalars(select(Digest.person_id).order_by(Digest.person_id))
    work = [
        (f"{WEEKLY}.one", {"person": one}, now, f"{WEEKLY}.one:{one}:{today(now)}")
        for one in people
    ]
    jobs.later_all(work, now=now)


@jobs.task(f"{WEEKLY}.one")
def digest_of(data: dict, *, now: datetime) -> None:
    """Told once a Monday, however often this is called."""
    person = db.session.get(Person, data["person"])
    if person and person.is_staff and person.erased_at is None:
        send_digest(person, now=now, today=today(now))
