"""What a phone sends that was without network: each mark once, and no difference overwritten."""

from datetime import timedelta
from multiprocessing import get_context
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms import clock
from lms.app import create_app
from lms.attendance.actions import sending
from lms.attendance.models import Mark, SentMark, Status
from lms.attendance.queries import register as queries
from lms.attendance.rules.lines import State, Typed, frame_of
from lms.attendance.rules.sending import OLDEST, Sent, made_at, sent_along
from lms.db import db
from lms.people.models import Person
from tests.attendance.register import ABSENT, PRESENT, address, fill, live, said, save, tap
from tests.cast import NOW
from tests.crowd import SETTINGS
from tests.queries import count_queries
from tests.visitor import Visitor

FACTS = {"Accept": "application/json"}
CLOCK = 1_648_150_200_000  # the phone's, in milliseconds; whatever it says


@pytest.fixture
def tara(app, world):
    return Visitor(app).sign_in(world.tara).visit(address(world.tonight))


@pytest.fixture
def ema(app, world):
    return Visitor(app).sign_in(world.ema).visit(address(world.tonight))


def made(minutes=30, key=None):
    """The fields of a mark that was made so many minutes before it is sent."""
    return {"key": key or str(uuid4()), "at": str(CLOCK - minutes * 60_000)}


def send(visitor, world, **fields):
    """What the script sends from any page; what it is answered."""
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    form = {"csrf_token": token, "clock": str(CLOCK)} | fields
    return visitor.send("POST", address(world.tonight), form, FACTS)


def lea_is(world, mark, minutes=30, key=None, **typed):
    return said(world.lea, mark=mark, was="||", **made(minutes, key), **typed)


def test_a_mark_is_taken_with_the_time_at_which_it_was_made(tara, world):
    fields = lea_is(world, "present")
    answer = send(tara, world, **fields)
    assert answer.status_code == 200
    key = fields[f"key-{world.lea.id}"]
    assert answer.json == {"kept": [key], "asked": {}, "wrong": {}}
    assert live(world.tonight, world.lea) == PRESENT
    row = db.session.scalars(select(SentMark)).one()
    assert (row.made_at, row.received_at) == (NOW - timedelta(minutes=30), NOW)
    tara.visit(address(world.tonight))
    words = "Marked by Tara at 20:00 without network, sent at 20:30."
    assert words in tara.text(f"#line_{world.lea.id}")


def test_an_answer_that_was_lost_changes_nothing_when_the_mark_comes_again(tara, ema, world):
    fields = lea_is(world, "present")
    first = send(tara, world, **fields)
    ema.visit(address(world.tonight))
    save(ema, 409, **said(world.lea, mark="absent"), **{f"was-{world.lea.id}": "||"})
    ema.press("register", "Change to: absent")
    again = send(tara, world, **fields)
    assert again.json == first.json
    assert live(world.tonight, world.lea) == ABSENT  # Ema's later word stays, and nobody is asked
    assert db.session.query(SentMark).count() == 1


def test_with_htmx_a_key_is_known_too(app, world):
    tara = Visitor(app, htmx=True).sign_in(world.tara).visit(address(world.tonight))
    tap(tara, **lea_is(world, "present"), clock=str(CLOCK))
    assert db.session.query(SentMark).count() == 1


def test_a_difference_is_asked_about_and_never_overwritten(tara, ema, world):
    save(ema, **said(world.lea, mark="absent"))
    fields = lea_is(world, "present")
    lou = said(world.lou, mark="present", was="||", **made())
    answer = send(tara, world, **fields, **lou)
    key = fields[f"key-{world.lea.id}"]
    assert answer.json["asked"] == {key: "Already marked absent at 20:30 by Ema. Keep which?"}
    assert answer.json["kept"] == [lou[f"key-{world.lou.id}"]]  # it does not hold up the others
    assert live(world.tonight, world.lea) == ABSENT
    tap(tara, 409, **fields, clock=str(CLOCK))  # on the page: both values, names and times
    words = tara.text(f"#said_{world.lea.id}")
    assert "Already marked absent at 20:30 by Ema. Keep which?" in words
    assert "You marked present at 20:00." in words
    tara.press("register", "Change to: present")
    assert live(world.tonight, world.lea) == PRESENT


def test_ones_own_later_mark_on_another_device_is_asked_about(tara, app, world, monkeypatch):
    other = Visitor(app).sign_in(world.tara).visit(address(world.tonight))
    save(other, **said(world.lea, mark="absent"))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=10))
    answer = send(tara, world, **lea_is(world, "present", minutes=30))
    (question,) = answer.json["asked"].values()
    assert "Already marked absent at 20:30 by Tara" in question
    later = send(tara, world, **lea_is(world, "present", minutes=5))
    assert later.json["asked"] == {}
    assert live(world.tonight, world.lea) == PRESENT


@pytest.mark.parametrize("how", ["cancelled", "sealed", "locked"])
def test_a_register_that_was_closed_meanwhile_says_so_and_nothing_is_written(
    tara, world, monkeypatch, how
):
    if how == "cancelled":
        world.tonight.status = Status.CANCELLED
    elif how == "sealed":
        world.tonight.sealed_at = NOW
    else:
        later = NOW + timedelta(days=40)
        monkeypatch.setattr(clock, "now", lambda: later)
        tara.sign_in(world.tara).visit("/account")
    db.session.commit()
    answer = send(tara, world, **lea_is(world, "present"))
    assert answer.status_code == 409
    assert answer.json["words"].endswith((".", "2022."))
    assert db.session.query(SentMark).count() == 0
    assert live(world.tonight, world.lea) == []


