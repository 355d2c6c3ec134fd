"""Answering a survey: by the personal link, without signing in, one question a page."""

from functools import wraps
from typing import Any

from flask import abort, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from lms import clock
from lms.db import db
from lms.errors import Refused
from lms.files import File
from lms.i18n import in_words, speak_to, speaking
from lms.messages.letters import language_of
from lms.surveys import actions, queries
from lms.surveys.instruments import Forged, Instrument, Question, TooLong, given, read
from lms.surveys.letters import promise
from lms.surveys.models import SurveyInvitation, SurveySound
from lms.surveys.rules import is_open, is_room_open, stand_in, token_of
from lms.surveys.views.blueprint import bp, limiter
from lms.transfers import sent
from lms.ways import Line, Todo, todo_of
from lms.web import go, me, notice, page, public

START, QUESTION, END = "surveys/start.html", "surveys/question.html", "surveys/end.html"
OWN = stand_in("")
FOR_A_DAY = "private, max-age=86400"


@todo_of(queries.asked)
def to_answer(lines: list[Line]) -> list[Todo]:
    """Surveys that wait for who is signed in."""
    return [
        Todo(
            _("Answer: %(title)s", title=in_words(one["title"])),
            url_for("surveys.answering", token=stand_in(one["name"])),
            "talk",
            until=one.moment("closes_at"),
        )
        for one in lines
    ]


def language_for(invitation: SurveyInvitation, instrument: Instrument) -> str:
    """The language of the questions: the reader's own, also where the platform does not speak it,
    unless they chose another one on this page."""
    person = invitation.person
    own = person.language if person else None
    if own in instrument.languages and own and not session.get("language"):
        return own
    return speaking() if speaking() in instrument.languages else (own or speaking())


def with_link(view):
    """Loads what a link leads to, in the language of whom it is for; words where it leads nowhere.
    `view(token, invitation, **parts)`."""

    @public
    @limiter.slows
    @wraps(view)
    def opened(token, **parts):
        if token.startswith(OWN):
            return to_one_s_own(token)
        found = queries.invitation(token)
        if found is None:
            limiter.note()
            words = _("This link is not whole. Open it from your mail again, or ask your trainer.")
            return notice(words, 404)
        if found.person:
            speak_to(language_of(found.person))
        if not found.answered and not is_open(found.round, clock.now()):
            words = _("This survey is closed. Thank you for wanting to answer.")
            return notice(words, 410)
        return view(token, found, **parts)

    return opened


def to_one_s_own(token):
    """What stands in a mail that is kept, and on one's own page: it leads only its reader on."""
    if not current_user.is_authenticated:
        return redirect(url_for("people.sign_in", next=request.path), 303)
    found = queries.own(token.removeprefix(OWN), me().id)
    if found is None:
        return notice(_("This survey is somebody else's. Yours are on your page."), 403)
    return redirect(url_for(".answering", token=token_of(found.name)), 303)


def on_screen(token: str, invitation: SurveyInvitation) -> dict[str, Any]:
    instrument = read(invitation.round.version.content)
    return {
        "token": token,
        "invitation": invitation,
        "instrument": instrument,
        "lang": language_for(invitation, instrument),
        "said": queries.answers_of(token),
        "of": len(instrument.questions),
    }


@bp.get("/s/<token>")
@with_link
def answering(token, invitation):
    shown = on_screen(token, invitation)
    places = range(1, shown["of"] + 1)
    questions = shown["instrument"].questions
    first = next((at for at in places if questions[at - 1].key not in shown["said"]), 1)
    promised = promise(invitation.round.anonymous)
    in_room = invitation.person_id is None and is_room_open(invitation.round, clock.now())
    room = invitation.round.room_code if in_room else None
    return page(START, **shown, first=first, promised=promised, room=room)


@bp.get("/s/<token>/<int:number>")
@with_link
def question(token, invitation, number):
    return ask(token, invitation, number)


def ask(token, invitation, number, status=200, wrong=None, typed=None):
    """The page of one question."""
    if invitation.answered:
        return redirect(url_for(".answering", token=token), 303)
    shown = on_screen(token, invitation)
    asked = question_at(shown["instrument"], number)
    said = shown["said"].get(asked.key) if typed is None else typed
    chosen = said if isinstance(said, list) else [said]
    sound = asked.sounds.get(shown["lang"])
    more = {"number": number, "asked": asked, "chosen": chosen, "sound": sound, "wrong": wrong}
    return page(QUESTION, status=status, **shown, **more)


def question_at(instrument: Instrument, number: int) -> Question:
    if not 1 <= number <= len(instrument.questions):
        abort(404)
    return instrument.questions[number - 1]


@bp.post("/s/<token>/<int:number>")
@with_link
def save_answer(token, invitation, number):
    instrument = read(invitation.round.version.content)
    asked = question_at(instrument, number)
    typed = request.form.getlist("answer")
    try:
        said = given(asked, typed)
    except Forged:
        wrong = _("Choose one of the answers on this page.")
        return ask(token, invitation, number, 422, wrong, [])
    except TooLong:
        wrong = _("This is too long. Use 2,000 characters or fewer.")
        return ask(token, invitation, number, 422, wrong, typed)
    if said is None and not asked.optional:
        return ask(token, invitation, number, 422, _("Choose an answer."), [])
    actions.keep(invitation, token, asked, said, now=clock.now())
    if number < len(instrument.questions):
        return go(url_for(".question", token=token, number=number + 1))
    return go(url_for(".ending", token=token))


@bp.get("/s/<token>/end")
@with_link
def ending(token, invitation):
    if invitation.answered:
        return redirect(url_for(".answering", token=token), 303)
    shown = on_screen(token, invitation)
    promised = promise(invitation.round.anonymous)
    return page(END, **shown, missing=missing(shown["instrument"], shown["said"]),
                promised=promised)  # fmt: skip


def missing(instrument: Instrument, said: dict) -> list[int]:
    """The places of questions that want an answer and have none."""
    return [
        place
        for place, one in enumerate(instrument.questions, 1)
        if not one.optional and one.key not in said
    ]


@bp.post("/s/<token>/end")
@with_link
def send(token, invitation):
    instrument = read(invitation.round.version.content)
    if missing(instrument, queries.answers_of(token)) and not invitation.answered:
        raise Refused(_("Some questions have no answer yet. Answer them first."))
    actions.send(invitation, token, instrument, now=clock.now())
    return go(url_for(".answering", token=token))


@bp.get("/survey-sounds/<int:sound_id>")
@public
def sound(sound_id):
    """A recording of a question: nothing in it is about anybody."""
    row = db.session.get(SurveySound, sound_id) or abort(404)
    file = db.session.get(File, row.file_id) or abort(404)
    response = sent(file, f"question-{sound_id}", save=False)
    response.headers["Cache-Control"] = FOR_A_DAY
    return response
