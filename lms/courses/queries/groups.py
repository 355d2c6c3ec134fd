"""Groups, who is in them, and who waits for a place."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from lms.courses.models import Enrolment, Group, GroupTrainer, Membership, Programme, State
from lms.courses.queries.waiting import offers
from lms.courses.rules import busiest
from lms.db import db
from lms.people.models import Person, Role
from lms.people.queries import everyone
from lms.ways import Who

WAITING = (State.APPLIED, State.WAITLISTED)


class Room(NamedTuple):
    """A group that takes people on a day, and how many more (None: no bound)."""

    group: Group
    free: int | None


def covers(day: date) -> ColumnElement[bool]:
    """Whether a membership covers a day; its last day is included (settled point 1)."""
    return (Membership.starts_on <= day) & or_(
        Membership.ends_on.is_(None), Membership.ends_on >= day
    )


def members(group_id: int, day: date) -> Select[Person]:
    """Everyone whose membership of the group covers that day, by name (settled point 1)."""
    there = select(Membership.person_id).where(Membership.group_id == group_id, covers(day))
    return select(Person).where(Person.id.in_(there)).order_by(Person.name, Person.id)


def memberships(group_id: int, day: date) -> Select[Membership]:
    """The memberships of the group that cover that day, by name, with their persons."""
    there = select(Membership).join(Membership.person).where(Membership.group_id == group_id)
    return (
        there.where(covers(day))
        .options(contains_eager(Membership.person))
        .order_by(Person.name, Person.id)
    )


def group(slug: str) -> Group | None:
    """The group of this slug, with all that tells who may see it."""
    named = select(Group).where(Group.slug == slug)
    return db.session.scalar(named.options(*WITH_ALL))


WITH_ALL = (
    joinedload(Group.programme).joinedload(Programme.organisation),
    joinedload(Group.organisation),
    selectinload(Group.trainers),
)


def groups_of(person: Person | Who) -> Select[Group]:
    """The groups that a person teaches or coordinates (an administrator: all), newest first."""
    groups = select(Group).join(Group.programme).options(*WITH_ALL)
    groups = groups.order_by(Group.starts_on.desc().nulls_last(), Group.title, Group.id)
    if person.role == Role.ADMINISTRATOR:
        return groups
    mine = Group.id.in_(
        select(GroupTrainer.group_id).where(GroupTrainer.person_id == person.id)
    ) & (person.role != Role.LEARNER)
    if person.role == Role.COORDINATOR and person.organisation_id is not None:
        ours = person.organisation_id
        mine = mine | (Group.organisation_id == ours) | (Programme.organisation_id == ours)
    return groups.where(mine)


def people_in(group_ids: Collection[int], day: date) -> dict[int, int]:
    """How many people each group has on a day; a group without any is left out."""
    counted = select(Membership.group_id, func.count()).where(Membership.group_id.in_(group_ids))
    counted = counted.where(covers(day)).group_by(Membership.group_id)
    return {row[0]: row[1] for row in db.session.execute(counted)}


def free_places(
    group: Group, from_day: date, until: date | None = None, *, now: datetime | None = None
) -> int | None:
    """How many more people the group can take from a day on (to another): None is any number. A
    place that is offered is not free; with `now` an offer past its time is none."""
    if group.capacity is None:
        return None
    spans = select(Membership.starts_on, Membership.ends_on).where(
        Membership.group_id == group.id,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= from_day),
    )
    taken = busiest([(start, end) for start, end in db.session.execute(spans)], (from_day, until))
    return max(0, group.capacity - taken - offers([group.id], now).get(group.id, 0))


def rooms(programme: Programme, day: date, now: datetime | None = None) -> list[Room]:
    """The groups of a programme that have not ended on a day, with the places left from then on;
    the next to start first. Three queries, however many groups."""
    open_ones = (
        select(Group)
        .where(Group.programme_id == programme.id)
        .where(or_(Group.ends_on.is_(None), Group.ends_on >= day))
        .options(joinedload(Group.organisation))
        .order_by(Group.starts_on.nulls_last(), Group.title, Group.id)
        .limit(100)
    )
    groups = list(db.session.scalars(open_ones))
    spans: dict[int, list] = {group.id: [] for group in groups if group.capacity is not None}
    for group_id, start, end in db.session.execute(
        select(Membership.group_id, Membership.starts_on, Membership.ends_on).where(
            Membership.group_id.in_(list(spans)),
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
        )
    ):
        spans[group_id].append((start, end))

    offered = offers(list(spans), now)

    def left(group: Group) -> int | None:
        if group.capacity is None:
            return None
        taken = busiest(spans[group.id], (day, None)) + offered.get(group.id, 0)
        return max(0, group.capacity - taken)

    return [Room(group, left(group)) for group in groups]


def first_group(programme: Programme, day: date) -> Group | None:
    """The first group of a programme, those that have ended on a day behind the others."""
    over = case((Group.ends_on < day, 1), else_=0)
    ours = select(Group).where(Group.programme_id == programme.id)
    ordered = ours.order_by(over, Group.starts_on.nulls_last(), Group.title, Group.id)
    return db.session.scalar(ordered.limit(1))


def found(viewer: Person, group: Group, words: str, day: date) -> list[Person]:
    """Learners of the viewer's organisation with these words in their name or code, who are in no
    group of the group's programme on that day; 20 at most."""
    there = (
        select(Membership.person_id)
        .join(Group, Group.id == Membership.group_id)
        .where(Group.programme_id == group.programme_id, covers(day))
    )
    people = everyone(viewer, words, Role.LEARNER).where(Person.id.not_in(there))
    return list(db.session.scalars(people.limit(20)))


