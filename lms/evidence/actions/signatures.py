"""Recording who signed a list. A mistake is withdrawn; who recorded what stays."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, update

from lms.courses.actions import touch
from lms.db import db
from lms.evidence.models import Sheet, Signature
from lms.evidence.queries import signatures as queries
from lms.people.models import Person


class Recorded(NamedTuple):
    """How many signatures are new, and how many were withdrawn."""

    new: int
    withdrawn: int


def record_signatures(
    sheet: Sheet,
    signed: Collection[int],
    unsigned: Collection[int],
    *,
    by: Person,
    now: datetime,
) -> Recorded:
    """Of these people (ids) the list has a signature, of those it has none; of others nothing is
    said. May be done after the register is locked: evidence comes late, and changes no hours; only
    where a policy asks for it, a standing."""
    known = queries.live(queries.of_sheet(sheet))
    new = [key for key in signed if key not in known]
    gone = [known[key].id for key in unsigned if key in known]
    if gone:
        old = update(Signature).where(Signature.id.in_(gone))
        db.session.execute(old.values(withdrawn_at=now, withdrawn_by_id=by.id))
    if new:
        of_all = {
            "session_id": sheet.session_id,
            "sheet_id": sheet.id,
            "recorded_by_id": by.id,
            "recorded_at": now,
        }
        db.session.execute(insert(Signature), [{"person_id": key, **of_all} for key in new])
    if new or gone:
        touch(groups=[sheet.session.group_id])
    return Recorded(len(new), len(gone))
