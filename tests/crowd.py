"""A crowd: real processes that sign up, wait, take and leave at once; and the replay of what was
recorded, which shows that at no committed moment there were too many, and that nobody jumped the
queue. The clocks of the processes are a day apart, so that offers end while others are answered.
"""

import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from multiprocessing import get_context
from random import Random
from typing import Any, NamedTuple

from lms import clock
from lms.app import create_app
from lms.attendance.actions import sign_ups
from lms.attendance.models import Session
from lms.courses import actions as courses
from lms.courses import queries
from lms.courses.models import Group, State
from lms.db import db
from lms.errors import Refused
from lms.exchange import actions as exchange
from lms.exchange.models import Activity
from lms.people.models import Person
from tests.cast import NOW

PLACES, PEOPLE, PATIENCE = 20, 200, 60_000
MINUTES_APART = 40  # the clocks of two processes; for all of them it is the same evening
SETTINGS = {
    "SECRET_KEY": "crowd",
    "QUEUE_URL": "off",
    "DIGEST_MINUTES": 0,
    "QUIET_HOURS": "",
    "DATABASE_PATIENCE_MS": PATIENCE,  # the machine may be busy with other things
}


class Came(NamedTuple):
    """What was done: steps, refusals by their words, errors, and the time it took."""

    steps: int
    refused: Counter
    errors: list[str]
    seconds: float


class Order(NamedTuple):
    """What one process is to do: which database, for what, with whom."""

    url: str
    what: str  # a key of WORK
    thing: int
    people: list[int]
    seed: int
    minutes: int  # its clock is ahead by these


def come(session: Session, person: Person, now: Any) -> None:
    sign_ups.sign_up(session, person, by=person, now=now)


def go(session: Session, person: Person, now: Any) -> None:
    sign_ups.withdraw(session, person, by=person, now=now)


def take(session: Session, person: Person, now: Any) -> None:
    sign_ups.accept(session, person, by=person, now=now)


def come_in(group: Group, person: Person, now: Any) -> None:
    courses.join(group, person, now=now)


def go_out(group: Group, person: Person, now: Any) -> None:
    """Ends the place, or the waiting for one."""
    enrolment = queries.enrolment(person.id, group.programme_id)
    if enrolment is None:
        raise Refused("never came")
    today = clock.today(group.zone, now)
    if enrolment.state in queries.WAITING:
        courses.take_back(enrolment, by=person, now=now)
    elif place := queries.membership_on(person.id, group.programme_id, today):
        last = min(today, max(place.starts_on, today - timedelta(days=1)))
        courses.end(place, last, State.WITHDRAWN, by=None, now=now)
    else:
        raise Refused("has no place today")


def take_in(group: Group, person: Person, now: Any) -> None:
    if enrolment := queries.enrolment(person.id, group.programme_id):
        courses.accept(enrolment, by=person, now=now)


def register(activity: Activity, person: Person, now: Any) -> None:
    exchange.join(activity, person, now=now)


def cannot_come(activity: Activity, person: Person, now: Any) -> None:
    exchange.leave(activity, person, by=person, now=now)


WORK: dict[str, tuple[type, dict[str, Callable]]] = {
    "session": (Session, {"come": come, "go": go, "take": take}),
    "group": (Group, {"come": come_in, "go": go_out, "take": take_in}),
    "activity": (Activity, {"come": register, "go": cannot_come, "take": register}),
}


def plan(order: Order) -> list[tuple[int, str]]:
    """Everybody comes, and does one thing more, in an order that the seed decides. (Some answer
    before they have come: they are refused.)"""
    chance = Random(order.seed)
    moves = [(chance.random(), person, "come") for person in order.people]
    more = ("go", "go", "take", "come")
    moves += [(0.3 + chance.random(), one, chance.choice(more)) for one in order.people]
    return [(person, move) for _when, person, move in sorted(moves)]


