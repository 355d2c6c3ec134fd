"""Answering. Of an anonymous survey nothing is kept that ties an answer to a person: no history
row, no moment, no invitation; the invitation says that it was used, and no more."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, exists, update

from lms.db import db
from lms.errors import Refused
from lms.messages.actions import outdate
from lms.surveys import queries
from lms.surveys.instruments import Instrument, Question
from lms.surveys.letters import KIND
from lms.surveys.models import SurveyAnswer, SurveyDraft, SurveyInvitation, SurveyRound
from lms.surveys.queries.answering import answers_in
from lms.surveys.rules import draft_key, is_open


def keep(
    invitation: SurveyInvitation, token: str, question: Question, said: Any, *, now: datetime
) -> None:
    """One answer, not sent yet: it waits where only the link leads. Nothing is taken away, also
    where somebody answers in two windows at once."""
    queries.hold(invitation, alone=False)
    refuse_late(invitation, now)
    row = queries.draft(token)
    if row is None:
        row = SurveyDraft(key=draft_key(token), answers={}, until=invitation.round.closes_at)
        db.session.add(row)
    row.until = invitation.round.closes_at
    answers = {key: one for key, one in row.answers.items() if key != question.key}
    row.answers = answers if said is None else {**answers, question.key: said}


def send(
    invitation: SurveyInvitation, token: str, instrument: Instrument, *, now: datetime
) -> None:
    """The answers are sent: once. Raises Refused where they were sent already, or too late."""
    queries.hold(invitation, alone=True)
    refuse_late(invitation, now)
    asked = invitation.round
    if invitation.person_id is None and answers_in(asked.id) >= queries.asked_in(asked.id):
        raise Refused(_("Everybody who was asked has answered. Thank you."))
    used = update(SurveyInvitation).where(
        SurveyInvitation.id == invitation.id, SurveyInvitation.answered.is_(False)
    )
    if not db.session.execute(used.values(answered=True)).rowcount:  # type: ignore[attr-defined]
        raise Refused(_("Your answers were sent already. Thank you."))
    given = queries.answers_of(token)
    known = {question.key for question in instrument.questions}
    answer = SurveyAnswer(
        round_id=asked.id, answers={key: said for key, said in given.items() if key in known}
    )
    if not asked.anonymous:
        answer.person_id, answer.at = invitation.person_id, now
    db.session.add(answer)
    db.session.execute(delete(SurveyDraft).where(SurveyDraft.key == draft_key(token)))
    if invitation.person_id is not None:
        outdate([invitation.person_id], [KIND], f"survey:{asked.id}", now=now)


def refuse_late(invitation: SurveyInvitation, now: datetime) -> None:
    if invitation.answered:
        raise Refused(_("Your answers were sent already. Thank you."))
    if not is_open(invitation.round, now):
        raise Refused(_("This survey is closed. Thank you for wanting to answer."))


def clean_up(*, now: datetime) -> None:
    """What was begun and not sent in time is forgotten, and places in rooms that nobody used."""
    db.session.execute(delete(SurveyDraft).where(SurveyDraft.until <= now))
    over = exists().where(SurveyRound.id == SurveyInvitation.round_id, SurveyRound.closes_at <= now)
    unused = SurveyInvitation.person_id.is_(None) & SurveyInvitation.answered.is_(False)
    gone = delete(SurveyInvitation).where(unused, over)
    db.session.execute(gone, execution_options={"synchronize_session": False})
