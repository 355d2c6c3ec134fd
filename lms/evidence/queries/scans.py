"""Scans of lists: of one list, and one by its number."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Session
from lms.attendance.queries import register as registers
from lms.db import db
from lms.evidence.models import Scan, Sheet
from lms.evidence.rules.scans import MOST_SCANS
from lms.people.models import Person


def of_sheet(sheet: Sheet) -> Sequence[Scan]:
    """The scans of a list that were not withdrawn, in the order in which they came."""
    found = select(Scan).where(Scan.sheet_id == sheet.id, Scan.withdrawn_at.is_(None))
    found = found.options(joinedload(Scan.file), joinedload(Scan.added_by).load_only(Person.name))
    return db.session.scalars(found.order_by(Scan.id).limit(MOST_SCANS)).all()


def scan(scan_id: int, *, to_change: bool = False) -> Scan | None:
    """One scan, its session with all that tells who may see it. Two queries; to change it, the
    session is locked and the scan read anew."""
    found = db.session.get(Scan, scan_id)
    if found:
        registers.session_with_rights(found.session_id, to_change=to_change)
        if to_change:
            db.session.refresh(found)
    return found


def number_of(session: Session) -> int:
    """How many scans a session has, with the withdrawn."""
    counted = select(func.count()).select_from(Scan).where(Scan.session_id == session.id)
    return db.session.scalar(counted) or 0


def same(sheet: Sheet, file_id: str) -> Scan | None:
    """The scan of a list that is this file already, and was not withdrawn."""
    found = select(Scan).where(
        Scan.sheet_id == sheet.id, Scan.file_id == file_id, Scan.withdrawn_at.is_(None)
    )
    return db.session.scalar(found.limit(1))
