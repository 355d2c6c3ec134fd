"""What translators see: how far each language is, and the texts to work on."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.authoring import translating
from lms.authoring.models import LessonDraft
from lms.authoring.queries.drafts import draft
from lms.courses.actions.publishing import Words
from lms.courses.models import Course, Lesson, LessonText, Module
from lms.db import db
from lms.people.models import Person

NOTHING = Words("", 0, None, None, None, "")


class Base(NamedTuple):
    """What somebody goes on from: their own draft, else what is published, else nothing."""

    words: Words
    links: Sequence[str | None]
    draft: LessonDraft | None
    is_published: bool


def lessons_of(course: Course) -> Select[Lesson]:
    """The lessons of a course that can be translated, in their order, with module and texts."""
    return (
        select(Lesson)
        .join(Lesson.module)
        .where(Module.course_id == course.id, Module.retired_at.is_(None))
        .where(Lesson.retired_at.is_(None))
        .order_by(Module.slug, Lesson.slug)
        .options(joinedload(Lesson.module).joinedload(Module.course), selectinload(Lesson.texts))
    )


def languages_of(course: Course) -> list[str]:
    """The languages in which a course has texts, in the order of their codes."""
    found = (
        select(LessonText.language)
        .join(Lesson, Lesson.id == LessonText.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Module.course_id == course.id, Lesson.retired_at.is_(None))
        .distinct()
        .order_by(LessonText.language)
    )
    return list(db.session.scalars(found))


def source_of(lesson: Lesson) -> LessonText | None:
    """The text that the others are made from; none while nothing is published."""
    texts = {text.language: text for text in lesson.texts}
    return texts.get(lesson.source or "") or next(iter(texts.values()), None)


def base(lesson: Lesson, language: str, person: Person) -> Base:
    """What somebody goes on from in a language. One query."""
    text = next((one for one in lesson.texts if one.language == language), None)
    mine = draft(lesson.id, language, person.id)
    if mine is not None:
        words = Words(*(getattr(mine, name) for name in Words._fields))
        return Base(words, mine.links, mine, text is not None)
    if text is None:
        return Base(NOTHING, [], None, False)
    return Base(Words(*(getattr(text, name) for name in Words._fields)), text.links, None, True)


def state(lesson: Lesson, language: str) -> dict[str, int]:
    """How many blocks of a language are ready, stale, missing, as it is published; no query."""
    source = source_of(lesson)
    text = next((one for one in lesson.texts if one.language == language), None)
    if source is None:
        return translating.counts([])
    words, links = (text.markdown, text.links) if text else ("", [])
    return translating.counts(translating.lines(source.markdown, words, links))


def my_drafts(course_id: int, language: str, person_id: int) -> list[LessonDraft]:
    """Somebody's drafts of a course in a language, in the order of its lessons; 500 at most."""
    wanted = (
        select(LessonDraft)
        .join(LessonDraft.lesson)
        .join(Lesson.module)
        .where(Module.course_id == course_id, LessonDraft.language == language)
        .where(LessonDraft.person_id == person_id)
        .order_by(Module.slug, Lesson.slug)
        .limit(500)
    )
    return list(db.session.scalars(wanted.options(joinedload(LessonDraft.lesson))))
