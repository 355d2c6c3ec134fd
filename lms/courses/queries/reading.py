"""A lesson as one person opens it: its texts, where they are in it, how they like to read."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import escape
from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager, defer

from lms.courses import blocks, markup
from lms.courses.models import (
    Course,
    Enrolment,
    Lesson,
    LessonPlace,
    LessonText,
    Module,
    Programme,
    ProgrammeCourse,
    ReadingSettings,
)
from lms.courses.queries.lessons import LEARNING
from lms.courses.queries.opening import may_open_course
from lms.courses.reading import Page
from lms.db import db
from lms.people.models import Person


class Opened(NamedTuple):
    """A lesson that can be shown. `programmes` are those in which the person learns it, each with
    the enrolment's state; `settings` those of the person, or what holds for everybody."""

    lesson: Lesson
    texts: Mapping[str, LessonText]  # by language, without their Markdown
    settings: ReadingSettings
    place: LessonPlace | None
    programmes: Sequence[tuple[Programme, str]]

    @property
    def course(self) -> Course:
        return self.lesson.module.course


def opened(lesson_id: int, person: Person) -> Opened | None:
    """A lesson for a person; None if there is none, or no more, or no text of it. One query."""
    course = select(ProgrammeCourse.programme_id).where(
        ProgrammeCourse.course_id == Module.course_id
    )
    learns = and_(
        Enrolment.person_id == person.id,
        Enrolment.state.in_(LEARNING),
        Enrolment.programme_id.in_(course),
    )
    place = and_(LessonPlace.lesson_id == Lesson.id, LessonPlace.person_id == person.id)
    found = (
        select(Lesson, ReadingSettings, LessonPlace, Programme, Enrolment.state)
        .join(Lesson.module)
        .join(Module.course)
        .join(Lesson.texts)
        .outerjoin(ReadingSettings, ReadingSettings.person_id == person.id)
        .outerjoin(LessonPlace, place)
        .outerjoin(Enrolment, learns)
        .outerjoin(Programme, Programme.id == Enrolment.programme_id)
        .where(Lesson.id == lesson_id, Lesson.retired_at.is_(None))
        .order_by(Enrolment.state, Enrolment.since.desc(), Enrolment.id, LessonText.language)
        .options(
            contains_eager(Lesson.module).contains_eager(Module.course),
            contains_eager(Lesson.texts).options(defer(LessonText.markdown)),
        )
    )
    rows = db.session.execute(found).unique().all()
    if not rows:
        return None
    lesson, settings, where = rows[0][:3]
    settings = settings or ReadingSettings(size=0, host_first=False, together=False)
    return Opened(
        lesson,
        {text.language: text for text in lesson.texts},
        settings,
        where,
        [(row[3], row[4]) for row in rows if row[3]],
    )


def may_read(person: Person, opened: Opened) -> bool:
    """Who learns it reads it, and who may open its course. One query, for who does not learn."""
    return bool(opened.programmes) or may_open_course(person, opened.course)


def pages(opened: Opened, languages: Collection[str]) -> dict[str, Page]:
    """The texts of these languages as pages of this renderer. What an older one made is made again
    (one query then), and kept for the next who asks."""
    wanted = [text for language, text in opened.texts.items() if language in languages]
    if all(text.blocks and markup.is_current(text.page) for text in wanted):
        return {text.language: Page(text.language, text.blocks) for text in wanted}
    found: Any = select(LessonText.language, LessonText.markdown).where(
        LessonText.lesson_id == opened.lesson.id
    )
    written = dict(iter(db.session.execute(found)))
    source = written.get(opened.lesson.source or "", "")
    return {text.language: _made_again(text, written[text.language], source) for text in wanted}


def _made_again(text: LessonText, markdown: str, source: str) -> Page:
    """A text as this renderer shows it. One that never had blocks is tied by the order of them."""
    if not markdown.strip():
        return Page(text.language, [])
    names, before = blocks.digests(markdown), [block["id"] for block in text.blocks]
    links: Sequence[str | None] = text.links
    if names != before:
        links = blocks.tied_again(before, links, names, blocks.tied(source, markdown))
        if source == markdown:
            links = [None] * len(names)
    parts = zip(names, links, _rendered(markdown, text.language), strict=True)
    made = [{"id": name, "of": link, "html": html} for name, link, html in parts]
    return Page(text.language, made)


@lru_cache(maxsize=256)
def _rendered(markdown: str, language: str) -> tuple[str, ...]:
    try:
        return tuple(markup.render_blocks(markdown, language))
    except markup.TooMuch:  # of before that was refused: its words, at least
        return tuple(f"<p>{escape(part)}</p>" for part in blocks.split(markdown))
