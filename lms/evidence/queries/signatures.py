"""Who signed: by session, and by list."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.db import db
from lms.evidence.models import Sheet, Signature


def of_sheet(sheet: Sheet) -> Sequence[Signature]:
    """Everything that was recorded of a list, the withdrawn too. One query."""
    found = select(Signature).where(Signature.sheet_id == sheet.id).order_by(Signature.id)
    return db.session.scalars(found).all()


def live(signatures: Sequence[Signature]) -> dict[int, Signature]:
    """Those that count, by person."""
    return {one.person_id: one for one in signatures if one.withdrawn_at is None}
