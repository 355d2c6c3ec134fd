"""A text that is being written, as it would be shown, and what has to be mended before it is."""

from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from lms.authoring.models import LessonDraft
from lms.courses import markup
from lms.courses.content.media import is_missing, missing
from lms.courses.models import Media, Term
from lms.courses.rules.media import FOLDER
from lms.db import db


class Problem(NamedTuple):
    """One thing to mend. `line` counts from 1; 0: not in the text, but in the field `field`."""

    line: int
    words: str
    field: str = "markdown"


class Look(NamedTuple):
    """The blocks as they are shown (none where they cannot be), what is wrong, and what of the text
    is not shown, which its author is only told."""

    html: list[str]
    problems: list[Problem]
    notes: list[Problem]


def look(course_id: int, markdown: str, language: str) -> Look:
    """A text of a course, rendered as for its readers. Two queries."""
    try:
        html = markup.render_blocks(markdown, language)
    except markup.TooMuch as error:
        return Look([], [Problem(1, str(error))], [])
    names = slugs(Term.slug, Term, course_id), slugs(Media.name, Media, course_id)
    found = sorted([*markup.problems_of(markdown, html), *markup.unknown(markdown, *names)])
    notes = markup.taken_out(markdown, html)
    return Look(html, [Problem(*one) for one in found], [Problem(*one) for one in notes])


def slugs(column: Any, table: Any, course_id: int) -> set[str]:
    here = table.course_id == course_id, table.retired_at.is_(None)
    return set(db.session.scalars(select(column).where(*here)))


def media_of(course_id: int, most: int = 100) -> list[Media]:
    """What a course has to put into its lessons, the newest first."""
    found = select(Media).where(Media.course_id == course_id, Media.retired_at.is_(None))
    newest = found.order_by(Media.made_at.desc(), Media.name).limit(most)
    return list(db.session.scalars(newest))


def problems(draft: LessonDraft) -> list[Problem]:
    """What has to be mended before a draft can be published."""
    found = look(draft.lesson.module.course_id, draft.markdown, draft.language).problems
    return [*head_problems(draft), *found]


def audio_problem(course_id: int, address: str) -> str | None:
    """What is wrong with the recording of a lesson. One query where it is a file of the course."""
    if address.startswith("//"):
        return _("Name a file of the course, like %(example)s.", example="../media/hello.mp3")
    if address.startswith(FOLDER) and is_missing(address, slugs(Media.name, Media, course_id)):
        return missing(address)
    return None


def head_problems(draft: LessonDraft) -> list[Problem]:
    """What is wrong with the words above the text."""
    found = []
    if not draft.title.strip():
        found.append(Problem(0, _("Write a title."), "title"))
    for name in ("title", "summary"):
        if turned := markup.turned(getattr(draft, name) or ""):
            found.append(Problem(0, turned, name))
    if turned := markup.turned("\n".join(draft.goals or ())):
        found.append(Problem(0, turned, "goals"))
    if audio := audio_problem(draft.lesson.module.course_id, draft.audio or ""):
        found.append(Problem(0, audio, "audio"))
    if draft.minutes < 1:
        found.append(Problem(0, _("Write how many minutes it takes."), "minutes"))
    if not draft.markdown.strip():
        found.append(Problem(1, _("Write the text.")))
    return found
