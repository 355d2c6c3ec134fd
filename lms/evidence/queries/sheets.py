"""Lists to sign: those of a session, one by its code, and who is in its rows."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from lms.attendance.models import Session
from lms.attendance.queries import register as registers
from lms.courses.models import Programme
from lms.db import db
from lms.evidence.models import Sheet
from lms.evidence.rules.sheets import Numbered
from lms.files import content_of
from lms.people.models import Person

MOST_SHEETS = 20


def sheets_of(session: Session) -> Sequence[Sheet]:
    """The newest lists of a session, the last first."""
    found = select(Sheet).where(Sheet.session_id == session.id).order_by(Sheet.id.desc())
    return db.session.scalars(found.limit(MOST_SHEETS)).all()


def sheet(code: str, *, to_change: bool = False) -> Sheet | None:
    """The list with this code, its session with all that tells who may see it. Two queries; to
    change it, the session is locked and the list read anew: of two who seat guests at once, the
    second sees who sits already."""
    found = db.session.scalar(select(Sheet).where(Sheet.code == code))
    if found:
        registers.session_with_rights(found.session_id, to_change=to_change)
        if to_change:
            db.session.refresh(found)
    return found


def is_taken(code: str) -> bool:
    return db.session.scalar(select(Sheet.id).where(Sheet.code == code)) is not None


def rows_as_printed(sheet: Sheet) -> list[Numbered]:
    """The rows that are on the paper: people, and empty rows below them. One query."""
    return numbered(sheet, {})


def rows_of(sheet: Sheet) -> list[Numbered]:
    """The same, with those who wrote themselves into an empty row. One query."""
    return numbered(sheet, {int(row): person for row, person in sheet.guests.items()})


def numbered(sheet: Sheet, guests: Mapping[int, int]) -> list[Numbered]:
    last = len(sheet.rows) + sheet.empty_rows
    ids = {**dict(enumerate(sheet.rows, 1)), **guests}
    found = db.session.scalars(select(Person).where(Person.id.in_(set(ids.values()))))
    people = {person.id: person for person in found}
    return [Numbered(row, people.get(ids.get(row, 0))) for row in range(1, last + 1)]


def logo_of(programme: Programme) -> bytes | None:
    """The picture beside the funder's statement. No query where there is none."""
    return content_of(programme.logo_id) if programme.logo_id else None
