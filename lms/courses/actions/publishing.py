"""Publishing a lesson's text: what people read from now on, and a version of it for good."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from lms.courses import blocks, markup
from lms.courses.models import Lesson, LessonText, LessonVersion, Media
from lms.courses.queries.media import media_named
from lms.courses.rules.media import AUDIO, PICTURE, VIDEO, bytes_loaded, names_used
from lms.db import db
from lms.people.models import Person

Links = Sequence[str | None]


class Words(NamedTuple):
    """What an author writes of a lesson in one language. `minutes` of reading or doing."""

    title: str
    minutes: int
    goals: list[str] | None
    summary: str | None
    audio: str | None
    markdown: str


def publish(
    lesson: Lesson,
    language: str,
    words: Words,
    *,
    links: Links | None = None,
    html: list[str] | None = None,
    number: int | None = None,
    media: Mapping[str, Media] | None = None,
    note: str | None = None,
    restored: int | None = None,
    by: Person | None,
    now: datetime,
) -> LessonText:
    """Puts a text into force and keeps it as the next version. The lesson is offered from now on.

    `links` say which block of the source each block translates (lms/courses/blocks.py); without
    them those are kept, or found by the order of the blocks. `html` are the blocks as
    `markup.render_blocks` made them, where that is done already; `number` is that of the new
    version, where it is known; `media` are the files of the course by name, where they are at
    hand. The history row and the figures are the caller's.
    Raises markup.TooMuch.
    """
    text = text_of(lesson, language)
    if links is None:
        links = links_for(lesson, text, language, words.markdown)
    if html is None:
        html = markup.render_blocks(words.markdown, language)
    text.blocks = made(words.markdown, links, html)
    text.page = markup.page_key(words.markdown, language)
    text.uses = markup.uses_of(words.markdown, html)
    for name, value in words._asdict().items():
        setattr(text, name, value)
    text.weight = weigh(lesson, text, media)
    text.version = number or next_number(lesson, language)
    db.session.add(
        LessonVersion(
            lesson=lesson, language=language, number=text.version, links=list(links), note=note,
            restored=restored, by_id=by and by.id, made_at=now, **words._asdict(),
        )
    )  # fmt: skip
    lesson.titles = {one.language: one.title for one in lesson.texts}
    lesson.source = lesson.source or language
    if language == lesson.source or lesson.minutes is None:
        lesson.minutes = words.minutes
    lesson.retired_at = None
    return text


def weigh(lesson: Lesson, text: LessonText, media: Mapping[str, Media] | None) -> dict[str, int]:
    """What a text costs to load, in bytes, kind by kind. Files to be saved are not in it."""
    names = names_used(text)
    if media is None:
        with db.session.no_autoflush:
            media = media_named(lesson.module.course_id, names)
    used = [media[name] for name in names if name in media]
    weight = {"text": sum(len(block["html"].encode()) for block in text.blocks)}
    for kind in (PICTURE, AUDIO, VIDEO):
        if loaded := sum(bytes_loaded(one) for one in used if one.kind == kind):
            weight[kind] = loaded
    return weight


def text_of(lesson: Lesson, language: str) -> LessonText:
    """The text of this language: a new one where there is none."""
    for text in lesson.texts:
        if text.language == language:
            return text
    text = LessonText(language=language, blocks=[], uses={}, weight={}, version=0)
    lesson.texts.append(text)
    return text


def links_for(lesson: Lesson, text: LessonText, language: str, markdown: str) -> Links:
    """Which block of the source each block of a new `markdown` translates: what was left as it was
    keeps its link, so it may stay stale; what was changed is taken as made from the source as it
    is now."""
    after = blocks.digests(markdown)
    source = next((one for one in lesson.texts if one.language == lesson.source), None)
    if source is None or language == lesson.source:
        return [None] * len(after)
    return blocks.tied_again(
        [block["id"] for block in text.blocks],
        text.links,
        after,
        blocks.tied(source.markdown, markdown),
    )


def made(markdown: str, links: Links, html: Sequence[str]) -> list[dict]:
    """The blocks of a text as they are kept."""
    parts = zip(blocks.digests(markdown), links, html, strict=True)
    return [{"id": name, "of": link, "html": shown} for name, link, shown in parts]


def next_number(lesson: Lesson, language: str) -> int:
    """The number of the next version of a text."""
    if lesson.id is None:
        return 1
    newest = select(func.max(LessonVersion.number)).where(
        LessonVersion.lesson_id == lesson.id, LessonVersion.language == language
    )
    return (db.session.scalar(newest) or 0) + 1
