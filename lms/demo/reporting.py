"""What the demo's project has reported: a period that is frozen, with what came to light after it,
the one after it, in which a report went back to its partner, and a count of today for each set.

The people are the demo's; the figures are counted from their records, as everybody's are.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from lms.courses.models import Group, Membership
from lms.db import db
from lms.demo.people import Cast
from lms.indicators.actions import corrections, counting, periods
from lms.indicators.models import IndicatorSet, Period, Report, SetVersion
from lms.people.models import Person
from lms.projects.models import Project

SETS = "amif-2021-27", "includ-eu"
REPORTING = {  # organisation -> who coordinates there
    "aec-jesenice": "DEMO-COORD", "aer": "DEMO-COORD-AER", "sardinia": "DEMO-COORD-SAR",
}  # fmt: skip
LATE = "B-05"  # whose enrolment was written down after the period was frozen
UNSAID = "A-05"  # whose gender was not known then
LEAD = "DEMO-COORD-IOM"
BACK = "Please ask everybody whether the course helped them, and count again. (demo)"
SINCE = "The figures of our first months. (demo)"


def load(cast: Cast, today: date, now: datetime) -> None:
    """Nothing where the content has no such project or sets."""
    project = db.session.scalar(select(Project).where(Project.slug == "includ-eu"))
    wanted = select(IndicatorSet).where(IndicatorSet.slug.in_(SETS)).order_by(IndicatorSet.slug)
    sets = list(db.session.scalars(wanted))
    if project is None or len(sets) < len(SETS):
        return
    last = today - timedelta(days=1)  # it is over, so it can be handed in
    begins = last.replace(day=1)
    ends = begins - timedelta(days=1)
    earlier = opened(project, sets[0], month_start(ends, 2), ends, cast, now - timedelta(hours=9))
    as_it_was(earlier, cast, now - timedelta(hours=6))
    running = opened(project, sets[0], begins, last, cast, now - timedelta(hours=3))
    corrections.compare(earlier, now=now)
    hand_in(running, "aec-jesenice", cast, now - timedelta(hours=2), SINCE)
    back = report(running, "aec-jesenice")
    periods.give_back(back, BACK, by=cast[LEAD], now=now - timedelta(hours=1))
    hand_in(running, "sardinia", cast, now - timedelta(hours=1), "")
    for one in sets:
        for home in (None, cast["DEMO-COORD"].organisation_id):
            newest(project, one.version, home, today, cast[LEAD], now)


def month_start(day: date, back: int) -> date:
    """The first day of the month, so many months back."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def opened(
    project: Project, asked: IndicatorSet, first: date, last: date, cast: Cast, now: datetime
) -> Period:
    return periods.open_period(project, asked, first, last, by=cast[LEAD], now=now)


def as_it_was(period: Period, cast: Cast, now: datetime) -> None:
    """Counted, handed in, accepted and frozen, before two things were written down."""
    place, unsaid = place_of(cast[LATE]), cast[UNSAID]
    since, gender = place.starts_on, unsaid.gender
    place.starts_on, unsaid.gender = period.ends_on + timedelta(days=1), None
    db.session.flush()
    for slug in REPORTING:
        hand_in(period, slug, cast, now, "")
        one = report(period, slug)
        periods.accept(one, one.count_id, "", by=cast[LEAD], now=now + timedelta(hours=1))
    missing = [one.id for one in period.reports if one.organisation.slug not in REPORTING]
    periods.freeze(period, missing, by=cast[LEAD], now=now + timedelta(hours=2))
    corrections.consolidate(period, now=now + timedelta(hours=2))
    place.starts_on, unsaid.gender = since, gender
    db.session.flush()


def place_of(who: Person) -> Membership:
    own = select(Membership).join(Group).where(Membership.person_id == who.id)
    return db.session.scalars(own.order_by(Membership.starts_on)).first()  # type: ignore[return-value]


def report(period: Period, slug: str) -> Report:
    db.session.refresh(period, ["reports"])
    return next(one for one in period.reports if one.organisation.slug == slug)


def hand_in(period: Period, slug: str, cast: Cast, now: datetime, comment: str) -> None:
    one, by = report(period, slug), cast[REPORTING[slug]]
    made = periods.count(one, by=by, now=now)
    counting.make(made, now=now)
    periods.submit(one, made.id, comment, by=by, now=now)


def newest(
    project: Project,
    version: SetVersion,
    home: int | None,
    today: date,
    by: Person,
    now: datetime,
) -> None:
    counting.make(counting.ask(project, version, home, today, by=by, now=now), now=now)
