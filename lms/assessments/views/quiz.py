"""The page of a quiz: what it is, beginning it, going on with it, what came of it before."""

from datetime import datetime

from flask import abort, current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from htmx_flask import request

from lms import clock
from lms.assessments import actions, drawing, queries
from lms.assessments.models import Attempt
from lms.assessments.rules import times
from lms.assessments.views.blueprint import bp
from lms.courses import queries as courses
from lms.courses.models import Assessment
from lms.i18n import in_words, speaking
from lms.questions import Draw, Quiz
from lms.ways import Todo, todo, way
from lms.web import go, me, page, permitted

way(
    "quiz",
    _l("Open the quiz"),
    "assessments.quiz",
    icon="pen",
    of=lambda test: {"assessment_id": test.id},
    may=lambda _person, test: bool(test.content.get("questions")),
    rank=10,
)


@bp.get("/quizzes/<int:assessment_id>")
def quiz(assessment_id):
    test = opened(assessment_id)
    before = queries.attempts_of(me().id, test.id)
    if test.retired_at and not before:
        abort(404)
    return page("assessments/quiz.html", **on_screen(test, before))


@bp.post("/quizzes/<int:assessment_id>/attempts")
def begin(assessment_id):
    test = opened(assessment_id)
    if test.retired_at:
        abort(404)
    practice = request.form.get("practice") == "yes"
    attempt = actions.start(test, me(), practice=practice, now=clock.now())
    return go(url_for(".attempt", attempt_id=attempt.id))


def opened(assessment_id):
    return permitted(queries.quiz(assessment_id), may_open)


def may_open(person, test):
    return courses.may_open_course(person, test.module.course)


def on_screen(test, before: list[Attempt]) -> dict:
    now, zone = clock.now(), current_app.config["TIMEZONE"]
    set_, extension = times.quiz_of(test.content), queries.extension_of(test.id, me().id)
    window = times.window(set_, zone, extension)
    counted = [one for one in before if not one.practice]
    allowed = times.attempts_allowed(set_, extension)
    open_ = [one for one in before if one.handed_in_at is None and not times.is_over(one, now)]
    result = queries.result(test, me())
    left = None if allowed is None else max(0, allowed - len(counted))
    return {
        "test": test,
        "course": test.module.course,
        "quiz": set_,
        "count": how_many(set_, test.module.course_id),
        "minutes": set_.minutes and set_.minutes + (extension.minutes if extension else 0),
        "window": window,
        "is_early": window.is_before(now),
        "is_late": window.is_after(now),
        "left": left,
        "going_on": next((one for one in open_ if not one.practice), None),
        "practising": next((one for one in open_ if one.practice), None),
        "attempts": [one for one in before if one.handed_in_at or times.is_over(one, now)],
        "result": result,
        "learns": not me().is_staff,
        "may_begin": not me().is_staff and left != 0 and window_is_open(window, now),
    }


def window_is_open(window: times.Window, now: datetime) -> bool:
    return not window.is_before(now) and not window.is_after(now)


def how_many(set_: Quiz, course_id: int) -> int:
    """The questions of each attempt: never more than the bank has. One query where it draws."""
    draws = any(isinstance(item, Draw) for item in set_.items)
    bank = queries.candidates(course_id) if draws else ()
    return len(drawing.drawn(set_.items, bank, 0))


@todo
def quizzes_to_do(person, now) -> list[Todo]:
    """Quizzes that are begun, and those that have opened or will close and are not taken yet."""
    if person.is_staff:
        return []
    zone = current_app.config["TIMEZONE"]
    found = [made for one in queries.waits(person.id) if (made := as_todo(one, zone, now))]
    return found[:3]


def named(test: Assessment) -> str:
    """A quiz among others with the same title: with its module; both in the language of the page,
    else in that of the course, as its lessons are."""
    titles = [test.title, test.module.title]
    host = test.module.course.language
    return " · ".join(in_words(one, None if speaking() in one else host) for one in titles)


def as_todo(one: queries.Waits, zone: str, now: datetime) -> Todo | None:
    test, url = one.assessment, url_for("assessments.quiz", assessment_id=one.assessment.id)
    title = named(test)
    if one.attempt and not times.is_over(one.attempt, now):
        words = _("Finish the quiz: %(quiz)s", quiz=title)
        return Todo(words, url, "pen", one.attempt.due_at, rank=20)
    set_ = times.quiz_of(test.content)
    window = times.window(set_, zone, one.extension)
    if not set_.items or not window_is_open(window, now):
        return None
    if one.taken:
        return again(one, set_, window, url, title)
    return Todo(_("Take the quiz: %(quiz)s", quiz=title), url, "pen", window.closes, rank=30)


def again(
    one: queries.Waits, set_: Quiz, window: times.Window, url: str, title: str
) -> Todo | None:
    """A quiz that was not passed and may be taken once more; not while a trainer marks it."""
    allowed = times.attempts_allowed(set_, one.extension)
    if one.passed is not False or one.unmarked or (allowed is not None and one.begun >= allowed):
        return None
    return Todo(_("Take the quiz again: %(quiz)s", quiz=title), url, "pen", window.closes, rank=30)
