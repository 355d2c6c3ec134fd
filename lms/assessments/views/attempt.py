"""Going through an attempt: one question a screen or all on one, the overview, handing in."""

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.assessments import actions, queries
from lms.assessments.rules import times
from lms.assessments.views.asking import languages_for
from lms.assessments.views.blueprint import bp
from lms.assessments.views.on_screen import answering, given_in, one_on_screen, own, whole
from lms.phones import for_phones
from lms.questions import Pages, is_blank
from lms.web import go, page, say


@bp.get("/attempts/<int:attempt_id>")
def attempt(attempt_id):
    """Where a person goes on: the first question without an answer, else the overview; handed in,
    what came of it."""
    taken = own(attempt_id)
    if taken.handed_in_at:
        return go(url_for(".outcome", attempt_id=taken.id))
    quiz = times.quiz_of(taken.settings)
    if quiz.pages is Pages.ALL:
        return whole(taken, quiz)
    answered = {
        place for place, one in queries.counting(taken.id).items() if not is_blank(one.given)
    }
    last = queries.how_many_items(taken.id)
    place = next((at for at in range(1, last + 1) if at not in answered), None)
    if place is None:
        return go(url_for(".overview", attempt_id=taken.id))
    return go(url_for(".asked", attempt_id=taken.id, place=place))


@bp.get("/attempts/<int:attempt_id>/questions/<int:place>")
@for_phones
def asked(attempt_id, place):
    """One question a screen."""
    taken = own(attempt_id)
    if taken.handed_in_at:
        return go(url_for(".outcome", attempt_id=taken.id))
    return answering(one_on_screen(taken, place))


@bp.get("/attempts/<int:attempt_id>/overview")
@for_phones
def overview(attempt_id):
    """Which questions have an answer, before it is handed in."""
    taken = own(attempt_id)
    if taken.handed_in_at:
        return go(url_for(".outcome", attempt_id=taken.id))
    quiz, now = times.quiz_of(taken.settings), clock.now()
    items, counting = queries.items(taken.id), queries.counting(taken.id)
    seconds = max(0, int((taken.due_at - now).total_seconds())) if taken.due_at else None
    return page(
        "assessments/overview.html",
        attempt=taken,
        test=taken.assessment,
        quiz=quiz,
        items=items,
        answered=given_in(counting),
        languages=languages_for(taken.assessment.module.course),
        seconds=seconds,
        is_over=times.is_over(taken, now),
    )


@bp.post("/attempts/<int:attempt_id>/handing-in")
def hand_in(attempt_id):
    """Sent twice, it is handed in once."""
    queries.hold_of(attempt_id)
    taken, now = own(attempt_id, locked=True), clock.now()
    closed_by = "time" if times.is_over(taken, now) else "person"
    if actions.hand_in(taken, closed_by=closed_by, now=now):
        say(_("Handed in."))
    return go(url_for(".outcome", attempt_id=taken.id))
