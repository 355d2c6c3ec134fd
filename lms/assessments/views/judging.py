"""Marking one answer, and looking at a whole attempt with all that was found."""

from fractions import Fraction

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.assessments.actions.judging import judge
from lms.assessments.forms.judging import JudgingForm, judging_form
from lms.assessments.queries import marks, waiting
from lms.assessments.rules.rights import looks_after
from lms.assessments.rules.rubrics import criteria_of
from lms.assessments.rules.saying import right, said
from lms.assessments.views.blueprint import bp
from lms.assessments.views.queue import BY_PERSON, BY_QUESTION, to_judge
from lms.assessments.views.showing import media_of
from lms.db import db
from lms.transfers import shown
from lms.web import go, me, page, permitted, say

JUDGING = "assessments/judging.html"
HIDDEN = "hidden"


@bp.get("/marking/attempts/<int:attempt_id>")
def seen_attempt(attempt_id):
    """A person's attempt as who looks after them sees it: everything."""
    attempt = permitted(marks.attempt_to_mark(attempt_id), looks_after)
    seen = marks.everything(attempt.id)
    return page(
        "assessments/seen_attempt.html",
        attempt=attempt,
        seen=seen,
        files=marks.files_of(seen),
        media=media_of(attempt.assessment.module.course_id, [one.question for one in seen]),
        said=said,
        right=right,
        points=sum((one.points for one in seen), Fraction(0)),
        got=sum((one.got or Fraction(0) for one in seen), Fraction(0)),
    )


@bp.get("/marking/attempts/<int:attempt_id>/<int:place>")
def judging(attempt_id, place):
    attempt = permitted(marks.attempt_to_mark(attempt_id), looks_after)
    seen = one_of(attempt, place)
    return page(JUDGING, "judging", **on_screen(attempt, seen, form_for(seen)))


@bp.post("/marking/attempts/<int:attempt_id>/<int:place>")
def save_judging(attempt_id, place):
    attempt = permitted(marks.attempt_to_mark(attempt_id, locked=True), looks_after)
    seen = one_of(attempt, place)
    form = form_for(seen)
    if not form.validate():
        return page(JUDGING, "judging", status=422, **on_screen(attempt, seen, form))
    made = judge(attempt, seen, form.verdict, last=form.seen, by=me(), now=clock.now())
    say(_("Saved.") if made else _("Nothing was different, so nothing was changed."))
    return go(after(attempt, seen))


def after(attempt, seen) -> str:
    """Where one goes on: the next answer that waits, in the order in which one marks; where none
    does, or one came from the attempt, the attempt."""
    by = request.args.get("by")
    if by in (BY_QUESTION, BY_PERSON):
        db.session.flush()
        question = seen.item.version.question_id if by == BY_QUESTION else None
        here = marks.everything(attempt.id, seen.place)[0].last
        about = (me(), attempt.assessment_id, attempt.group_id, here)
        if there := waiting.next_place(*about, question):
            return to_judge(there, by, HIDDEN if names_hidden() else None)
        say(_("Everything of this is marked."))
        return url_for(".marking")
    return url_for(".seen_attempt", attempt_id=attempt.id)


@bp.get("/marking/responses/<int:response_id>/file")
def response_file(response_id):
    """What was recorded or handed in, as what it is: nothing in it can do anything here."""
    response = marks.response(response_id) or abort(404)
    permitted(marks.attempt_to_mark(response.attempt_id), looks_after)
    return shown(response.file_id, response.given.get("name"))


def one_of(attempt, place):
    return next(iter(marks.everything(attempt.id, place)), None) or abort(404)


def form_for(seen) -> JudgingForm:
    """The form of an answer: what was found last stands in it."""
    last = seen.last
    again = last is not None and last.share is not None
    given = last.rubric if again and last else None
    kept = {"said": last.words if last else None, "last": str(last.id) if last else ""}
    return judging_form(criteria_of(seen.question, seen.points), again=again, given=given, **kept)


def names_hidden() -> bool:
    return request.args.get("names") == HIDDEN


def on_screen(attempt, seen, form) -> dict:
    by = request.args.get("by", "")
    course_id = attempt.assessment.module.course_id
    return {
        "attempt": attempt,
        "seen": seen,
        "question": seen.question,
        "form": form,
        "by": by,
        "hidden": names_hidden(),
        "files": marks.files_of([seen]),
        "media": media_of(course_id, [seen.question]),
        "said": said(seen.question, seen.counting.given if seen.counting else None),
        "right": right(seen.question),
        "left": left_to_mark(attempt, seen, by),
    }


def left_to_mark(attempt, seen, by) -> int:
    """How many answers wait in this heap, this one with them."""
    if by not in (BY_QUESTION, BY_PERSON):
        return 0
    question = seen.item.version.question_id if by == BY_QUESTION else None
    return waiting.how_many_in(me(), attempt.assessment_id, attempt.group_id, question)
