"""The demo timetables: fifteen sessions a Jesenice group, and a few for the others.

Sixty units of 45 minutes are 2,700 minutes: for digital skills six evenings of 180 and a Saturday
walk of 270, for Slovene seven evenings of 180 and a last one of 90.
"""

from datetime import UTC, date, datetime, time, timedelta

from lms.attendance.models import Mode, Session, Status
from lms.courses.models import Course, Group, Module
from lms.db import db

ORDER = ["S1", "D1", "S2", "D2", "S3", "D3", "S4", "D4", "S5", "D5", "D6", "S6", "S7", "D7", "S8"]
EVENING = (time(17), time(20, 15), [["18:30", "18:45"]])
SHORT: tuple[time, time, list[list[str]]] = (time(17), time(18, 30), [])
WALK = (time(9), time(14), [["11:30", "12:00"]])


def saturday_near(day: date, today: date) -> date:
    """The Saturday before a past day, after one to come: the walk is never held unmarked."""
    if day < today:
        return day - timedelta(days=(day.weekday() - 5) % 7)
    return day + timedelta(days=(5 - day.weekday()) % 7)


def jesenice_days(today: date, first: int) -> list[date]:
    """Two evenings a week, three and four days apart, from `first` (days from today)."""
    days, step = [today + timedelta(days=first)], 3
    while len(days) < len(ORDER):
        days.append(days[-1] + timedelta(days=step))
        step = 7 - step
    return days


def jesenice(
    group: Group,
    courses: dict[str, Course],
    today: date,
    days: list[date],
    cancelled: str,
    room: str,
) -> list[Session]:
    """The fifteen sessions of one group, in the order of their modules."""
    made = []
    for number, (step, day) in enumerate(zip(ORDER, days, strict=True), 1):
        course = courses["digital-basics" if step[0] == "D" else "slovene-first-steps"]
        starts, ends, breaks = {"D6": WALK, "S8": SHORT}.get(step, EVENING)
        day = saturday_near(day, today) if step == "D6" else day
        status = Status.HELD if day < today else Status.PLANNED
        made.append(
            session(
                group,
                f"{group.slug}-{number:02d}",
                day,
                (starts, ends, breaks),
                module=module(course, int(step[1])),
                course=course,
                place="Meet at the railway station" if step == "D6" else room,
                status=Status.CANCELLED if step == cancelled else status,
            )
        )
    return made


def module(course: Course, number: int) -> Module:
    """The module of that number: "01-my-phone" is 1."""
    return next(part for part in course.modules if part.slug.startswith(f"{number:02d}-"))


def session(group: Group, code: str, day: date, hours: tuple, **values) -> Session:
    starts, ends, breaks = hours
    row = Session(
        group=group,
        code=code,
        day=day,
        starts=starts,
        ends=ends,
        breaks=breaks,
        zone=group.zone,
        trainer=group.trainers[0],
        **({"mode": Mode.ONSITE} | values),
    )
    row.published_at = datetime.combine(day - timedelta(days=60), time(8), tzinfo=UTC)
    row.published_by_id = group.trainers[0].id
    db.session.add(row)
    return row
