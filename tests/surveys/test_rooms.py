"""The room answers with the code on the trainer's screen."""

from datetime import timedelta

import pytest

from lms import clock
from lms.db import db
from lms.surveys import actions
from lms.surveys.models import SurveyAnswer, SurveyInvitation, SurveyRound
from lms.surveys.views.blueprint import limiter
from tests.cast import NOW
from tests.surveys.asked import asks


@pytest.fixture(autouse=True)
def nobody_tried():
    limiter.forget()


@pytest.fixture
def asked(world):
    asks(world)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    actions.open_room(one_round(), by=world.tara, now=NOW)
    db.session.commit()
    return one_round()


def one_round():
    return db.session.scalars(db.select(SurveyRound)).one()


def answer(visitor, asked):
    visitor.visit("/s").press(
        "code", "Go on", code=f" {asked.room_code[:4].lower()} {asked.room_code[4:]}"
    )
    visitor.press("room", "Begin")
    visitor.visit(visitor.page.select_one("a.now")["href"])
    for said in ("3", "3", "3", "yes", None, None):
        visitor.press("question", "Next", answer=said)
    return visitor


def test_the_screen_has_a_square_and_a_code_and_says_how_many_answered(world, asked, visitor):
    visitor.sign_in(world.tara).visit(f"/survey-rounds/{asked.id}/room")
    assert visitor.page.select_one("svg.qr")
    assert visitor.text(".digits") == f"{asked.room_code[:4]} {asked.room_code[4:]}"
    assert "of 2 people asked" in visitor.text(".who-is")


def test_somebody_in_the_room_answers_without_a_name(asked, visitor):
    answer(visitor, asked).press("send", "Send")
    assert "Thank you" in visitor.text("h1")
    (kept,) = db.session.scalars(db.select(SurveyAnswer)).all()
    assert (kept.person_id, kept.at) == (None, None)


def seats():
    db.session.expire_all()
    return len(db.session.scalars(db.select(SurveyInvitation).filter_by(person_id=None)).all())


def test_who_has_begun_goes_on_in_the_place_that_they_have(asked, visitor):
    answer(visitor, asked)
    visitor.visit(f"/room/{asked.room_code}").press("room", "Go on")
    assert "You have begun" in visitor.text("main")
    assert seats() == 1


def test_on_a_phone_that_goes_round_the_next_person_answers_too(asked, visitor):
    answer(visitor, asked).press("send", "Send")
    assert "Somebody else answers here" in visitor.text("main")
    visitor.visit(visitor.page.select_one(".survey-thanks a.btn")["href"])
    answer(visitor, asked).press("send", "Send")
    assert "Thank you" in visitor.text("h1")
    assert len(db.session.scalars(db.select(SurveyAnswer)).all()) == 2


def test_who_takes_the_phone_does_not_see_what_another_began(asked, visitor):
    answer(visitor, asked)
    visitor.visit(f"/room/{asked.room_code}").press("room", "Somebody else answers here")
    assert "You have begun" not in visitor.text("main")
    assert seats() == 2


def test_on_the_phone_of_somebody_signed_in_another_person_answers(world, asked, visitor):
    visitor.sign_in(world.lea).visit(f"/room/{asked.room_code}")
    visitor.press("room", "Somebody else answers here")
    assert seats() == 1


def test_there_are_no_more_answers_than_people_asked(asked, app, visitor):
    for _one in range(2):
        answer(type(visitor)(app, htmx=visitor.htmx), asked).press("send", "Send")
    third = answer(visitor, asked)
    third.press("send", "Send", 409)
    assert len(db.session.scalars(db.select(SurveyAnswer)).all()) == 2


def test_a_code_ends_after_three_hours_and_when_it_is_taken_away(
    world, asked, visitor, monkeypatch
):
    url = f"/room/{asked.room_code}"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=3))
    assert "does not work any more" in visitor.visit(url, 404).text("#notice")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    visitor.visit(url)
    actions.close_room(asked, by=world.tara, now=NOW)
    visitor.visit(url, 404)


def test_a_wrong_code_gets_words_and_what_was_typed_stays(asked, visitor):
    visitor.visit("/s").press("code", "Go on", 422, code="abcd")
    assert "does not work" in visitor.text("#code_wrong")
    assert visitor.page.select_one("#code_code")["value"] == "ABCD"


def test_with_names_there_is_no_code_but_the_card(world, visitor):
    asks(world, anonymous=False)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    db.session.commit()
    visitor.sign_in(world.tara).visit(f"/survey-rounds/{one_round().id}/room")
    assert "Come in with your card" in visitor.text("main")
    assert not visitor.page.select("#open_room")
