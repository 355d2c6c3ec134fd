"""The people whom figures are about: their names, and one of them with every mark."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from lms.assessments.models import Result
from lms.attendance.models import MakeUp, Mark
from lms.completion.facts import Membership as Place
from lms.courses.models import Group, Membership, ModuleConfirmed
from lms.db import db
from lms.people.models import Person
from lms.portfolios.models import Portfolio


def names(ids: Collection[int]) -> dict[int, Row]:
    """Person -> id, code, name, native_name, language."""
    chosen = select(Person.id, Person.code, Person.name, Person.native_name, Person.language)
    return {row.id: row for row in db.session.execute(chosen.where(Person.id.in_(list(ids))))}


class Seats(NamedTuple):
    """A person's places in the groups of one programme, in order, each with its group."""

    places: list[tuple[Place, Row]]  # the row has id, slug, title, zone, revision, programme_id

    def on(self, day: date, group: int) -> date | None:
        """The day on which to look at this group: the given one, or the nearest on which the
        person is in it; None if they never were."""
        own = [place for place, row in self.places if row.id == group]
        if any(place.covers(day) for place in own):
            return day
        before = [p.ends_on for p in own if p.ends_on is not None and p.ends_on < day]
        after = [p.starts_on for p in own if p.starts_on > day]
        return max(before, default=None) or min(after, default=None)

    def elsewhere(self, day: date, group: int) -> Row | None:
        """The other group of the programme in which the person is on a day."""
        return next((r for p, r in self.places if r.id != group and p.covers(day)), None)


def seats(code: str, programme_id: int) -> tuple[Person | None, Seats]:
    """The person of this code, with their places in the programme; none without any. One query."""
    columns = (Group.id, Group.slug, Group.title, Group.zone, Group.revision, Group.programme_id)
    rows = db.session.execute(
        select(Person, *columns, Membership.starts_on, Membership.ends_on)
        .join(Membership, Membership.person_id == Person.id)
        .join(Group, Group.id == Membership.group_id)
        .where(Person.code == code, Group.programme_id == programme_id)
        .order_by(Membership.starts_on)
    ).all()
    places = [(Place(row.id, row.starts_on, row.ends_on), row) for row in rows]
    return (rows[0].Person if rows else None), Seats(places)


def marks(person_id: int, sessions: Collection[int]) -> dict[int, list[Row]]:
    """Session -> every mark of a person there, in the order in which they were made: also those
    that were withdrawn, with who recorded and who withdrew."""
    recorder, undoer = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(
            Mark.session_id,
            Mark.kind,
            Mark.came_at,
            Mark.left_at,
            Mark.excused,
            Mark.reason,
            Mark.note,
            Mark.source,
            Mark.recorded_at,
            Mark.withdrawn_at,
            recorder.name.label("recorder"),
            undoer.name.label("undoer"),
        )
        .outerjoin(recorder, recorder.id == Mark.recorder_id)
        .outerjoin(undoer, undoer.id == Mark.withdrawn_by_id)
        .where(Mark.person_id == person_id, Mark.session_id.in_(list(sessions)))
        .order_by(Mark.id)
    )
    return _by_first(rows)


def make_ups(person_id: int, sessions: Collection[int]) -> dict[int, list[Row]]:
    """Session -> make-up approved for a person, with who approved it."""
    rows = db.session.execute(
        select(
            MakeUp.session_id,
            MakeUp.minutes,
            MakeUp.note,
            MakeUp.recorded_at,
            Person.name.label("approved_by"),
        )
        .outerjoin(Person, Person.id == MakeUp.approved_by_id)
        .where(MakeUp.person_id == person_id, MakeUp.session_id.in_(list(sessions)))
        .order_by(MakeUp.id)
    )
    return _by_first(rows)


def confirmations(person_id: int, modules: Collection[int]) -> dict[int, Row]:
    """Module -> who confirmed it, and when."""
    rows = db.session.execute(
        select(ModuleConfirmed.module_id, ModuleConfirmed.confirmed_at, Person.name.label("by"))
        .join(Person, Person.id == ModuleConfirmed.by_id)
        .where(ModuleConfirmed.person_id == person_id)
        .where(ModuleConfirmed.module_id.in_(list(modules)))
    )
    return {row.module_id: row for row in rows}


def results(person_id: int, assessments: Collection[int]) -> dict[int, Row]:
    """Assessment -> what holds of a person there now, and who recorded it (nobody: it came of their
    attempts)."""
    rows = db.session.execute(
        select(
            Result.assessment_id,
            Result.passed,
            Result.score,
            Result.note,
            Result.at,
            Person.name.label("by"),
        )
        .outerjoin(Person, Person.id == Result.by_id)
        .where(Result.person_id == person_id, Result.assessment_id.in_(list(assessments)))
        .order_by(Result.id)
    )
    return {row.assessment_id: row for row in rows}  # the last of each


def portfolio(person_id: int, programme_id: int) -> Row | None:
    """Whether the person's portfolio is accepted, as was decided last: by whom, and when."""
    return db.session.execute(
        select(Portfolio.accepted, Portfolio.note, Portfolio.at, Person.name.label("by"))
        .join(Person, Person.id == Portfolio.by_id)
        .where(Portfolio.person_id == person_id, Portfolio.programme_id == programme_id)
        .order_by(Portfolio.id.desc())
        .limit(1)
    ).first()


def _by_first(rows: Any) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found
