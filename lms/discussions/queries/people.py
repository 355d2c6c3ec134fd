"""Who follows a conversation, who moderates it, and how much somebody has said."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from lms.courses.models import Enrolment, Group, GroupTrainer, Programme
from lms.courses.queries import LEARNING
from lms.courses.rules import coordinates_programme
from lms.db import db
from lms.discussions.models import Follow, Post, Thread
from lms.people.models import Person, Role

MOST_MODERATORS = 50


def moderates(person: Person, programme: Programme) -> bool:
    """Hides, shows and closes: who coordinates the programme, and who trains a group of it. One
    query at most."""
    if coordinates_programme(person, programme):
        return True
    if person.role == Role.LEARNER:
        return False
    taught = exists().where(
        GroupTrainer.person_id == person.id,
        GroupTrainer.group_id == Group.id,
        Group.programme_id == programme.id,
    )
    return bool(db.session.scalar(select(taught)))


def moderators(programme: Programme) -> list[int]:
    """Who moderates the conversations of a programme (ids), without administrators; 50 at most."""
    taught = select(GroupTrainer.person_id).join(Group, Group.id == GroupTrainer.group_id)
    coordinate = and_(
        Person.role == Role.COORDINATOR, Person.organisation_id == programme.organisation_id
    )
    trains = and_(
        Person.role != Role.LEARNER, Person.id.in_(taught.where(Group.programme_id == programme.id))
    )
    found = select(Person.id).where(or_(coordinate, trains)).order_by(Person.id)
    return list(db.session.scalars(found.limit(MOST_MODERATORS)))


def followers(thread: Thread) -> list[int]:
    """Who is told of a new post (ids): who follows, and still learns or teaches there."""
    learns = exists().where(
        Enrolment.person_id == Person.id,
        Enrolment.programme_id == thread.programme_id,
        Enrolment.state.in_(LEARNING),
    )
    found = (
        select(Follow.person_id)
        .join(Person, Person.id == Follow.person_id)
        .where(Follow.thread_id == thread.id, Follow.wants)
        .where(or_(learns, teaches_there(thread.programme)))
    )
    return list(db.session.scalars(found.order_by(Follow.person_id)))


def teaches_there(programme: Programme) -> ColumnElement[bool]:
    """Whether a row of Person teaches or coordinates this programme today (`threads.teaches` asks
    the same for one person and many programmes)."""
    ours = Group.programme_id == programme.id
    taught = exists().where(
        ours, Group.id == GroupTrainer.group_id, GroupTrainer.person_id == Person.id
    )
    of_ours = exists().where(ours, Group.organisation_id == Person.organisation_id)
    place_is_ours = or_(Person.organisation_id == programme.organisation_id, of_ours)
    return or_(
        Person.role == Role.ADMINISTRATOR,
        and_(Person.role != Role.LEARNER, taught),
        and_(Person.role == Role.COORDINATOR, place_is_ours),
    )


def follows(person_id: int, thread_id: int) -> bool:
    """Whether a person is told of new posts in a conversation."""
    row = db.session.get(Follow, (person_id, thread_id))
    return row is not None and row.wants


def posts_since(person_id: int, since: datetime) -> tuple[int, datetime | None]:
    """How many posts a person has written since then, and when the first of them."""
    found = select(func.count(), func.min(Post.made_at))
    row = db.session.execute(found.where(Post.by_id == person_id, Post.made_at > since)).one()
    return row[0], row[1]
