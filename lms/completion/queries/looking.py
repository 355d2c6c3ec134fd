"""Where enrolments stand when somebody looks whether they are complete: read anew, never from
memory. Also of those whose place is over: as of its last day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from lms import clock
from lms.completion.models import Completion, CompletionState
from lms.completion.outcome import Outlook
from lms.completion.queries.figures import figures
from lms.completion.queries.shapes import GroupFigures, Learner
from lms.courses.models import Enrolment, Group, Membership, Programme, State
from lms.db import db
from lms.people import queries as people
from lms.people.models import Person


class Looked(NamedTuple):
    """An enrolment on its day: today, or the last day of a place that is over. Without a learner
    there are no figures of it (no place has begun)."""

    enrolment: int
    person: int
    state: str  # of the enrolment
    version: int  # of the rules by which it is judged
    group: int  # in which the person is or was last
    on: date
    figures: GroupFigures
    learner: Learner | None

    @property
    def is_complete(self) -> bool:
        return self.learner is not None and self.learner.standing.standing is Outlook.COMPLETE


def in_groups(groups: Collection[int], now: datetime) -> list[Looked]:
    """Those who learn in these groups, or did last, and have not completed; and all who are
    proposed there; nobody who was erased. Seven statements for each day that is looked at, and
    one."""
    proposed = exists().where(
        Completion.enrolment_id == Enrolment.id, Completion.state == CompletionState.PROPOSED
    )
    there = select(Membership.enrolment_id).where(Membership.group_id.in_(groups))
    kept = exists().where(Person.id == Enrolment.person_id, Person.erased_at.is_(None))
    wanted = and_(Enrolment.id.in_(there), or_(Enrolment.state == State.ACTIVE, proposed), kept)
    rows = db.session.execute(PLACES.where(wanted))
    return _looked([row for row in _chosen(rows, now) if row.id in groups], now)


def of_enrolments(enrolments: Collection[int], now: datetime) -> dict[int, Looked]:
    """These enrolments, by id; those that have a place or had one."""
    rows = db.session.execute(PLACES.where(Enrolment.id.in_(enrolments)))
    return {one.enrolment: one for one in _looked(_chosen(rows, now), now)}


PLACES: Any = (
    select(
        Enrolment.id.label("enrolment"),
        Enrolment.person_id.label("person"),
        Enrolment.state,
        Programme.policy_version,
        Group.id,  # the row is a group as figures need it
        Membership.starts_on,
        Membership.ends_on,
        Group.programme_id,
        Group.zone,
        Group.revision,
    )
    .join(Membership, Membership.enrolment_id == Enrolment.id)
    .join(Group, Group.id == Membership.group_id)
    .join(Programme, Programme.id == Enrolment.programme_id)
    .order_by(Enrolment.id, Membership.starts_on)
)


def _chosen(rows: Iterable[Row], now: datetime) -> list[Row]:
    """The place of each that is now, else the one that was last; of those still to come none."""
    found: dict[int, Row] = {}
    for row in rows:
        if row.starts_on <= clock.today(row.zone, now):
            found[row.enrolment] = row
    return list(found.values())


def _looked(rows: Iterable[Row], now: datetime) -> list[Looked]:
    by_day: dict[date, list[Row]] = {}
    for row in rows:
        today = clock.today(row.zone, now)
        by_day.setdefault(min(today, row.ends_on or today), []).append(row)
    found = []
    for on, places in by_day.items():
        known = figures({row.id: row for row in places}.values(), on, keep=False)
        for row in places:
            enrolment, person, state, version, group = row[:5]
            own = known[group]
            learner = own.people.get(person)
            found.append(Looked(enrolment, person, state, version, group, on, own, learner))
    return found


def groups_of(looked: Iterable[Looked]) -> dict[int, Group]:
    """The groups in which they are, by id, with their programmes. One statement."""
    rows = select(Group).where(Group.id.in_({one.group for one in looked}))
    rows = rows.options(joinedload(Group.programme, innerjoin=True))
    return {row.id: row for row in db.session.scalars(rows)}


def lock(people: Collection[int]) -> None:
    """Nobody changes what these people's figures depend on until the commit: who does raises the
    revision of their groups. In one order, the one of `courses.actions.touch`; completions are
    locked before (docs/decisions/locks.md)."""
    theirs = select(Membership.group_id).where(Membership.person_id.in_(people))
    ids = select(Group.id).where(Group.id.in_(theirs)).order_by(Group.id)
    db.session.execute(ids.with_for_update())


def again(completions: Collection[int]) -> dict[int, Completion]:
    """These completions and their enrolments as the database has them now, locked; by id. None of
    their people is erased until the commit."""
    theirs = select(Completion.person_id).where(Completion.id.in_(completions))
    people.hold(db.session.scalars(theirs.distinct()).all())
    rows = select(Completion).where(Completion.id.in_(completions)).order_by(Completion.id)
    rows = rows.with_for_update(of=Completion).execution_options(populate_existing=True)
    named = (
        joinedload(Completion.person, innerjoin=True),
        joinedload(Completion.programme, innerjoin=True),
        joinedload(Completion.group, innerjoin=True),
        joinedload(Completion.enrolment, innerjoin=True),
        joinedload(Completion.confirmed_by),
    )
    found = {row.id: row for row in db.session.scalars(rows.options(*named))}
    places = select(Enrolment).where(Enrolment.id.in_({row.enrolment_id for row in found.values()}))
    places = places.order_by(Enrolment.id).with_for_update()
    db.session.scalars(places.execution_options(populate_existing=True)).all()
    return found


def proposals(enrolments: Collection[int]) -> dict[int, Completion]:
    """Enrolment -> its proposal, of these; locked, so that none lapses that is confirmed at this
    moment."""
    rows = select(Completion).where(
        Completion.enrolment_id.in_(enrolments), Completion.state == CompletionState.PROPOSED
    )
    rows = rows.order_by(Completion.id).with_for_update()
    return {row.enrolment_id: row for row in db.session.scalars(rows)}


def confirmed_in(groups: Collection[int]) -> list[Completion]:
    """What is confirmed in these groups (ids). One statement."""
    rows = select(Completion).where(Completion.group_id.in_(groups))
    rows = rows.where(Completion.state == CompletionState.CONFIRMED).order_by(Completion.id)
    return list(db.session.scalars(rows))


def taken_back(enrolments: Collection[int]) -> set[int]:
    """Those of these enrolments whose completion was withdrawn once: a person decided, so no
    programme confirms them by itself."""
    rows = select(Completion.enrolment_id).where(
        Completion.enrolment_id.in_(enrolments), Completion.state == CompletionState.WITHDRAWN
    )
    return set(db.session.scalars(rows))
