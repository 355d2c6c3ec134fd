"""Yes or no to make-up: on the learner's page, from a mail, or on the telephone; and tasks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.actions import offers as actions
from lms.attendance.actions import tasks_done
from lms.attendance.letters import offers as letters
from lms.attendance.models import MakeUp, SignUp, SignUpState
from lms.attendance.queries.register import register
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.offers import offer_url
from lms.db import db
from lms.errors import Refused
from tests.attendance.offers import (
    absent,
    elsewhere,
    notices,
    offered,
    offers,
    place,
    standing,
    steps,
    told,
)
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def there(world):
    return elsewhere(world)


@pytest.fixture
def tara(app, world):
    absent(world, world.lea, world.lou)
    return Visitor(app).sign_in(world.tara)


@pytest.fixture
def lea(visitor, tara, world, there):
    """Lea, to whom an evening in group B is offered."""
    offered(tara, world, world.lea, there.id)
    return visitor.sign_in(world.lea)


@pytest.fixture
def busy(visitor, tara, world):
    """Lea, to whom a task of 30 minutes is offered."""
    offered(tara, world, world.lea, "task", task="Read lesson 3", minutes="30")
    return visitor.sign_in(world.lea)


def page():
    return f"/make-up/{offers()[-1].id}"


def test_the_first_page_asks_and_leads_to_the_offer(lea, world, there):
    lea.visit("/")
    words = "For what you missed on 24 March you can come on 1 April at 17:00. Answer yes or no."
    assert words in lea.text("main")
    lea.visit(page())
    assert "You missed: Thursday, 24 March 2022" in lea.text("main")
    assert "17:00 – 20:15" in lea.text(".sign")
    words = "At most 36 minutes can be made up in the programme; 36 are left for you."
    assert words in lea.text("main")
    lea.press("make_up", "Yes, I come", said="With pleasure")
    words = "You said yes: come on 1 April at 17:00 for what you missed on 24 March."
    assert words in lea.visit("/").text("main")


def test_two_offers_can_be_told_apart_on_the_first_page(busy, tara, world, there):
    offered(tara, world, world.lea, there.id)
    told = [" ".join(link.text.split()) for link in busy.visit("/").page.select(".notice a")]
    assert sorted(told) == [
        "For what you missed on 24 March you can come on 1 April at 17:00. Answer yes or no.",
        "For what you missed on 24 March you can do a task of 30 minutes. Answer yes or no.",
    ]
    busy.visit(f"/make-up/{offers()[0].id}").press("make_up", "Yes")
    words = "You said yes: a task of 30 minutes for what you missed on 24 March."
    assert words in busy.visit("/").text("main")


def test_the_first_page_costs_no_statement_more(app, world, tara, there):
    lea = Visitor(app).sign_in(world.lea).visit("/")
    with count_queries() as before:
        lea.visit("/")
    offered(tara, world, world.lea, there.id)
    lea.visit("/")
    with count_queries() as after:
        lea.visit("/")
    assert len(after) == len(before)


def test_yes_keeps_a_place_where_only_the_group_comes(lea, tara, world, there):
    lea.visit(page()).press("make_up", "Yes, I come", said="With pleasure")
    (offer,) = offers()
    assert (offer.state, offer.answer, offer.answered_by_id) == (
        "accepted", "With pleasure", world.lea.id,
    )  # fmt: skip
    assert place(there, world.lea) == SignUpState.BOOKED
    assert "Good. You have a place. Come on the day." in lea.text("#notice")
    assert told(world.lea) == ["make_up.offered", "place.booked"]
    assert told(world.tara) == ["make_up.answered"]
    assert letters.answered(notices("make_up.answered")[0].data, world.tara).heading == (
        "Lea says yes to the make-up for 24 March"
    )
    sam = Visitor(tara.app).sign_in(world.sam).visit(f"/sessions/{there.id}/register")
    assert "Guest" in sam.text(f"#line_{world.lea.id}")
    assert steps(world) == [("LEA", "make-up offered"), ("LEA", "make-up accepted")]


def test_no_tells_the_trainer_why_and_gives_the_place_back(lea, world, there):
    lea.visit(page()).press("make_up", "Yes, I come")
    lea.press("make_up", "No, I cannot", said="I work on Fridays")
    assert (offers()[0].state, place(there, world.lea)) == ("declined", "withdrawn")
    assert told(world.tara) == ["make_up.answered", "make_up.answered"]
    part = letters.answered(notices("make_up.answered")[1].data, world.tara)
    assert part.heading == "Lea says no to the make-up for 24 March"
    assert part.lines[-1] == "In their words: I work on Fridays"
    lea.press("make_up", "Yes, I come")
    assert (offers()[0].state, place(there, world.lea)) == ("accepted", "booked")


def test_what_is_neither_yes_nor_no_changes_nothing(lea, world):
    token = lea.visit(page()).page.select_one("[name=csrf_token]")["value"]
    assert lea.send("POST", page(), {"csrf_token": token, "answer": "maybe"}).status_code == 422
    assert lea.send("POST", page(), {"csrf_token": token}).status_code == 422
    assert offers()[0].state == "offered"


def test_said_twice_it_is_told_once(lea, world, there):
    lea.visit(page()).press("make_up", "Yes, I come")
    token = lea.page.select_one("[name=csrf_token]")["value"]
    again = lea.send("POST", page(), {"csrf_token": token, "answer": "yes"})
    assert again.status_code in (204, 303)
    assert told(world.tara) == ["make_up.answered"]
    assert db.session.query(SignUp).count() == 1


def test_where_no_seat_is_left_they_are_told_and_the_offer_stays(lea, world, there):
    world.b.capacity = 2
    db.session.add(SignUp(session=there, person=world.olga, state="booked", since=NOW))
    db.session.commit()
    lea.visit(page()).press("make_up", "Yes, I come", 409)
    assert "This session is full now." in lea.text("#notice")
    assert (offers()[0].state, place(there, world.lea)) == ("offered", None)


def test_an_open_session_keeps_its_places_for_who_waits(lea, world, there):
    there.is_open, there.capacity = True, 2
    db.session.add(SignUp(session=there, person=world.olga, state="waiting", since=NOW))
    db.session.commit()
    lea.visit(page()).press("make_up", "Yes, I come", 409)
    assert offers()[0].state == "offered"


def test_a_place_given_back_in_another_way_can_be_had_again(lea, world, there):
    lea.visit(page()).press("make_up", "Yes, I come")
    actions.give_up(there, world.lea, by=world.lea, now=NOW)
    db.session.commit()
    assert "You gave the place back." in lea.visit(page()).text("main")
    lea.press("make_up", "Yes, I come")
    assert place(there, world.lea) == "booked"


def test_once_it_has_begun_nobody_changes_their_mind(lea, world, there):
    lea.visit(page()).press("make_up", "Yes, I come")
    with pytest.raises(Refused, match="begun already"):
        actions.decline(offers()[0], "", by=world.lea, now=NOW + timedelta(days=8))
    db.session.rollback()


def test_a_trainer_keeps_what_somebody_said_on_the_telephone(tara, world, there):
    offered(tara, world, world.lea, there.id)
    tara.visit(page()).press("make_up", "Yes, I come")
    assert "Kept: Lea says yes." in tara.text("#notice")
    assert offers()[0].answered_by_id == world.tara.id
    assert told(world.tara) == []  # she knows


@pytest.fixture
def mail(visitor, tara, world, there):
    """Somebody who opened the link of a mail to Lou, and is not signed in."""
    offered(tara, world, world.lou, there.id)
    return visitor.visit(link(world.lou))


def link(who):
    return "/make-up/answers/" + offer_url(offers()[-1].id, who.id).rpartition("/")[2]


def test_the_mail_says_all_and_its_link_needs_no_sign_in(mail, world, there):
    part = letters.offered(notices("make_up.offered")[0].data, world.lou)
    assert part.heading == "You can make up for 24 March"
    assert part.lines == [
        "You missed: Thursday, 24 March 2022, 17:00 to 20:15: My-Phone",
        "Come instead: Friday, 1 April 2022, 17:00 to 20:15: My-Phone. Centre, room 2",
        "At most 36 minutes can be made up in the programme; 36 are left for you.",
        "Can you do it? Please answer yes or no.",
    ]
    assert part.links[0].url.endswith(link(world.lou))
    assert "Lou" not in mail.text("body")
    mail.press("make_up", "Yes, I come")
    assert (offers()[0].state, offers()[0].answered_by_id) == ("accepted", world.lou.id)
    mail.press("make_up", "No, I cannot")
    assert offers()[0].state == "declined"


def test_a_link_that_was_changed_or_is_somebody_elses_opens_nothing(mail, world):
    stranger, good = Visitor(mail.app), link(world.lou)
    for bad in (good[:-1], "/make-up/answers/0", link(world.lea)):
        assert "This link is not whole." in stranger.visit(bad, 404).text("#notice")


@pytest.mark.parametrize(("language", "direction"), [("sl", "ltr"), ("ar", "rtl")])
def test_the_link_speaks_the_language_of_whom_it_was_sent_to(mail, world, language, direction):
    world.lou.language = language
    db.session.commit()
    found = Visitor(mail.app).visit(link(world.lou))
    assert (found.page.html["lang"], found.page.html["dir"]) == (language, direction)


def test_what_was_taken_back_cannot_be_answered(lea, tara, world):
    tara.visit("/make-up").press(f"withdraw_{offers()[0].id}", "Take the offer back: Lea")
    lea.visit(page())
    assert "Your trainer took this offer back." in lea.text("main")
    assert not lea.page.find("form", id="make_up")


def approve(visitor, minutes, status=None):
    key = offers()[-1].id
    return visitor.press(f"approve_{key}", "Approve: Lea", status,
                         **{f"approve-{key}-minutes": str(minutes)})  # fmt: skip


def test_a_task_is_approved_and_closes_the_gap(busy, tara, world):
    busy.visit(page()).press("make_up", "Yes, I do it")
    assert standing(world, world.lea) == (0, 0)
    approve(tara.visit("/make-up"), 30)
    (offer,) = offers()
    row = db.session.scalars(select(MakeUp)).one()
    assert (offer.state, offer.make_up_id, offer.settled_by_id) == ("done", row.id, world.tara.id)
    assert (row.minutes, row.note, row.approved_by_id) == (30, "Read lesson 3", world.tara.id)
    assert "Recorded for Lea: 30 of 180 missed minutes." in tara.text("#notice")
    assert standing(world, world.lea) == (0, 30)
    assert told(world.lea)[-1] == "make_up.settled"
    assert "Your trainer approved 30 minutes." in busy.visit(page()).text("main")
    words = "Made up: 30 of 180 minutes"
    assert words in tara.visit(f"/sessions/{world.tonight.id}/register").text("#lines")


def test_fewer_minutes_are_approved_than_were_offered(busy, tara, world):
    approve(tara.visit("/make-up"), 20)
    assert db.session.scalars(select(MakeUp.minutes)).one() == 20


def test_over_the_cap_it_is_kept_as_approved_credited_to_the_cap_and_said(busy, tara, world):
    approve(tara.visit("/make-up"), 90)
    assert db.session.scalars(select(MakeUp.minutes)).one() == 90
    words = "90 minutes are approved in this programme; 36 count at most."
    assert words in tara.text("#notice")
    assert standing(world, world.lea) == (0, 36)
    assert "; 0 are left for you." in busy.visit(page()).text("main")


@pytest.mark.parametrize(("minutes", "words"), [("", "whole minutes"), ("0", "at least 1 minute")])
def test_minutes_are_whole_and_some(busy, tara, world, minutes, words):
    approve(tara.visit("/make-up"), minutes, 422)
    assert words in tara.text("main")
    assert db.session.query(MakeUp).count() == 0


def test_a_task_that_is_not_accepted_stays_open_and_says_why(busy, tara, world):
    key = offers()[0].id
    tara.visit("/make-up").press(f"back_{key}", "Say so: Lea", 422)
    assert "Write what is still missing." in tara.text("main")
    tara.press(f"back_{key}", "Say so: Lea", **{f"back-{key}-words": "Two sentences more"})
    assert offers()[0].state == "offered"
    part = letters.settled(notices("make_up.settled")[0].data, world.lea)
    assert part.heading == "Make-up for 24 March: not accepted yet"
    assert part.lines[0] == "Tara says: Two sentences more"


def test_a_task_is_approved_once(busy, world):
    offer, frame = offers()[0], frame_of(world.tonight)
    line = register(frame)[world.lea.id]
    tasks_done.approve(offer, frame, line, 30, by=world.tara, now=NOW)
    with pytest.raises(Refused, match="settled already"):
        tasks_done.approve(offer, frame, line, 25, by=world.ema, now=NOW)
    db.session.rollback()


def test_what_turned_out_to_be_attended_is_not_made_up(busy, tara, world):
    """The register was corrected: she was there."""
    tara.visit(f"/sessions/{world.tonight.id}/register")
    tara.press("register", "Save the register", **{f"mark-{world.lea.id}": "present"})
    approve(tara.visit("/make-up"), 30, 409)
    assert "Lea missed nothing in this session." in tara.text("#notice")
    assert (offers()[0].state, db.session.query(MakeUp).count()) == ("offered", 0)
