"""A gettext catalogue (PO) that comes back from a translator: what it says of each lesson."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po
from flask_babel import gettext as _

from lms.authoring import queries, translating
from lms.authoring.actions.drafts import keep
from lms.authoring.translating import BLOCK, GOAL, SUMMARY, TITLE, Given
from lms.courses.actions.publishing import Words
from lms.courses.blocks import digest
from lms.courses.models import Course, Lesson, LessonText
from lms.errors import Refused
from lms.people.models import Person

MOST_BYTES = 10 * 1024 * 1024


class Translated(NamedTuple):
    """What a file makes of one lesson."""

    lesson: Lesson
    words: Words
    links: list[str | None]
    blocks: int  # that are different from before
    lost: int  # that have no place in the source any more
    is_older: bool  # the person has changed their draft since the file was made


class Came(NamedTuple):
    """A whole file: the lessons that it changes, and how many of its messages name nothing here."""

    lessons: list[Translated]
    unknown: int


def read(
    content: bytes, course: Course, lessons: Iterable[Lesson], language: str, person: Person
) -> Came:
    """What a catalogue says. Raises Refused, in words, where it is none, or one of another course
    or language."""
    catalog = parsed(content)
    given, made_at = by_lesson(catalog), moment_of(catalog)
    refuse_other(catalog, course, language)
    made = []
    for lesson in lessons:
        source = queries.source_of(lesson)
        messages = given.pop(f"{lesson.module.slug}/{lesson.slug}", None)
        if messages and source is not None and source.language != language:
            base = queries.base(lesson, language, person)
            change = translated(lesson, source, base, messages, made_at)
            if change is not None:
                made.append(change)
    return Came(made, sum(len(messages) for messages in given.values()))


def parsed(content: bytes) -> Catalog:
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB.", most=MOST_BYTES // 1024**2))
    try:
        return read_po(BytesIO(content), abort_invalid=True)
    except (PoFileError, ValueError, LookupError):
        raise Refused(unreadable()) from None


def unreadable() -> str:
    return _(
        "This file cannot be read. Send the PO file (gettext) that was saved from this page, "
        "after it was translated."
    )


def moment_of(catalog: Catalog) -> datetime:
    """When the file was saved from here: its version says it, "bs@2026-11-29T17:05:09+00:00"."""
    try:
        moment = datetime.fromisoformat((catalog.version or "").partition("@")[2])
    except ValueError:
        raise Refused(unreadable()) from None
    if moment.tzinfo is None:
        raise Refused(unreadable())
    return moment


def refuse_other(catalog: Catalog, course: Course, language: str) -> None:
    """The header says of which course and language a file is."""
    if catalog.project != course.slug:
        words = _(
            "This file is of the course %(other)s, and not of %(course)s.",
            other=catalog.project,
            course=course.slug,
        )
        raise Refused(words)
    version = (catalog.version or "").partition("@")[0]
    if version != language:
        words = _(
            "This file is in the language %(other)s, and not in %(language)s.",
            other=version,
            language=language,
        )
        raise Refused(words)


def by_lesson(catalog: Catalog) -> dict[str, list[Message]]:
    """The messages of each lesson, in the order of the file."""
    found: dict[str, list[Message]] = {}
    for message in catalog:
        if message.id and message.context:
            found.setdefault(message.context.split(" ")[0], []).append(message)
    return found


def translated(
    lesson: Lesson,
    source: LessonText,
    base: queries.Base,
    messages: list[Message],
    made_at: datetime,
) -> Translated | None:
    """What a file makes of a lesson; none where it says nothing new."""
    parts: dict[str, list[Message]] = {}
    for message in messages:
        part = (message.context or "").split(" ")[1:2] or [""]
        parts.setdefault(part[0], []).append(message)
    given = [
        Given(digest(text_of(one.id)), text_of(one.string), unsure="fuzzy" in one.flags)
        for one in parts.get(BLOCK, [])
    ]
    there = translating.lines(source.markdown, base.words.markdown, base.links)
    said, lost = translating.applied(there, given)
    markdown, links = translating.assembled(said)
    words = heads(base.words, source, parts)._replace(markdown=markdown)
    blocks = sum(
        1 for line, one in zip(there, said, strict=True) if one != translating.as_said(line)
    )
    before, _links = translating.assembled(map(translating.as_said, there))
    if words == base.words._replace(minutes=words.minutes, markdown=before) and links == _links:
        return None
    is_older = base.draft is not None and base.draft.saved_at > made_at
    return Translated(lesson, words, links, blocks, lost, is_older)


def text_of(words: object) -> str:
    """A message's words; of one with several forms the first."""
    if isinstance(words, (list, tuple)):
        words = words[0] if words else ""
    return str(words or "").replace("\r\n", "\n").strip("\n")


def heads(there: Words, source: LessonText, parts: dict[str, list[Message]]) -> Words:
    """Title, summary and goals with what the file says of them."""
    title = next((text_of(one.string) for one in parts.get(TITLE, [])), "")
    summary = next((text_of(one.string) for one in parts.get(SUMMARY, [])), "")
    goals = [text_of(one.string) for one in parts.get(GOAL, [])]
    return there._replace(
        title=title[:300] or there.title,
        minutes=there.minutes or source.minutes,
        summary=summary or there.summary,
        goals=goals if goals and all(goals) else there.goals,
    )


def take_in(
    made: Iterable[Translated], language: str, *, over: bool, by: Person, now: datetime
) -> list[Translated]:
    """What a file says of lessons becomes drafts of who brought it. Answers those that were left
    alone: the person has changed their draft since the file was made, and does not want the file
    `over` it."""
    left = []
    for one in made:
        if one.is_older and not over:
            left.append(one)
        else:
            keep(one.lesson, language, one.words, one.links, by=by, now=now)
    return left
