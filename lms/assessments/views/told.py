"""What came of an attempt, in plain words, with what to look at again."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from flask import abort, current_app, url_for
from htmx_flask import request

from lms import clock
from lms.assessments import marking, queries, scoring
from lms.assessments.models import Attempt, Marking, Response
from lms.assessments.rules import times
from lms.assessments.rules.feedback import feedback_of
from lms.assessments.rules.owning import is_own
from lms.assessments.views.asking import FileShown, file_shown, languages_for, media_for
from lms.assessments.views.blueprint import bp
from lms.db import db
from lms.files import File
from lms.questions import FeedbackWhen, Quiz, Shown, show
from lms.transfers import sent
from lms.web import go, page, permitted

SHOWN_HERE = ("audio/", "video/", "image/")  # and not saved


class Told(NamedTuple):
    """A question of an attempt that is handed in: what was answered, and what it is worth."""

    place: int
    shown: Shown
    response: Response | None
    mark: marking.Mark
    marking: Marking | None
    points: Fraction

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.marking.share) if self.marking and self.marking.share else None

    @property
    def waits(self) -> bool:
        return self.marking is None or self.marking.share is None

    @property
    def got(self) -> Fraction | None:
        return None if self.share is None else self.share * self.points

    @property
    def answer(self) -> dict | None:
        return self.response.given if self.response else None

    @property
    def file(self) -> FileShown | None:
        return file_shown(self.response)

    @property
    def said(self) -> list:
        return feedback_of(self.shown.question, self.share)


@bp.get("/attempts/<int:attempt_id>/result")
def outcome(attempt_id):
    taken = permitted(queries.attempt(attempt_id), is_own)
    if taken.handed_in_at is None:
        return go(url_for(".attempt", attempt_id=taken.id))
    quiz, zone = times.quiz_of(taken.settings), current_app.config["TIMEZONE"]
    course = taken.assessment.module.course
    told = all_told(taken)
    closes = times.closes_for_all(quiz, zone, last_extended(taken, quiz))
    reveal = times.shows_what_was_right(taken, quiz, closes, clock.now())
    score = Fraction(taken.score) if taken.score else None
    return page(
        "assessments/outcome.html",
        attempt=taken,
        test=taken.assessment,
        course=course,
        quiz=quiz,
        told=told,
        reveal=reveal,
        closes=closes,
        score=score,
        got=sum((one.got or Fraction(0) for one in told), Fraction(0)),
        whole=sum((one.points for one in told if not one.waits), Fraction(0)),  # marked so far
        waiting=sum(1 for one in told if one.waits),
        passed=None if score is None else scoring.is_passed(score, quiz.pass_mark),
        **to_look_at_again(taken, told),
        languages=languages_for(course),
        media=media_for(course, [one.shown.question for one in told]),
    )


def last_extended(taken: Attempt, quiz: Quiz) -> datetime | None:
    """Until when somebody else may answer, where that matters. One query, or none."""
    waits = quiz.feedback is FeedbackWhen.CLOSED
    return queries.last_extended(taken.assessment_id) if waits else None


def all_told(taken: Attempt) -> list[Told]:
    """The questions of an attempt with what they are worth; by the key by which they were marked
    last."""
    counting, marked = queries.counting(taken.id), queries.markings([taken.id])
    items = queries.items(taken.id)
    newer = {one.version_id for one in marked.values()} - {item.version.id for item in items}
    versions = queries.versions(newer)
    found = []
    for item in items:
        response, mark = counting.get(item.place), marked.get((taken.id, item.place))
        question = versions.get(mark.version_id, item.question) if mark else item.question
        found.append(
            Told(
                item.place,
                show(question, taken.seed_at(item.place)),
                response,
                marking.mark(question, response.given if response else None),
                mark,
                Fraction(item.row.points),
            )
        )
    return found


def to_look_at_again(taken: Attempt, told: Iterable[Told]) -> dict:
    """What was not right, and the lessons of the module. One query, or none."""
    again = [one for one in told if not one.waits and one.share != 1]
    lessons = queries.lessons_of(taken.assessment.module_id) if again else []
    return {"again": again, "lessons": lessons}


@bp.get("/attempts/<int:attempt_id>/questions/<int:place>/file")
def answer_file(attempt_id, place):
    """A file that is an answer, for who gave it; trainers open it from the pages of marking."""
    taken = permitted(queries.attempt(attempt_id), is_own)
    response = queries.counting(taken.id).get(place)
    if response is None or response.file_id is None:
        abort(404)
    kept = db.session.get(File, response.file_id) or abort(404)
    here = kept.kind.startswith(SHOWN_HERE) and "save" not in request.args
    answer = sent(kept, response.given.get("name", "file"), save=not here)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
