"""What the pages of an attempt show: its questions with what was answered, the time, the media."""

from fractions import Fraction
from typing import Any, NamedTuple
from uuid import uuid4

from flask import abort
from htmx_flask import request

from lms import clock
from lms.assessments import marking, queries
from lms.assessments.forms.answers import fields, form_fields
from lms.assessments.models import Attempt, Response
from lms.assessments.rules import times
from lms.assessments.rules.feedback import feedback_of
from lms.assessments.rules.owning import is_own
from lms.assessments.views.asking import file_shown, languages_for, media_for
from lms.questions import FeedbackWhen, Kind, is_blank, show
from lms.transfers import with_microphone
from lms.web import page, permitted

PAGE = "assessments/attempt.html"


class Asked(NamedTuple):
    """A question on the screen: with the answer that counts, and one that does not."""

    item: queries.Item
    shown: Any
    response: Response | None
    other: Response | None  # given elsewhere, not counted: `kept` of the address
    turn: int  # of the next answer
    token: str
    is_told: bool  # it was checked: what is right is said, and the answer stays
    typed: dict | None = None  # what was sent and cannot be taken

    @property
    def place(self) -> int:
        return self.item.place

    @property
    def key(self) -> str:
        return f"p{self.item.place}"

    @property
    def points(self) -> Fraction:
        return Fraction(self.item.row.points)

    @property
    def answer(self) -> dict | None:
        return self.response.given if self.response else None

    @property
    def file(self):
        return file_shown(self.response)

    @property
    def mark(self) -> marking.Mark:
        return marking.mark(self.item.question, self.answer)


def own(attempt_id, *, locked=False) -> Attempt:
    return permitted(queries.attempt(attempt_id, locked=locked), is_own)


def whole(taken, quiz, status=200, wrong=None):
    """All questions on one page."""
    context = on_screen(taken, quiz, queries.items(taken.id))
    return answering({**context, "wrong": wrong or {}, "all": True}, status)


def answering(context: dict, status: int = 200):
    """The page that asks; where a recording is asked for, it may use the microphone."""
    response = page(PAGE, status=status, **context)
    return with_microphone(response) if context["records"] else response


def one_on_screen(taken, place, wrong="") -> dict:
    quiz = times.quiz_of(taken.settings)
    [item] = queries.items(taken.id, place) or abort(404)
    last = queries.how_many_items(taken.id)
    context = on_screen(taken, quiz, [item])
    return {**context, "wrong": {place: wrong}, "all": False, "place": place, "last": last}


def on_screen(taken, quiz, items) -> dict:
    course = taken.assessment.module.course
    responses: dict[int, list[Response]] = {}
    for one in queries.responses(taken.id):
        responses.setdefault(one.place, []).append(one)
    questions = [about(taken, item, responses.get(item.place, [])) for item in items]
    now = clock.now()
    seconds = int((taken.due_at - now).total_seconds()) if taken.due_at else None
    return {
        "attempt": taken,
        "test": taken.assessment,
        "course": course,
        "quiz": quiz,
        "questions": questions,
        "records": any(item.question.kind is Kind.AUDIO for item in items),
        "answered": given_in({at: rows[-1] for at, rows in responses.items()}),
        "languages": languages_for(course),
        "media": media_for(course, [item.question for item in items]),
        "is_over": times.is_over(taken, now),
        "seconds": None if seconds is None else max(0, seconds),
        "tells": quiz.feedback is FeedbackWhen.EACH,
        "feedback_of": feedback_of,
    }


def about(taken, item, rows) -> Asked:
    newest = rows[-1] if rows else None
    kept = request.args.get("kept", "")
    other = next((one for one in rows[:-1] if str(one.id) == kept), None)
    told = item.row.checked_at is not None
    turn = newest.turn + 1 if newest else 1
    shown = show(item.question, taken.seed_at(item.place))
    typed = fields(item.place, form_fields(request.form)) if request.method == "POST" else None
    return Asked(item, shown, newest, other, turn, uuid4().hex, told, typed or None)


def given_in(counting: dict[int, Response]) -> set[int]:
    """The places that have an answer."""
    return {place for place, one in counting.items() if not is_blank(one.given)}
