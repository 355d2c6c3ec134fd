"""The portfolios of a group: what waits for its trainers, and who has shown what."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from lms.courses.models import Group, GroupTrainer
from lms.db import db
from lms.portfolios.models import Item, Review, State

SHOWN = Item.handed_in_at.is_not(None) | Item.accepted_at.is_not(None)
WAITS = Item.handed_in_at.is_not(None) & Item.accepted_at.is_(None)


def of_group(group_id: int, module_id: int | None = None) -> Select[Item]:
    """What was handed in in a group: first what waits, the longest first."""
    found = select(Item).where(Item.group_id == group_id, SHOWN)
    if module_id:
        found = found.where(Item.module_id == module_id)
    waits = case((WAITS, 0), else_=1)
    since = case((WAITS, Item.handed_in_at))
    return found.order_by(waits, since, Item.changed_at.desc(), Item.id.desc()).options(
        joinedload(Item.person),
        joinedload(Item.module),
        selectinload(Item.reviews),
    )


def waiting_in(group_id: int) -> int:
    """How many items of a group wait for its trainer."""
    found = select(func.count()).where(Item.group_id == group_id, WAITS)
    return db.session.scalar(found) or 0


MOST_WAITING = 3


def waiting_for(trainer_id: Any, most: int = MOST_WAITING) -> Select:
    """The groups of a trainer in which items wait, longest first: slug, title, number, since."""
    since = func.min(Item.handed_in_at).label("since")
    found = (
        select(Group.slug, Group.title, func.count().label("number"), since)
        .join(GroupTrainer, GroupTrainer.group_id == Group.id)
        .join(Item, Item.group_id == Group.id)
        .where(GroupTrainer.person_id == trainer_id, WAITS)
        .group_by(Group.id, Group.slug, Group.title)
    )
    return found.order_by(since).limit(most)


class Cell(NamedTuple):
    """What one person has in one module: the best state of their items, and that item."""

    state: State
    item_id: int


BEST = (State.ACCEPTED, State.WAITING, State.RETURNED)


def in_group(programme_id: int, people: Collection[int]) -> dict[int, dict[int | None, Cell]]:
    """person -> module -> what they have there; drafts are their own. One query."""
    found: dict[int, dict[int | None, Cell]] = {}
    given_back = select(Review.id).where(Review.item_id == Item.id).exists()
    rows = db.session.execute(
        select(
            Item.id, Item.person_id, Item.module_id, Item.handed_in_at, Item.accepted_at, given_back
        )
        .where(Item.programme_id == programme_id, Item.person_id.in_(list(people)))
        .order_by(Item.id)
    )
    for item_id, person_id, module_id, handed_in_at, accepted_at, returned in rows:
        state = state_of(handed_in_at, accepted_at, returned)
        if state is None:
            continue
        before = found.setdefault(person_id, {}).get(module_id)
        if before is None or BEST.index(state) <= BEST.index(before.state):
            found[person_id][module_id] = Cell(state, item_id)
    return found


def state_of(handed_in_at: object, accepted_at: object, returned: bool) -> State | None:
    """The state of an item of which others know; none while it is only its author's."""
    if accepted_at:
        return State.ACCEPTED
    if handed_in_at:
        return State.WAITING
    return State.RETURNED if returned else None
