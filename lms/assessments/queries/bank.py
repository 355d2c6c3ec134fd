"""The bank of questions of a course, as its authors see it."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Assessment, Course, Media, Module, Question, QuestionVersion
from lms.courses.rules.media import FOLDER
from lms.db import db
from lms.people.models import Person


class Entry(NamedTuple):
    """A question of a bank, with what it asks now."""

    row: Question
    content: dict[str, Any]


def course(slug: str) -> Course | None:
    """A course by its address; retired ones, too: what was asked there is still to be seen."""
    return db.session.scalar(select(Course).where(Course.slug == slug))


def entries(course_id: int) -> list[Entry]:
    """All questions of a bank by their keys, retired ones last. One query."""
    now = and_(
        QuestionVersion.question_id == Question.id, QuestionVersion.number == Question.version
    )
    found = (
        select(Question, QuestionVersion.content)
        .join(QuestionVersion, now)
        .where(Question.course_id == course_id)
        .order_by(Question.retired_at.is_not(None), Question.key)
    )
    return [Entry(row, content) for row, content in db.session.execute(found)]


def question(question_id: int) -> Question | None:
    """One of them, with its course."""
    wanted = select(Question).where(Question.id == question_id)
    return db.session.scalar(wanted.options(joinedload(Question.course)))


def keys_taken(course_id: int) -> set[str]:
    """The keys of a bank, of retired questions, too: a key keeps its question."""
    return set(db.session.scalars(select(Question.key).where(Question.course_id == course_id)))


def quizzes(course_id: int) -> list[Assessment]:
    """The quizzes of a course in its order: also those that are not offered, yet or any more;
    without those of retired modules."""
    found = (
        select(Assessment)
        .join(Module, Module.id == Assessment.module_id)
        .where(Module.course_id == course_id, Module.retired_at.is_(None))
        .order_by(Module.slug, Assessment.slug)
    )
    return list(db.session.scalars(found))


def used_in(quizzes: Collection[Assessment]) -> dict[str, list[Assessment]]:
    """By the key of a question, the quizzes in which it is chosen (draws choose none)."""
    found: dict[str, list[Assessment]] = {}
    for quiz in quizzes:
        for item in (quiz.content or {}).get("questions", ()):
            if key := item.get("use"):
                found.setdefault(key, []).append(quiz)
    return found


def drawn_in(entry: Entry, quizzes: Collection[Assessment]) -> list[Assessment]:
    """The quizzes in which a question may come by chance."""
    return [
        quiz for quiz in quizzes if any(_may_draw(item["draw"], entry) for item in _draws(quiz))
    ]


def _draws(quiz: Assessment) -> list[dict[str, Any]]:
    return [item for item in (quiz.content or {}).get("questions", ()) if "draw" in item]


def _may_draw(draw: dict[str, Any], entry: Entry) -> bool:
    skill = draw.get("skill")
    has_tags = set(draw.get("tags", ())) <= set(entry.row.tags)
    return has_tags and (skill is None or skill == entry.content.get("skill"))


def versions(question_id: int) -> Select[QuestionVersion]:
    """The versions of a question, the newest first."""
    found = select(QuestionVersion).where(QuestionVersion.question_id == question_id)
    return found.order_by(QuestionVersion.number.desc())


def version(question_id: int, number: int) -> QuestionVersion | None:
    return db.session.scalar(
        select(QuestionVersion).filter_by(question_id=question_id, number=number)
    )


def contents(question_id: int) -> list[dict[str, Any]]:
    """What all versions of a question ask, the first one first."""
    found = select(QuestionVersion.content).where(QuestionVersion.question_id == question_id)
    return list(db.session.scalars(found.order_by(QuestionVersion.number)))


def names_of(people: Collection[int | None]) -> dict[int, str]:
    """How people are called, by their number."""
    wanted = select(Person.id, Person.name).where(Person.id.in_({one for one in people if one}))
    return {row.id: row.name for row in db.session.execute(wanted)}


def media_to_choose(course_id: int, most: int = 500) -> list[Media]:
    """Pictures and sounds that a course has for its questions, the newest first."""
    found = select(Media).where(
        Media.course_id == course_id, Media.retired_at.is_(None),
        Media.kind.in_(("picture", "audio")),
    )  # fmt: skip
    return list(db.session.scalars(found.order_by(Media.made_at.desc(), Media.name).limit(most)))


def media_names(course_id: int) -> set[str]:
    """The names of all files that a course has in use."""
    here = Media.course_id == course_id, Media.retired_at.is_(None)
    return set(db.session.scalars(select(Media.name).where(*here)))


def files_of(content: Any) -> set[str]:
    """The names of the files that plain values show or play."""
    if isinstance(content, dict):
        return {name for value in content.values() for name in files_of(value)}
    if isinstance(content, list):
        return {name for value in content for name in files_of(value)}
    is_file = isinstance(content, str) and content.startswith(FOLDER)
    return {content.removeprefix(FOLDER)} if is_file else set()


def words_of(content: Any) -> str:
    """All texts of plain values, to look for words in."""
    if isinstance(content, dict):
        return " ".join(words_of(value) for value in content.values())
    if isinstance(content, list):
        return " ".join(words_of(value) for value in content)
    return content if isinstance(content, str) else ""
