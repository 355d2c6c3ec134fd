"""What a person has written and ticked in lessons."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, literal, null, or_, select, union_all
from sqlalchemy.orm import contains_eager

from lms.courses.models import Lesson, LessonNote, LessonText, LessonTick, Module, ReadingSettings
from lms.db import db
from lms.people.models import Person

EXCERPT = 90  # signs of a block that stand for it in a list


# Within a line a tag stands for nothing; between the parts of a block it stands for a space.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


class Note(NamedTuple):
    """A note in a lesson: beside a block (none: of the whole lesson); no words: a bookmark."""

    id: int
    block: str | None
    text: str | None


class Kept(NamedTuple):
    """What a person has in a lesson: notes in the order of time, and ticked items."""

    notes: list[Note]
    ticks: frozenset[str]


def kept(lesson_id: int, person: Person) -> Kept:
    """One statement."""
    rows = db.session.execute(KEPT, {"person": person.id, "lesson": lesson_id}).all()
    notes = [Note(row.id, row.key, row.text) for row in rows if row.what == "note"]
    ticks = frozenset(row.key for row in rows if row.what == "tick")
    return Kept(sorted(notes), ticks)


def _mine(table: type[LessonNote | LessonTick]) -> tuple[Any, Any]:
    return table.person_id == bindparam("person"), table.lesson_id == bindparam("lesson")


KEPT: Any = union_all(
    select(
        literal("note").label("what"),
        LessonNote.id,
        LessonNote.block.label("key"),
        LessonNote.text,
    ).where(*_mine(LessonNote)),
    select(literal("tick"), literal(0), LessonTick.item, null()).where(*_mine(LessonTick)),
)


def notes_of(person: Person) -> Select[Any]:
    """A person's notes in all lessons, the newest first, each with its lesson and course."""
    return (
        select(LessonNote)
        .join(LessonNote.lesson)
        .join(Lesson.module)
        .join(Module.course)
        .where(LessonNote.person_id == person.id)
        .order_by(LessonNote.changed_at.desc(), LessonNote.id.desc())
        .options(
            contains_eager(LessonNote.lesson)
            .contains_eager(Lesson.module)
            .contains_eager(Module.course)
        )
    )


class Excerpt(NamedTuple):
    """The first words of a block, and their language."""

    language: str
    words: str


def reads_host_first(person: Person) -> bool:
    """Whether a person wants to read in the language of the course first. One query."""
    wanted = select(ReadingSettings.host_first).where(ReadingSettings.person_id == person.id)
    return bool(db.session.scalar(wanted))


def excerpts(notes: Sequence[LessonNote], read: Mapping[int, Sequence[str]]) -> dict[int, Excerpt]:
    """Note -> what its block says now, in the first of the languages in which its lesson is `read`
    where it is there. A note whose block is no more has none. One query."""
    wanted = {note.lesson_id for note in notes if note.block}
    if not wanted:
        return {}
    found: dict[tuple[int, str], Excerpt] = {}
    for lesson_id, spoken, blocks in db.session.execute(_texts(wanted, read)):
        order = read.get(lesson_id, ())
        for block in blocks:
            words = plain(block["html"])
            for name in filter(None, (block["id"], block["of"])):
                if words and (spoken in order[:1] or (lesson_id, name) not in found):
                    found[lesson_id, name] = Excerpt(spoken, words)
    return {
        note.id: found[note.lesson_id, note.block]
        for note in notes
        if note.block and (note.lesson_id, note.block) in found
    }


def _texts(lessons: set[int], read: Mapping[int, Sequence[str]]) -> Any:
    of_each = [
        (LessonText.lesson_id == one) & LessonText.language.in_(read.get(one, ()))
        for one in sorted(lessons)
    ]
    return (
        select(LessonText.lesson_id, LessonText.language, LessonText.blocks)
        .join(Lesson, Lesson.id == LessonText.lesson_id)
        .where(LessonText.lesson_id.in_(lessons), Lesson.retired_at.is_(None))
        .where(or_(*of_each))
    )


def plain(html: str) -> str:
    """The first words of a piece of safe HTML."""
    words = " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())
    if len(words) <= EXCERPT:
        return words
    return words[:EXCERPT].rsplit(" ", 1)[0] + " …"


def note(note_id: int) -> LessonNote | None:
    """A note, with its lesson, module and course."""
    wanted = select(LessonNote).where(LessonNote.id == note_id)
    path = contains_eager(LessonNote.lesson).contains_eager(Lesson.module)
    joined = wanted.join(LessonNote.lesson).join(Lesson.module).join(Module.course)
    return db.session.scalar(joined.options(path.contains_eager(Module.course)))
