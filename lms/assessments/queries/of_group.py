"""The quizzes of a group: who took them, what came of it, who is stuck."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.assessments.models import Attempt, AttemptItem, Response, Result
from lms.assessments.queries.marks import extensions_of
from lms.assessments.rules.times import attempts_allowed, quiz_of
from lms.courses.models import Assessment, Group, Membership, Module, ProgrammeCourse
from lms.courses.queries.groups import covers
from lms.db import db
from lms.people.models import Person, Role

MOST_QUIZZES, MOST_STUCK = 200, 100
WAITS = timedelta(days=1)  # an attempt on which nothing was saved for so long is stuck
OFTEN = 2  # so often not passed is stuck


class Counts(NamedTuple):
    """Of a quiz in a group: how many people took it (handed in), passed it, wait to be marked."""

    people: int = 0
    passed: int = 0
    waiting: int = 0


class Row(NamedTuple):
    """A person of a group in a quiz: their attempts that count in their order, and the result that
    holds."""

    person: Person
    attempts: list[Attempt]
    result: Result | None


class Why(StrEnum):
    """Why somebody is stuck."""

    BEGUN = "begun"  # and nothing saved since WAITS
    NOT_PASSED = "not_passed"  # OFTEN times or more
    NONE_LEFT = "none_left"  # not passed, and no attempt is left


class Stuck(NamedTuple):
    """Somebody who is stuck in a quiz. `place`, `of`: at which question of how many they saved
    last (BEGUN); `since`: when that was, or when they handed in last."""

    attempt: Attempt
    why: Why
    since: datetime
    place: int | None = None
    of: int | None = None


def quizzes_of(group: Group) -> list[Assessment]:
    """The quizzes with questions in the courses of a group's programme, in their order; those that
    somebody of the group took before they were retired with them."""
    taken = select(Attempt.assessment_id).where(Attempt.group_id == group.id, counts())
    in_use = Assessment.retired_at.is_(None)
    found = (
        select(Assessment)
        .join(Module, Module.id == Assessment.module_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Module.course_id)
        .where(ProgrammeCourse.programme_id == group.programme_id)
        .where(or_(in_use, Assessment.id.in_(taken)))
        .order_by(ProgrammeCourse.position, Module.slug, Assessment.slug)
        .options(joinedload(Assessment.module).joinedload(Module.course))
        .limit(MOST_QUIZZES)
    )
    rows = db.session.scalars(found).unique()
    return [row for row in rows if row.content.get("questions")]


def quiz_of_group(group: Group, assessment_id: int) -> Assessment | None:
    """A quiz in one of the courses of a group's programme, also one that is retired."""
    found = (
        select(Assessment)
        .join(Module, Module.id == Assessment.module_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Module.course_id)
        .where(Assessment.id == assessment_id)
        .where(ProgrammeCourse.programme_id == group.programme_id)
        .options(joinedload(Assessment.module).joinedload(Module.course))
    )
    return db.session.scalar(found)


def counts() -> ColumnElement[bool]:
    """Whether an attempt is one that counts: not practice, and of somebody who learns."""
    learners = select(Person.id).where(Person.role == Role.LEARNER)
    return Attempt.practice.is_(False) & Attempt.person_id.in_(learners)


def is_in_force() -> ColumnElement[bool]:
    """Whether a result is the last of its person in its assessment."""
    later = aliased(Result)
    same = and_(later.person_id == Result.person_id, later.assessment_id == Result.assessment_id)
    return ~exists().where(same, later.id > Result.id)


def figures_of(group: Group, ids: Collection[int], day: date) -> dict[int, Counts]:
    """By quiz, how a group is with it. Two queries."""
    handed_in = Attempt.handed_in_at.is_not(None)
    waits = case((handed_in & Attempt.marked_at.is_(None), 1), else_=0)
    rows = (
        select(Attempt.assessment_id, func.count(Attempt.person_id.distinct()), func.sum(waits))
        .where(Attempt.group_id == group.id, Attempt.assessment_id.in_(list(ids)))
        .where(handed_in, counts())
        .group_by(Attempt.assessment_id)
    )
    found = {quiz: Counts(people, 0, waiting) for quiz, people, waiting in db.session.execute(rows)}
    passed = (
        select(Result.assessment_id, func.count())
        .where(Result.assessment_id.in_(list(ids)), Result.passed, is_in_force())
        .where(Result.person_id.in_(_people(group, day)))
        .group_by(Result.assessment_id)
    )
    for quiz, number in db.session.execute(passed):
        found[quiz] = found.get(quiz, Counts())._replace(passed=number)
    return found


def _people(group: Group, day: date) -> Select:
    return select(Membership.person_id).where(Membership.group_id == group.id, covers(day))


def people_in(group: Group, assessment_id: int, day: date) -> Select[Person]:
    """Who is in a group on a day, and who took the quiz while they were in it; by name."""
    took = select(Attempt.person_id).where(
        Attempt.group_id == group.id, Attempt.assessment_id == assessment_id, counts()
    )
    theirs = or_(Person.id.in_(_people(group, day)), Person.id.in_(took))
    return select(Person).where(theirs).order_by(Person.name, Person.id)


