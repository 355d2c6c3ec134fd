"""Two people at once: for the last place, for one task, and while the session moves or somebody
takes an offer back. Real processes, on both databases."""

import tempfile
import time
from datetime import timedelta
from multiprocessing import get_context

import pytest
from sqlalchemy import select, text

from lms.app import create_app
from lms.attendance.actions import offers as actions
from lms.attendance.actions import tasks_done
from lms.attendance.actions.changing import change
from lms.attendance.actions.columns import vars_of
from lms.attendance.actions.offers import What
from lms.attendance.models import MakeUp, MakeUpOffer, Session, SignUp, Status
from lms.attendance.queries import offers as queries
from lms.attendance.queries.register import register, session_with_rights
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.timetable import as_pairs
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person
from tests import cast
from tests.attendance.offers import absent, elsewhere
from tests.attendance.register import marked
from tests.cast import NOW
from tests.crowd import SETTINGS


def accept(offer_id, person_id):
    offer = queries.offer(offer_id)
    actions.accept(offer, "", by=offer.person, now=NOW)


def approve(offer_id, person_id):
    offer = queries.offer(offer_id)
    frame = frame_of(session_with_rights(offer.session_id, to_change=True))
    line, who = register(frame)[offer.person_id], db.session.get(Person, person_id)
    tasks_done.approve(offer, frame, line, 30, by=who, now=NOW)


def decline(offer_id, person_id):
    offer = queries.offer(offer_id)
    actions.decline(offer, "", by=offer.person, now=NOW)


def withdraw(offer_id, person_id):
    actions.withdraw(queries.offer(offer_id), by=db.session.get(Person, person_id), now=NOW)


def offer_it(missed_id, person_id):
    """The evening in group B, to Lea, for one more evening that she missed."""
    frame = frame_of(session_with_rights(missed_id, to_change=True))
    there = db.session.scalar(select(Session).filter_by(code="B-02"))
    (line,) = [line for line in register(frame).values() if line.who.code == "LEA"]
    by = db.session.get(Person, person_id)
    actions.offer(frame, [line], What(there), by=by, now=NOW)


WORK = {
    "accept": accept, "approve": approve, "decline": decline, "withdraw": withdraw,
    "offer": offer_it, "settle": lambda *_about: actions.settle(now=NOW),
}  # fmt: skip


def work(url, what, offer_id, person_id, gate, answers):
    with tempfile.TemporaryDirectory(prefix="lms-offers-") as folder:
        app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, **SETTINGS)
        gate.wait()
        with app.app_context():
            try:
                WORK[what](offer_id, person_id)
                db.session.commit()
                answers.put("done")
            except Refused as refusal:
                answers.put(str(refusal))
            except Exception as error:
                answers.put(repr(error))
            db.session.remove()
            db.engine.dispose()


def at_once(url, what, pairs):
    """What each of these (offer, who does it) was answered."""
    db.session.commit()
    context = get_context("spawn")
    gate, answers = context.Barrier(len(pairs)), context.Queue()
    hands = [context.Process(target=work, args=(url, what, *pair, gate, answers)) for pair in pairs]
    for hand in hands:
        hand.start()
    try:
        return sorted(answers.get(timeout=90) for _hand in hands)
    finally:
        for hand in hands:
            hand.join(5)
            hand.kill()


def meanwhile(url, what, *about):
    """What somebody is answered who comes while we are in the middle of something, which is
    committed when they wait for us (or have not had to)."""
    context = get_context("spawn")
    gate, answers = context.Barrier(2), context.Queue()
    hand = context.Process(target=work, args=(url, what, *about, gate, answers))
    hand.start()
    try:
        gate.wait(60)
        while answers.empty() and not somebody_waits():
            time.sleep(0.05)
        yield
        db.session.commit()
        yield answers.get(timeout=90)
    finally:
        hand.join(5)
        hand.kill()


def somebody_waits():
    """SQLite has one writer: who comes waits at its door, and holds nothing yet."""
    if db.engine.dialect.name == "sqlite":
        return True
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    with db.engine.connect() as connection:
        return connection.scalar(text(f"{waits} AND wait_event_type = 'Lock'"))


