"""Lists to sign are made when they are printed: their rows keep their numbers."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from lms.attendance.models import Session, Status
from lms.db import db
from lms.errors import Refused
from lms.evidence.models import Sheet
from lms.evidence.queries import sheets as queries
from lms.evidence.rules.sheets import Numbered
from lms.people.actions import record
from lms.people.codes import new_sheet_code
from lms.people.models import Person


def make(
    session: Session,
    people: Iterable[int],
    language: str,
    empty_rows: int,
    *,
    by: Person,
    now: datetime,
) -> Sheet:
    """A list for these people (ids, in the order of the register). The newest one is taken again
    where it says the same: a list that is printed twice has one code. Raises Refused where the
    session does not take place."""
    if session.status in (Status.CANCELLED, Status.MOVED):
        raise Refused(_("This session does not take place on that day: there is nothing to sign."))
    rows = list(people)
    newest = next(iter(queries.sheets_of(session)), None)
    wanted = (rows, language, empty_rows)
    if newest and (newest.rows, newest.language, newest.empty_rows) == wanted:
        return newest
    made = Sheet(
        code=free_code(),
        session_id=session.id,
        rows=rows,
        empty_rows=empty_rows,
        guests={},
        language=language,
        made_by_id=by.id,
        made_at=now,
    )
    db.session.add(made)
    db.session.flush()
    record("session", session.code, "list printed", {"note": made.code}, by=by, now=now)
    return made


def free_code() -> str:
    code = new_sheet_code()
    while queries.is_taken(code):
        code = new_sheet_code()
    return code


def seat_guest(sheet: Sheet, guest: Numbered, *, by: Person, now: datetime) -> None:
    """Somebody who wrote their name into an empty row has that row from now on."""
    row, person = guest
    if person is None:
        return
    sheet.guests = {**sheet.guests, str(row): person.id}
    detail = {"note": f"{sheet.code}: {row}", "person": person.code}
    record("session", sheet.session.code, "guest on a list", detail, by=by, now=now)
