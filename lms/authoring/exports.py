"""A translation as a gettext catalogue (PO), for the programs that translators use."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from lms.authoring import queries, translating
from lms.authoring.translating import BLOCK, GOAL, SUMMARY, TITLE
from lms.courses.actions.publishing import Words
from lms.courses.models import Course, Lesson, LessonText
from lms.people.models import Person


def catalogue(
    course: Course, lessons: Iterable[Lesson], language: str, person: Person, now: datetime
) -> bytes:
    """The catalogue of these lessons into a language, from where `person` goes on: their own draft
    first, else what is published.

    Each message is one block of the source (or a title, a summary, a goal); its context names the
    lesson and the block. What was made from an older source is marked "fuzzy". The version in the
    header says the language and the moment, by which the file is known when it comes back.
    """
    catalog = Catalog(
        locale=locale_of(language),
        project=course.slug,
        version=f"{language}@{now.isoformat()}",
        header_comment=f"# {course.slug}: {language}",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=now,
        revision_date=now,
        fuzzy=False,
    )
    for lesson in lessons:
        source = queries.source_of(lesson)
        if source is not None and source.language != language:
            add_lesson(catalog, lesson, source, queries.base(lesson, language, person))
    made = BytesIO()
    write_po(made, catalog, width=100)
    return made.getvalue()


def locale_of(language: str) -> str | None:
    """The language as Babel knows it; none where it knows nothing of it."""
    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def context(lesson: Lesson, part: str, which: str = "") -> str:
    """What names a message: "01-my-phone/01-screen block 0a1b2c..."."""
    return f"{lesson.module.slug}/{lesson.slug} {part} {which}".rstrip()


def add_lesson(catalog: Catalog, lesson: Lesson, source: LessonText, base: queries.Base) -> None:
    where = f"{lesson.module.slug}/{lesson.slug}: {source.title}"
    for part, which, words, there in heads(source, base.words):
        catalog.add(words, there, context=context(lesson, part, which), auto_comments=[where])
    seen: dict[str, int] = {}
    for line in translating.lines(source.markdown, base.words.markdown, base.links):
        if not line.of:
            continue
        seen[line.of] = seen.get(line.of, 0) + 1
        which = line.of if seen[line.of] == 1 else f"{line.of} {seen[line.of]}"
        flags = ["fuzzy"] if line.text and line.state == "stale" else []
        catalog.add(
            line.source, line.text, context=context(lesson, BLOCK, which), flags=flags,
            auto_comments=[where],
        )  # fmt: skip


def heads(source: LessonText, there: Words) -> list[tuple[str, str, str, str]]:
    """Title, summary and goals: part, number, the source's words, the translation's."""
    found = [(TITLE, "", source.title, there.title)]
    if source.summary:
        found.append((SUMMARY, "", source.summary, there.summary or ""))
    goals = there.goals or []
    for number, goal in enumerate(source.goals or [], 1):
        found.append((GOAL, str(number), goal, goals[number - 1] if number <= len(goals) else ""))
    return found
