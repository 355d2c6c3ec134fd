"""Conversations below a lesson, newest first, and their posts in order."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Enrolment, Group, GroupTrainer, Lesson, Module, Programme
from lms.courses.models import ProgrammeCourse as Part
from lms.courses.queries import LEARNING
from lms.db import db
from lms.discussions.models import EDITED, Post, Thread
from lms.people.models import Change, Person, Role


class Talk(NamedTuple):
    """Where a person talks about a lesson, and what is new there."""

    slug: str  # of the programme
    new: int  # posts of others


def thread(thread_id: int) -> Thread | None:
    """A conversation with its programme and its lesson."""
    whole = (
        joinedload(Thread.programme).joinedload(Programme.organisation),
        joinedload(Thread.lesson).joinedload(Lesson.module).joinedload(Module.course),
    )
    return db.session.get(Thread, thread_id, options=whole)


def threads(programme_id: int, lesson_id: int) -> Select[Thread]:
    """The conversations below a lesson, that with the newest post first."""
    ours = select(Thread).where(Thread.programme_id == programme_id, Thread.lesson_id == lesson_id)
    return newest_first(ours)


def threads_of(programme_id: int) -> Select[Thread]:
    """All conversations of a programme, that with the newest post first."""
    return newest_first(select(Thread).where(Thread.programme_id == programme_id))


def newest_first(found: Select[Thread]) -> Select[Thread]:
    whole = (joinedload(Thread.by).joinedload(Person.organisation), joinedload(Thread.lesson))
    return found.order_by(Thread.last_at.desc(), Thread.id.desc()).options(*whole)


def counts(thread_ids: Collection[int]) -> dict[int, int]:
    """How many posts each conversation has that are not hidden."""
    found = select(Post.thread_id, func.count()).where(
        Post.thread_id.in_(thread_ids), Post.hidden_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(found.group_by(Post.thread_id))}


def hidden_titles(thread_ids: Collection[int]) -> set[int]:
    """The conversations whose first post is hidden: their title is, too."""
    first = select(func.min(Post.id)).where(Post.thread_id.in_(thread_ids)).group_by(Post.thread_id)
    found = select(Post.thread_id).where(Post.id.in_(first), Post.hidden_at.is_not(None))
    return set(db.session.scalars(found))


def posts(thread_id: int) -> Select[Post]:
    """The posts of a conversation, the oldest first, with who wrote them."""
    ours = select(Post).where(Post.thread_id == thread_id).order_by(Post.id)
    return ours.options(joinedload(Post.by).joinedload(Person.organisation))


def post(post_id: int) -> Post | None:
    """A post with its conversation and who wrote it."""
    whole = joinedload(Post.thread)
    return db.session.get(
        Post,
        post_id,
        options=[
            joinedload(Post.by),
            whole.joinedload(Thread.programme).joinedload(Programme.organisation),
            whole.joinedload(Thread.lesson).joinedload(Lesson.module).joinedload(Module.course),
        ],
    )


def as_reported(posts: Collection[Post]) -> dict[int, str]:
    """Post -> its words when it was reported, for those whose author changed them since. One query,
    and only where there are some."""
    changed = {str(post.id): post for post in posts if post.is_changed_since_report}
    if not changed:
        return {}
    edits = select(Change).where(
        Change.noun == "post", Change.key.in_(changed), Change.verb == EDITED
    )
    words: dict[int, str] = {}
    for edit in db.session.scalars(edits.order_by(Change.id)):
        post = changed[edit.key]
        if edit.detail and post.reported_at and edit.at >= post.reported_at:
            words.setdefault(post.id, edit.detail["before"]["text"])
    return words


def reported(programme_id: int) -> Select[Post]:
    """Posts that somebody asked a moderator to look at, and nobody has; the oldest report first."""
    asked = select(Post).join(Post.thread).where(Thread.programme_id == programme_id)
    asked = asked.where(Post.reported_at.is_not(None), Post.hidden_at.is_(None))
    return asked.order_by(Post.reported_at, Post.id).options(
        joinedload(Post.by).joinedload(Person.organisation),
        joinedload(Post.thread).joinedload(Thread.lesson),
    )


def how_many_reported(programme_id: int) -> int:
    """How many posts of a programme a moderator is asked to look at."""
    found = select(func.count()).select_from(Post).join(Post.thread)
    asked = (Post.reported_at.is_not(None), Post.hidden_at.is_(None))
    return db.session.scalar(found.where(Thread.programme_id == programme_id, *asked)) or 0


def talk_below(lesson: Lesson, person: Person, since: datetime) -> Talk | None:
    """The programme in which a person can talk about a lesson: one they learn on before one they
    teach. None where none of them has conversations. One query, and the course of the lesson."""
    learns = exists().where(
        Enrolment.programme_id == Programme.id,
        Enrolment.person_id == person.id,
        Enrolment.state.in_(LEARNING),
    )
    new = (
        select(func.count())
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .where(
            Thread.programme_id == Programme.id,
            Thread.lesson_id == lesson.id,
            Post.hidden_at.is_(None),
            Post.made_at > since,
            Post.by_id != person.id,
        )
        .scalar_subquery()
    )
    found = (
        select(Programme, learns.label("learns"), new)
        .join(Part, Part.programme_id == Programme.id)
        .join(Module, Module.course_id == Part.course_id)
        .where(Module.id == lesson.module_id, or_(learns, teaches(person)))
        .order_by(learns.desc(), Programme.id)
    )
    for programme, _learns, number in db.session.execute(found.limit(20)):
        if programme.discusses:
            return Talk(programme.slug, number)
    return None


def teaches(person: Person) -> ColumnElement[bool]:
    """Whether a person teaches or coordinates a programme."""
    if person.role == Role.LEARNER:
        return literal(False)
    if person.role == Role.ADMINISTRATOR:
        return literal(True)
    taught = exists().where(
        Group.programme_id == Programme.id,
        Group.id == GroupTrainer.group_id,
        GroupTrainer.person_id == person.id,
    )
    if person.role != Role.COORDINATOR or person.organisation_id is None:
        return taught
    of_ours = exists().where(
        Group.programme_id == Programme.id, Group.organisation_id == person.organisation_id
    )
    return or_(taught, Programme.organisation_id == person.organisation_id, of_ours)
