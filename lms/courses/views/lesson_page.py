"""What the page of a lesson shows to who opens it."""

from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app, request

from lms import clock
from lms.courses import queries, rules
from lms.courses.forms import NoteForm
from lms.courses.models import State
from lms.courses.reading import composed
from lms.courses.views.dressing import dressed
from lms.courses.views.languages import chosen
from lms.web import me, permitted

LESSON = "courses/lesson.html"
WHOLE = "lesson"  # what stands for the whole lesson where a block is asked for


def opened(lesson_id):
    """The lesson as who asks opens it; 404 or 403."""
    return permitted(queries.opened(lesson_id, me()), queries.may_read)


def on_screen(found, at=None, form=None):
    """The lesson in the reader's languages, where it stands in its module, and what comes next.

    `at` is the block at which a note can be written, `form` what was typed there."""
    lesson, texts, settings = found.lesson, found.texts, found.settings
    choice = shown(found)
    pages = queries.pages(found, {choice.shown, choice.beside, lesson.source})
    reading = composed(pages, lesson.source, choice.shown, choice.beside)
    learns = any(state == State.ACTIVE for _programme, state in found.programmes)
    kept = queries.kept(lesson.id, me())
    put_on = dressed(found, reading, kept.ticks, choice)
    at = at or request.args.get("at", "")
    return {
        "lesson": lesson,
        "course": found.course,
        "texts": texts,
        "text": texts[choice.shown],
        "other": texts.get(choice.beside),
        "choice": choice,
        "reading": put_on.reading,
        "dress": put_on,
        "settings": settings,
        "programme": found.programmes[0][0] if found.programmes else None,
        "learns": learns,
        "wait": wait_for(found) if learns else None,
        "at": at,
        "note_form": form or (NoteForm(None) if at else None),
        **around(lesson, choice.shown),
        **own_things(found, reading, kept),
    }


def shown(found):
    """The languages in which it is shown to who asks."""
    asked = request.args.get("lang", "")
    return chosen(found.texts, asked, found.course.language, found.settings)


def around(lesson, language):
    """Where the lesson stands in its module and course, and what comes next."""
    steps = queries.steps(me().id, course_id=lesson.module.course_id, language=language)
    place = next(n for n, step in enumerate(steps) if step.id == lesson.id)
    in_module = [step for step in steps if step.module_id == lesson.module_id]
    modules = list(dict.fromkeys(step.module_id for step in steps))
    return {
        "steps": in_module,
        "number": in_module.index(steps[place]) + 1,
        "module_number": modules.index(lesson.module_id) + 1,
        "is_done": steps[place].done,
        "following": next(iter(steps[place + 1 :]), None),
        "tests": tests_after(lesson) if in_module[-1].id == lesson.id else [],
    }


def tests_after(lesson):
    """The tests that come after the last lesson of a module. One query."""
    return [one for one in lesson.module.assessments if one.retired_at is None]


def own_things(found, reading, kept):
    """Where the person was, if that is below the first block, and their notes and ticks: those
    beside a block of this page, and those whose block is no more."""
    names = [block.name for block in reading.blocks if block.name]
    was = found.place.block if found.place else None
    notes: dict[str, list] = {}
    for note in kept.notes:
        notes.setdefault(note.block if note.block and note.block in names else "", []).append(note)
    return {
        "goes_on": was if was in names[1:] else None,
        "notes": notes,
        "has_notes": bool(kept.notes),
    }


class Wait(NamedTuple):
    """A lesson of a module that asks for time: not begun (no `until`), or until when to read."""

    until: datetime | None
    is_over: bool


def wait_for(found) -> Wait | None:
    dwell: Any = rules.dwell_of(found.lesson.module.dwell)
    if not dwell:
        return None
    if found.place is None:
        return Wait(None, is_over=False)
    until = rules.counts_from(found.place.begun_at, found.lesson.minutes, dwell)
    wall = until.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
    return Wait(wall, is_over=clock.now() >= until)
