"""A course's glossary as its authors see it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Course, Lesson, LessonText, Media, Module, Term
from lms.courses.rules.media import AUDIO
from lms.db import db
from lms.people.models import Change

MOST_SOUNDS, MOST_CHANGES = 200, 20


def words_of(course: Course) -> Select[Term]:
    """All words of a course, those retired last."""
    found = select(Term).where(Term.course_id == course.id)
    return found.order_by(Term.retired_at.is_not(None), Term.slug)


def sounds_of(course: Course) -> list[str]:
    """The addresses of a course's sounds, the newest first."""
    wanted = select(Media.name).where(
        Media.course_id == course.id, Media.kind == AUDIO, Media.retired_at.is_(None)
    )
    names = db.session.scalars(wanted.order_by(Media.made_at.desc(), Media.id).limit(MOST_SOUNDS))
    return [f"../media/{name}" for name in names]


def lessons_with(term: Term) -> list[Lesson]:
    """The lessons whose published texts name a word, by their places. One query."""
    wanted = (
        select(Lesson, LessonText.uses)
        .join(LessonText, LessonText.lesson_id == Lesson.id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Module.course_id == term.course_id, Lesson.retired_at.is_(None))
        .order_by(Module.slug, Lesson.slug)
    )
    named = [
        lesson
        for lesson, uses in db.session.execute(wanted)
        if term.slug in (uses or {}).get("terms", ())
    ]
    return list(dict.fromkeys(named))


def changes_of(course: Course, term: Term) -> list[Change]:
    """What happened to a word, the newest first."""
    wanted = select(Change).where(Change.noun == "term", Change.key == f"{course.slug}/{term.slug}")
    newest = wanted.order_by(Change.at.desc(), Change.id.desc()).limit(MOST_CHANGES)
    return list(db.session.scalars(newest.options(joinedload(Change.by))))
