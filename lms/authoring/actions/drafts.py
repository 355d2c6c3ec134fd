"""Drafts: kept for their author, published, put away.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from collections.abc import Sequence
from datetime import datetime

from lms.authoring import queries
from lms.authoring.models import LessonDraft
from lms.courses.actions import touch
from lms.courses.actions.publishing import Words
from lms.courses.actions.publishing import publish as put_into_force
from lms.courses.models import Lesson, LessonText, LessonVersion
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person


def keep(
    lesson: Lesson,
    language: str,
    words: Words,
    links: Sequence[str | None],
    *,
    by: Person,
    now: datetime,
) -> LessonDraft:
    """What an author has written up to now, as their own draft of this lesson in this language. One
    that is begun now is based on the version that is published now."""
    draft = queries.draft(lesson.id, language, by.id)
    if draft is None:
        draft = LessonDraft(
            lesson=lesson, language=language, person_id=by.id, begun_at=now,
            based_on=queries.version_in_force(lesson.id, language),
        )  # fmt: skip
        db.session.add(draft)
    for name, value in words._asdict().items():
        setattr(draft, name, value)
    draft.links = list(links)
    draft.saved_at = now
    db.session.flush()
    return draft


def publish(draft: LessonDraft, *, by: Person, now: datetime) -> LessonText:
    """Puts a draft into force as it is, and ends it. Raises markup.TooMuch.

    That nobody else has published meanwhile (`based_on`) is the caller's to see to: both texts are
    kept in any case, the older one as a version.
    """
    lesson, words = draft.lesson, words_of(draft)
    was_offered = lesson.retired_at is None
    text = put_into_force(
        lesson, draft.language, words, links=draft.links, note=draft.note, by=by, now=now
    )
    open_up(lesson)
    detail = {"language": draft.language, "version": text.version}
    record("lesson", key_of(lesson), "published", detail, by=by, now=now)
    if not was_offered or draft.language == lesson.source:
        touch(courses=[lesson.module.course_id])
    db.session.delete(draft)
    db.session.flush()
    return text


def drop(draft: LessonDraft, *, by: Person, now: datetime) -> None:
    """Puts a draft away; its words are gone, and the history says whose they were."""
    detail = {"language": draft.language, "begun": draft.begun_at.isoformat()}
    record("lesson", key_of(draft.lesson), "draft dropped", detail, by=by, now=now)
    db.session.delete(draft)
    db.session.flush()


def open_up(lesson: Lesson) -> None:
    """The module and the course of a lesson that is offered are offered too."""
    lesson.module.retired_at = None
    lesson.module.course.retired_at = None


def words_of(text: LessonDraft | LessonText | LessonVersion) -> Words:
    return Words(*(getattr(text, name) for name in Words._fields))


def key_of(lesson: Lesson) -> str:
    """What files and the history call it: "digital-basics/01-my-phone/01-screen"."""
    return f"{lesson.module.key}/{lesson.slug}"
