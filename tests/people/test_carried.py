"""Signed out in the middle of a form: what was typed waits, for whoever signs in to send it."""

import json
import secrets
from datetime import timedelta

import pytest

from lms import clock
from lms.courses.models import LessonDone
from lms.db import db
from lms.people import signin
from tests.cast import NOW, PASSWORD, PIN
from tests.visitor import Visitor

CARD = {"card-code": "K7P-42M", "card-pin": PIN}
LATER = NOW + timedelta(minutes=11)


def staff(person):
    return {"staff-email": person.email, "staff-password": PASSWORD}


@pytest.fixture
def expired(visitor, world, monkeypatch):
    """Ema changes Lou's record, and saves it nine hours after she opened it."""
    visitor.sign_in(world.ema).visit("/people/LOU/edit")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=9))
    visitor.press("record", "Save", status=401, name="Lou Kovač", phone="123")
    return visitor


def test_the_page_says_so_and_nothing_is_changed(expired, world):
    assert "You were signed out." in expired.text("#notice")
    assert "What you typed is kept." in expired.text("#notice")
    assert world.lou.name == "Lou"


def test_after_signing_in_it_is_sent_with_one_button(expired, world):
    expired.press("again", "Sign in and keep it", status=200)
    expired.press("staff", "Sign in", status=200, **staff(world.ema))
    assert expired.text("h1") == "What you typed is still here"
    expired.press("carried", "Send it now")
    assert (world.lou.name, world.lou.phone) == ("Lou Kovač", "123")


def test_a_learner_whose_ten_minutes_are_over_loses_no_lesson(visitor, world, monkeypatch):
    lesson = world.digital.modules[0].lessons[0]
    visitor.sign_in(world.lea).visit(f"/lessons/{lesson.id}?lang=ar")
    monkeypatch.setattr(clock, "now", lambda: LATER)
    visitor.press("mark", "Mark as done", status=401)
    visitor.press("again", "Sign in and keep it", status=200)
    visitor.press("card", "Come in", status=200, **CARD)
    visitor.press("carried", "Send it now")
    assert visitor.url == f"/lessons/{lesson.id}?lang=ar"
    assert db.session.get(LessonDone, (world.lea.id, lesson.id))


def test_it_survives_a_wrong_password_on_the_way(expired, world):
    expired.press("again", "Sign in and keep it", status=200)
    expired.press("staff", "Sign in", status=422, **staff(world.ema) | {"staff-password": "no"})
    expired.press("staff", "Sign in", status=200, **staff(world.ema))
    expired.press("carried", "Send it now")
    assert world.lou.name == "Lou Kovač"


def test_a_deleted_cookie_is_the_same_as_an_old_one(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LOU/edit")
    visitor.client.delete_cookie("lms")
    visitor.press("record", "Save", status=401, name="Lou Kovač")
    visitor.press("again", "Sign in and keep it", status=200)
    visitor.press("staff", "Sign in", status=200, **staff(world.ema))
    visitor.press("carried", "Send it now")
    assert world.lou.name == "Lou Kovač"


def test_the_rights_of_the_one_who_sends_decide(expired, world):
    expired.press("again", "Sign in and keep it", status=200)
    expired.press("card", "Come in", status=200, **CARD)
    expired.press("carried", "Send it now", status=403)
    assert world.lou.name == "Lou"


def test_what_was_tampered_with_is_thrown_away(expired, world):
    expired.press("again", "Sign in and keep it", status=200)
    forged = expired.page.find(id="staff-carried")["value"].replace("a", "b")
    expired.press("staff", "Sign in", **staff(world.ema), **{"staff-carried": forged})
    assert expired.page.find(id="carried") is None
    assert expired.page.find(id="sign_out")


def test_what_is_too_old_is_thrown_away(expired, world, monkeypatch):
    expired.press("again", "Sign in and keep it", status=200)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=22))
    expired.press("staff", "Sign in", **staff(world.ema))
    assert expired.page.find(id="carried") is None
    assert expired.page.find(id="sign_out")


def test_a_link_opened_after_the_visit_ended_leads_back_to_itself(visitor, world, monkeypatch):
    visitor.sign_in(world.lea)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    visitor.visit("/account", status=303)
    visitor.press("card", "Come in", **CARD)
    assert visitor.url == "/account"


def test_htmx_is_sent_to_the_door_and_not_given_it_as_a_fragment(app, world):
    response = Visitor(app).send("GET", "/account", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/sign-in?next=/account"
    assert response.text == ""


def test_an_empty_form_sent_by_htmx_while_signed_out_goes_to_the_door(app, world):
    response = Visitor(app).send("POST", "/account/password", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/sign-in")


def test_passwords_never_wait(app, world):
    typed = {"old_password": "one", "new_password": "two", "card-pin": "3", "opinion": "four"}
    with app.test_request_context("/account/password?a=1", method="POST", data=typed):
        waiting = signin.carried(signin.keep_what_was_typed()["carried"])
    assert waiting["to"] == "/account/password?a=1"
    assert waiting["fields"] == [["opinion", "four"]]


def test_the_same_name_twice_waits_twice_and_in_every_script(app, world):
    typed = {"person": ["لو", "<b>\"'&"]}
    with app.test_request_context("/cards", method="POST", data=typed):
        waiting = signin.carried(signin.keep_what_was_typed()["carried"])
    assert waiting["fields"] == [["person", "لو"], ["person", "<b>\"'&"]]


def test_too_much_to_carry_leads_to_the_door_without_a_promise(app, world):
    typed = {"name": secrets.token_hex(400_000)}
    response = Visitor(app).send("POST", "/people", typed)
    assert (response.status_code, response.location) == (303, "/sign-in")


def test_a_form_of_another_site_does_not_wait_for_anybody(app, world):
    headers = {"Origin": "https://evil.example"}
    response = Visitor(app).send("POST", "/people/LOU", {"role": "administrator"}, headers)
    assert response.status_code == 400
    assert "carried" not in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("origin", ["http://localhost", "https://localhost", None])
def test_a_form_of_this_site_waits(app, world, origin):
    headers = {"Origin": origin} if origin else {}
    response = Visitor(app).send("POST", "/people/LOU", {"name": "Lou"}, headers)
    assert response.status_code == 401
    assert response.headers["Cache-Control"] == "no-store"


def test_what_waits_is_signed_for_this_purpose_only(app, world):
    with app.test_request_context():
        assert signin.carried(json.dumps({"to": "/", "fields": [], "at": 0})) is None
        assert signin.carried("x" * 400_000) is None
        assert signin.carried("") is None
        assert signin.carried(None) is None
