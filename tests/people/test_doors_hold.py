"""The doors against those who guess, forge, replay, or want to lead people away."""

from datetime import timedelta

import pytest
from argon2 import extract_parameters
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import func, select

from lms import clock, config
from lms.addresses import local
from lms.db import db
from lms.people import actions, passwords, queries
from lms.people.models import FailedSignIn
from tests.cast import NOW, PASSWORD, PIN
from tests.visitor import Visitor

CARD = {"card-code": "K7P-42M", "card-pin": PIN}
GUESS = CARD | {"card-pin": "0000"}


def failures():
    return db.session.scalar(select(func.count()).select_from(FailedSignIn))


def test_of_ten_wrong_pins_five_are_looked_at(visitor, world):
    visitor.visit("/sign-in")
    answers = []
    for _ in range(10):
        response = visitor.press(
            "card", "Come in", status=422 if len(answers) < 5 else 429, **GUESS
        )
        answers.append(response.status_code)
    assert answers == [422] * 5 + [429] * 5
    assert failures() == 5
    assert "ask your trainer for a new PIN" in visitor.text("#card_complaints")


def test_another_door_stays_open_meanwhile(visitor, world):
    visitor.visit("/sign-in")
    for _ in range(6):
        visitor.send("POST", "/sign-in/card", GUESS | token(visitor))
    typed = {"staff-email": world.tara.email, "staff-password": PASSWORD}
    visitor.press("staff", "Sign in", **typed)


def test_a_code_that_nobody_has_is_refused_in_the_same_words(visitor, world):
    said = []
    for code in ("K7P-42M", "AAA-AAA"):
        visitor.visit("/sign-in").press("card", "Come in", 422, **GUESS | {"card-code": code})
        said.append(visitor.text("#card_complaints"))
    assert said[0] == said[1]


def test_success_forgets_the_failures(visitor, world):
    visitor.visit("/sign-in")
    for _ in range(4):
        visitor.press("card", "Come in", status=422, **GUESS)
    visitor.press("card", "Come in", **CARD)
    assert failures() == 0


def test_failures_of_yesterday_are_deleted_with_the_next_one(world):
    for hours in (25, 26, 23):
        actions.note_failure(f"card:{hours}", now=NOW - timedelta(hours=hours))
    actions.note_failure("card:new", now=NOW)
    db.session.flush()
    doors = db.session.scalars(select(FailedSignIn.door)).all()
    assert sorted(doors) == sorted(map(queries.kept_door, ["card:23", "card:new"]))
    assert not any("card" in door for door in doors)  # it may be the card of who was erased


def test_nobody_waits_for_the_database_while_a_password_is_compared(world):
    actions.note_failure("card:x", now=NOW)
    queries.by_card("K7P-42M", PIN)
    assert failures() == 0  # let go of: what was staged, and with it any lock


@pytest.mark.parametrize("long", ["x" * 300, "x" * 5_000])
def test_too_much_text_is_refused_in_words(visitor, world, long):
    visitor.visit("/sign-in")
    typed = {"staff-email": f"{long}@example.org", "staff-password": long}
    visitor.press("staff", "Sign in", status=422, **typed)
    assert "This is too long" in visitor.text("#staff_complaints")


@pytest.mark.parametrize("field", ["staff-email", "staff-password"])
def test_a_nul_is_refused(visitor, world, field):
    visitor.visit("/sign-in")
    typed = {"staff-email": "a@b.c", "staff-password": "x"} | {field: "a\0b@c.d"}
    visitor.press("staff", "Sign in", status=400, **typed)


def test_passwords_cost_what_owasp_asks_for(app):
    app.config["PASSWORD_PROFILE"] = "owasp"
    asked = extract_parameters(passwords.hashed("four horses eat soup"))
    assert (asked.type.name, asked.memory_cost, asked.time_cost, asked.parallelism) == (
        "ID",
        19 * 1024,  # KiB
        2,
        1,
    )
    assert asked.salt_len >= 16
    assert asked.hash_len >= 32


def test_the_platform_itself_uses_those():
    assert config.DEFAULTS["PASSWORD_PROFILE"] == "owasp"


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_matches_what_is_not_a_password(app, stored):
    assert not passwords.matches("", stored)
    assert not passwords.matches("nobody's", stored)


