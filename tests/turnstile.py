"""A turnstile: a whole room checks in at once, each person on two processes, by the pages that a
phone opens: the square, the page it leads to, and the button on it.
"""

import re
import tempfile
import time
import traceback
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import func, select

from lms import clock
from lms.app import create_app
from lms.attendance.models import CheckIn, Mark
from lms.attendance.rules.check_in import codes_now
from lms.db import db
from tests.crowd import SETTINGS, at_once

EVENING = datetime.fromisoformat("2022-03-24T17:05:40+01:00")  # a session is on, from 17:00
PEOPLE, SECONDS, PROCESSES = 60, 10, 2
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Through(NamedTuple):
    """What came of it: taps that were answered well, errors, and the time it took."""

    taps: int
    errors: list[str]
    seconds: float


class Order(NamedTuple):
    """What one process is to do: which database, which session, who (their keys for a cookie)."""

    url: str
    uid: str
    people: list[str]
    seed: int


def tap(app: Any, uid: str, key: str) -> None:
    """One person with one phone."""
    phone = app.test_client()
    with phone.session_transaction() as kept:
        kept.update(_user_id=key, door="card", seen=int(EVENING.timestamp()))
    code = codes_now(SETTINGS["SECRET_KEY"], uid, EVENING)[0]
    there = phone.get(f"/here/{uid}/{code.token}").location
    token = TOKEN.findall(phone.get(there).text)[0]
    answer = phone.post(there, data={"csrf_token": token, "do": "come"})
    if answer.status_code != 303:
        raise RuntimeError(f"{answer.status}: {answer.text[-900:]}")


def work(order: Order, gate: Any, answers: Any) -> None:
    """One process: waits for the other, then lets everybody in, in an order of its own."""
    clock.now = lambda: EVENING
    people, errors = list(order.people), []
    Random(order.seed).shuffle(people)
    with tempfile.TemporaryDirectory(prefix="lms-turnstile-") as folder:
        app = create_app(SQLALCHEMY_DATABASE_URI=order.url, INSTANCE=folder, **SETTINGS)
        gate.wait()
        start = time.perf_counter()
        for key in people:
            try:
                tap(app, order.uid, key)
            except Exception:
                errors.append(traceback.format_exc())
        seconds = time.perf_counter() - start
        with app.app_context():
            db.engine.dispose()
    answers.put(Through(len(people) - len(errors), errors, seconds))


def through(url: str, uid: str, people: list[str]) -> Through:
    """Lets everybody tap twice, once on each process, at once."""
    found: list[Through] = at_once(
        work, [Order(url, uid, people, seed) for seed in range(PROCESSES)]
    )
    errors = [error for one in found for error in one.errors]
    return Through(sum(one.taps for one in found), errors, max(one.seconds for one in found))


def kept(session_id: int) -> tuple[int, int, int]:
    """People who are in, presences, and check-ins, as the database has them now."""
    live = select(func.count(Mark.person_id.distinct()), func.count()).where(
        Mark.session_id == session_id, Mark.withdrawn_at.is_(None)
    )
    people, presences = db.session.execute(live).one()
    rows = select(func.count()).select_from(CheckIn).where(CheckIn.session_id == session_id)
    return people, presences, db.session.scalar(rows) or 0
