"""What a session says beside its times: the meeting's link, who teaches instead, open places."""

import pytest
from sqlalchemy import select

from lms.attendance.actions import changing
from lms.attendance.actions import sessions as actions
from lms.attendance.models import Session, SignUp, SignUpState
from lms.db import db
from lms.errors import Refused
from tests.cast import NOW
from tests.visitor import Visitor

ADDRESS = "https://meet.example.org/room"


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def url(session):
    return f"/sessions/{session.id}"


def save(visitor, session, status=None, **typed):
    visitor.visit(url(session))
    return visitor.press("session", "Save the changes", status, **typed)


def test_all_of_it_is_published_in_the_one_form(tara, world):
    tara.visit("/sessions/new?group=jes-a")
    tara.press(
        "session", "Publish", about=f"c{world.slovene.id}", day="2022-04-05", mode="hybrid",
        link=ADDRESS, substitute=f"{world.sam.id}", substitute_reason="Tara is ill.", is_open="y",
        capacity="12",
    )  # fmt: skip
    made = db.session.scalars(select(Session).order_by(Session.id.desc())).first()
    assert (made.link, made.trainer, made.substitute) == (ADDRESS, world.tara, world.sam)
    assert (made.substitute_reason, made.is_open, made.capacity) == ("Tara is ill.", True, 12)
    assert made.teacher == world.sam
    facts = tara.text(".facts")
    assert "Sam, instead of Tara: Tara is ill." in facts
    assert "Open: 12 places for people who sign up" in facts
    assert tara.page.select_one(f".facts a[href='{ADDRESS}']")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"link": "javascript:alert(1)"}, "link", "begins with https://"),
        ({"link": "meet.example.org"}, "link", "begins with https://"),
        ({"link": "https://"}, "link", "begins with https://"),
        ({"link": "https://[broken"}, "link", "begins with https://"),
        ({"link": f"https://example.org/{'x' * 500}"}, "link", "too long"),
        ({"substitute": "sam"}, "substitute_reason", "Write why somebody else teaches"),
        ({"substitute": "tara", "substitute_reason": "Ill"}, "substitute", "the trainer already"),
        ({"substitute": "lea", "substitute_reason": "Ill"}, "substitute", "Choose one"),
        ({"is_open": "y", "capacity": "0"}, "capacity", "Write a number of places from 1"),
        ({"is_open": "y", "capacity": "-3"}, "capacity", "Write a number of places from 1"),
        ({"is_open": "y", "capacity": "many"}, "capacity", "Write a whole number"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(tara, world, typed, field, words):
    if typed.get("substitute"):
        typed = typed | {"substitute": f"{getattr(world, typed['substitute']).id}"}
    save(tara, world.next_week, 422, **typed)
    assert words in tara.text(f"#session_{field}_wrong")
    assert tara.page.find(id="session_link").find_parent("details").has_attr("open")


def test_a_learner_never_teaches_instead_whatever_is_sent(world):
    values = {
        "day": world.next_week.day, "starts": world.next_week.starts, "ends": world.next_week.ends,
        "breaks": [], "zone": "UTC", "course": world.digital, "mode": "onsite",
        "substitute": world.lea, "substitute_reason": "Ill",
    }  # fmt: skip
    with pytest.raises(Refused, match="Lea is not staff"):
        actions.publish(world.a, values, by=world.tara, now=NOW)


def test_places_mean_something_only_where_people_sign_up(tara, world):
    save(tara, world.next_week, capacity="5")
    assert (world.next_week.is_open, world.next_week.capacity) == (False, None)


def test_fewer_places_than_are_taken_are_refused_in_words(tara, world):
    world.next_week.is_open, world.next_week.capacity = True, 3
    states = [SignUpState.BOOKED, SignUpState.OFFERED, SignUpState.WAITING]
    for who, state in zip((world.bo, world.olga, world.lou), states, strict=True):
        db.session.add(
            SignUp(session_id=world.next_week.id, person_id=who.id, state=state, since=NOW)
        )
    save(tara, world.next_week, 409, capacity="1")
    assert "2 people have a place already. Leave room for them." in tara.text("#notice")
    assert world.next_week.capacity == 3
    save(tara, world.next_week, capacity="2")
    assert world.next_week.capacity == 2


def test_line_ends_in_a_title_become_spaces(tara, world):
    save(tara, world.next_week, title="Hello\r\nBcc: all@example.org\x07 there\u2028!")
    assert world.next_week.title == "Hello Bcc: all@example.org there !"


def test_a_reason_with_line_ends_is_one_line_too(tara, world):
    tara.visit(url(world.next_week))
    tara.press("cancel", "Cancel the session", **{"cancel-reason": "Ill.\r\nTo: x@example.org"})
    assert "Cancelled: Ill. To: x@example.org" in tara.text("main")


def test_the_substitute_works_with_the_session_like_its_trainer(app, world):
    world.next_week.substitute_id, world.next_week.substitute_reason = world.sam.id, "Tara is ill."
    sam = Visitor(app).sign_in(world.sam).visit("/sessions")
    assert sam.page.select(f"a[href='{url(world.next_week)}']")
    assert "Sam" in sam.text(".agenda")
    save(sam, world.next_week, place="Library")
    assert world.next_week.place == "Library"
    sam.visit(url(world.tonight), 403)


def test_the_history_tells_who_teaches_instead(tara, world):
    save(tara, world.next_week, substitute=f"{world.sam.id}", substitute_reason="Tara is ill.")
    assert "Teaches instead: – to SAM" in tara.text("#history") + tara.text("main")


def test_a_change_is_counted_for_calendars(world):
    values = {
        "day": world.next_week.day, "starts": world.next_week.starts, "ends": world.next_week.ends,
        "breaks": [], "zone": world.next_week.zone, "course": world.slovene, "mode": "onsite",
        "place": "Library", "module": world.slovene.modules[0], "trainer": world.tara,
    }  # fmt: skip
    made, different, *_rest = changing.change(world.next_week, values, by=world.tara, now=NOW)
    assert (made.sequence, sorted(different)) == (1, ["breaks", "place"])
    changing.change(world.next_week, values, by=world.tara, now=NOW)
    assert made.sequence == 1
    actions.cancel(made, "Ill", by=world.tara, now=NOW)
    actions.reinstate(made, by=world.tara, now=NOW)
    assert made.sequence == 3
