"""Which marks of a phone have come already."""

from collections.abc import Iterable

from sqlalchemy import select

from lms.attendance.models import SentMark, Session
from lms.db import db
from lms.people.models import Person


def taken(keys: Iterable[str], session: Session, by: Person) -> set[str]:
    """Those of the keys under which this person's marks were taken here: nothing is to be done."""
    wanted = list(keys)
    if not wanted:
        return set()
    mine = select(SentMark.key).where(SentMark.session_id == session.id, SentMark.by_id == by.id)
    return set(db.session.scalars(mine.where(SentMark.key.in_(wanted))))
