"""Two people do the same with one list at the same moment. Real processes, on both databases."""

import tempfile
import traceback
from multiprocessing import get_context

from sqlalchemy import select

from lms import clock
from lms.app import create_app
from lms.db import db
from lms.evidence.models import Scan, Signature
from lms.people.models import Change, Person
from tests.attendance.register import PRESENT, live
from tests.cast import NOW, person
from tests.crowd import SETTINGS
from tests.evidence import samples
from tests.evidence.paper import attached, printed
from tests.visitor import Visitor

ROUNDS = 6


def work(url, person_id, page, presses, gate, answers):
    """One process: signs in, opens the page of a list, and presses one button in each round."""
    clock.now = lambda: NOW
    told = []
    with tempfile.TemporaryDirectory(prefix="lms-paper-") as folder:
        app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, **SETTINGS)
        with app.app_context():
            try:
                visitor = Visitor(app).sign_in(db.session.get(Person, person_id)).visit(page)
                token = visitor.page.select_one("[name=csrf_token]")["value"]
                for address, typed in presses:
                    db.session.commit()  # and no lock of ours is in the other's way
                    gate.wait(60)
                    answer = visitor.send("POST", address, {"csrf_token": token} | typed)
                    told.append(answer.status_code)
            except Exception:
                told.append(traceback.format_exc())
            db.session.remove()
            db.engine.dispose()
    answers.put(told)


def at_once(url, page, *hands):
    """What each of two was answered, round by round; `hands`: (who, [(address, typed), ...])."""
    orders = [(url, who.id, page, presses) for who, presses in hands]
    db.session.commit()
    context = get_context("spawn")
    gate, answers = context.Barrier(len(orders)), context.Queue()
    started = [context.Process(target=work, args=(*order, gate, answers)) for order in orders]
    for hand in started:
        hand.start()
    try:
        told = [answers.get(timeout=120) for _hand in started]
    finally:
        for hand in started:
            hand.join(5)
            hand.kill()
    db.session.expire_all()
    return sorted(zip(*told, strict=True)) if len(told[0]) == len(told[1]) else told


def guests(world, count):
    """People of the same organisation, who are in no group here."""
    made = [person(f"G{n:02}", world.lea.organisation) for n in range(count)]
    db.session.add_all(made)
    db.session.commit()
    return made


def seat(sheet, who, row):
    return f"/sheets/{sheet.code}", {"do": "guest", "guest": who.code, "guest_row": str(row)}


def told_of(verb):
    return db.session.scalars(select(Change).where(Change.verb == verb)).all()


def test_guests_in_two_rows_have_both_their_row(world, database_url):
    sheet = printed(world.tonight, world.tara, empty_rows=2 * ROUNDS)
    came = guests(world, 2 * ROUNDS)
    rows = {str(row): who.id for row, who in enumerate(came, 3)}
    all_seats = [seat(sheet, who, row) for row, who in enumerate(came, 3)]
    hands = (world.tara, all_seats[::2]), (world.ema, all_seats[1::2])
    assert at_once(database_url, f"/sheets/{sheet.code}", *hands) == [(303, 303)] * ROUNDS
    assert sheet.guests == rows
    signed = set(db.session.scalars(select(Signature.person_id)))
    assert signed >= set(rows.values())
    assert len(told_of("guest on a list")) == 2 * ROUNDS


def test_of_two_guests_in_one_row_one_has_it(world, database_url):
    sheet = printed(world.tonight, world.tara, empty_rows=ROUNDS)
    came = guests(world, 2 * ROUNDS)
    pairs = list(enumerate(zip(came[::2], came[1::2], strict=True), 3))
    hands = [
        (by, [seat(sheet, pair[n], row) for row, pair in pairs])
        for n, by in enumerate((world.tara, world.ema))
    ]
    found = at_once(database_url, f"/sheets/{sheet.code}", *hands)
    assert {tuple(sorted(one)) for one in found} == {(303, 422)}
    assert len(sheet.guests) == ROUNDS
    seated = {who.id for who in came if live(world.tonight, who) == PRESENT}
    assert seated == set(sheet.guests.values())  # the other is on no register
    assert len(told_of("guest on a list")) == ROUNDS


def test_a_scan_that_two_withdraw_is_withdrawn_once(world, database_url):
    sheet = printed(world.tonight, world.tara)
    made = [attached(sheet, samples.picture("PNG", (n, 1)), world.tara) for n in range(1, ROUNDS)]
    presses = [(f"/scans/{one.id}/withdrawal", {}) for one in made]
    hands = (world.tara, presses), (world.ema, presses)
    found = at_once(database_url, f"/sheets/{sheet.code}", *hands)
    assert found == [(303, 303)] * len(made)
    assert db.session.scalars(select(Scan).where(Scan.withdrawn_at.is_(None))).all() == []
    assert len(told_of("scan withdrawn")) == len(made)