@pytest.mark.parametrize(
    "address",
    [
        *("https://evil.example", "//evil.example", "///evil.example", "/\\evil.example"),
        *("/\t/evil.example", "\t//evil.example", "/%5Cevil.example", "/%2F/evil.example"),
        *("javascript:alert(1)", "evil", "http://[", "//[", "", None, "/sign-in/card", "/nowhere"),
        *("/languages\r\nSet-Cookie: a=b", "/./..//evil.example"),
    ],
)
def test_no_way_leads_to_another_site_or_to_a_page_that_does_not_open(app, address):
    with app.test_request_context():
        assert local(address, "/otherwise") == "/otherwise"


@pytest.mark.parametrize("address", ["/", "/languages?next=/sign-in", "/account#my_card"])
def test_pages_of_this_site_can_be_gone_on_to(app, address):
    with app.test_request_context():
        assert local(address, "/otherwise") == address


def test_after_signing_in_a_person_is_where_they_wanted_to_go(visitor, world):
    visitor.visit("/account?a=1&b=2", status=303)
    assert visitor.text("h1") == "Come in"
    visitor.press("card", "Come in", **CARD)
    assert visitor.url == "/account?a=1&b=2"


def test_a_forged_way_on_leads_to_the_first_page(visitor, world):
    visitor.visit("/sign-in?next=//evil.example")
    visitor.press("card", "Come in", **CARD)
    assert visitor.url == "/"  # a learner's first page


def test_signing_in_takes_nothing_over_but_the_language(app, world):
    client = Visitor(app)
    with client.client.session_transaction() as kept:
        kept.update({"planted": "by somebody else", "csrf_token": "known", "language": "sl"})
    client.visit("/sign-in")
    client.send("POST", "/sign-in/card", CARD | token(client))
    with client.client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept.get("csrf_token") != "known"
        assert kept["language"] == "sl"


@pytest.mark.parametrize("key", ["", "1", "1:", ":1", "1:2:3", "x:1", "1:x", "²:1", "999:1"])
def test_a_cookie_without_a_person_and_version_is_nobody(app, world, key):
    visitor = Visitor(app).sign_in(world.lea)
    with visitor.client.session_transaction() as kept:
        kept["_user_id"] = key
    assert visitor.visit("/languages").page.find(id="sign_out") is None


def test_a_cookie_signed_with_another_key_is_nobody(app, world):
    visitor = Visitor(app).sign_in(world.lea)
    app.config["SECRET_KEY"] = "another"
    assert visitor.visit("/languages").page.find(id="sign_out") is None


def test_a_cookie_without_its_last_moment_has_ended(app, world):
    visitor = Visitor(app).sign_in(world.lea)
    with visitor.client.session_transaction() as kept:
        del kept["seen"]
    assert visitor.visit("/languages").page.find(id="sign_out") is None


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(app, world):
    visitor = Visitor(app).visit("/sign-in")
    response = visitor.send("POST", "/sign-in/card", CARD | token(visitor))
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert isinstance(app.session_interface, SecureCookieSessionInterface)


@pytest.mark.parametrize("door", ["/sign-in/card", "/sign-in/password", "/languages", "/sign-in"])
def test_no_form_is_taken_without_its_token(app, world, door):
    assert Visitor(app).send("POST", door, CARD).status_code == 400


def test_a_door_that_was_open_overnight_keeps_what_was_typed(visitor, world):
    visitor.visit("/sign-in")
    visitor.client.delete_cookie("lms")
    visitor.press("card", "Come in", status=400, **CARD)
    assert "open for a long time" in visitor.text("#card_complaints")
    assert visitor.page.find(id="card_card-code")["value"] == "K7P-42M"
    visitor.press("card", "Come in", **CARD)
    assert visitor.page.find(id="sign_out")


def test_bye_works_also_when_the_visit_has_ended_already(visitor, world, monkeypatch):
    visitor.sign_in(world.lea)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=11))
    visitor.press("sign_out", "Bye")
    assert visitor.text("h1") == "Come in"


def token(visitor):
    return {"csrf_token": visitor.page.select_one("[name=csrf_token]")["value"]}
