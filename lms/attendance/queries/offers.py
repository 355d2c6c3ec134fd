"""Offers to make up for sessions: whose they are, where they stand, what can be offered."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from lms.attendance import hours
from lms.attendance.models import (
    MakeUp,
    MakeUpOffer,
    Mark,
    OfferKind,
    OfferState,
    Session,
    SignUp,
    SignUpState,
)
from lms.attendance.queries.sessions import works_with
from lms.attendance.rules.lines import Entry, credited, frame_of
from lms.attendance.rules.offers import OPEN, Stand, stand_of
from lms.courses.models import Group
from lms.db import db
from lms.people.models import Person

SETTLED_AT_ONCE = 200


class Seen(NamedTuple):
    """An offer, where it stands, and the minutes attended there (none: unmarked, or a task)."""

    offer: MakeUpOffer
    stand: Stand
    attended: int | None

    @property
    def is_open(self) -> bool:
        return self.stand in (Stand.OFFERED, Stand.ACCEPTED, Stand.GAVE_BACK, Stand.OVER)


def _whole() -> Select[MakeUpOffer]:
    """Offers with everything that pages and letters say of them."""
    missed, to = joinedload(MakeUpOffer.session), joinedload(MakeUpOffer.to_session)
    return select(MakeUpOffer).options(
        *[
            part
            for session in (missed, to)
            for part in (
                session.joinedload(Session.group).joinedload(Group.programme),
                session.joinedload(Session.course),
                session.joinedload(Session.module),
                session.joinedload(Session.trainer),
                session.joinedload(Session.substitute),
            )
        ],
        joinedload(MakeUpOffer.person),
        joinedload(MakeUpOffer.offered_by),
        joinedload(MakeUpOffer.make_up),
    )


def offer(offer_id: int) -> MakeUpOffer | None:
    return db.session.scalar(_whole().where(MakeUpOffer.id == offer_id))


def to_session_now(offer: MakeUpOffer) -> Session | None:
    """The session of an offer, as the database has it now: one that moves takes its offers along
    (lms/attendance/actions/moving.py)."""
    db.session.refresh(offer, ["to_session_id"])
    db.session.expire(offer, ["to_session"])
    return offer.to_session


def locked(offer: MakeUpOffer) -> None:
    """Nobody else answers or settles this offer until the commit. Its session is locked before."""
    db.session.refresh(offer, ["state", "make_up_id"], with_for_update=True)


def of_session(session: Session) -> list[MakeUpOffer]:
    """All offers for who missed a session, in the order in which they were made."""
    here = _whole().where(MakeUpOffer.session_id == session.id).order_by(MakeUpOffer.id)
    return list(db.session.scalars(here))


def of_person(person_id: int, sessions: Collection[int]) -> list[MakeUpOffer]:
    """A person's offers for what they missed in these sessions."""
    mine = _whole().where(
        MakeUpOffer.person_id == person_id, MakeUpOffer.session_id.in_(list(sessions))
    )
    return list(db.session.scalars(mine.order_by(MakeUpOffer.id)))


def listed(person: Person, group: str | None, *, everything: bool) -> Select[MakeUpOffer]:
    """Offers for sessions that somebody works with, the newest first; what is settled only where
    they ask for everything."""
    mine = _whole().join(Session, Session.id == MakeUpOffer.session_id)
    mine = mine.join(Group, Group.id == Session.group_id).where(works_with(person))
    if group:
        mine = mine.where(Group.slug == group)
    if not everything:
        mine = mine.where(MakeUpOffer.state.in_(OPEN))
    return mine.order_by(MakeUpOffer.id.desc())


def seen(offers: Sequence[MakeUpOffer], now: datetime) -> list[Seen]:
    """Where these offers stand. Two statements, however many; none where all are tasks."""
    to = [one for one in offers if one.to_session_id is not None]
    entries, places = (_entries(to), _places(to)) if to else ({}, set())
    found = []
    for one in offers:
        key = (one.to_session_id, one.person_id)
        minutes = _attended(one, entries.get(key, ()))
        stand = stand_of(one, has_place=key in places, attended=minutes, now=now)
        found.append(Seen(one, stand, minutes))
    return found


