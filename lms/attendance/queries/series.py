"""Series: which sessions belong together, and what is planned already."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Select, select, tuple_, union
from sqlalchemy.orm import joinedload

from lms.attendance.models import MakeUp, Mark, Session, Status
from lms.courses.models import Group
from lms.db import db


def of_series(session: Session) -> Select[Session]:
    """The live sessions of a session's series, in order; those of old slots are not."""
    same = select(Session).where(
        Session.series_id == session.series_id, Session.status != Status.MOVED
    )
    return same.order_by(Session.day, Session.starts, Session.id)


def later(session: Session) -> Sequence[Session]:
    """The later sessions of the series that are planned or held, with what changing them needs."""
    if session.series_id is None:
        return []
    place = tuple_(Session.day, Session.starts, Session.id)
    after = place > tuple_(session.day, session.starts, session.id)
    live = Session.status.in_([Status.PLANNED, Status.HELD])
    wanted = of_series(session).where(after, live).options(
        joinedload(Session.group).joinedload(Group.programme),
        joinedload(Session.course),
        joinedload(Session.module),
        joinedload(Session.trainer),
        joinedload(Session.substitute),
    )  # fmt: skip
    return db.session.scalars(wanted.with_for_update(of=Session)).all()


def spoken_for(sessions: Collection[Session]) -> set[int]:
    """Those of these sessions of which somebody has a mark or make-up."""
    ids = [session.id for session in sessions]
    live = Mark.withdrawn_at.is_(None)
    marked = select(Mark.session_id).where(Mark.session_id.in_(ids), live)
    made_up = select(MakeUp.session_id).where(MakeUp.session_id.in_(ids))
    return set(db.session.scalars(union(marked, made_up)))


class Place(NamedTuple):
    """Where a session is in its series: the how many-th of how many, and its neighbours."""

    number: int
    total: int
    previous: int | None  # ids
    next: int | None
    has_later: bool  # planned ones that a change could take along


def place_of(session: Session) -> Place | None:
    """The place of a session in its series; none where it is in no series, or alone in it."""
    if session.series_id is None or session.status == Status.MOVED:
        return None
    columns = of_series(session).with_only_columns(Session.id, Session.status)
    row = [(key, status) for key, status in db.session.execute(columns)]
    at = next(place for place, (key, _status) in enumerate(row) if key == session.id)
    if len(row) < 2:
        return None
    return Place(
        number=at + 1,
        total=len(row),
        previous=row[at - 1][0] if at else None,
        next=row[at + 1][0] if at + 1 < len(row) else None,
        has_later=any(status == Status.PLANNED for _key, status in row[at + 1 :]),
    )
