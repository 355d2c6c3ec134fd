"""Answers: one's own, those of a group, and one with all that tells who may read it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from lms.courses.models import Group, Lesson, LessonText, Module
from lms.coursework.models import ANSWERED, NOUN, State, TaskAnswer, TaskFeedback, Verdict
from lms.db import db
from lms.people.models import Change, Person

WITH_ALL = (
    joinedload(TaskAnswer.person).joinedload(Person.organisation),
    joinedload(TaskAnswer.lesson).joinedload(Lesson.module).joinedload(Module.course),
    joinedload(TaskAnswer.group).joinedload(Group.programme),
    joinedload(TaskAnswer.group).selectinload(Group.trainers),
    selectinload(TaskAnswer.feedback).joinedload(TaskFeedback.by).joinedload(Person.organisation),
)


def answer(answer_id: int, *, locked: bool = False) -> TaskAnswer | None:
    """An answer with its author, its lesson, its group and what was said to it. `locked`: nobody
    else changes it until the commit."""
    found = select(TaskAnswer).where(TaskAnswer.id == answer_id).options(*WITH_ALL)
    return db.session.scalar(kept_still(found) if locked else found)


def answer_of(
    person_id: int, lesson_id: int, key: str, *, locked: bool = False
) -> TaskAnswer | None:
    """What a person wrote for a task, with what was said to it. `locked`: nobody else changes it
    until the commit; where there is none yet, nobody makes it."""
    named = select(TaskAnswer).filter_by(person_id=person_id, lesson_id=lesson_id, task=key)
    said = selectinload(TaskAnswer.feedback).joinedload(TaskFeedback.by)
    found = named.options(said.joinedload(Person.organisation))
    if not locked:
        return db.session.scalar(found)
    author = select(Person.id).where(Person.id == person_id)
    db.session.execute(author.with_for_update(key_share=True))
    return db.session.scalar(kept_still(found))


def kept_still(found: Select[TaskAnswer]) -> Select[TaskAnswer]:
    return found.with_for_update(of=TaskAnswer).execution_options(populate_existing=True)


def texts_before(answer: TaskAnswer | None) -> dict[int, str]:
    """Feedback (id) that gave an answer back -> its words at that moment. One query, and only where
    it was given back."""
    if answer is None or all(said.verdict != Verdict.AGAIN for said in answer.feedback):
        return {}
    told = select(Change.detail).filter_by(noun=NOUN, key=str(answer.id), verb=ANSWERED)
    details = [detail for detail in db.session.scalars(told) if detail]
    return {detail["feedback"]: detail["text"] for detail in details if detail.get("text")}


def mine(person_id: int) -> Select[TaskAnswer]:
    """What a person began or handed in, the newest first."""
    theirs = select(TaskAnswer).where(TaskAnswer.person_id == person_id)
    return theirs.order_by(TaskAnswer.changed_at.desc(), TaskAnswer.id.desc()).options(
        joinedload(TaskAnswer.lesson), selectinload(TaskAnswer.feedback)
    )


def is_in(state: State) -> ColumnElement[bool]:
    """Whether an answer is in this state, as `TaskAnswer.state` says it."""
    decided = exists().where(
        TaskFeedback.answer_id == TaskAnswer.id, TaskFeedback.verdict.is_not(None)
    )
    open_still = TaskAnswer.accepted_at.is_(None)
    return {
        State.DONE: TaskAnswer.accepted_at.is_not(None),
        State.WAITING: open_still & TaskAnswer.handed_in_at.is_not(None),
        State.AGAIN: open_still & TaskAnswer.handed_in_at.is_(None) & decided,
        State.DRAFT: open_still & TaskAnswer.handed_in_at.is_(None) & ~decided,
    }[state]


def handed_in(group_id: int) -> Select[TaskAnswer]:
    """All that was ever handed in in a group, and not taken back."""
    return select(TaskAnswer).where(TaskAnswer.group_id == group_id, ~is_in(State.DRAFT))


def answers_of_group(
    group_id: int, lesson_id: int | None, state: State | None
) -> Select[TaskAnswer]:
    """What was handed in in a group: first what waits for its trainer, the longest first."""
    found = handed_in(group_id)
    if lesson_id:
        found = found.where(TaskAnswer.lesson_id == lesson_id)
    if state:
        found = found.where(is_in(state))
    waits = case((is_in(State.WAITING), 0), else_=1)
    waiting_since = case((is_in(State.WAITING), TaskAnswer.handed_in_at))
    return found.order_by(
        waits, waiting_since, TaskAnswer.changed_at.desc(), TaskAnswer.id.desc()
    ).options(
        joinedload(TaskAnswer.person),
        joinedload(TaskAnswer.lesson),
        selectinload(TaskAnswer.feedback),
        defer(TaskAnswer.text),
    )


def lessons_answered(group_id: int) -> Sequence[Lesson]:
    """The lessons of which something was handed in in a group, in their order; 200 at most."""
    answered = handed_in(group_id).with_only_columns(TaskAnswer.lesson_id)
    found = select(Lesson).join(Lesson.module).where(Lesson.id.in_(answered))
    return db.session.scalars(
        found.order_by(Module.course_id, Module.slug, Lesson.slug).limit(200)
    ).all()


def waiting_in(group_id: int) -> int:
    """How many answers of a group wait for its trainer."""
    found = select(func.count()).where(TaskAnswer.group_id == group_id, is_in(State.WAITING))
    return db.session.scalar(found) or 0


def titles(lesson_ids: Collection[int]) -> dict[tuple[int, str], dict[str, str]]:
    """(lesson, task) -> its title by language. One query."""
    found: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    texts = select(LessonText.lesson_id, LessonText.language, LessonText.uses)
    for lesson_id, language, uses in db.session.execute(
        texts.where(LessonText.lesson_id.in_(set(lesson_ids)))
    ):
        for task in uses.get("tasks", ()):
            found[lesson_id, task["key"]][language] = task["title"]
    return dict(found)
