"""An answer is taken back and answered, or begun twice, at the same moment. Real processes, on both
databases."""

import tempfile
import traceback
from typing import NamedTuple

from sqlalchemy import select

from lms import clock
from lms.app import create_app
from lms.coursework.models import TaskAnswer
from lms.db import db
from lms.people.models import Person
from tests.cast import NOW
from tests.crowd import SETTINGS, at_once
from tests.visitor import Visitor

ROUNDS = 8


class Order(NamedTuple):
    """Who presses what in one process: (address, what is typed), one a round."""

    url: str  # of the database
    person: int
    presses: list[tuple[str, dict]]
    place: int  # in the answer of `pressed`


def work(order, gate, answers):
    clock.now = lambda: NOW
    told = []
    with tempfile.TemporaryDirectory(prefix="lms-answers-") as folder:
        settings = SETTINGS | {"WTF_CSRF_ENABLED": False}
        app = create_app(SQLALCHEMY_DATABASE_URI=order.url, INSTANCE=folder, **settings)
        with app.app_context():
            try:
                visitor = Visitor(app).sign_in(db.session.get(Person, order.person))
                for address, typed in order.presses:
                    db.session.commit()
                    gate.wait(60)
                    told.append(visitor.send("POST", address, typed).status_code)
            except Exception:
                told.append(traceback.format_exc())
            db.session.remove()
            db.engine.dispose()
    answers.put((order.place, told))


def pressed(url, *hands):
    """What each was answered, round by round; `hands`: (who, [(address, typed), ...])."""
    orders = [Order(url, who.id, presses, place) for place, (who, presses) in enumerate(hands)]
    told = dict(at_once(work, orders))
    db.session.expire_all()
    return list(zip(*(told[place] for place in sorted(told)), strict=True))


def test_an_answer_is_never_both_taken_back_and_responded_to(cities, database_url):
    about = {"person": cities.olga, "lesson": cities.lesson, "group": cities.c, "text": "Six."}
    made = [
        TaskAnswer(**about, task=f"t{n}", changed_at=NOW, handed_in_at=NOW) for n in range(ROUNDS)
    ]
    db.session.add_all(made)
    db.session.commit()
    backs = [(f"/lessons/{cities.lesson.id}/tasks/{one.task}/return", {}) for one in made]
    word = {"text": "Good.", "verdict": "done"}
    says = [(f"/tasks/answers/{one.id}/feedback", word) for one in made]
    told = pressed(database_url, (cities.olga, backs), (cities.tina, says))
    for answer, (back, said) in zip(made, told, strict=True):
        taken = answer.handed_in_at is None
        assert taken != bool(answer.feedback), told
        assert (back == 303, said == 303) == (taken, not taken), told
        assert {back, said} <= {303, 403, 409}, told


def test_an_answer_that_is_begun_twice_at_once_is_one(cities, database_url):
    pages = [f"/lessons/{cities.lesson.id}/tasks/{key}" for key in ("memorandum", "first-signal")]
    hands = [
        (cities.olga, [(page, {"text": words, "seen": ""}) for page in pages])
        for words in ("At the desk.", "On the phone.")
    ]
    told = pressed(database_url, *hands)
    assert [tuple(sorted(one)) for one in told] == [(303, 422)] * 2
    assert len(db.session.scalars(select(TaskAnswer)).all()) == 2
