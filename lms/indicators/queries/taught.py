"""What a project teaches: programmes, who is on them and when, sessions that were held."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from lms.attendance.models import Session, Status
from lms.courses.instruments import Instrument, of_programme
from lms.courses.models import Course, Group, Membership, Programme, ProgrammeCourse
from lms.db import db
from lms.indicators.facts import Row
from lms.indicators.queries.homes import Homes
from lms.people.models import Person
from lms.projects.models import ProjectProgramme

LANGUAGE = "language"  # the subject of a course


class Who(NamedTuple):
    id: int
    gender: str | None
    birth_date: date | None
    organisation_id: int | None
    erased: bool


WHO = (Person.id, Person.gender, Person.birth_date, Person.organisation_id, Person.erased_at)


def who(row: Any) -> Who:
    """Of a row that begins with WHO."""
    return Who(row[0], row[1], row[2], row[3], row[4] is not None)


class Taught(NamedTuple):
    """A programme of the project; `what`: what its rows are filtered and parted by."""

    id: int
    slug: str
    what: Mapping[str, Any]
    instruments: tuple[Instrument, ...]

    @property
    def is_of_a_language(self) -> bool:
        return LANGUAGE in self.what["subject"]


class Stay(NamedTuple):
    """A place in a group, from the day it began. `is_over`: no later day of it is in sight."""

    id: int
    who: Who
    enrolment_id: int
    programme_id: int
    organisation_id: int
    since: date
    is_over: bool


def programmes(project_id: int) -> dict[int, Taught]:
    """Two statements."""
    own = select(Programme).join(ProjectProgramme, ProjectProgramme.programme_id == Programme.id)
    own = own.where(ProjectProgramme.project_id == project_id)
    found = list(db.session.scalars(own.order_by(Programme.slug)))
    parts = select(ProgrammeCourse.programme_id, Course.subject).join(ProgrammeCourse.course)
    parts = parts.where(ProgrammeCourse.programme_id.in_([one.id for one in found]))
    subjects: dict[int, set[str]] = {}
    for programme_id, subject in db.session.execute(parts):
        if subject:
            subjects.setdefault(programme_id, set()).add(subject)
    return {one.id: _taught(one, frozenset(subjects.get(one.id, ()))) for one in found}


def _taught(one: Programme, subjects: frozenset[str]) -> Taught:
    what = {
        "programme": one.slug, "track": one.track, "theme": one.theme, "subject": subjects,
    }  # fmt: skip
    return Taught(one.id, one.slug, what, of_programme(one.levels) if one.levels else ())


def stays(known: Mapping[int, Taught], until: date) -> list[Stay]:
    """Every place that began by then. Staff are nobody's figure (rule 10): they never get a place,
    and who became staff later was a learner here. Two statements."""
    if not known:
        return []
    meets = select(Session.group_id, func.max(Session.day)).join(Session.group)
    meets = meets.where(Session.status.in_([Status.PLANNED, Status.HELD]))
    meets = meets.where(Group.programme_id.in_(known)).group_by(Session.group_id)
    last: dict[int, date] = dict(db.session.execute(meets).all())
    places = select(
        *WHO, Membership.id, Membership.enrolment_id, Group.programme_id, Group.organisation_id,
        Membership.starts_on, Membership.ends_on, Group.id, Group.ends_on,
    )  # fmt: skip
    places = places.join(Membership.person).join(Membership.group)
    places = places.where(Group.programme_id.in_(known), Membership.starts_on <= until)
    places = places.order_by(Membership.starts_on, Membership.id)
    found = []
    for row in db.session.execute(places):
        key, enrolment, programme, home, since, left, group, ends = row[5:]
        end = left or last.get(group) or ends
        over = end is not None and end <= until
        found.append(Stay(key, who(row), enrolment, programme, home, since, over))
    return found


def rows(own: Iterable[Stay], known: Mapping[int, Taught], homes: Homes) -> dict[str, list[Row]]:
    """People who are enrolled, and their enrolments: two figures that are never added."""
    people: list[Row] = []
    enrolments: dict[str, Row] = {}
    for one in own:
        what = {**known[one.programme_id].what, **homes.what(one.organisation_id)}
        people.append(Row(f"stay:{one.id}", one.since, one.who.id, what=what))
        key = f"enrolment:{one.enrolment_id}"
        enrolments.setdefault(key, Row(key, one.since, one.who.id, what=what))
    return {"people.enrolled": people, "items.enrolment": list(enrolments.values())}


def sent(own: Iterable[Stay], known: Mapping[int, Taught], homes: Homes) -> list[Row]:
    """The organisations that people on programmes belong to."""
    return [
        homes.row(one.who.organisation_id, one.since, track=known[one.programme_id].what["track"])
        for one in own
        if one.who.organisation_id is not None and one.who.organisation_id in homes.all
    ]


def items(
    only: int | None,
    until: date,
    known: Mapping[int, Taught],
    own: Iterable[Stay],
    homes: Homes,
) -> dict[str, list[Row]]:
    """Sessions that were held, and programmes that have begun: by a session or by a first place.
    One statement."""
    held = select(
        Session.code, Session.day, Session.mode, Group.programme_id, Group.organisation_id,
        Course.subject,
    )  # fmt: skip
    held = held.join(Session.group).outerjoin(Session.course)
    held = held.where(Group.programme_id.in_(known), Session.day <= until)
    held = held.where(Session.status == Status.HELD)
    if only is not None:
        held = held.where(Group.organisation_id == only)
    sessions = []
    began: dict[int, tuple[date, int]] = {}
    for one in own:
        _begun(began, one.programme_id, one.since, one.organisation_id)
    for code, day, mode, programme, home, subject in db.session.execute(held):
        own_subject = frozenset([subject]) if subject else known[programme].what["subject"]
        what = {**known[programme].what, "subject": own_subject, "mode": mode, **homes.what(home)}
        sessions.append(Row(f"session:{code}", day, what=what))
        _begun(began, programme, day, home)
    begun = [
        Row(f"programme:{known[key].slug}", day, what={**known[key].what, **homes.what(home)})
        for key, (day, home) in began.items()
    ]
    return {"items.session": sessions, "items.programme": begun}


def _begun(began: dict[int, tuple[date, int]], programme: int, day: date, home: int) -> None:
    began[programme] = min(began.get(programme, (day, home)), (day, home))
