"""What waits for a person to mark it: where, how much, and which is next."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from lms.assessments.models import Attempt, Marking
from lms.courses.models import Assessment, Group, Module, QuestionVersion
from lms.courses.queries.groups import WITH_ALL, groups_of
from lms.db import db
from lms.people.models import Person, Role
from lms.ways import Who

MOST_HEAPS = 200


class Heap(NamedTuple):
    """Answers to one question of a quiz, of one group (None: made in no group), that wait."""

    group: Group | None
    assessment: Assessment
    version: QuestionVersion  # the newest that was shown
    answers: int
    since: datetime | None  # when the first of them was handed in


class Place(NamedTuple):
    """An answer: of which attempt, to its question at which place."""

    attempt_id: int
    place: int


def looked_after(person: Person | Who) -> ColumnElement[bool]:
    """The condition on attempts that `rules.rights.looks_after` asks of one."""
    others = Attempt.practice.is_(False) & (Attempt.person_id != person.id)
    if person.role == Role.ADMINISTRATOR:
        return others
    own = groups_of(person).with_only_columns(Group.id).order_by(None)
    theirs: ColumnElement[bool] = Attempt.group_id.in_(own)
    if person.role == Role.COORDINATOR and person.organisation_id is not None:
        ours = select(Person.id).where(Person.organisation_id == person.organisation_id)
        theirs = theirs | (Attempt.group_id.is_(None) & Attempt.person_id.in_(ours))
    return others & theirs


def is_last() -> ColumnElement[bool]:
    """Whether a marking is the one that counts: no later one of the same answer."""
    later = aliased(Marking)
    same = and_(later.attempt_id == Marking.attempt_id, later.place == Marking.place)
    return ~exists().where(same, later.id > Marking.id)


def waiting(person: Person | Who) -> Select:
    """The markings (with their attempts) that wait for somebody who is this person, too."""
    return (
        select(Marking)
        .join(Attempt, Attempt.id == Marking.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == Marking.version_id)
        .where(Attempt.handed_in_at.is_not(None), Attempt.marked_at.is_(None))
        .where(Marking.share.is_(None), is_last(), looked_after(person))
    )


def asked(who: Who) -> Select | None:
    """How many answers wait for a member of staff: number. Mostly no attempt waits at all."""
    if not who.is_staff:
        return None
    one = aliased(Attempt)
    handed_in = one.handed_in_at.is_not(None) & one.marked_at.is_(None)
    any_waits = exists().where(handed_in, one.practice.is_(False), one.person_id != who.id)
    return waiting(who).with_only_columns(func.count(Marking.id).label("number")).where(any_waits)


def how_many_wait(person: Person, group_id: int | None = None) -> int:
    """How many answers wait for this person, in all groups or in one. One query."""
    here = true() if group_id is None else Attempt.group_id == group_id
    return _number(waiting(person).where(here))


def how_many_in(
    person: Person, assessment_id: int, group_id: int | None, question_id: int | None
) -> int:
    """How many wait in one heap (next_place goes through it). One query."""
    return _number(_heap(person, assessment_id, group_id, question_id))


def _number(rows: Select) -> int:
    return db.session.scalar(rows.with_only_columns(func.count(Marking.id))) or 0


def _heap(
    person: Person, assessment_id: int, group_id: int | None, question_id: int | None
) -> Select:
    """What waits in a quiz, of one group (None: made in none), of one question if asked."""
    mine = waiting(person).where(Attempt.assessment_id == assessment_id)
    mine = mine.where(Attempt.group_id == group_id if group_id else Attempt.group_id.is_(None))
    return mine.where(QuestionVersion.question_id == question_id) if question_id else mine


def heaps(person: Person) -> list[Heap]:
    """What waits, question by question, the longest waiting first; MOST_HEAPS at most. Five queries
    at most, however much waits."""
    of = (Attempt.group_id, Attempt.assessment_id, QuestionVersion.question_id)
    newest, first = func.max(QuestionVersion.id), func.min(Attempt.handed_in_at)
    counted = (
        waiting(person)
        .with_only_columns(*of, newest, func.count(Marking.id), first)
        .group_by(*of)
        .order_by(first, *of)
        .limit(MOST_HEAPS)
    )
    rows = db.session.execute(counted).all()
    groups = _by_id(select(Group).options(*WITH_ALL), Group, {row[0] for row in rows})
    path = joinedload(Assessment.module).joinedload(Module.course)
    quizzes = _by_id(select(Assessment).options(path), Assessment, {row[1] for row in rows})
    versions = _by_id(select(QuestionVersion), QuestionVersion, {row[3] for row in rows})
    return [
        Heap(groups.get(group), quizzes[quiz], versions[version], number, since)
        for group, quiz, _question, version, number, since in rows
    ]


def _by_id(rows: Select, table: type, ids: set) -> dict:
    if not ids - {None}:
        return {}
    found = db.session.scalars(rows.where(table.id.in_(ids - {None}))).unique()  # type: ignore[attr-defined]
    return {row.id: row for row in found}


def next_place(
    person: Person,
    assessment_id: int,
    group_id: int | None,
    after: Marking | None,
    question_id: int | None = None,
) -> Place | None:
    """The next answer that waits in a quiz, of one group, of one question if asked; behind `after`,
    and from the first on where nothing waits behind it. Without a question all of one attempt come
    before the next attempt. At most two queries."""
    mine = _heap(person, assessment_id, group_id, question_id)
    order = (Marking.attempt_id, Marking.place)
    places = mine.with_only_columns(*order).order_by(*order).limit(1)
    found = None
    if after is not None:
        behind = or_(
            Marking.attempt_id > after.attempt_id,
            and_(Marking.attempt_id == after.attempt_id, Marking.place > after.place),
        )
        found = db.session.execute(places.where(behind)).first()
    found = found or db.session.execute(places).first()
    return Place(*found) if found else None
