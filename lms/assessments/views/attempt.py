"""Taking a quiz: one question a screen or all on one, the overview, handing in."""

from typing import Any, NamedTuple
from uuid import uuid4

from flask import abort, jsonify, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.assessments import actions, marking, queries
from lms.assessments.forms.answers import fields, sent
from lms.assessments.models import Attempt, Response
from lms.assessments.rules import times
from lms.assessments.rules.owning import is_own
from lms.assessments.views.asking import file_shown, languages_for, media_for
from lms.assessments.views.blueprint import bp
from lms.assessments.views.told import feedback_of
from lms.courses.rules.unfit import Unfit
from lms.phones import for_phones, wants_facts
from lms.questions import FeedbackWhen, Forged, Kind, Pages, TooLong, is_blank, show
from lms.transfers import with_microphone
from lms.web import go, notice, page, permitted, say
from lms.web import keep as also_what_is_right

PAGE = "assessments/attempt.html"


class Asked(NamedTuple):
    """A question on the screen: with the answer that counts, and one that does not."""

    item: queries.Item
    shown: Any
    response: Response | None
    other: Response | None  # given elsewhere, not counted: `kept` of the address
    turn: int  # of the next answer
    token: str
    is_told: bool  # it is answered, and what was right is said at once
    typed: dict | None = None  # what was sent and cannot be taken

    @property
    def place(self) -> int:
        return self.item.place

    @property
    def key(self) -> str:
        return f"p{self.item.place}"

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
    questions = [about(taken, quiz, item, responses.get(item.place, [])) for item in items]
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


def about(taken, quiz, item, rows) -> Asked:
    newest = rows[-1] if rows else None
    kept = request.args.get("kept", "")
    other = next((one for one in rows[:-1] if str(one.id) == kept), None)
    told = (
        quiz.feedback is FeedbackWhen.EACH
        and newest is not None
        and not is_blank(newest.given)
        and not item.question.is_marked_by_a_person
    )
    turn = newest.turn + 1 if newest else 1
    shown = show(item.question, seed_at(taken, item.place))
    typed = fields(item.place, sent_fields()) if request.method == "POST" else None
    return Asked(item, shown, newest, other, turn, uuid4().hex, told, typed or None)


def given_in(counting: dict[int, Response]) -> set[int]:
    """The places that have an answer."""
    return {place for place, one in counting.items() if not is_blank(one.given)}


def seed_at(taken: Attempt, place: int) -> int:
    return taken.seed * 1000 + place


@bp.post("/attempts/<int:attempt_id>/questions/<int:place>")
def answer(attempt_id, place):
    """Keeps an answer, and goes where the button says; a script is told that it is kept."""
    taken = own(attempt_id, locked=True)
    [item] = queries.items(taken.id, place) or abort(404)
    try:
        saved = keep(taken, item)
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
    return go(next_url(taken, place, request.form.get("do", "")))


@bp.post("/attempts/<int:attempt_id>/answers")
def answers(attempt_id):
    """Keeps the answers of a page that has all questions, then hands in where the button says."""
    taken = own(attempt_id, locked=True)
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
    if wrong:
        also_what_is_right()  # the others are kept
        return whole(taken, times.quiz_of(taken.settings), 422, wrong)
    for saved in stale[:1]:
        say(stale_words(saved), "warn")
    if request.form.get("do") == "hand_in" and not stale:
        return go(url_for(".overview", attempt_id=taken.id))
    if not stale:
        say(_("Saved."))
    return go(url_for(".attempt", attempt_id=taken.id))


def keep(taken, item) -> actions.Saved:
    place = item.place
    shown = show(item.question, seed_at(taken, place))
    got = sent(shown, place, sent_fields(), request.files.get(f"p{place}-file"))
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


def sent_fields() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in request.form}


def words_of(problem: Exception) -> str:
    if isinstance(problem, Forged):
        return _("This answer is not one of those on the page. Reload the page and choose again.")
    return str(problem)


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


def facts(saved: actions.Saved) -> dict:
    """What a script is told."""
    told: dict[str, Any] = {"saved": True, "turn": saved.counting.turn}
    if saved.other:
        told |= {"stale": stale_words(saved), "kept": saved.other.id}
    return told


def next_url(taken, place: int, wanted: str) -> str:
    there = {"back": max(1, place - 1), "stay": place}.get(wanted, place + 1)
    if wanted == "overview" or there > queries.how_many_items(taken.id):
        return url_for(".overview", attempt_id=taken.id)
    return url_for(".asked", attempt_id=taken.id, place=there)


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
    taken, now = own(attempt_id, locked=True), clock.now()
    closed_by = "time" if times.is_over(taken, now) else "person"
    if actions.hand_in(taken, closed_by=closed_by, now=now):
        say(_("Handed in."))
    return go(url_for(".outcome", attempt_id=taken.id))