def offer(world, who, **values):
    made = MakeUpOffer(session=world.tonight, person=who, offered_by=world.tara, offered_at=NOW)
    made.state = "offered"
    for name, value in values.items():
        setattr(made, name, value)
    db.session.add(made)
    db.session.commit()
    return made.id


def test_of_two_who_say_yes_to_the_last_place_one_has_it(world, database_url):
    absent(world, world.lea, world.lou)
    world.b.capacity = 2  # Bo has one
    there = elsewhere(world)
    pairs = [
        (offer(world, who, kind="session", to_session=there), who.id)
        for who in (world.lea, world.lou)
    ]
    found = at_once(database_url, "accept", pairs)
    assert found == ["This session is full now. Ask your trainer for another one; the offer stays.",
                     "done"]  # fmt: skip
    db.session.expire_all()
    states = db.session.scalars(select(MakeUpOffer.state).order_by(MakeUpOffer.state)).all()
    assert states == ["accepted", "offered"]
    assert db.session.query(SignUp).filter_by(state="booked").count() == 1


def test_a_task_that_two_approve_at_once_is_approved_once(world, database_url):
    absent(world, world.lea)
    task = offer(world, world.lea, kind="task", task="Read", minutes=30)
    found = at_once(database_url, "approve", [(task, world.tara.id), (task, world.ema.id)])
    assert found == ["This offer is settled already. Reload the page and look.", "done"]
    db.session.expire_all()
    assert db.session.scalars(select(MakeUp.minutes)).all() == [30]


@pytest.mark.parametrize(
    ("what", "before", "state", "place"),
    [
        ("accept", "offered", "accepted", "booked"),
        ("decline", "accepted", "declined", "withdrawn"),
        ("withdraw", "accepted", "withdrawn", "withdrawn"),
    ],
)
def test_who_answers_while_the_session_moves_answers_for_its_new_date(
    world, database_url, what, before, state, place
):
    absent(world, world.lea)
    there = elsewhere(world)
    made = offer(world, world.lea, kind="session", to_session=there, state=before)
    if before == "accepted":
        db.session.add(SignUp(session=there, person=world.lea, state="booked", since=NOW))
        db.session.commit()
    moving = session_with_rights(there.id, to_change=True)
    steps = meanwhile(database_url, what, made, world.lea.id)
    next(steps)
    day = moving.day + timedelta(days=7)
    values = {"day": day, "breaks": as_pairs(moving.breaks)}
    new = change(moving, vars_of(moving) | values, by=world.sam, now=NOW).session
    assert next(steps) == "done"
    db.session.expire_all()
    found = db.session.get(MakeUpOffer, made)
    assert (found.to_session.day, found.state) == (day, state)
    places = db.session.execute(select(SignUp.session_id, SignUp.state)).all()
    assert places == [(new.id, place)]


def test_one_session_is_not_offered_twice_by_two_at_once(world, database_url):
    other = cast.session(world.a, "A-00", cast.THURSDAY - timedelta(days=7), world.digital)
    db.session.add(other)
    absent(world, world.lea)
    marked(other, world.lea, None)
    elsewhere(world)
    offer_it(world.tonight.id, world.tara.id)
    steps = meanwhile(database_url, "offer", other.id, world.ema.id)
    next(steps)
    assert next(steps) == "This session is offered to Lea already."
    assert db.session.query(MakeUpOffer).count() == 1


def test_what_is_taken_back_while_it_is_settled_stays_taken_back(app, world, database_url):
    """On SQLite the worker waits for its turn; on PostgreSQL it leaves this one to the next."""
    absent(world, world.lea)
    there = elsewhere(world, status=Status.HELD)
    made = offer(world, world.lea, kind="session", to_session=there)
    marked(there, world.lea, "17:00", "20:15")
    withdraw(made, world.tara.id)
    steps = meanwhile(database_url, "settle", made, world.tara.id)
    next(steps)
    assert next(steps) == "done"
    db.session.expire_all()
    assert db.session.get(MakeUpOffer, made).state == "withdrawn"
