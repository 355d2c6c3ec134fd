"""Statements of "who needs me today": people of some groups, by what they need first.

A row that was put off is left out until its day, and while nothing begins anew: who came again and
then missed three sessions is shown, whatever was said before.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, func, or_, select

from lms.attendance.models import Session, Status
from lms.completion.outcome import Outlook
from lms.courses.models import Group, LessonPlace
from lms.people.models import Person
from lms.reports.models import PutOff
from lms.reports.queries.kept import Kept
from lms.reports.rules.needs import IN_ROW, OF_PEOPLE, SILENT_DAYS, Need


def need_of(known: Kept, now: datetime) -> ColumnElement[Any]:
    """The first need of a place that is true; NULL where there is none."""
    place, on = known.places.c, known.on
    goes_on = place.standing != Outlook.COMPLETE
    return case(
        (place.standing == Outlook.CANNOT, Need.CANNOT),
        (and_(goes_on, place.absences_in_row >= IN_ROW), Need.ABSENCES),
        (and_(goes_on, is_silent(known, on, now)), Need.SILENT),
    )


def is_silent(known: Kept, on: date, now: datetime) -> ColumnElement[bool]:
    """Neither came nor opened a lesson for so many days, while the group met."""
    place, since = known.places.c, on - timedelta(days=SILENT_DAYS)
    met = exists().where(
        Session.group_id == place.group_id,
        Session.status == Status.HELD,
        Session.day > since,
        Session.day <= on,
    )
    read = exists().where(
        LessonPlace.person_id == place.person_id,
        LessonPlace.seen_at > now - timedelta(days=SILENT_DAYS),
    )
    quiet = func.coalesce(place.last_seen_on, place.first_on) <= since
    return and_(quiet, met, ~read)


def is_put_off(on: date, *same: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a row was put off to a later day, or for good."""
    return exists().where(*same, or_(PutOff.until.is_(None), PutOff.until > on))


def places(known: Kept, now: datetime) -> Select:
    """Everybody who needs somebody: the need, and what a page shows. In no order yet."""
    place, need = known.places.c, need_of(known, now)
    begins = case((need == Need.CANNOT, place.since), else_=place.last_seen_on)
    off = is_put_off(
        known.on,
        PutOff.kind == need,
        PutOff.group_id == place.group_id,
        PutOff.person_id == place.person_id,
        or_(begins.is_(None), begins <= PutOff.on),
    )
    columns = (
        need.label("need"), Group.slug, Group.title, Person.id.label("person_id"), Person.code,
        Person.name, Person.native_name, Person.phone, Person.email, Person.email_bounced_at,
        place.group_id, place.standing, place.since, place.first_on, place.last_seen_on,
        place.absences_in_row, place.unit_minutes, place.best_minutes, place.threshold_minutes,
        place.make_up_left, place.reasons, Group.programme_id,
    )  # fmt: skip
    found = select(*columns).select_from(known.places)
    found = found.join(Group, Group.id == place.group_id)
    found = found.join(Person, Person.id == place.person_id)
    return found.where(need.is_not(None), ~off)


def in_order(found: Select, need: Need) -> Select:
    """Of one need, the most pressing first."""
    rows = found.subquery()
    return select(rows).where(rows.c.need == need).order_by(*_order(rows.c, need))


def firsts(found: Select, most: int) -> Select:
    """The first of each need: with `number`, how many there are of it, and their `position`."""
    rows = found.subquery()
    needs = rows.c.need
    places = {
        need: func.row_number().over(partition_by=needs, order_by=_order(rows.c, need))
        for need in OF_PEOPLE
    }
    place = case(places, value=needs)
    number = func.count().over(partition_by=needs)
    numbered = select(rows, place.label("position"), number.label("number")).subquery()
    return select(numbered).where(numbered.c.position <= most)


def _order(row: Any, need: Need) -> list[Any]:
    first: dict[Need, Any] = {
        Need.CANNOT: row.since.desc().nulls_last(),
        Need.ABSENCES: row.absences_in_row.desc(),
        Need.SILENT: row.last_seen_on.asc().nulls_first(),
    }
    return [first[need], row.name, row.person_id, row.group_id]


def registers(known: Kept) -> Select:
    """Registers that are not complete, the oldest first."""
    row = known.registers.c
    off = is_put_off(known.on, PutOff.kind == Need.REGISTER, PutOff.session_id == row.session_id)
    columns = (
        Session.id.label("session_id"), Session.day, Session.starts, Group.slug, Group.title,
        row.group_id, row.unmarked,
    )  # fmt: skip
    found = select(*columns).select_from(known.registers)
    found = found.join(Session, Session.id == row.session_id)
    found = found.join(Group, Group.id == row.group_id)
    own = Session.group_id == row.group_id
    return found.where(own, ~off).order_by(Session.day, Session.starts, Session.id)


def evidence(known: Kept) -> Select:
    """Groups in which hours of people count only once something proves them, and how many."""
    place = known.places.c
    off = is_put_off(known.on, PutOff.kind == Need.EVIDENCE, PutOff.group_id == place.group_id)
    lacks = cast(place.reasons, String).like('%"evidence_gap"%')
    found = select(Group.slug, Group.title, place.group_id, func.count().label("people"))
    found = found.select_from(known.places).join(Group, Group.id == place.group_id)
    grouped = found.where(lacks, ~off).group_by(Group.slug, Group.title, place.group_id)
    return grouped.order_by(Group.title, place.group_id)
