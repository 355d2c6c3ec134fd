"""Lessons in their module: begun, copied, moved, put in order, retired, brought back.

Who and when are arguments; the commit is not ours (lms/web.py). What people have done with a lesson
is kept by its id, so nothing here costs them anything.
"""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from lms.authoring import queries
from lms.authoring.actions import drafts, numbering
from lms.courses.actions import touch
from lms.courses.actions.publishing import Words
from lms.courses.models import Lesson, LessonText, Module
from lms.courses.rules.naming import name_of
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def create_lesson(
    module: Module, language: str, title: str, minutes: int, *, by: Person, now: datetime
) -> Lesson:
    """A new last lesson, with a draft of its author. Nobody sees it before it is published."""
    slug = numbering.next_slug(locked(module), name_of(title, "lesson"))
    lesson = Lesson(
        module=module, slug=slug, minutes=minutes, titles={language: title}, source=language,
        retired_at=now,
    )  # fmt: skip
    db.session.add(lesson)
    db.session.flush()
    record("lesson", drafts.key_of(lesson), "created", {"language": language}, by=by, now=now)
    drafts.keep(lesson, language, Words(title, minutes, None, None, None, ""), [], by=by, now=now)
    return lesson


def copy_lesson(lesson: Lesson, module: Module, *, by: Person, now: datetime) -> Lesson:
    """The same lesson once more, at the end of a module: a draft in every language, which its
    author changes and publishes. What the author has in drafts is taken before what is published.
    """
    slug = numbering.next_slug(locked(module), numbering.bare(lesson.slug))
    copy = Lesson(
        module=module, slug=slug, minutes=lesson.minutes,
        titles={language: copy_of(title, language) for language, title in lesson.titles.items()},
        source=lesson.source, retired_at=now,
    )  # fmt: skip
    db.session.add(copy)
    db.session.flush()
    record("lesson", drafts.key_of(copy), "copied", {"of": lesson.id}, by=by, now=now)
    mine = {one.language: one for one in queries.drafts_of(lesson.id) if one.person_id == by.id}
    texts: dict[str, LessonText] = {text.language: text for text in lesson.texts}
    for language, text in (texts | mine).items():
        words = drafts.words_of(text)
        words = words._replace(title=copy_of(words.title, language))
        drafts.keep(copy, language, words, text.links, by=by, now=now)
    return copy


def copy_of(title: str, language: str) -> str:
    """The title of a copy, in the language of the text, where we speak it."""
    with force_locale(language.replace("-", "_")):
        return _("Copy of %(title)s", title=title)[:300]


def move_lesson(
    lesson: Lesson, module: Module, before: Lesson | None, *, by: Person, now: datetime
) -> bool:
    """Puts a lesson before another of a module of its course, or at the end; whether that changed
    anything. Raises Refused where the module is full."""
    if module.course_id != lesson.module.course_id:
        raise Refused(_("A lesson is moved inside its course. Copy it into another."))
    old = drafts.key_of(lesson)
    rows = locked(module)
    arrives = module.id != lesson.module_id
    if arrives:
        lesson.slug = numbering.next_slug(rows, numbering.bare(lesson.slug))
        lesson.module = module
        if lesson.retired_at is None:
            module.retired_at = None
        db.session.flush()
        rows = [*rows, lesson]
    renamed = numbering.moved_before(rows, lesson, before)
    if not arrives and not renamed:
        return False
    detail = {"from": old, "renamed": renamed}
    record("lesson", drafts.key_of(lesson), "moved", detail, by=by, now=now)
    touch(courses=[module.course_id])
    return True


def retire_lesson(lesson: Lesson, *, by: Person, now: datetime) -> None:
    """Offers it no more. Its texts and versions, and what people have done with it, stay."""
    lesson.retired_at = lesson.retired_at or now
    record("lesson", drafts.key_of(lesson), "retired", by=by, now=now)
    touch(courses=[lesson.module.course_id])


def bring_back_lesson(lesson: Lesson, *, by: Person, now: datetime) -> None:
    """Offers it again, and its module and course with it. Raises Refused where nothing of it was
    ever published."""
    if not lesson.texts:
        raise Refused(_("This lesson has no published text yet. Publish one: then it is offered."))
    lesson.retired_at = None
    drafts.open_up(lesson)
    record("lesson", drafts.key_of(lesson), "brought back", by=by, now=now)
    touch(courses=[lesson.module.course_id])


def locked(module: Module) -> list[Lesson]:
    """The lessons of a module in their order. Two authors at once wait for each other."""
    db.session.execute(select(Module.id).where(Module.id == module.id).with_for_update())
    lessons = select(Lesson).where(Lesson.module_id == module.id).order_by(Lesson.slug)
    return list(db.session.scalars(lessons.execution_options(populate_existing=True)))
