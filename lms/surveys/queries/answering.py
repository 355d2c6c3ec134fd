"""What somebody may answer: by the link, in the room, signed in."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.db import db
from lms.surveys.models import (
    SurveyAnswer,
    SurveyDraft,
    SurveyInvitation,
    SurveyRound,
    SurveyVersion,
)
from lms.surveys.rules import draft_key, hash_of, token_of
from lms.ways import Who

WHOLE = (
    joinedload(SurveyInvitation.round).joinedload(SurveyRound.version),
    joinedload(SurveyInvitation.round).joinedload(SurveyRound.programme),
    joinedload(SurveyInvitation.person),
)
MOST_WAITING = 3


def invitation(token: str) -> SurveyInvitation | None:
    """The invitation whose link this is."""
    named = select(SurveyInvitation).where(SurveyInvitation.token_hash == hash_of(token))
    return db.session.scalar(named.options(*WHOLE))


def own(name: str, person_id: int) -> SurveyInvitation | None:
    """A person's own invitation."""
    mine = select(SurveyInvitation).filter_by(name=name, person_id=person_id)
    return db.session.scalar(mine)


def asked(who: Who) -> Select:
    """What somebody may still answer: name, title, closes_at."""
    title = SurveyVersion.content["title"].label("title")
    rows = select(SurveyInvitation.name, title, SurveyRound.closes_at)
    return _waiting(rows.join(SurveyInvitation.round).join(SurveyRound.version), who.id, who.now)


def _waiting(rows: Select, person_id: Any, now: Any) -> Select:
    """What closes first before the others; a few at most."""
    mine = rows.where(
        SurveyInvitation.person_id == person_id,
        SurveyInvitation.answered.is_(False),
        SurveyRound.closes_at > now,
    )
    return mine.order_by(SurveyRound.closes_at, SurveyInvitation.id).limit(MOST_WAITING)


def waiting_for(person_id: int, now: datetime) -> list[SurveyInvitation]:
    """What a person may still answer."""
    rows = select(SurveyInvitation).join(SurveyInvitation.round)
    mine = _waiting(rows, person_id, now)
    with_title = contains_eager(SurveyInvitation.round).joinedload(SurveyRound.version)
    return list(db.session.scalars(mine.options(with_title)))


def hold(invitation: SurveyInvitation, *, alone: bool) -> None:
    """Nobody else answers with this link until the commit, and the round stays open as long as it
    is now; `alone`: nobody else sends an answer of the round meanwhile. Both are as the database
    has them now. (The round before the invitation, as who asks does it.)"""
    how = {"key_share": True} if alone else {"read": True}
    db.session.refresh(invitation.round, ["closes_at"], with_for_update=how)
    db.session.refresh(invitation, ["answered"], with_for_update={"key_share": True})


def draft(token: str) -> SurveyDraft | None:
    """The answers that were given with this link and are not sent yet, as the database has them."""
    return db.session.get(SurveyDraft, draft_key(token), populate_existing=True)


def tokens_waiting(round_id: int) -> list[str]:
    """The links of a round that can be answered: in it and in the room."""
    names = select(SurveyInvitation.name).where(
        SurveyInvitation.round_id == round_id, SurveyInvitation.answered.is_(False)
    )
    return [token_of(name) for name in db.session.scalars(names)]


def answers_of(token: str) -> dict[str, Any]:
    found = draft(token)
    return dict(found.answers) if found else {}


def room(code: str) -> SurveyRound | None:
    """The round whose code is on a trainer's screen."""
    named = select(SurveyRound).where(SurveyRound.room_code == code.strip().upper())
    whole = joinedload(SurveyRound.version), joinedload(SurveyRound.programme)
    return db.session.scalar(named.options(*whole, joinedload(SurveyRound.group)))


def seats_in(round_id: int) -> int:
    """How many have begun in the room."""
    taken = select(func.count()).select_from(SurveyInvitation)
    taken = taken.where(SurveyInvitation.round_id == round_id, SurveyInvitation.person_id.is_(None))
    return db.session.scalar(taken) or 0


def asked_in(round_id: int) -> int:
    """How many people were asked in a round."""
    asked = select(func.count()).select_from(SurveyInvitation)
    asked = asked.where(
        SurveyInvitation.round_id == round_id, SurveyInvitation.person_id.is_not(None)
    )
    return db.session.scalar(asked) or 0


def answers_in(round_id: int) -> int:
    """How many answers a round has."""
    counted = select(func.count()).select_from(SurveyAnswer)
    return db.session.scalar(counted.where(SurveyAnswer.round_id == round_id)) or 0
