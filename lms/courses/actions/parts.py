"""Which courses a programme has, in which order, with how many of its units."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.courses import queries, rules
from lms.courses.actions import seats
from lms.courses.actions.figures import touch
from lms.courses.models import Course, Programme, ProgrammeCourse
from lms.db import db
from lms.errors import Refused
from lms.i18n import in_words
from lms.people.actions import record
from lms.people.models import Person


def change_courses(
    programme: Programme,
    parts: Sequence[tuple[Course, int]],
    required: int,
    *,
    seen: str,
    by: Person,
    now: datetime,
) -> bool:
    """Gives a programme these courses, in this order and with these units, and its own units;
    whether that is different. The history keeps before and after; what people did stays.

    Raises Refused where it does not add up, where a course would leave that the rules name, and
    where it is not what was `seen` (rules.in_short) any more.
    """
    seats.lock(programme)
    there = current(programme)
    before = rules.composition_of(programme)
    if seen != rules.in_short(before):
        raise Refused(
            _("Somebody else has just changed this. Reload the page, look, and try again.")
        )
    after = rules.composition(required, [(course.slug, units) for course, units in parts])
    if before == after:
        return False
    refuse_what_does_not_add_up(parts, required)
    refuse_to_take_out_what_is_asked(programme, {course.slug for course, _units in parts})
    put(programme, {part.course_id: part for part in there}, parts)
    programme.required_units = required
    detail = {"before": before, "after": after}
    record("programme", programme.slug, "courses changed", detail, by=by, now=now)
    db.session.flush()
    touch(programmes=[programme.id])
    return True


def current(programme: Programme) -> list[ProgrammeCourse]:
    """The courses of a programme as the database has them now that its row is locked."""
    db.session.refresh(programme, ["required_units", "rules"])
    found = select(ProgrammeCourse).where(ProgrammeCourse.programme_id == programme.id)
    found = found.order_by(ProgrammeCourse.position)
    there = db.session.scalars(found.execution_options(populate_existing=True)).all()
    db.session.expire(programme, ["courses"])
    return list(there)


def put(
    programme: Programme, there: dict[int, ProgrammeCourse], parts: Sequence[tuple[Course, int]]
) -> None:
    wanted = {course.id for course, _units in parts}
    for key, part in there.items():
        if key not in wanted:
            programme.courses.remove(part)
    for position, (course, units) in enumerate(parts):
        if course.id not in there:
            programme.courses.append(ProgrammeCourse(course=course, position=position, units=units))
        else:
            there[course.id].position, there[course.id].units = position, units


def refuse_what_does_not_add_up(parts: Sequence[tuple[Course, int]], required: int) -> None:
    total = sum(units for _course, units in parts)
    once = len({course.id for course, _units in parts}) == len(parts)
    fine = once and all(1 <= units <= rules.MOST_UNITS for _course, units in parts)
    if not fine or total != required:
        raise Refused(
            _("The units of the courses add up to %(total)s, and the programme has "
              "%(required)s. Change one or the other.", total=total, required=required)
        )  # fmt: skip


def refuse_to_take_out_what_is_asked(programme: Programme, stay: set[str]) -> None:
    titles = queries.titles_in_policy(programme)
    for slug, keys in rules.named_by_policy(programme).items():
        had = any(part.course.slug == slug for part in programme.courses)
        if had and slug not in stay:
            part = in_words(titles.get(keys[0])) or keys[0]
            raise Refused(
                _("The rules of the programme ask for “%(part)s”, so its course stays.", part=part)
            )
