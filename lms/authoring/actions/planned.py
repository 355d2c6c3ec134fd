"""Drafts that are published by themselves at a time."""

from datetime import datetime

from sqlalchemy import select

from lms import jobs
from lms.authoring import queries
from lms.authoring.actions import writing
from lms.authoring.actions.drafts import key_of
from lms.authoring.models import LessonDraft
from lms.courses.queries import may_write
from lms.db import db
from lms.messages.actions import tell
from lms.people.actions import record

AT_ONCE = 100  # the next minute takes the rest


def queue(*, now: datetime) -> None:
    """A job for every draft whose time has come."""
    due = select(LessonDraft.id).where(LessonDraft.publish_at <= now)
    for key in db.session.scalars(due.order_by(LessonDraft.publish_at).limit(AT_ONCE)):
        jobs.later("authoring.publish", {"draft": key}, now=now, key=f"publish:{key}")


def publish(draft: LessonDraft, *, now: datetime) -> None:
    """Publishes a draft whose time has come, in its author's name. Where that cannot be, its author
    is told why, and it stays a draft. What its author saved last is what is published."""
    writing.locked(draft.lesson)
    fresh = db.session.get(LessonDraft, draft.id, populate_existing=True)
    if fresh is None or fresh.publish_at is None or fresh.publish_at > now:
        return
    author = draft.person
    if why := hindrance(draft):
        draft.publish_at = None
        facts = {"lesson": draft.lesson_id, "title": draft.title, "language": draft.language}
        about = f"lesson:{draft.lesson_id}"
        tell([author.id], "lesson.not_published", facts | {"why": why}, about=about, by=None,
             now=now)  # fmt: skip
        record("lesson", key_of(draft.lesson), "not published", {"why": why}, by=author, now=now)
        return
    writing.publish(draft, by=author, now=now)


def hindrance(draft: LessonDraft) -> str | None:
    """Why a draft cannot be published by itself: a key of letters.WHY."""
    if not may_write(draft.person, draft.lesson.module.course):
        return "rights"
    if queries.problems(draft):
        return "problems"
    return "overtaken" if writing.is_overtaken(draft) else None
