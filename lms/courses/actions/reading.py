"""What people do while they read: how they like to read, where they are, notes, ticks.

All of it is their own, and about nobody else: the history does not keep it.
"""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from lms.courses.models import Lesson, LessonNote, LessonPlace, LessonTick, ReadingSettings
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person

MOST_NOTES = 200  # of one person, in one lesson
MOST_TICKS = 300


class Wishes(NamedTuple):
    """How somebody likes to read. `size`: 0 as it is, to 3 the largest. `beside`: the second
    language, "-" for none, None for the one that suits."""

    size: int = 0
    host_first: bool = False
    together: bool = False
    small_data: bool = False
    beside: str | None = None


def save_settings(person: Person, wishes: Wishes) -> None:
    settings = db.session.get(ReadingSettings, person.id)
    if settings is None:
        settings = ReadingSettings(person_id=person.id)
        db.session.add(settings)
    for name, value in wishes._asdict().items():
        setattr(settings, name, value)


def begin(lesson: Lesson, person: Person, *, now: datetime) -> LessonPlace:
    """The person has the lesson open. What was begun before stays begun then."""
    place = db.session.get(LessonPlace, (person.id, lesson.id))
    if place is None:
        place = LessonPlace(person_id=person.id, lesson_id=lesson.id, begun_at=now, seen_at=now)
        db.session.add(place)
    return place


def keep_place(lesson: Lesson, person: Person, block: str | None, *, now: datetime) -> None:
    """The person is at this block of the lesson (none: at its beginning)."""
    place = begin(lesson, person, now=now)
    place.block, place.seen_at = block, now


def add_note(
    lesson: Lesson, person: Person, block: str | None, text: str, *, now: datetime
) -> LessonNote:
    """A note beside a block (none: of the whole lesson); without words, a bookmark. A second
    bookmark at the same place is the first. Raises Refused beyond `MOST_NOTES`."""
    here = select(LessonNote).where(
        LessonNote.person_id == person.id, LessonNote.lesson_id == lesson.id
    )
    marked = here.where(LessonNote.block == block, LessonNote.text.is_(None))
    if not text and (old := db.session.scalar(marked.limit(1))):
        return old
    if (db.session.scalar(select(func.count()).select_from(here.subquery())) or 0) >= MOST_NOTES:
        most = ngettext("%(num)s note", "%(num)s notes", MOST_NOTES)
        raise Refused(_("A lesson holds %(most)s of yours. Delete one first.", most=most))
    note = LessonNote(person_id=person.id, lesson_id=lesson.id, block=block, made_at=now)
    change_note(note, text, now=now)
    db.session.add(note)
    return note


def change_note(note: LessonNote, text: str, *, now: datetime) -> None:
    note.text, note.changed_at = text or None, now


def delete_note(note: LessonNote) -> None:
    db.session.delete(note)


def tick(lesson: Lesson, person: Person, item: str, is_on: bool, *, now: datetime) -> None:
    """An item of a checklist is ticked, or no more. To say so twice changes nothing."""
    found = db.session.get(LessonTick, (person.id, lesson.id, item))
    if found and not is_on:
        db.session.delete(found)
    elif is_on and not found:
        mine = (LessonTick.person_id == person.id, LessonTick.lesson_id == lesson.id)
        if (db.session.scalar(select(func.count()).where(*mine)) or 0) >= MOST_TICKS:
            raise Refused(_("This lesson has too many ticks of yours. Take some off first."))
        key = {"person_id": person.id, "lesson_id": lesson.id, "item": item}
        db.session.add(LessonTick(**key, ticked_at=now))
