"""What the database holds already: rows to compare a folder with."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from lms.courses import markup
from lms.courses import policy as policies
from lms.courses.content.checks import Demand
from lms.courses.content.origins import Newest, Versions
from lms.courses.content.programmes import Names
from lms.courses.content.written import Bank
from lms.courses.instruments import tests_of
from lms.courses.models import (
    Assessment,
    Course,
    Lesson,
    LessonText,
    LessonVersion,
    Media,
    Module,
    Programme,
    ProgrammeCourse,
    Question,
    QuestionVersion,
)
from lms.db import db
from lms.people.models import Organisation


def names() -> Names:
    """The courses that a programme may name, with their modules and assessments; none retired."""
    steps = (
        select(Course.slug, Module.slug, Assessment.slug)
        .outerjoin(Module, (Module.course_id == Course.id) & Module.retired_at.is_(None))
        .outerjoin(
            Assessment, (Assessment.module_id == Module.id) & Assessment.retired_at.is_(None)
        )
        .where(Course.retired_at.is_(None))
    )
    found: dict[str, dict[str, frozenset[str]]] = {}
    for course, module, assessment in db.session.execute(steps):
        modules = found.setdefault(course, {})
        if module:
            tests = {assessment} if assessment else set()
            modules[module] = modules.get(module, frozenset()) | tests
    return found


def demands() -> list[Demand]:
    """What programmes ask of courses: mandatory modules, exit assessments, tests of levels."""
    asked = []
    rules = select(Programme.slug, Programme.rules, Programme.levels)
    rules = rules.where(Programme.retired_at.is_(None)).order_by(Programme.slug)
    for programme, text, levels in db.session.execute(rules):
        asked_for = policies.named(policies.parse(text))
        wanted = [*asked_for.modules, *asked_for.tests, *tests_of(levels)]
        asked += [Demand(programme, *name.split("/")) for name in wanted]
    return asked


class There(NamedTuple):
    """What a folder is compared with before it is imported. `texts`: (language, Markdown) of those
    whose pages are made; `media`: course, name and hash of each file; `banks`: by course, the
    questions that no folder has."""

    names: Names
    demands: list[Demand]
    texts: set[tuple[str, str]]
    media: set[tuple[str, str, str]] = set()  # noqa: RUF012 (never changed)
    banks: dict[str, Bank] = {}  # noqa: RUF012 (never changed)


def there() -> There:
    """Read at once, so that the database is free again while pages are made."""
    texts = db.session.execute(select(LessonText.language, LessonText.markdown, LessonText.page))
    made = {(lang, markdown) for lang, markdown, page in texts if markup.is_current(page)}
    return There(names(), demands(), made, media(), banks())


def media() -> set[tuple[str, str, str]]:
    rows = select(Course.slug, Media.name, Media.file_id).join(Media, Media.course_id == Course.id)
    return {tuple(row) for row in db.session.execute(rows)}  # type: ignore[misc]


def banks() -> dict[str, Bank]:
    """The questions of courses that were begun in the browser or came from another program."""
    found = (
        select(Course.slug, Question.key, QuestionVersion.content)
        .join(Question, Question.course_id == Course.id)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.imported.is_(None), Question.retired_at.is_(None))
        .where(QuestionVersion.number == Question.version)
    )
    made: dict[str, dict[str, tuple[tuple[str, ...], str | None]]] = {}
    for course, key, content in db.session.execute(found):
        tags, skill = tuple(content.get("tags", ())), content.get("skill")
        made.setdefault(course, {})[key] = tags, skill
    return dict(made)


def questions(courses: Collection[int]) -> dict[int, dict[str, Question]]:
    """By course and key, the questions of these courses (by id), with their versions."""
    wanted = select(Question).where(Question.course_id.in_(courses)).order_by(Question.key)
    found: dict[int, dict[str, Question]] = {}
    for row in db.session.scalars(wanted.options(selectinload(Question.versions))):
        found.setdefault(row.course_id, {})[row.key] = row
    return found


def courses(slugs: Collection[str]) -> dict[str, Course]:
    """These courses whole, in one query for each kind of row."""
    modules = selectinload(Course.modules)
    texts = modules.selectinload(Module.lessons).selectinload(Lesson.texts)
    wanted = select(Course).options(
        texts,
        modules.selectinload(Module.assessments),
        selectinload(Course.terms),
        selectinload(Course.media).selectinload(Media.sizes),
    )
    rows = db.session.scalars(wanted.where(Course.slug.in_(slugs)))
    return {course.slug: course for course in rows}


def newest_versions(courses: Collection[int]) -> Versions:
    """The newest versions of each text of these courses (by id)."""
    from_folder = case((LessonVersion.by_id.is_(None), LessonVersion.number))
    found = (
        select(
            LessonVersion.lesson_id,
            LessonVersion.language,
            func.max(LessonVersion.number),
            func.max(from_folder),
        )
        .join(Lesson, Lesson.id == LessonVersion.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Module.course_id.in_(courses))
        .group_by(LessonVersion.lesson_id, LessonVersion.language)
    )
    return {(row[0], row[1]): Newest(row[2], row[3]) for row in db.session.execute(found)}


def courses_alone(slugs: Collection[str]) -> dict[str, Course]:
    """These courses without what is in them."""
    rows = db.session.scalars(select(Course).where(Course.slug.in_(slugs)))
    return {course.slug: course for course in rows}


def in_programmes(courses: Collection[int]) -> set[int]:
    """Those of these courses (by id) that a programme has."""
    links = select(ProgrammeCourse.course_id).where(ProgrammeCourse.course_id.in_(courses))
    return set(db.session.scalars(links))


def programmes(slugs: Collection[str]) -> dict[str, Programme]:
    """These programmes, with their courses."""
    wanted = select(Programme).options(
        selectinload(Programme.courses), selectinload(Programme.organisation)
    )
    rows = db.session.scalars(wanted.where(Programme.slug.in_(slugs)))
    return {programme.slug: programme for programme in rows}


def organisations(slugs: Collection[str]) -> set[str]:
    """Those of these organisations that are known."""
    return set(db.session.scalars(select(Organisation.slug).where(Organisation.slug.in_(slugs))))
