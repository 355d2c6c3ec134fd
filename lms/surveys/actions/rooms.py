"""The room: a code on the trainer's screen, with which those who are there answer on any phone."""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from flask_babel import gettext as _

from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person
from lms.surveys import queries
from lms.surveys.models import SurveyInvitation, SurveyRound
from lms.surveys.rules import hash_of, is_open, is_room_open, token_of

SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"  # none that looks like another
LENGTH = 8  # more than 200 thousand million codes
HOURS = 3
SPARE = 10  # places more than people: a phone was empty, a page was closed


def open_room(asked: SurveyRound, *, by: Person, now: datetime) -> None:
    """A code for the next three hours. Raises Refused where the survey is closed, or asks for
    names: then people come in with their own card."""
    if not is_open(asked, now):
        raise Refused(_("This survey is closed. Ask the group again first."))
    if not asked.anonymous:
        raise Refused(_("This survey is with names: people come in with their card to answer."))
    if not is_room_open(asked, now):
        asked.room_code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    asked.room_until = now + timedelta(hours=HOURS)
    record("survey round", asked.id, "room opened", by=by, now=now)


def close_room(asked: SurveyRound, *, by: Person, now: datetime) -> None:
    """The code does not work any more; who has begun goes on."""
    if asked.room_code:
        asked.room_code = asked.room_until = None
        record("survey round", asked.id, "room closed", by=by, now=now)


def take_seat(asked: SurveyRound, *, now: datetime) -> str:
    """A place in the room for somebody, without a name; the token of its link. Raises Refused where
    the code does not work any more, or far more have begun than were asked."""
    if not is_room_open(asked, now):
        raise Refused(_("This code does not work any more. Ask your trainer for a new one."))
    if queries.seats_in(asked.id) >= 2 * queries.asked_in(asked.id) + SPARE:
        raise Refused(_("Too many have begun here. Please tell your trainer."))
    name = uuid4().hex
    token = token_of(name)
    db.session.add(
        SurveyInvitation(
            round_id=asked.id,
            programme_id=asked.programme_id,
            moment=asked.moment,
            name=name,
            token_hash=hash_of(token),
        )
    )
    return token
