"""Seals and amendments: what the chain of a group has, what waits, what is to be sealed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, load_only

from lms import clock
from lms.attendance import chain
from lms.attendance.models import Amendment, AmendmentState, Link, LinkKind, Session
from lms.attendance.queries.sessions import works_with
from lms.attendance.rules import is_locked
from lms.attendance.rules.sealing import SEALABLE
from lms.courses.models import Group, Programme
from lms.db import db
from lms.people.models import Person

LIGHT = (
    Link.id, Link.group_id, Link.number, Link.kind, Link.session_id, Link.amendment_id,
    Link.previous, Link.hash, Link.made_at, Link.made_by_id,
)  # fmt: skip
WITH_PEOPLE = (
    joinedload(Amendment.person),
    joinedload(Amendment.asked_by),
    joinedload(Amendment.settled_by),
)
MOST_LINKS = 50  # read at once


def links_of(sessions: Collection[int]) -> dict[int, list[Link]]:
    """The links of these sessions, by their ids, in order: the seal first, then a link for each
    amendment. With number, hash, kind, when and by whom; facts and names are read when asked
    for. One query."""
    wanted = select(Link).where(Link.session_id.in_(sessions)).order_by(Link.number)
    wanted = wanted.options(load_only(*LIGHT), joinedload(Link.made_by))
    found: dict[int, list[Link]] = defaultdict(list)
    for link in db.session.scalars(wanted):
        found[link.session_id].append(link)
    return dict(found)


def amendments_of(sessions: Collection[int], *states: str) -> dict[int, list[Amendment]]:
    """The amendments of these sessions, by their ids, in the order in which they were asked for;
    with the person, who asked and who settled it. Of these states, or all. One query."""
    wanted = select(Amendment).where(Amendment.session_id.in_(sessions)).options(*WITH_PEOPLE)
    if states:
        wanted = wanted.where(Amendment.state.in_(states))
    found: dict[int, list[Amendment]] = defaultdict(list)
    for one in db.session.scalars(wanted.order_by(Amendment.id)):
        found[one.session_id].append(one)
    return dict(found)


def seal_of(session: Session) -> Link | None:
    """The seal of a session; none where its register is open. Who made it is at hand."""
    if session.sealed_at is None:
        return None
    wanted = select(Link).where(Link.session_id == session.id, Link.kind == LinkKind.SEAL)
    wanted = wanted.options(load_only(*LIGHT), joinedload(Link.made_by))
    return db.session.scalar(wanted.order_by(Link.number).limit(1))


def newest_of(session_id: int) -> Link | None:
    """The newest link of a session, whole."""
    wanted = select(Link).where(Link.session_id == session_id).order_by(Link.number.desc())
    return db.session.scalar(wanted.limit(1))


def end_of(group_id: int) -> tuple[int, str]:
    """The number and the hash of the last link of a group; of an empty chain 0 and nothing."""
    last = select(Link.number, Link.hash).where(Link.group_id == group_id)
    row = db.session.execute(last.order_by(Link.number.desc()).limit(1)).one_or_none()
    return (row.number, row.hash) if row else (0, chain.FIRST)


def lock_chain(group_id: int) -> None:
    """Nobody else adds a link to this chain until the end of the transaction. (SQLite has one
    writer anyway: lms/db.py.)"""
    row = select(Group.id).where(Group.id == group_id)
    db.session.execute(row.with_for_update(key_share=True))


def chain_of(group_id: int) -> Select[Link]:
    """The links of a group, the newest first, without their facts."""
    wanted = select(Link).where(Link.group_id == group_id).order_by(Link.number.desc())
    return wanted.options(
        load_only(*LIGHT),
        joinedload(Link.session).load_only(Session.code, Session.day),
        joinedload(Link.made_by),
    )


def whole_chain(group_id: int, last: int | None = None) -> Iterator[tuple[Link, chain.Link]]:
    """Every link of a group, in order, up to the one with this number; a few of them at a time are
    in memory."""
    number = 0
    while True:
        wanted = select(Link).where(Link.group_id == group_id, Link.number > number)
        if last is not None:
            wanted = wanted.where(Link.number <= last)
        some = db.session.scalars(wanted.order_by(Link.number).limit(MOST_LINKS)).all()
        for row in some:
            yield row, as_kept(row)
            db.session.expunge(row)
        if not some:
            return
        number = some[-1].number


def as_kept(row: Link) -> chain.Link:
    return chain.Link(row.number, row.kind, row.facts, row.names, row.previous, row.hash)


def people(ids: Collection[int]) -> dict[int, Person]:
    """People by their ids."""
    found = db.session.scalars(select(Person).where(Person.id.in_(ids))) if ids else ()
    return {one.id: one for one in found}


def due(now: datetime, most: int) -> Sequence[Session]:
    """Sessions whose register is locked by time and not sealed yet, the oldest first."""
    found = db.session.scalars(unsealed(now).order_by(Session.day, Session.id).limit(most))
    return [session for session in found if is_locked(session, now)]


def unsealed(now: datetime, *where: ColumnElement[bool]) -> Select[Session]:
    """Sessions that are not sealed and whose lock has passed somewhere in the world: whether it has
    passed where they are says rules.is_locked."""
    today = clock.today("UTC", now) + timedelta(days=1)  # the first calendar to turn its page
    passed = [
        and_(
            Programme.lock_days == days,
            Session.day < today - timedelta(days=days),
            or_(Session.locks_from.is_(None), Session.locks_from < today - timedelta(days=days)),
        )
        for days in db.session.scalars(select(Programme.lock_days).distinct())
        if days < today.toordinal()
    ]
    wanted = select(Session).join(Session.group).join(Group.programme)
    wanted = wanted.options(joinedload(Session.group).joinedload(Group.programme))
    open_ones = Session.sealed_at.is_(None) & Session.status.in_(SEALABLE)
    return wanted.where(open_ones, or_(*passed) if passed else Session.id.is_(None), *where)


def amendment(amendment_id: int) -> Amendment | None:
    """An amendment with its people."""
    wanted = select(Amendment).where(Amendment.id == amendment_id).options(*WITH_PEOPLE)
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def session_of(amendment_id: int) -> int | None:
    """The session (id) that an amendment is about."""
    return db.session.scalar(select(Amendment.session_id).where(Amendment.id == amendment_id))


def waiting_for(session_id: int, person_id: int) -> Amendment | None:
    """The amendment of this line that waits for a second person."""
    wanted = select(Amendment).where(
        Amendment.session_id == session_id,
        Amendment.person_id == person_id,
        Amendment.state == AmendmentState.ASKED,
    )
    return db.session.scalar(wanted.options(*WITH_PEOPLE).order_by(Amendment.id).limit(1))


def waiting(person: Person, group: Group | None = None, programme: str = "") -> Select[Amendment]:
    """What waits for a second person in the sessions that somebody works with, the oldest first;
    of one group, or of the programme with this slug."""
    wanted = (
        select(Amendment)
        .join(Amendment.session)
        .join(Session.group)
        .where(Amendment.state == AmendmentState.ASKED, works_with(person))
        .options(joinedload(Amendment.session).joinedload(Session.group), *WITH_PEOPLE)
        .order_by(Amendment.asked_at, Amendment.id)
    )
    if programme:
        wanted = wanted.join(Group.programme).where(Programme.slug == programme)
    return wanted.where(Session.group_id == group.id) if group else wanted


def how_many_wait(of: Select[Amendment]) -> int:
    """How many of these there are. One query."""
    rows = of.order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def corrected(person_id: int, sessions: Collection[int]) -> dict[int, datetime]:
    """When what the registers of these sessions say of a person was corrected last, by session."""
    made = select(Amendment.session_id, Amendment.settled_at).where(
        Amendment.person_id == person_id,
        Amendment.state == AmendmentState.MADE,
        Amendment.session_id.in_(sessions),
    )
    rows = db.session.execute(made.order_by(Amendment.settled_at, Amendment.id))
    return {session: at for session, at in rows if at}
