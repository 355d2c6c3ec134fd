"""What a page of questions needs beside them: languages, media, files."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import current_app, url_for

from lms.assessments import queries
from lms.assessments.models import Response
from lms.courses import queries as courses
from lms.courses.models import Course, Media
from lms.i18n import speaking
from lms.questions import Face, Question
from lms.web import me

NONE = "-"  # of ReadingSettings.beside: no second language


class FileShown(NamedTuple):
    """A file that is an answer, as a page names it."""

    url: str
    name: str
    kind: str  # begins like a media type


def languages_for(course: Course) -> list[str]:
    """The languages in which who asks sees questions of a course: their own and the course's, in
    the order and number in which they like to read. One query."""
    settings = queries.settings_of(me())
    host, theirs = course.language, getattr(me(), "language", None)
    mine = [theirs, speaking()] if theirs not in current_app.config["LANGUAGES"] else [speaking()]
    order = [host, *mine] if settings.host_first else [*mine, host]
    if settings.beside and settings.beside != NONE:
        order.insert(1, settings.beside)
    found = list(dict.fromkeys(one for one in order if one))
    return found[:1] if settings.beside == NONE else found[:2]


def media_for(course: Course, questions: Iterable[Question]) -> dict[str, Media]:
    """The media that questions name. One query, or none."""
    return courses.media_named(course.id, {name for one in questions for name in names_in(one)})


def names_in(question: Question) -> Iterable[str]:
    """The names of all media of a question: "lock.webp"."""
    options = (*question.options, *question.extra, *(o for g in question.gaps for o in g.options))
    sides = [face for pair in question.pairs for face in (pair.left, pair.right)]
    for face in (question.prompt, *(one.face for one in options), *sides):
        yield from in_face(face)


def in_face(face: Face) -> Iterable[str]:
    for address in (face.picture, *face.audio.values()):
        if address:
            yield address.rpartition("/")[2]


def file_shown(response: Response | None) -> FileShown | None:
    if response is None or not response.file_id:
        return None
    where = {"attempt_id": response.attempt_id, "place": response.place}
    url = url_for("assessments.answer_file", **where, v=response.file_id[:8])  # type: ignore[arg-type]
    name = response.given.get("name", "")
    sound = name.rpartition(".")[2] in ("mp3", "ogg", "m4a", "wav")
    return FileShown(url, name, "audio/" if sound else "")
