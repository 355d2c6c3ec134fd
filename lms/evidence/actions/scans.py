"""Adding scans of signed lists, and withdrawing them. No scan is ever deleted here. Both may be
done after the register is locked: evidence comes late, and changes no hours; where a
policy asks for it, it changes who is complete."""

from datetime import datetime

from flask_babel import gettext as _

from lms import files
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.evidence.models import Scan, Sheet
from lms.evidence.queries import scans as queries
from lms.evidence.rules.scans import MOST_SCANS, Looked
from lms.handouts import safe_name
from lms.people.actions import record
from lms.people.models import Person


def add(
    sheet: Sheet, content: bytes, name: str, looked: Looked, *, by: Person, now: datetime
) -> Scan:
    """A scan of a list. The same file again is the scan that is there. Raises Refused where the
    session has as many as it may."""
    file = files.keep(content, looked.kind.media_type, now=now)
    if known := queries.same(sheet, file.id):
        return known
    if queries.number_of(sheet.session) >= MOST_SCANS:
        raise Refused(
            _("This session has %(number)s scans already. Put several pages into one PDF.",
              number=MOST_SCANS)
        )  # fmt: skip
    made = Scan(
        session_id=sheet.session_id,
        sheet_id=sheet.id,
        file_id=file.id,
        file_name=safe_name(name, looked.kind),
        pages=looked.pages,
        added_by_id=by.id,
        added_at=now,
    )
    db.session.add(made)
    db.session.flush()
    touch(groups=[sheet.session.group_id])
    detail = {"note": f"{sheet.code}: {made.file_name}"}
    record("session", sheet.session.code, "scan added", detail, by=by, now=now)
    return made


def withdraw(scan: Scan, *, by: Person, now: datetime) -> bool:
    """It was added by mistake: it proves nothing any more, and is kept. Whether it is new."""
    if scan.withdrawn_at:
        return False
    scan.withdrawn_at, scan.withdrawn_by_id = now, by.id
    db.session.flush()
    touch(groups=[scan.session.group_id])
    detail = {"note": scan.file_name}
    record("session", scan.session.code, "scan withdrawn", detail, by=by, now=now)
    return True