def work(order: Order, gate: Any, answers: Any) -> None:
    """One process: waits for the others, then does what was planned, one transaction each."""
    came = Came(0, Counter(), [], 0)
    with tempfile.TemporaryDirectory(prefix="lms-crowd-") as folder:
        app = create_app(SQLALCHEMY_DATABASE_URI=order.url, INSTANCE=folder, **SETTINGS)
        table, moves = WORK[order.what]
        gate.wait()
        start = time.perf_counter()
        for person, move in plan(order):
            with app.app_context():
                try:
                    thing, who = db.session.get(table, order.thing), db.session.get(Person, person)
                    moves[move](thing, who, NOW + timedelta(minutes=order.minutes))
                    db.session.commit()
                except Refused as refusal:
                    came.refused[str(refusal)] += 1
                except Exception:
                    came.errors.append(traceback.format_exc())
                came = came._replace(steps=came.steps + 1)
        seconds = time.perf_counter() - start
        with app.app_context():
            db.engine.dispose()
    answers.put(came._replace(seconds=seconds))


def at_once(work: Callable, orders: Sequence[Any], patience: int = 120) -> list[Any]:
    """One process for each order, which waits at a gate for the others; answers what each has
    done."""
    db.session.commit()  # what was arranged; and our own transaction holds no lock
    context = get_context("spawn")
    gate, answers = context.Barrier(len(orders)), context.Queue()
    hands = [context.Process(target=work, args=(order, gate, answers)) for order in orders]
    for hand in hands:
        hand.start()
    try:
        return [answers.get(timeout=patience) for _hand in hands]
    finally:
        for hand in hands:
            hand.join(5)
            hand.kill()


def all_at_once(url: str, what: str, thing: int, people: list[int], processes: int = 3) -> Came:
    """Lets a crowd come at once; answers what all of them have done."""
    orders = [
        Order(url, what, thing, people[n::processes], seed=n, minutes=MINUTES_APART * n)
        for n in range(processes)
    ]
    found: list[Came] = at_once(work, orders)
    refused = sum((one.refused for one in found), Counter())
    errors = [error for one in found for error in one.errors]
    seconds = max(one.seconds for one in found)
    return Came(sum(one.steps for one in found), refused, errors, seconds)


GETS = ("booked", "offered", "enrolled")
STEPS = {  # what the history of places and of enrolments calls them
    "waiting": "waits", "waitlisted": "waits", "offered": "given", "accepted": "accepted",
    "booked": "booked", "enrolled": "booked", "withdrawn": "left", "declined": "left",
    "offer declined": "left", "offer ended": "left",
}  # fmt: skip


class Replay:
    """The places again, from the history: each step must have been right when it was taken."""

    def __init__(self, places: int, has: Iterable[str] = ()) -> None:
        self.places = places
        self.has, self.offered = set(has), set()
        self.line: list[str] = []
        self.passed: set[str] = set()

    def step(self, who: str, verb: str) -> None:
        if verb == "passed over":
            assert who in self.line
            self.passed.add(who)
            return
        if verb not in GETS:
            self.passed.clear()
        getattr(self, STEPS[verb])(who)
        assert len(self.has) + len(self.offered) <= self.places, f"oversold to {who}"
        assert not self.has & self.offered
        assert not {*self.line} & (self.has | self.offered)

    def first(self, who: str) -> None:
        """Whoever gets a place: everybody before them was passed over with a reason."""
        assert who not in self.has | self.offered
        before = self.line[: self.line.index(who)] if who in self.line else self.line
        assert {*before} <= self.passed, f"{who} jumped the queue: {before}"
        if who in self.line:
            self.line.remove(who)

    def booked(self, who: str) -> None:
        if who in self.offered:  # it was kept for them
            return self.accepted(who)
        self.first(who)
        self.has.add(who)
        return None

    def given(self, who: str) -> None:
        self.first(who)
        self.offered.add(who)

    def accepted(self, who: str) -> None:
        self.offered.remove(who)
        self.has.add(who)

    def waits(self, who: str) -> None:
        assert who not in self.line
        self.line.append(who)

    def left(self, who: str) -> None:
        assert who in self.has or who in self.offered or who in self.line
        self.has.discard(who)
        self.offered.discard(who)
        if who in self.line:
            self.line.remove(who)

    def refuse_empty(self) -> None:
        """As many have a place as can: all of them, or all who want one."""
        taken = len(self.has) + len(self.offered)
        assert taken == min(self.places, taken + len(self.line)), f"only {taken} places are taken"