def test_who_is_not_on_the_register_any_more_is_said(tara, world):
    world.memberships[0].ends_on = world.tonight.day - timedelta(days=1)
    fields = lea_is(world, "present")
    key = fields[f"key-{world.lea.id}"]
    words = "This person is not on the register any more."
    assert send(tara, world, **fields).json["wrong"] == {key: words}


def test_what_cannot_be_is_said_in_words(tara, world):
    fields = lea_is(world, "part", came="19:00", left="18:00")
    answer = send(tara, world, **fields)
    assert "Nobody leaves before they come" in answer.json["wrong"][fields[f"key-{world.lea.id}"]]
    assert db.session.query(SentMark).count() == 0


def test_a_key_of_somebody_else_takes_nothing(tara, ema, world):
    key = str(uuid4())
    send(tara, world, **lea_is(world, "present", key=key))
    lou = said(world.lou, mark="present", was="||", **made(key=key))
    assert send(ema, world, **lou).status_code == 409
    assert live(world.tonight, world.lou) == []


@pytest.mark.parametrize("key", ["", "x", "a" * 65, "<b>" * 5, "é" * 10])
def test_what_is_no_key_is_as_if_it_was_typed(tara, world, key):
    fields = said(world.lea, mark="present", was="||", key=key, at="now")
    assert send(tara, world, **fields).json == {"kept": [], "asked": {}, "wrong": {}}
    assert live(world.tonight, world.lea) == PRESENT
    assert db.session.query(SentMark).count() == 0


def test_signed_out_a_script_is_told_so(app, world):
    stranger = Visitor(app).visit("/sign-in")
    answer = send(stranger, world, **lea_is(world, "present"))
    assert (answer.status_code, answer.json) == (401, {"words": "You were signed out."})
    assert stranger.send("GET", "/who", headers=FACTS).status_code == 401


def test_who_is_signed_in_and_a_token_that_is_good(tara, world):
    answer = tara.send("GET", "/who", headers=FACTS).json
    assert answer["person"] == world.tara.id
    fields = {"csrf_token": answer["token"]} | lea_is(world, "present")
    assert len(send(tara, world, **fields).json["kept"]) == 1


@pytest.mark.parametrize("many", [2, 35])
def test_it_is_at_most_eight_statements_for_few_and_for_many(tara, world, many):
    people = [world.lea, world.lou, *fill(world.a, many - 2)]
    fields = {}
    for who in people:
        fields |= said(who, mark="present", was="||", **made())
    with count_queries() as seen:
        answer = send(tara, world, **fields)
    assert len(answer.json["kept"]) == many
    assert len(seen) <= 8, seen


# the time at which it was made


@given(st.integers(-(10**14), 10**14), st.integers(0, int(OLDEST.total_seconds()) * 1000))
def test_however_wrong_a_clock_is_what_lies_between_is_right(clock_ms, ago):
    made = made_at(str(clock_ms - ago), str(clock_ms), NOW)
    assert timedelta() <= NOW - made - timedelta(milliseconds=ago) < timedelta(seconds=1)


@given(st.text(), st.text())
def test_never_in_the_future_and_never_long_ago(at, clock_text):
    assert NOW - OLDEST - timedelta(seconds=1) <= made_at(at, clock_text, NOW) <= NOW


@given(st.integers(), st.integers())
def test_whatever_numbers_come(at, clock_ms):
    assert NOW - OLDEST - timedelta(seconds=1) <= made_at(str(at), str(clock_ms), NOW) <= NOW


@given(st.dictionaries(st.sampled_from(["key-7", "key-x", "key-", "at-7", "clock"]), st.text()))
def test_whatever_is_sent_along(form):
    assert set(sent_along(form, NOW)) <= {7}


# at the same moment, in two processes


def sender(url, session_id, by_id, keys, folder, gate, answers):
    app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, **SETTINGS)
    with app.app_context():
        gate.wait()
        session = queries.session_with_rights(session_id, to_change=True)
        frame = frame_of(session)
        sent = {person: Sent(key, NOW) for person, key in keys.items()}
        typed = {person: Typed(State("present"), made=NOW) for person in keys}
        lines = queries.register(frame)
        by = db.session.get(Person, by_id)
        saved = sending.save(frame, lines, typed, sent, by=by, now=NOW)
        db.session.commit()
        answers.put((len(saved.changed), len(saved.questions)))
        db.engine.dispose()


def test_two_processes_that_get_the_same_marks_take_them_once(world, database_url, tmp_path):
    people = [world.lea, world.lou, *fill(world.a, 20)]
    keys = {who.id: str(uuid4()) for who in people}
    about = (database_url, world.tonight.id, world.tara.id, keys, str(tmp_path))
    db.session.commit()
    context = get_context("spawn")
    gate, answers = context.Barrier(2), context.Queue()
    hands = [context.Process(target=sender, args=(*about, gate, answers)) for _ in range(2)]
    for hand in hands:
        hand.start()
    found = sorted(answers.get(timeout=90) for _hand in hands)
    for hand in hands:
        hand.join(10)
    db.session.expire_all()
    assert found == [(0, 0), (22, 0)]
    assert db.session.query(Mark).count() == db.session.query(SentMark).count() == 22
