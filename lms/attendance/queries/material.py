"""What is handed out with a session."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from lms.attendance.models import Material, Session, Status
from lms.db import db
from lms.files import File
from lms.handouts import MOST_FILES


class HandedOut(NamedTuple):
    """A row of material; of a file its media type and its size in bytes."""

    material: Material
    media_type: str | None
    size: int | None


def handed_out(session: Session) -> list[HandedOut]:
    """The material of a session, in the order in which it came. One query."""
    kept = select(Material, File.kind, File.size).outerjoin(File, File.id == Material.file_id)
    kept = kept.where(Material.session_id == session.id).order_by(Material.id).limit(MOST_FILES)
    return [HandedOut(*row) for row in db.session.execute(kept)]


def later_in_series(session: Session) -> Sequence[Session]:
    """The sessions after this one that were published with it and take place."""
    later = select(Session).where(
        Session.series_id == session.series_id,
        Session.series_id.is_not(None),
        Session.id != session.id,
        Session.day >= session.day,
        Session.status.in_([Status.PLANNED, Status.HELD]),
    )
    return db.session.scalars(later.order_by(Session.day, Session.id)).all()


def material_of(session_ids: Collection[int]) -> Sequence[Material]:
    theirs = select(Material).where(Material.session_id.in_(session_ids))
    return db.session.scalars(theirs.order_by(Material.id)).all()


def is_handed_out(file_id: str) -> bool:
    """Whether any material names this file."""
    named = select(func.count()).select_from(Material).where(Material.file_id == file_id)
    return bool(db.session.scalar(named))
