"""Two people at once: for the last place, and for one task. Real processes, on both databases."""

import tempfile
from multiprocessing import get_context

from sqlalchemy import select

from lms.app import create_app
from lms.attendance.actions import offers as actions
from lms.attendance.actions import tasks_done
from lms.attendance.models import MakeUp, MakeUpOffer, SignUp
from lms.attendance.queries import offers as queries
from lms.attendance.queries.register import register, session_with_rights
from lms.attendance.rules.lines import frame_of
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person
from tests.attendance.offers import absent, elsewhere
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


WORK = {"accept": accept, "approve": approve}


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
