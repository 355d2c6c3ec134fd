"""The answers of a group to a quiz as a table: what was answered, what it was worth.

Practice and the staff are left out. Shares and points are exact fractions; times are those of the
group's zone. Cells that a spreadsheet would run as a formula are made harmless (lms/tables).
"""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from lms.assessments.models import Attempt, Marking, Response
from lms.assessments.queries.attempts import Item
from lms.assessments.queries.table import Line, lines
from lms.assessments.rules.saying import said
from lms.courses.models import Assessment, Group
from lms.i18n import in_words
from lms.tables import to_csv, to_xlsx

HEADER = (
    "person_code", "display_name", "attempt", "begun", "handed_in", "place", "question", "version",
    "type", "prompt", "answer", "answered", "points", "share", "got", "marked_by", "marked",
    "words",
)  # fmt: skip


def as_csv(group: Group, quiz: Assessment) -> str:
    return to_csv(HEADER, rows(group, quiz))


def as_xlsx(group: Group, quiz: Assessment) -> bytes:
    return to_xlsx(HEADER, rows(group, quiz), in_words(quiz.title))


def rows(group: Group, quiz: Assessment) -> Iterable[list[Any]]:
    """A row for each question of each attempt, by person, attempt and place."""
    zone = ZoneInfo(group.zone)
    for line in lines(group.id, quiz.id):
        yield [
            *_about(line.attempt, zone),
            *_asked(line.item),
            *_answered(line.item, line.response, zone),
            *_found(line, line.marking, zone),
        ]


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S") if at else ""


def _about(attempt: Attempt, zone: ZoneInfo) -> list[Any]:
    who = attempt.person
    began, ended = moment(attempt.began_at, zone), moment(attempt.handed_in_at, zone)
    return [who.code, who.name, attempt.number, began, ended]


def _asked(item: Item) -> list[Any]:
    question = item.question
    prompt = in_words(question.prompt.text) or in_words(question.prompt.words)
    return [item.place, question.key, item.version.number, str(question.kind), prompt]


def _answered(item: Item, response: Response | None, zone: ZoneInfo) -> list[Any]:
    words = "\n".join(said(item.question, response.given)) if response else ""
    return [words, moment(response.saved_at, zone) if response else ""]


def _found(line: Line, marked: Marking | None, zone: ZoneInfo) -> list[Any]:
    points = Fraction(line.item.row.points)
    if marked is None or marked.share is None:
        return [str(points), "", "", "", "", ""]
    by = marked.by.code if marked.by else ""
    share = Fraction(marked.share)
    at = moment(marked.at, zone)
    return [str(points), str(share), str(share * points), by, at, marked.words or ""]
