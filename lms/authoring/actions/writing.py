"""A lesson that is being written: kept, published at once or at a time, brought back, merged.

Each author has a draft of their own, and everything that was published stays as a version: so
nobody's words are written over by another's. Who and when are arguments.
"""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.authoring import queries
from lms.authoring.actions import drafts
from lms.authoring.models import LessonDraft
from lms.courses import blocks
from lms.courses.actions import touch
from lms.courses.actions.publishing import Words
from lms.courses.actions.publishing import publish as put_into_force
from lms.courses.models import Lesson, LessonText, LessonVersion
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person

Links = Sequence[str | None]


def save(
    lesson: Lesson, language: str, words: Words, based_on: int, *, by: Person, now: datetime
) -> LessonDraft:
    """Keeps what an author has typed; `based_on` is the version that was published when they began.
    Blocks that they left as they were stay tied to the source that they were translated from."""
    draft = queries.draft(lesson.id, language, by.id)
    old, links = published(lesson, language)
    before = draft.markdown if draft else old.markdown
    tied = links_after(lesson, language, before, draft.links if draft else links, words.markdown)
    kept = drafts.keep(lesson, language, words, tied, by=by, now=now)
    if draft is None:
        kept.based_on = min(based_on, kept.based_on)
    if not lesson.texts and words.title:  # nobody reads it yet: lists call it as its author does
        lesson.titles = {**lesson.titles, language: words.title}
    return kept


def publish(draft: LessonDraft, *, over: bool = False, by: Person, now: datetime) -> LessonText:
    """Puts a draft into force. Raises Refused where it is not fit to be read, or where somebody
    else has published since it was begun, unless it is to go `over` that: theirs stays a version.
    """
    lesson = locked(draft.lesson)
    if problems := queries.problems(draft):
        raise Refused(_("It cannot be published yet. %(problem)s", problem=problems[0].words))
    if not over and is_overtaken(draft):
        raise Refused(
            _("Somebody has published this lesson since you began. Look at both texts first.")
        )
    draft.lesson = lesson
    return drafts.publish(draft, by=by, now=now)


def is_overtaken(draft: LessonDraft) -> bool:
    """Whether the text that is published is newer than the one that the draft began from."""
    return queries.version_in_force(draft.lesson_id, draft.language) > draft.based_on


def plan(draft: LessonDraft, at: datetime | None, *, by: Person, now: datetime) -> None:
    """Publishes a draft at a moment to come; none: not by itself any more. Raises Refused where it
    could not be published now, or the moment is past."""
    if at and (problems := queries.problems(draft)):
        raise Refused(_("It cannot be published yet. %(problem)s", problem=problems[0].words))
    if at and at <= now:
        raise Refused(_("This moment is past. Choose one to come, or publish now."))
    draft.publish_at = at
    detail = {"language": draft.language, "at": at and at.isoformat()}
    record("lesson", drafts.key_of(draft.lesson), "publication planned", detail, by=by, now=now)


def restore(version: LessonVersion, *, by: Person, now: datetime) -> LessonText:
    """Publishes an old version again, as the newest."""
    lesson, words = locked(version.lesson), drafts.words_of(version)
    text = put_into_force(
        lesson, version.language, words, links=version.links, restored=version.number, by=by,
        now=now,
    )  # fmt: skip
    drafts.open_up(lesson)
    detail = {"language": version.language, "restored": version.number, "version": text.version}
    record("lesson", drafts.key_of(lesson), "version restored", detail, by=by, now=now)
    touch(courses=[lesson.module.course_id])
    return text


def take(
    lesson: Lesson, language: str, words: Words, links: Links, *, by: Person, now: datetime
) -> LessonDraft:
    """A text becomes the author's draft, begun from what is published now. What the draft said
    until then is kept in the history."""
    locked(lesson)
    if (old := queries.draft(lesson.id, language, by.id)) and old.markdown != words.markdown:
        detail = {"language": language, "title": old.title, "markdown": old.markdown}
        record("lesson", drafts.key_of(lesson), "draft replaced", detail, by=by, now=now)
    draft = drafts.keep(lesson, language, words, links, by=by, now=now)
    draft.based_on = queries.version_in_force(lesson.id, language)
    return draft


def published(lesson: Lesson, language: str) -> tuple[Words, Links]:
    """What is published in a language. Where nothing is, an empty text: the title of the lesson
    stands in it where it is in this language."""
    for text in lesson.texts:
        if text.language == language:
            return drafts.words_of(text), text.links
    title = lesson.titles.get(language, "") if not lesson.texts else ""
    return Words(title, lesson.minutes, None, None, None, ""), []


def links_after(
    lesson: Lesson, language: str, before: str, links: Links, markdown: str
) -> list[str | None]:
    """Which block of the source each block of a changed text translates."""
    after = blocks.digests(markdown)
    source = next((text for text in lesson.texts if text.language == lesson.source), None)
    if source is None or language == lesson.source:
        return [None] * len(after)
    tie = blocks.tied(source.markdown, markdown)
    return blocks.tied_again(blocks.digests(before), links, after, tie)


def locked(lesson: Lesson) -> Lesson:
    """The lesson as it is now. Who writes or publishes it at the same moment waits; who learns it
    does not. What is read of its drafts after this is as it was saved last."""
    row = select(Lesson.id).where(Lesson.id == lesson.id)
    db.session.execute(row.with_for_update(key_share=True))
    db.session.refresh(lesson, ["texts", "retired_at", "titles", "source", "minutes"])
    return lesson
