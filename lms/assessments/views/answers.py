"""Keeping what is answered: a question by itself, or a page that has all of them."""

from typing import Any

from flask import abort, jsonify, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.assessments import actions, queries
from lms.assessments.forms.answers import form_fields, sent, words_of
from lms.assessments.rules import times
from lms.assessments.views.blueprint import bp
from lms.assessments.views.on_screen import answering, one_on_screen, own, whole
from lms.courses.rules.unfit import Unfit
from lms.errors import Refused
from lms.phones import wants_facts
from lms.questions import Forged, TooLong, show
from lms.web import go, notice, page, say
from lms.web import keep as also_what_is_right


@bp.post("/attempts/<int:attempt_id>/questions/<int:place>")
def answer(attempt_id, place):
    """Keeps an answer, and goes where the button says; a script is told that it is kept."""
    taken = own(attempt_id, locked=True)
    [item] = queries.items(taken.id, place) or abort(404)
    try:
        saved = keep(taken, item)
    except Refused as refusal:
        if not wants_facts():
            return too_late(taken, refusal)
        return jsonify(words=str(refusal), refused=True), 409
    except (Forged, TooLong, Unfit) as problem:
        words = words_of(problem)
        if wants_facts():
            return notice(words, 422)
        return answering(one_on_screen(taken, place, words), 422)
    if wants_facts():
        return jsonify(facts(saved))
    if saved.other:
        say(stale_words(saved), "warn")
        return go(url_for(".asked", attempt_id=taken.id, place=place, kept=saved.other.id))
    wanted = request.form.get("do", "")
    if wanted == "check" and not checked(taken, item):
        return answering(one_on_screen(taken, place, answer_first()), 422)
    return go(next_url(taken, place, wanted))


@bp.post("/attempts/<int:attempt_id>/answers")
def answers(attempt_id):
    """Keeps the answers of a page that has all questions, then hands in where the button says."""
    taken = own(attempt_id, locked=True)
    wanted = request.form.get("do", "")
    try:
        wrong, stale = keep_all(taken, wanted)
    except Refused as refusal:
        return too_late(taken, refusal)
    if wrong:
        also_what_is_right()  # the others are kept
        return whole(taken, times.quiz_of(taken.settings), 422, wrong)
    for saved in stale[:1]:
        say(stale_words(saved), "warn")
    if wanted == "hand_in" and not stale:
        return go(url_for(".overview", attempt_id=taken.id))
    if not stale:
        say(_("Saved."))
    return go(url_for(".attempt", attempt_id=taken.id))


def keep_all(taken, wanted: str) -> tuple[dict[int, str], list[actions.Saved]]:
    """By place, what is wrong; and what was answered elsewhere, too."""
    wrong, stale = {}, []
    for item in queries.items(taken.id):
        if f"p{item.place}-token" not in request.form:
            continue
        try:
            saved = keep(taken, item)
        except (Forged, TooLong, Unfit) as problem:
            wrong[item.place] = words_of(problem)
            continue
        if saved.other:
            stale.append(saved)
        elif wanted == f"check-{item.place}" and not checked(taken, item):
            wrong[item.place] = answer_first()
    return wrong, stale


def keep(taken, item) -> actions.Saved:
    place = item.place
    shown = show(item.question, taken.seed_at(place))
    got = sent(shown, place, form_fields(request.form), request.files.get(f"p{place}-file"))
    return actions.save(
        taken,
        place,
        item.question,
        got.raw,
        turn=got.turn,
        token=got.token,
        upload=got.upload,
        now=clock.now(),
    )


def stale_words(saved: actions.Saved) -> str:
    if saved.counting is saved.response:
        return _(
            "You answered this question on another page, too. What you sent now counts. The other "
            "answer is kept and stands below."
        )
    return _(
        "You answered this question on another page after you opened this one. The newer answer "
        "counts and is shown. What you sent now is kept and stands below; send it again to count."
    )


def too_late(taken, refusal: Refused):
    """Why it is not kept, with the way on: to what came of it, or to hand in."""
    if request.htmx:
        raise refusal
    test = taken.assessment
    return page(
        "assessments/too_late.html", status=409, attempt=taken, test=test, notice=str(refusal)
    )


def checked(taken, item) -> bool:
    return actions.check(taken, item.place, item.question, now=clock.now())


def answer_first() -> str:
    return _("Answer first. Then you can check it.")


def facts(saved: actions.Saved) -> dict:
    """What a script is told."""
    told: dict[str, Any] = {"saved": True, "turn": saved.counting.turn}
    if saved.other:
        told |= {"stale": stale_words(saved), "kept": saved.other.id}
    return told


def next_url(taken, place: int, wanted: str) -> str:
    there = {"back": max(1, place - 1), "check": place}.get(wanted, place + 1)
    if wanted == "overview" or there > queries.how_many_items(taken.id):
        return url_for(".overview", attempt_id=taken.id)
    return url_for(".asked", attempt_id=taken.id, place=there)
