"""What a course has beside its words: pictures, sound, film, files."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Select, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms.courses.models import (
    Lesson,
    LessonText,
    Media,
    Module,
    Question,
    QuestionVersion,
    Term,
)
from lms.courses.rules.media import FOLDER, names_in
from lms.db import db


def media_named(course_id: int, names: Collection[str]) -> dict[str, Media]:
    """The media of a course of these names ("lock.webp"), with their sizes; retired ones, too: a
    text that names one goes on showing it. One query, however many they are; none for none."""
    if not names:
        return {}
    wanted = select(Media).where(Media.course_id == course_id, Media.name.in_(names))
    rows = db.session.scalars(wanted.options(joinedload(Media.sizes)))
    return {one.name: one for one in rows.unique()}


def media_by_id(media_id: int) -> Media | None:
    """One of them, with its sizes."""
    return db.session.get(Media, media_id, options=[selectinload(Media.sizes)])


def is_published(one: Media) -> bool:
    """Whether a text that is in force names a file, or has it as its recording; or a word of the
    glossary is spoken by it, or a question shows or plays it, also in a version before (somebody
    may be answering that). One query."""
    named = cast(LessonText.uses, Text).contains(f'"{one.name}"', autoescape=True)
    address = FOLDER + one.name
    text = (
        select(LessonText.lesson_id)
        .join(Lesson, Lesson.id == LessonText.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Module.course_id == one.course_id, or_(named, LessonText.audio == address))
        .where(Lesson.retired_at.is_(None), Module.retired_at.is_(None))
    )
    spoken = cast(Term.audio, Text).contains(f'"{address}"', autoescape=True)
    term = select(Term.id).where(Term.course_id == one.course_id, spoken)
    asked = (
        select(QuestionVersion.id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.course_id == one.course_id)
        .where(cast(QuestionVersion.content, Text).contains(f'"{address}"', autoescape=True))
    )
    spoken_now = term.where(Term.retired_at.is_(None)).exists()
    found = select(or_(text.exists(), spoken_now, asked.exists()))
    return bool(db.session.scalar(found))


class Use(NamedTuple):
    """A lesson that shows or plays a file."""

    lesson_id: int
    titles: dict


def media_of(course_id: int, text: str = "", kind: str = "") -> Select[Media]:
    """The files of a course, the newest first and those retired last; of one kind, or with `text`
    in their name."""
    found = select(Media).where(Media.course_id == course_id).options(selectinload(Media.sizes))
    if text:
        found = found.where(func.lower(Media.name).contains(text.lower(), autoescape=True))
    if kind:
        found = found.where(Media.kind == kind)
    return found.order_by(Media.retired_at.is_not(None), Media.made_at.desc(), Media.id.desc())


def names_taken(course_id: int) -> set[str]:
    """The names of a course's files, of those retired, too: a name keeps its content."""
    return set(db.session.scalars(select(Media.name).where(Media.course_id == course_id)))


def uses_in(course_id: int) -> dict[str, list[Use]]:
    """By the name of a file, the lessons that show it, each once. One query."""
    texts = (
        select(Lesson.id, Lesson.titles, LessonText.uses, LessonText.audio)
        .join(Lesson, Lesson.id == LessonText.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Module.course_id == course_id, Lesson.retired_at.is_(None))
        .order_by(Module.slug, Lesson.slug, LessonText.language)
    )
    found: dict[str, dict[int, Use]] = {}
    for lesson_id, titles, uses, audio in db.session.execute(texts):
        for name in names_in(audio, uses):
            found.setdefault(name, {})[lesson_id] = Use(lesson_id, titles)
    return {name: list(lessons.values()) for name, lessons in found.items()}


def terms_with(course_id: int, name: str) -> list[str]:
    """The words of the glossary (slugs) that this file says."""
    terms = select(Term.slug, Term.audio).where(Term.course_id == course_id)
    said = db.session.execute(terms.where(Term.retired_at.is_(None)).order_by(Term.slug))
    return [slug for slug, audio in said if f"../media/{name}" in (audio or {}).values()]


def questions_with(course_id: int, name: str) -> list[str]:
    """The questions of a course (keys) that show or play this file now."""
    address = f'"{FOLDER}{name}"'
    found = (
        select(Question.key)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.course_id == course_id, Question.retired_at.is_(None))
        .where(QuestionVersion.number == Question.version)
        .where(cast(QuestionVersion.content, Text).contains(address, autoescape=True))
        .order_by(Question.key)
    )
    return list(db.session.scalars(found))


def same_file(course_id: int, file_id: str) -> Media | None:
    """The file of a course that has this content already and is not retired."""
    here = Media.course_id == course_id, Media.retired_at.is_(None), Media.file_id == file_id
    return db.session.scalar(select(Media).where(*here).order_by(Media.id).limit(1))
