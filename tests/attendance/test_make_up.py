"""Make-up: approved minutes that repair a named absence (rule 5, settled point 15)."""

import pytest
from sqlalchemy import select

from lms.attendance.actions.make_up import approve
from lms.attendance.models import MakeUp, Status
from lms.attendance.queries.register import register
from lms.attendance.rules.lines import frame_of
from lms.attendance.views.history import in_plain_words
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests.attendance.register import marked
from tests.cast import NOW
from tests.visitor import Visitor


@pytest.fixture
def tara(visitor, world):
    marked(world.tonight, world.lea, "17:00", "18:30")
    return visitor.sign_in(world.tara).visit(f"/sessions/{world.tonight.id}")


def record(visitor, who, minutes, status=None, note="Exercise 4, with Tara"):
    typed = {"person": str(who.id), "minutes": str(minutes), "note": note}
    typed = {f"make_up-{name}": value for name, value in typed.items()}
    return visitor.press("make_up", "Record the make-up", status, **typed)


def kept():
    return db.session.scalars(select(MakeUp).order_by(MakeUp.id)).all()


def test_what_was_missed_is_made_up(tara, world):
    record(tara, world.lea, 60)
    (row,) = kept()
    assert (row.person_id, row.minutes, row.note) == (world.lea.id, 60, "Exercise 4, with Tara")
    assert (row.approved_by_id, row.recorded_by_id) == (world.tara.id, world.tara.id)
    assert "Recorded for Lea: 60 of 90 missed minutes." in tara.text("#notice")
    assert "Lea: 60 minutes. Exercise 4, with Tara Approved by Tara." in tara.text("main")
    assert world.a.revision == 1


def test_who_made_up_for_all_of_it_is_offered_nothing_more(tara, world):
    marked(world.tonight, world.lou, None)
    tara.visit(tara.url)
    names = [link.bdi.text for link in tara.page.select("a[href*='/make-up/']")]
    assert names == ["Lea", "Lou"]
    record(tara, world.lea, 90)
    names = [link.bdi.text for link in tara.page.select("a[href*='/make-up/']")]
    assert names == ["Lou"]
    assert "Offer make-up: 1 person missed a part" in tara.text("main")
    record(tara, world.lea, 5, note="More than was missed can still be kept")


def test_the_history_tells_it_in_a_sentence(tara, world):
    record(tara, world.lea, 60)
    words = "Make-up of 60 minutes was recorded for LEA: Exercise 4, with Tara Tara, "
    assert words in tara.text("main")


@pytest.mark.parametrize(
    ("verb", "detail", "sentence"),
    [
        ("make-up offered", {"minutes": 30}, "A task worth 30 minutes was offered to LEA"),
        ("make-up offered", {"to": "B-02"}, "Session B-02 was offered to LEA to make up"),
        ("make-up accepted", {}, "LEA says yes to the make-up"),
        ("make-up declined", {}, "LEA says no to the make-up"),
        ("make-up taken back", {}, "Make-up offered to LEA was taken back"),
        ("make-up sent back", {}, "Make-up of LEA is not accepted yet"),
        ("make-up attended", {"minutes": 1}, "LEA attended 1 minute instead"),
        ("make-up missed", {"minutes": 0}, "LEA did not come to the make-up"),
    ],
)
def test_every_step_of_make_up_is_a_sentence(app, verb, detail, sentence):
    change = Change(verb=verb, detail={"person": "LEA", "note": "Read"} | detail, at=NOW)
    with app.test_request_context():
        told = in_plain_words(change)
    assert told.what.startswith(sentence)
    assert told.why == "Read"


def test_more_than_was_missed_is_kept_as_approved_and_says_so(tara, world):
    record(tara, world.lea, 60)
    record(tara, world.lea, 45, note="A walk")
    assert [row.minutes for row in kept()] == [60, 45]
    words = "Recorded for Lea as approved: 105 minutes. Only 90 were missed, so 90 count."
    assert words in tara.text("#notice")
    assert "More than was missed: only 90 minutes count." in tara.text("main")


def test_only_those_who_missed_something_are_offered(tara, world):
    marked(world.tonight, world.lou)
    tara.visit(f"/sessions/{world.tonight.id}")
    options = [option.text for option in tara.page.select("#make_up_make_up-person option")]
    assert options == ["Lea (LEA)"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [("0", "at least 1 minute"), ("-5", "at least 1 minute"), ("900", "14 hours at most"),
     ("1.5", "whole minutes"), ("", "whole minutes"), ("an hour", "whole minutes")],
)  # fmt: skip
def test_minutes_are_whole_and_some(tara, world, minutes, words):
    record(tara, world.lea, minutes, 422)
    assert words in tara.text("#make_up_complaints")
    assert kept() == []


def test_the_same_is_not_recorded_twice(tara, world):
    record(tara, world.lea, 60)
    record(tara, world.lea, 60, 409)
    assert "recorded already" in tara.text("#notice")
    assert len(kept()) == 1


def test_who_was_marked_present_meanwhile_missed_nothing(tara, world):
    marked(world.tonight, world.lea, "18:00", "20:15")
    record(tara, world.lea, 60, 409)
    assert "Lea missed nothing in this session." in tara.text("#notice")
    assert kept() == []


def refused(world, who, match):
    frame = frame_of(world.tonight)
    with pytest.raises(Refused, match=match):
        approve(frame, register(frame)[who.id], 60, "", by=world.tara, now=NOW)


def test_what_is_unmarked_or_not_held_cannot_be_made_up(world):
    refused(world, world.lea, "not marked yet")
    marked(world.tonight, world.lea, None)
    for status in (Status.PLANNED, Status.CANCELLED, Status.MOVED):
        world.tonight.status = status
        refused(world, world.lea, "not held")


def test_anothers_session_is_not_ones_own_to_repair(app, world):
    marked(world.of_b, world.bo, None)
    sam = Visitor(app).sign_in(world.sam).visit(f"/sessions/{world.of_b.id}")
    sam.page.find("form", id="make_up")["action"] = f"/sessions/{world.tonight.id}/make-up"
    record(sam, world.bo, 60, 403)
    assert kept() == []
