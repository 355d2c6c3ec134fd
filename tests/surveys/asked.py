"""Programmes that ask, in the tests."""

from datetime import timedelta
from uuid import uuid4

from lms.db import db
from lms.surveys import actions, queries
from lms.surveys.actions import Wish
from lms.surveys.models import SurveyAnswer, SurveyInvitation, SurveyRound
from lms.surveys.rules import token_of
from tests.cast import NOW

BEFORE = NOW - timedelta(days=300)


def asks(world, moment="end", **wish):
    """The Jesenice programme sends the survey of the product for learners, since long ago."""
    chosen = {
        "survey": f"{moment}-learners", "anonymous": True, "audience": "all", "months": 3,
        "open_days": 21, "reminders": 1,
    } | wish  # fmt: skip
    setting = actions.change_setting(world.local, moment, Wish(**chosen), by=world.ema, now=BEFORE)
    db.session.commit()
    return setting or queries.setting_of(world.local.id, moment)


def invited(person, now=NOW):
    """The invitation of somebody."""
    db.session.expire_all()
    return db.session.scalars(db.select(SurveyInvitation).filter_by(person_id=person.id)).one()


def link(person):
    return f"/s/{token_of(invited(person).name)}"


def answered(asked, count, /, *, person=None, at=None, **said):
    """So many answers of a round, each the same."""
    for _one in range(count):
        answer = SurveyAnswer(round_id=asked.id, answers=said, at=at)
        answer.person_id = person and person.id
        db.session.add(answer)
    db.session.flush()


def round_in(world, group=None, *, anonymous=True, closed=True, number=1, setting=None):
    """A round of a group, with nobody in it yet."""
    setting = setting or asks(world, anonymous=anonymous)
    version = setting.survey.version
    made = SurveyRound(
        programme_id=world.local.id, group=group or world.a, moment="end", number=number,
        version_id=version.id, anonymous=anonymous, reminders=1, opened_at=NOW - timedelta(days=30),
        closes_at=NOW - timedelta(days=1) if closed else NOW + timedelta(days=20),
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made


def ask_somebody(asked, person=None, *, answered=False, name=None):
    """An invitation of a round."""
    name = name or uuid4().hex
    row = SurveyInvitation(
        round_id=asked.id, programme_id=asked.programme_id, moment=asked.moment,
        person_id=person and person.id, name=name, token_hash=f"hash {name}", answered=answered,
        told=1, told_at=NOW,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    return row
