"""Everything that a pack tells, read at once: what is built of it is of one moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload, selectinload

from lms.attendance.models import Amendment, Link
from lms.courses.models import Group, Programme
from lms.db import db
from lms.evidence.queries import statements
from lms.evidence.queries.coverage import coverage_of, read
from lms.evidence.queries.sheets import logo_of
from lms.evidence.rules.coverage import Coverage

Seat = tuple[int, int]  # session, person


@dataclass(frozen=True)
class Contents:
    """What was read. Nothing in here asks the database any more; the bytes of scans and lists are
    not in here."""

    group: Group
    first: date
    last: date
    coverage: Coverage
    marks: Mapping[Seat, Sequence[Row]]
    amendments: Mapping[int, Sequence[Amendment]]  # session -> corrections
    links: Mapping[int, Sequence[Link]]  # session -> its links of the chain
    make_ups: Sequence[Row]
    offers: Sequence[Row]
    instead: Mapping[Seat, Sequence[Row]]  # presences at sessions that were offered
    scans: Mapping[int, Sequence[Row]]  # session -> rows with file_id, file_name, kind, size
    lists: Mapping[int, Sequence[Row]]
    moved: Mapping[int, str]  # old slot -> the code of the new session
    logo: bytes | None


def at_one_moment() -> None:
    """What is read from here to the next commit is of one moment, on PostgreSQL too. For the
    beginning of a transaction."""
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def load(group_id: int, first: date, last: date) -> Contents:
    """Reads it all, and lets go of the rows: a commit does not forget what they say."""
    group = group_with_all(group_id)
    values = {"group": group_id, "first": first, "last": last}
    found = read(group, first, last)
    contents = Contents(
        group,
        first,
        last,
        coverage_of(group, found),
        found.marks,
        by_session(found.amendments),
        by_session(db.session.scalars(statements.links(), values)),
        db.session.execute(statements.make_ups(), values).all(),
        db.session.execute(statements.offers(), values).all(),
        by_seat(db.session.execute(statements.instead(), values)),
        by_session(db.session.execute(statements.scans(), values)),
        by_session(db.session.execute(statements.lists(), values)),
        {row[0]: row[1] for row in db.session.execute(statements.moved(), values)},
        logo_of(group.programme),
    )
    db.session.expunge_all()
    return contents


def group_with_all(group_id: int) -> Group:
    wanted = select(Group).where(Group.id == group_id)
    wanted = wanted.options(
        joinedload(Group.programme).joinedload(Programme.organisation),
        joinedload(Group.organisation),
        selectinload(Group.trainers),
    )
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def by_session(rows: Iterable[Any]) -> Mapping[int, Sequence[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.session_id].append(row)
    return found


def by_seat(rows: Iterable[Any]) -> Mapping[Seat, Sequence[Any]]:
    found: dict[Seat, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.session_id, row.person_id].append(row)
    return found


def of_session(group: Group, session_id: int, day: date) -> tuple[Any, Contents]:
    """One sitting, with what its register on paper needs."""
    contents = load(group.id, day, day)
    for sitting in contents.coverage.sittings:
        if sitting.session.id == session_id:
            return sitting, contents
    raise LookupError(session_id)
