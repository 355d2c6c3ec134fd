"""Who said beforehand that they cannot come to a session."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Announcement, Session
from lms.attendance.queries import statements
from lms.db import db
from lms.people.models import Person

LIVE = Announcement.withdrawn_at.is_(None)


def announcement(session: Session, person_id: int) -> Announcement | None:
    """What a person said of this session, unless they took it back."""
    mine = select(Announcement).filter_by(session_id=session.id, person_id=person_id).where(LIVE)
    return db.session.scalar(mine.order_by(Announcement.id.desc()).limit(1))


def announcements(session: Session) -> Sequence[Announcement]:
    """Everybody who said so, by name, with the people themselves. One query."""
    kept = select(Announcement).join(Announcement.person).options(joinedload(Announcement.person))
    kept = kept.where(Announcement.session_id == session.id, LIVE)
    return db.session.scalars(kept.order_by(Person.name, Announcement.id)).all()


def how_many(session_ids: Collection[int]) -> dict[int, int]:
    """How many said so, by session, where somebody did. One query."""
    if not session_ids:
        return {}
    counted = select(Announcement.session_id, func.count(Announcement.person_id.distinct()))
    counted = counted.where(Announcement.session_id.in_(session_ids), LIVE)
    return dict(db.session.execute(counted.group_by(Announcement.session_id)).all())


def by_uid(uid: str, *, to_change: bool = False) -> Session | None:
    """The session that has this uid now: of a moved one, the new date."""
    wanted = statements.session_by_uid(to_change)
    return db.session.scalars(wanted, {"uid": uid}).unique().one_or_none()
