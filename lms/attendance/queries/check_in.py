"""Who checks in where: a person's sessions of now, their marks in one, and phones that many use."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Row, case, select

from lms.attendance.models import CheckIn, Kind, Mark, Session, Status
from lms.attendance.queries import statements
from lms.attendance.queries.slots import own
from lms.db import db
from lms.people import codes
from lms.people.models import Person, Role

A_DAY = timedelta(days=1)
MOST = 50  # sessions of one person about now


def sessions_of(person: Person, now: datetime) -> Sequence[Session]:
    """A person's own sessions of yesterday, today and tomorrow (it is not the same day
    everywhere), by their start. One query."""
    ids = own(person, (now - A_DAY).date(), (now + A_DAY).date())
    found = statements.with_rights().where(
        Session.id.in_(ids), Session.status.in_((Status.PLANNED, Status.HELD))
    )
    ordered = found.order_by(Session.day, Session.starts, Session.id).limit(MOST)
    return db.session.scalars(ordered).unique().all()


def by_uid(uid: str, *, to_change: bool = False) -> Session | None:
    """A session by the name in its square; to change it, it is locked."""
    wanted = statements.session_by_uid(to_change)
    return db.session.scalars(wanted, {"uid": uid}).unique().one_or_none()


def presences_of(person_id: int, session_id: int) -> Sequence[Mark]:
    """The live presences of one person at a session, in the order they were made."""
    mine = select(Mark).where(
        Mark.person_id == person_id,
        Mark.session_id == session_id,
        Mark.kind == Kind.PRESENCE,
        Mark.withdrawn_at.is_(None),
    )
    return db.session.scalars(mine.order_by(Mark.id)).all()


def said_by(person_id: int, session_id: int) -> Sequence[CheckIn]:
    """What was said of one person at a session with a phone or a card, the newest first."""
    mine = select(CheckIn).where(CheckIn.person_id == person_id, CheckIn.session_id == session_id)
    return db.session.scalars(mine.order_by(CheckIn.id.desc()).limit(MOST)).all()


class Told(NamedTuple):
    """What phones and cards tell a trainer beside the marks."""

    shared: list[list[str]]  # names of those who checked in with one phone, for each such phone
    gone: dict[int, datetime]  # when who said that they leave whom another has marked for longer


def told(session: Session) -> Told:
    """One query."""
    rows = db.session.execute(
        select(
            CheckIn.device, CheckIn.person_id, Person.name, CheckIn.leaves, CheckIn.at,
            Mark.left_at, Mark.withdrawn_at,
        )
        .join(CheckIn.person)
        .join(CheckIn.mark)
        .where(CheckIn.session_id == session.id)
        .order_by(CheckIn.id)
    ).all()  # fmt: skip
    phones: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        if row.device:
            phones[row.device][row.person_id] = row.name
    shared = [sorted(names.values()) for names in phones.values() if len(names) > 1]
    newest = {row.person_id: row for row in rows if row.withdrawn_at is None}
    gone = {key: row.at for key, row in newest.items() if row.leaves and is_before_end(row)}
    return Told(sorted(shared), gone)


def is_before_end(row: Row) -> bool:
    return row.left_at is not None and row.left_at > row.at


def card_holder(text: str) -> Person | None:
    """The learner whose card code or person code this is, in whatever spelling."""
    card = codes.as_card_code(text)
    spellings = {text, text.upper(), text.lower()}
    found = select(Person).where(
        (Person.card_code == card) | Person.code.in_(spellings), Person.role == Role.LEARNER
    )
    cards_first = case((Person.card_code == card, 0), else_=1)
    return db.session.scalar(found.order_by(cards_first, Person.id).limit(1))
