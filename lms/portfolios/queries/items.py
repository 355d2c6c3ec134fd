"""Items of portfolios: one's own, and one with all that tells who may read it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.courses.models import (
    Course,
    Enrolment,
    Group,
    Module,
    Programme,
    ProgrammeCourse,
)
from lms.courses.queries.lessons import LEARNING
from lms.db import db
from lms.people.models import Person
from lms.portfolios import rules
from lms.portfolios.models import Item, Review, Rubric


class Criteria(NamedTuple):
    """By what items are looked at, and whether one is asked for each module."""

    criteria: list[dict[str, Any]]
    each_module: bool


def rubric(programme_id: int) -> Criteria:
    """The rubric of a programme: its own, or the usual one. One query."""
    own = db.session.get(Rubric, programme_id)
    return Criteria(own.criteria, own.each_module) if own else Criteria(rules.usual(), True)


def item(item_id: int, *, locked: bool = False) -> Item | None:
    """An item with its author, its module, its group and what was said to it. `locked`: nobody else
    changes it until the commit."""
    found = (
        select(Item)
        .where(Item.id == item_id)
        .options(
            joinedload(Item.person),
            joinedload(Item.programme),
            joinedload(Item.module),
            joinedload(Item.group).joinedload(Group.programme),
            joinedload(Item.group).selectinload(Group.trainers),
            selectinload(Item.reviews).joinedload(Review.by),
        )
    )
    if locked:
        found = found.with_for_update(of=Item).execution_options(populate_existing=True)
    return db.session.scalar(found)


def items_of(person_id: int, programme_id: int) -> Sequence[Item]:
    """The items of a person in a programme, the oldest first; MOST_ITEMS at most. Two queries."""
    own = select(Item).where(Item.person_id == person_id, Item.programme_id == programme_id)
    said = selectinload(Item.reviews)
    return db.session.scalars(own.order_by(Item.id).limit(rules.MOST_ITEMS).options(said)).all()


def modules_of(programme_id: int) -> Sequence[Row]:
    """The modules of a programme in order: id, title, course_title. One query."""
    return db.session.execute(
        select(Module.id, Module.title, Course.title.label("course_title"))
        .join(Course, Course.id == Module.course_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Course.id)
        .where(ProgrammeCourse.programme_id == programme_id, Module.retired_at.is_(None))
        .order_by(ProgrammeCourse.position, Module.slug)
    ).all()


def programme_kept(person: Person, slug: str) -> Programme | None:
    """The programme of this slug, where the person learns in it."""
    return db.session.scalar(
        select(Programme)
        .join(Enrolment, Enrolment.programme_id == Programme.id)
        .where(Programme.slug == slug, Enrolment.person_id == person.id)
        .where(Enrolment.state.in_(LEARNING))
        .options(joinedload(Programme.organisation))
        .limit(1)
    )


def returned_to(person_id: Any, most: int = 3) -> Select:
    """Items that were returned to a person and wait for them: id, title, changed_at."""
    given_back = select(Review.id).where(Review.item_id == Item.id).exists()
    return (
        select(Item.id, Item.title, Item.changed_at)
        .where(Item.person_id == person_id, Item.handed_in_at.is_(None), given_back)
        .where(Item.accepted_at.is_(None))
        .order_by(Item.changed_at)
        .limit(most)
    )
