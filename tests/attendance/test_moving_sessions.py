"""Another day is another session: the old slot never counts, and says where it went."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import (
    Announcement,
    MakeUp,
    Material,
    Session,
    SignUp,
    SignUpState,
    Status,
)
from lms.completion.queries import figures
from lms.db import db
from tests.attendance.register import marked
from tests.cast import NOW, THURSDAY


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def url(session):
    return f"/sessions/{session.id}"


def move(visitor, session, day, status=None, **typed):
    visitor.visit(url(session))
    return visitor.press("session", "Save the changes", status, day=f"{day}", **typed)


def newest():
    return db.session.scalars(select(Session).order_by(Session.id.desc()).limit(1)).one()


def test_a_moved_session_is_the_same_event_on_a_new_day(tara, world):
    old, uid = world.next_week, world.next_week.uid
    move(tara, old, "2022-04-07", starts="16:00", place="Library")
    made = newest()
    assert (old.status, old.day, made.status, made.day) == (
        Status.MOVED, date(2022, 3, 31), Status.PLANNED, date(2022, 4, 7),
    )  # fmt: skip
    assert (made.uid, made.sequence, made.moved_from) == (uid, 1, old)
    assert old.uid != uid
    assert (made.code, made.place, made.module, made.trainer) == (
        "jes-a-2022-04-07", "Library", world.slovene.modules[0], world.tara,
    )  # fmt: skip
    assert world.a.revision == 1
    assert "Moved to Thursday, 7 April 2022." in tara.text("#notice")
    assert tara.url == url(made)
    assert "It was moved here from Thursday, 31 March 2022." in tara.text("main")
    assert "Day: 2022-03-31 to 2022-04-07" in tara.text("main")


def test_the_old_slot_says_where_it_went(tara, world):
    move(tara, world.next_week, "2022-04-07")
    made = newest()
    tara.visit(url(world.next_week))
    assert "It is now on Thursday, 7 April 2022." in tara.text("main .notice")
    assert tara.page.select(f"main a[href='{url(made)}']")
    assert not tara.page.find("form", id="session")
    assert not tara.page.find("form", id="cancel")
    tara.visit("/sessions")
    assert [tag.text.strip() for tag in tara.page.select(".agenda .tag")] == ["Moved", "Planned"]


def test_who_signed_up_and_what_is_handed_out_goes_with_it(tara, world):
    """Who cannot come on a Thursday may well come on a Friday: that stays with the day."""
    old, about = world.next_week, {"session_id": world.next_week.id}
    signed = SignUp(**about, person=world.bo, state=SignUpState.BOOKED, since=NOW)
    said = Announcement(**about, person=world.lea, made_at=NOW)
    sheet = Material(**about, title="Sheet", link="https://example.org", added_at=NOW)
    db.session.add_all([signed, said, sheet])
    move(tara, old, "2022-04-07")
    made = newest()
    assert {signed.session_id, sheet.session_id} == {made.id}
    assert said.session_id == old.id


def test_a_session_whose_register_was_taken_stays(tara, world):
    mark = marked(world.tonight, world.lea)
    move(tara, world.tonight, "2022-03-25", 409)
    words = tara.text("#notice")
    assert "the session took place and stays here" in words
    assert "Publish another session for the new day" in words
    assert (world.tonight.day, world.tonight.status) == (THURSDAY, Status.HELD)
    assert mark.withdrawn_at is None
    assert db.session.query(Session).count() == 3


def test_a_session_with_make_up_stays(tara, world):
    db.session.add(
        MakeUp(session_id=world.tonight.id, person_id=world.lea.id, minutes=10, recorded_at=NOW)
    )
    move(tara, world.tonight, "2022-03-25", 409)
    assert "Make-up was recorded for this session" in tara.text("#notice")


def test_it_moves_again_and_cannot_be_moved_from_its_old_slot(tara, world):
    old, uid = world.next_week, world.next_week.uid
    move(tara, old, "2022-04-07")
    second = newest()
    move(tara, second, "2022-04-08")
    third = newest()
    assert (third.moved_from, third.uid, third.sequence) == (second, uid, 2)
    tara.visit(url(third))
    form = tara.page.find("form", id="session")
    form["action"] = url(old)
    tara.press("session", "Save the changes", 409, place="Elsewhere")
    assert "This session was moved. Look for it on its new date." in tara.text("#notice")


def test_a_day_that_would_be_locked_is_refused(tara, world):
    world.tonight.status = Status.PLANNED
    move(tara, world.tonight, THURSDAY - timedelta(days=15), 422)
    assert world.tonight.status == Status.PLANNED


def hours(world):
    """Minutes of group A on the day of the cast: held, and still to come."""
    (found,) = figures([world.a], THURSDAY).values()
    return found.hours.delivered_minutes, found.hours.to_come_minutes


def test_hours_follow_what_is_moved_cancelled_and_reinstated(tara, world):
    assert hours(world) == (180, 180)
    move(tara, world.next_week, "2022-04-07")
    assert hours(world) == (180, 180)
    made = newest()
    tara.visit(url(made)).press("session", "Save the changes", ends="19:15")
    assert hours(world) == (180, 120)
    tara.press("cancel", "Cancel the session", **{"cancel-reason": "Ill"})
    assert hours(world) == (180, 0)
    tara.press("reinstate", "It takes place after all")
    assert hours(world) == (180, 120)
    move(tara, made, "2022-03-22")
    assert hours(world) == (180, 0), "its day is over, and its register was not taken"