def enrolment(person_id: int, programme_id: int) -> Enrolment | None:
    """A person's enrolment on a programme, whatever its state."""
    named = select(Enrolment).filter_by(person_id=person_id, programme_id=programme_id)
    return db.session.scalar(named)


def enrolments_of(person_id: int) -> list[Enrolment]:
    """A person's enrolments, the newest first, each with its programme."""
    mine = select(Enrolment).where(Enrolment.person_id == person_id)
    newest = mine.order_by(Enrolment.since.desc(), Enrolment.id.desc())
    return list(db.session.scalars(newest.options(joinedload(Enrolment.programme))))


def was_in_a_group(enrolment: Enrolment) -> bool:
    """Whether an enrolment ever came to a place in a group."""
    placed = select(Membership.id).where(Membership.enrolment_id == enrolment.id).limit(1)
    return db.session.scalar(placed) is not None


def membership_on(person_id: int, programme_id: int, day: date) -> Membership | None:
    """The place that a person has in a group of the programme on a day, with the group."""
    mine = select(Membership).join(Membership.group).where(Membership.person_id == person_id)
    there = mine.where(Group.programme_id == programme_id, covers(day))
    return db.session.scalar(there.options(contains_eager(Membership.group)).limit(1))


def waiting(programme: Programme) -> Select[Enrolment]:
    """Who asked for a place and waits for an answer, the longest first; then who is on the waiting
    list, in its order."""
    asked = select(Enrolment).where(
        Enrolment.programme_id == programme.id, Enrolment.state.in_(WAITING)
    )
    listed = case((Enrolment.state == State.WAITLISTED, 1), else_=0)
    return asked.order_by(listed, Enrolment.since, Enrolment.id).options(
        joinedload(Enrolment.person).joinedload(Person.organisation),
        joinedload(Enrolment.wanted_group),
        joinedload(Enrolment.offered_group),
    )


def how_many_wait(programme: Programme) -> int:
    """How many people wait for an answer of the programme's coordinators."""
    asked = select(func.count()).select_from(Enrolment)
    ours = asked.where(Enrolment.programme_id == programme.id, Enrolment.state.in_(WAITING))
    return db.session.scalar(ours) or 0


def slug_is_taken(slug: str) -> bool:
    return bool(db.session.scalar(select(exists().where(Group.slug == slug))))


def possible_trainers(
    organisation_ids: Collection[int], also: Collection[int] = ()
) -> list[Person]:
    """The staff of organisations who can teach, and those of these ids; by name, 200 at most."""
    staff = Person.organisation_id.in_(list(organisation_ids)) & Person.role.in_(
        [Role.TRAINER, Role.COORDINATOR]
    )
    people = select(Person).where(or_(staff, Person.id.in_(list(also))))
    return list(db.session.scalars(people.order_by(Person.name, Person.id).limit(200)))
