"""The bank of questions of a course: the list, by type, tag, words, quiz, and what is missing."""

from typing import NamedTuple

from flask import request
from flask_babel import lazy_gettext as _l

from lms.assessments.queries import bank as found
from lms.assessments.queries.bank import Entry
from lms.assessments.views.blueprint import bp
from lms.courses.models import Assessment, Course
from lms.courses.queries import may_write
from lms.questions import Kind
from lms.ways import way
from lms.web import page, page_of, permitted

LIST = "assessments/bank.html"
KINDS = {
    Kind.CHOICE: (_l("One choice"), _l("One of several options is right."), "done"),
    Kind.CHOICES: (_l("Several choices"), _l("Several options are right."), "check"),
    Kind.TRUE_FALSE: (_l("True or false"), _l("A sentence is true, or it is not."), "both"),
    Kind.MATCH: (_l("Matching"), _l("What belongs together?"), "track"),
    Kind.ORDER: (_l("Ordering"), _l("What comes first, what next?"), "grip"),
    Kind.TEXT: (_l("Short text"), _l("A word or a few; you say which are taken."), "pen"),
    Kind.NUMBER: (_l("Number"), _l("With a tolerance and a unit, where you want."), "grid"),
    Kind.CLOZE: (_l("Text with gaps"), _l("Gaps to type or to choose in."), "note"),
    Kind.HOTSPOT: (_l("Place on a picture"), _l("Where on the picture is it?"), "pin"),
    Kind.AUDIO: (_l("Spoken answer"), _l("People record it; a trainer marks it."), "mic"),
    Kind.ESSAY: (_l("Free text"), _l("People write; a trainer marks it."), "book"),
    Kind.FILE: (_l("File"), _l("People send a file; a trainer marks it."), "save"),
}
PROBLEMS = {
    "sound": _l("Nothing to hear"),
    "language": _l("Not in the language of the course"),
    "file": _l("A file is missing"),
    "unused": _l("In no quiz"),
    "retired": _l("Retired"),
}
way("writing", _l("Questions"), "assessments.bank", icon="unknown", rank=40,
    of=lambda course: {"slug": course.slug}, may=lambda _person, _course: True)  # fmt: skip


class Line(NamedTuple):
    """A question in the list: where it is used, and what is missing (keys of PROBLEMS)."""

    entry: Entry
    quizzes: list[Assessment]
    missing: list[str]


@bp.get("/courses/<slug>/questions")
def bank(slug):
    course = course_of(slug)
    lines = lines_of(course)
    asked = {name: request.args.get(name, "").strip()[:100] for name in
             ("q", "kind", "tag", "quiz", "problem")}  # fmt: skip
    shown = [line for line in lines if is_asked_for(line, asked)]
    tags = sorted({tag for line in lines for tag in line.entry.row.tags})
    return page(
        LIST, course=course, pages=page_of(shown, 50), asked=asked, tags=tags, kinds=KINDS,
        problems=PROBLEMS, quizzes=found.quizzes(course.id), is_empty=not lines,
    )  # fmt: skip


def course_of(slug: str) -> Course:
    return permitted(found.course(slug), may_write)


def lines_of(course: Course) -> list[Line]:
    """Every question of the bank with where it is used and what is missing. Three queries."""
    quizzes = found.quizzes(course.id)
    used = found.used_in(quizzes)
    names = found.media_names(course.id)
    lines = []
    for entry in found.entries(course.id):
        within = [*used.get(entry.row.key, ()), *found.drawn_in(entry, quizzes)]
        of = list(dict.fromkeys(within))
        lines.append(Line(entry, of, missing(entry, course, names, bool(of))))
    return lines


def missing(entry: Entry, course: Course, names: set[str], is_used: bool) -> list[str]:
    content = entry.content
    faults = {
        "sound": not content.get("audio"),
        "language": bool(course.language and content.get("prompt"))
        and course.language not in content["prompt"],
        "file": bool(found.files_of(content) - names),
        "unused": not is_used,
        "retired": entry.row.retired_at is not None,
    }
    return [name for name, is_so in faults.items() if is_so]


def is_asked_for(line: Line, asked: dict[str, str]) -> bool:
    """Whether the list shows it. Retired questions are there where they are asked for."""
    row, words = line.entry.row, found.words_of(line.entry.content)
    return (
        (asked["problem"] == "retired" or row.retired_at is None)
        and (not asked["problem"] or asked["problem"] in line.missing)
        and (not asked["kind"] or asked["kind"] == row.kind)
        and (not asked["tag"] or asked["tag"] in row.tags)
        and (not asked["quiz"] or asked["quiz"] in [str(quiz.id) for quiz in line.quizzes])
        and (not asked["q"] or asked["q"].casefold() in f"{row.key} {words}".casefold())
    )