def belongs(group: Group, assessment_id: int, person_id: int) -> bool:
    """Whether somebody was ever in a group, or took the quiz in it."""
    there = select(Membership.person_id).filter_by(group_id=group.id, person_id=person_id)
    took = select(Attempt.person_id).where(
        Attempt.group_id == group.id,
        Attempt.assessment_id == assessment_id,
        Attempt.person_id == person_id,
        counts(),
    )
    return bool(db.session.scalar(select(or_(there.exists(), took.exists()))))


def rows_of(people: Sequence[Person], assessment_id: int) -> list[Row]:
    """What these people did with a quiz. Two queries."""
    ids = [person.id for person in people]
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    mine = select(Attempt).where(
        Attempt.assessment_id == assessment_id,
        Attempt.person_id.in_(ids),
        Attempt.practice.is_(False),
    )
    for one in db.session.scalars(mine.order_by(Attempt.number)):
        attempts[one.person_id].append(one)
    held = select(Result).where(
        Result.assessment_id == assessment_id, Result.person_id.in_(ids), is_in_force()
    )
    results = {one.person_id: one for one in db.session.scalars(held)}
    return [Row(one, attempts[one.id], results.get(one.id)) for one in people]


def begun_and_left(group: Group, now: datetime) -> list[Stuck]:
    """Attempts that were begun in a group and lie still, the longest first. One query."""
    last = func.coalesce(func.max(Response.saved_at), Attempt.began_at)
    number = select(func.count()).where(AttemptItem.attempt_id == Attempt.id).scalar_subquery()
    newest = aliased(Response)
    place = (
        select(newest.place)
        .where(newest.attempt_id == Attempt.id)
        .order_by(newest.saved_at.desc(), newest.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = (
        select(Attempt, last, place, number)
        .outerjoin(Response, Response.attempt_id == Attempt.id)
        .where(Attempt.group_id == group.id, Attempt.handed_in_at.is_(None), counts())
        .group_by(Attempt.id)
        .having(last < now - WAITS)
        .order_by(last, Attempt.id)
        .limit(MOST_STUCK)
        .options(joinedload(Attempt.person), joinedload(Attempt.assessment))
    )
    return [
        Stuck(attempt, Why.BEGUN, since, place_, of)
        for attempt, since, place_, of in db.session.execute(rows)
    ]


def not_passed(group: Group, quizzes: Collection[int]) -> list[tuple[Attempt, int]]:
    """Who tried in a group, has handed in everything, waits for no marking, and has not passed:
    the last attempt of each, and how many they have handed in. One query."""
    handed_in = (
        select(
            Attempt.person_id,
            Attempt.assessment_id,
            func.count().label("number"),
            func.max(Attempt.number).label("last"),
        )
        .where(Attempt.assessment_id.in_(list(quizzes)), counts())
        .group_by(Attempt.person_id, Attempt.assessment_id)
        .having(func.count() == func.count(Attempt.marked_at))
        .subquery()
    )
    rows = (
        select(Attempt, handed_in.c.number)
        .join(
            handed_in,
            and_(
                handed_in.c.person_id == Attempt.person_id,
                handed_in.c.assessment_id == Attempt.assessment_id,
                handed_in.c.last == Attempt.number,
            ),
        )
        .join(
            Result,
            and_(
                Result.person_id == Attempt.person_id,
                Result.assessment_id == Attempt.assessment_id,
            ),
        )
        .where(Attempt.group_id == group.id, Result.passed.is_(False), is_in_force())
        .order_by(handed_in.c.number.desc(), Attempt.handed_in_at, Attempt.id)
        .limit(MOST_STUCK)
        .options(joinedload(Attempt.person), joinedload(Attempt.assessment))
    )
    return [(attempt, number) for attempt, number in db.session.execute(rows)]


def stuck(group: Group, quizzes: Sequence[Assessment], now: datetime) -> list[Stuck]:
    """Who is stuck in a group, and where: first who has begun and left, then who did not pass and
    has no attempt left, then who did not pass OFTEN times. Three queries."""
    tried = not_passed(group, [one.id for one in quizzes])
    allowed = extensions_of(
        [one.id for one in quizzes], [attempt.person_id for attempt, _number in tried]
    )
    none_left, often = [], []
    for attempt, number in tried:
        extension = allowed.get((attempt.assessment_id, attempt.person_id))
        most = attempts_allowed(quiz_of(attempt.assessment.content), extension)
        since = attempt.handed_in_at or attempt.began_at
        if most is not None and number >= most:
            none_left.append(Stuck(attempt, Why.NONE_LEFT, since))
        elif number >= OFTEN:
            often.append(Stuck(attempt, Why.NOT_PASSED, since))
    return [*begun_and_left(group, now), *none_left, *often]
