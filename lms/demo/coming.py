"""What is going on around the demo sessions: places, answers, material, changes and days off.

All of it is done by the verbs that people use, so histories and call lists tell of it, too.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from lms.attendance.actions.answers import cannot_come
from lms.attendance.actions.changing import change
from lms.attendance.actions.material import Handout, hand_out
from lms.attendance.actions.sessions import publish
from lms.attendance.actions.sign_ups import sign_up
from lms.attendance.models import ClosingDay, Mode, Session, Status
from lms.courses import actions as courses
from lms.courses.models import Group
from lms.db import db
from lms.demo.people import Cast
from lms.handouts import kind_of

EXERCISE = """At home, until the next session

1. Write down three times of day: when you get up, when you eat, when you learn.
2. Say them aloud.
3. Ask one person: "What time is it?"
"""


def load(cast: Cast, today: date, now: datetime) -> None:
    """After the groups and their timetables are there."""
    centre = cast["DEMO-COORD"].organisation
    assert centre
    days_off = ClosingDay(
        organisation_id=centre.id,
        first=date(today.year, 12, 24),
        last=date(today.year + 1, 1, 2),
        title="Winter break",
    )
    db.session.add(days_off)
    a, b = next_of("jesenice-a", today), next_of("jesenice-b", today)
    tara, samo = cast["DEMO-TR-A"], cast["DEMO-TR-B"]
    cannot_come(a, cast["A-05"], "childcare", by=tara, now=now)
    hand_out(a, Handout("Digital Europe: learn at home", "https://europa.eu"), by=tara, now=now)
    content = EXERCISE.encode()
    exercise = Handout("Exercise at home", None, content, kind_of(content), "exercise.txt")
    hand_out(a, exercise, by=tara, now=now)
    change(b, values_of(b) | {"place": "Library, first floor"}, by=samo, now=now)
    webinar(cast, today, now)
    waiting(cast, now)


def next_of(slug: str, today: date) -> Session:
    """The first planned session of a group after today."""
    planned = select(Session).join(Session.group).where(Group.slug == slug)
    planned = planned.where(Session.day > today, Session.status == Status.PLANNED)
    return db.session.scalars(planned.order_by(Session.day).limit(1)).one()


def values_of(session: Session) -> dict[str, Any]:
    """A session as its form would give it."""
    return {
        "course": session.course,
        "module": session.module,
        "breaks": [[time.fromisoformat(t) for t in pair] for pair in session.breaks],
        **{
            name: getattr(session, name)
            for name in (
                "title", "day", "starts", "ends", "zone", "mode", "place", "link", "trainer",
                "substitute", "substitute_reason", "is_open", "capacity",
            )
        },
    }  # fmt: skip


def webinar(cast: Cast, today: date, now: datetime) -> None:
    """An open webinar of the cities, with four places: two of the teachers wait for one."""
    group = db.session.scalars(select(Group).filter_by(slug="officials-1")).one()
    course = group.programme.courses[0].course
    mila = cast["DEMO-TR-AER"]
    values: dict[str, Any] = {
        "course": course,
        "module": None,
        "title": "Open webinar: schools and town halls together",
        "day": today + timedelta(days=11),
        "starts": time(10),
        "ends": time(11, 30),
        "breaks": [],
        "zone": group.zone,
        "mode": Mode.ONLINE,
        "place": None,
        "link": "https://meet.example.org/schools-and-town-halls",
        "trainer": mila,
        "substitute": None,
        "substitute_reason": None,
        "is_open": True,
        "capacity": 4,
    }
    made = publish(group, values, by=mila, now=now)
    for code in ("TEA-02", "TEA-03", "TEA-04", "TEA-05", "TEA-06", "TEA-01"):
        sign_up(made, cast[code], by=cast[code], now=now)


def waiting(cast: Cast, now: datetime) -> None:
    """Two people ask for a place on the programme of Jesenice; the centre has not answered yet."""
    group = db.session.scalars(select(Group).filter_by(slug="jesenice-b")).one()
    for code in ("C-01", "C-02"):
        courses.apply(group.programme, cast[code], by=cast[code], now=now)
