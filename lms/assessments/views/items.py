"""What a quiz asks: its lines in order, questions chosen from the bank, draws; and a try of it."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.assessments import actions as attempts
from lms.assessments import queries
from lms.assessments.actions import quizzes as actions
from lms.assessments.forms.items import mark_of, typed
from lms.assessments.forms.quizzes import SKILL_WORDS, DrawForm
from lms.assessments.queries import quizzes as found
from lms.assessments.rules.times import quiz_of
from lms.assessments.views.bank import KINDS
from lms.assessments.views.blueprint import bp
from lms.assessments.views.quizzes import quiz_to_write
from lms.courses.models import Assessment
from lms.errors import Refused
from lms.questions import Use
from lms.web import done, go, me, page, page_of, say

ITEMS, ADD = "assessments/quiz_questions.html", "assessments/quiz_add.html"


@bp.get("/quizzes/<int:quiz_id>/questions")
def quiz_questions(quiz_id):
    return page(ITEMS, **on_screen(quiz_to_write(quiz_id)))


@bp.post("/quizzes/<int:quiz_id>/questions")
def save_quiz_questions(quiz_id):
    """Points and counts as typed; and, by `move`, a line up, down or out."""
    row = found.locked(quiz_to_write(quiz_id))
    items = quiz_of(row.content).items
    refuse_old(items)
    said = typed(items, request.form)
    if said.errors:
        screen = on_screen(row) | {"errors": said.errors, "values": said.values}
        return page(ITEMS, "items", status=422, **screen)
    changed = actions.put_items(row, said.items, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    then = url_for(".quiz_questions", quiz_id=row.id)
    return done(then, f"{ITEMS}#items", **on_screen(row))


@bp.post("/quizzes/<int:quiz_id>/draws")
def add_draw(quiz_id):
    row = found.locked(quiz_to_write(quiz_id))
    form = DrawForm()
    if not form.validate():
        return page(ITEMS, status=422, **on_screen(row, form))
    items = (*quiz_of(row.content).items, form.said())
    actions.put_items(row, items, by=me(), now=clock.now())
    say(_("Saved."))
    return go(url_for(".quiz_questions", quiz_id=row.id))


@bp.get("/quizzes/<int:quiz_id>/questions/add")
def choose_questions(quiz_id):
    """The questions of the bank that the quiz does not ask yet; filters in the address."""
    row = quiz_to_write(quiz_id)
    course = row.module.course
    named = ("q", "kind", "tag")
    asked = {name: request.args.get(name, "").strip()[:100] for name in named}
    taken = used(row)
    rows = found.unused(course.id, taken, text=asked["q"], kind=asked["kind"], tag=asked["tag"])
    return page(
        ADD, quiz=row, course=course, pages=page_of(rows), asked=asked, kinds=KINDS,
        tags=found.tags_of(course.id),
    )  # fmt: skip


@bp.post("/quizzes/<int:quiz_id>/questions/add")
def add_questions(quiz_id):
    row = found.locked(quiz_to_write(quiz_id))
    offered = {one.key for one, _content in found.unused(row.module.course_id, used(row))}
    chosen = [key for key in dict.fromkeys(request.form.getlist("key")) if key in offered]
    if not chosen:
        say(_("Choose at least one question."), "bad")
        return go(url_for(".choose_questions", quiz_id=row.id))
    items = (*quiz_of(row.content).items, *(Use(key) for key in chosen))
    actions.put_items(row, items, by=me(), now=clock.now())
    say(ngettext("%(num)s question added.", "%(num)s questions added.", len(chosen)))
    return go(url_for(".quiz_questions", quiz_id=row.id))


@bp.post("/quizzes/<int:quiz_id>/try")
def try_quiz(quiz_id):
    """An attempt as a learner has it, of the quiz as it is now. It counts nowhere."""
    row = quiz_to_write(quiz_id)
    now = clock.now()
    queries.hold([me().id])
    for one in queries.attempts_of(me().id, row.id, locked=True):
        if one.handed_in_at is None:
            attempts.hand_in(one, now=now)
    attempt = attempts.start(row, me(), practice=True, now=now)
    return go(url_for("assessments.attempt", attempt_id=attempt.id))


def used(row: Assessment) -> list[str]:
    return [item.question for item in quiz_of(row.content).items if isinstance(item, Use)]


def refuse_old(items: Any) -> None:
    if request.form.get("was") != mark_of(items):
        words = _("This page is older than the quiz. Look at its questions now, and try again.")
        raise Refused(words)


def on_screen(row: Assessment, form: DrawForm | None = None) -> dict[str, Any]:
    items = quiz_of(row.content).items
    lines = found.lines(row.module.course_id, items)
    return {
        "quiz": row,
        "course": row.module.course,
        "lines": lines,
        "total": found.total(lines),
        "was": mark_of(items),
        "errors": {},
        "values": {},
        "form": form or DrawForm(),
        "tags": found.tags_of(row.module.course_id),
        "skills": SKILL_WORDS,
        "kinds": KINDS,
    }