def _entries(offers: Sequence[MakeUpOffer]) -> Mapping[tuple[int | None, int], list[Entry]]:
    columns = (Mark.session_id, Mark.person_id, Mark.kind, Mark.came_at, Mark.left_at, Mark.excused)
    rows = db.session.execute(
        select(*columns).where(
            Mark.session_id.in_({one.to_session_id for one in offers}),
            Mark.person_id.in_({one.person_id for one in offers}),
            Mark.withdrawn_at.is_(None),
        )
    )
    found: dict[tuple[int | None, int], list[Entry]] = defaultdict(list)
    for session, person, kind, came, left, excused in rows:
        start, end = (None if at is None else hours.seconds(at) for at in (came, left))
        found[session, person].append(Entry(kind, start, end, excused))
    return found


def _places(offers: Sequence[MakeUpOffer]) -> set[tuple[int | None, int]]:
    rows = db.session.execute(
        select(SignUp.session_id, SignUp.person_id).where(
            SignUp.session_id.in_({one.to_session_id for one in offers}),
            SignUp.person_id.in_({one.person_id for one in offers}),
            SignUp.state == SignUpState.BOOKED,
        )
    )
    return {(session, person) for session, person in rows}


def _attended(offer: MakeUpOffer, entries: Sequence[Entry]) -> int | None:
    """Minutes there, by the rules of the programme in which they were missed."""
    if offer.to_session is None or not entries:
        return None
    there = frame_of(offer.to_session)
    policy = offer.session.group.programme.policy
    return credited(replace(there, policy=policy), entries, set())


class Repair(NamedTuple):
    """What became of what somebody missed: minutes that are approved, and the latest offer."""

    minutes: int
    state: str


def made_up(session: Session) -> dict[int, Repair]:
    """person -> what became of what they missed in a session. One statement."""
    rows = select(MakeUp.person_id, func.sum(MakeUp.minutes), literal("")).group_by(
        MakeUp.person_id
    )
    offers = select(MakeUpOffer.person_id, literal(0), MakeUpOffer.state).where(
        MakeUpOffer.session_id == session.id, MakeUpOffer.state.in_([*OPEN, OfferState.DONE])
    )
    found: dict[int, Repair] = {}
    both = union_all(rows.where(MakeUp.session_id == session.id), offers)
    for person, minutes, state in db.session.execute(both):
        before = found.get(person, Repair(0, ""))
        best = max(before.state, state, key=RANKS.index)
        found[person] = Repair(before.minutes + minutes, best)
    return found


RANKS = ["", OfferState.OFFERED, OfferState.ACCEPTED, OfferState.DONE]


def approved_in(programme_id: int, people: Collection[int]) -> Counter[int]:
    """person -> minutes of make-up that are approved in a programme. One statement."""
    rows = db.session.execute(
        select(MakeUp.person_id, func.sum(MakeUp.minutes))
        .join(Session, Session.id == MakeUp.session_id)
        .join(Group, Group.id == Session.group_id)
        .where(Group.programme_id == programme_id, MakeUp.person_id.in_(list(people)))
        .group_by(MakeUp.person_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def live_to(session_id: int, people: Collection[int]) -> set[int]:
    """Those of these people to whom a session is offered already, for whatever they missed: the
    minutes of one session stand for one absence."""
    there = select(MakeUpOffer.person_id).where(
        MakeUpOffer.to_session_id == session_id,
        MakeUpOffer.person_id.in_(list(people)),
        MakeUpOffer.state.not_in([OfferState.DECLINED, OfferState.WITHDRAWN]),
    )
    return set(db.session.scalars(there))


def offered_to(person_id: int, sessions: Collection[int]) -> set[int]:
    """Those of these sessions that are offered to a person already."""
    there = select(MakeUpOffer.to_session_id).where(
        MakeUpOffer.person_id == person_id,
        MakeUpOffer.to_session_id.in_(list(sessions)),
        MakeUpOffer.state.not_in([OfferState.DECLINED, OfferState.WITHDRAWN]),
    )
    return {key for key in db.session.scalars(there) if key}


def to_settle(now: datetime) -> list[MakeUpOffer]:
    """Open offers of sessions whose register says something of that person. Locked; what somebody
    else answers or takes back at this moment is left for the next time, so it waits for nobody."""
    marked = select(Mark.id).where(
        Mark.session_id == MakeUpOffer.to_session_id,
        Mark.person_id == MakeUpOffer.person_id,
        Mark.withdrawn_at.is_(None),
    )
    due = _whole().where(
        MakeUpOffer.state.in_(OPEN), MakeUpOffer.kind == OfferKind.SESSION, marked.exists()
    )
    due = due.with_for_update(of=MakeUpOffer, skip_locked=True)
    due = due.execution_options(populate_existing=True)
    return list(db.session.scalars(due.order_by(MakeUpOffer.id).limit(SETTLED_AT_ONCE)))
