"""The timetable of a group, to be printed and put on a wall."""

from typing import NamedTuple

from lms import clock
from lms.attendance.models import Session, Status
from lms.attendance.queries import timetable as queries
from lms.attendance.views.blueprint import bp
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.courses.units import hours_text
from lms.people.models import Person
from lms.web import page, permitted


class Listed(NamedTuple):
    """A session, and its minutes: none where it does not take place."""

    session: Session
    minutes: int | None


@bp.get("/groups/<slug>/timetable")
def group_timetable(slug):
    group = permitted(group_of(slug), may_read)
    lines = [
        Listed(one, None if one.status == Status.CANCELLED else one.net_minutes)
        for one in queries.of_group(group)
    ]
    minutes, programme = sum(line.minutes or 0 for line in lines), group.programme
    required = programme.required_units * programme.unit_minutes
    return page(
        "attendance/wall.html",
        group=group,
        lines=lines,
        total=hours_text(minutes, programme.unit_minutes),
        required=hours_text(required, programme.unit_minutes),
        today=clock.today(group.zone, clock.now()),
    )


def may_read(person: Person, group: Group) -> bool:
    """Who is or will be in the group, and who manages it."""
    return may_see_group(person, group) or queries.is_in(
        person, group, clock.today(group.zone, clock.now())
    )
