"""Two windows answer by one link, two places of a room send, at the same moment. Real processes,
on both databases."""

import tempfile
import traceback
from typing import NamedTuple

from lms.app import create_app
from lms.db import db
from lms.errors import Refused
from lms.surveys import actions, queries
from lms.surveys.instruments import read
from lms.surveys.models import SurveyAnswer, SurveyDraft, SurveyInvitation
from lms.surveys.rules import hash_of, token_of
from tests.cast import NOW
from tests.crowd import SETTINGS, at_once
from tests.surveys.asked import ask_somebody, round_in
from tests.surveys.test_results import learners

KEY = {"SECRET_KEY": "crowd"}
SAID = {"liked": "3", "understood": "2", "welcome": "3", "helped": "yes", "can": ["phone"]}


class Order(NamedTuple):
    """What one window does: (link, question or "send"), one after the other, with the others."""

    url: str  # of the database
    steps: list[tuple[str, str]]


def work(order, gate, answers):
    told = []
    with tempfile.TemporaryDirectory(prefix="lms-surveys-") as folder:
        app = create_app(SQLALCHEMY_DATABASE_URI=order.url, INSTANCE=folder, **SETTINGS)
        for token, what in order.steps:
            gate.wait(60)
            with app.app_context():
                try:
                    step(token, what)
                    db.session.commit()
                    told.append("done")
                except Refused:
                    told.append("refused")
                except Exception:
                    told.append(traceback.format_exc())
        with app.app_context():
            db.engine.dispose()
    answers.put(told)


def step(token, what):
    """As the views do it: the invitation is read first, then changed."""
    invitation = queries.invitation(token)
    instrument = read(invitation.round.version.content)
    if what == "send":
        queries.answers_of(token)
        actions.send(invitation, token, instrument, now=NOW)
    else:
        actions.keep(invitation, token, instrument.question(what), SAID[what], now=NOW)


def at_the_same_moment(url, *hands):
    told = at_once(work, [Order(url, list(steps)) for steps in hands])
    db.session.expire_all()
    assert {one for each in told for one in each} <= {"done", "refused"}, told
    return [one for each in told for one in each]


def waiting(world, count):
    """Links of so many people of a round that is open."""
    asked = round_in(world, closed=False)
    rows = [ask_somebody(asked, one) for one in learners(world, count)]
    return asked, [token_of(row.name) for row in rows]


def linked(asked):
    """The hashes of the links, as the processes know them."""
    for row in db.session.scalars(db.select(SurveyInvitation).filter_by(round_id=asked.id)):
        row.token_hash = hash_of(token_of(row.name))
    db.session.commit()


def test_two_windows_lose_no_answer(world, database_url, app):
    app.config.update(KEY)
    asked, tokens = waiting(world, 6)
    linked(asked)
    first = [(one, key) for one in tokens for key in ("liked", "understood", "can")]
    second = [(one, key) for one in tokens for key in ("helped", "welcome", "helped")]
    told = at_the_same_moment(database_url, first, second)
    assert {*told} == {"done"}
    kept = db.session.scalars(db.select(SurveyDraft)).all()
    assert [one.answers for one in kept] == [SAID] * 6


def test_nothing_is_left_of_an_answer_that_comes_as_all_are_sent(world, database_url, app):
    app.config.update(KEY)
    asked, tokens = waiting(world, 8)
    linked(asked)
    at_the_same_moment(
        database_url, [(one, "liked") for one in tokens], [(one, "send") for one in tokens]
    )
    assert db.session.scalars(db.select(SurveyDraft)).all() == []
    assert len(db.session.scalars(db.select(SurveyAnswer)).all()) == 8


def test_two_places_of_a_room_never_send_more_than_were_asked(world, database_url, app):
    app.config.update(KEY)
    asked = round_in(world, closed=False)
    people = learners(world, 5)
    for one in people:
        ask_somebody(asked, one)
    seats = [token_of(ask_somebody(asked).name) for _one in range(10)]
    linked(asked)
    told = at_the_same_moment(
        database_url, [(one, "send") for one in seats[:5]], [(one, "send") for one in seats[5:]]
    )
    assert sorted(told) == ["done"] * 5 + ["refused"] * 5
    assert len(db.session.scalars(db.select(SurveyAnswer)).all()) == 5
