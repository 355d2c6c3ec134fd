"""Cards, PINs and passwords that are made for others: shown once, and then known to nobody."""

import re

import pytest
import segno
from bs4 import BeautifulSoup

from lms import web
from lms.db import db
from lms.people import actions
from lms.people.models import Change, FailedSignIn
from tests import cast
from tests.cast import NOW, PASSWORD, PIN
from tests.visitor import Visitor


def printed(visitor):
    """The codes and PINs of the cards on the page."""
    cards = visitor.page.select(".passcard")
    return [tuple(dd.text for dd in card.select("dd")) for card in cards]


def comes_in(app, code, pin):
    visitor = Visitor(app).visit("/sign-in")
    response = visitor.send(
        "POST",
        "/sign-in/card",
        {
            "card-code": code,
            "card-pin": pin,
            "csrf_token": visitor.page.select_one("#card [name=csrf_token]")["value"],
        },
    )
    return response.status_code == 303


@pytest.mark.parametrize("who", ["ema", "tara", "ada"])
def test_a_new_card_keeps_the_code_and_has_a_new_pin(visitor, world, monkeypatch, who):
    monkeypatch.setattr("lms.people.codes.new_pin", lambda: "0815")
    visitor.sign_in(getattr(world, who)).visit("/people/LEA/card")
    visitor.press("card", "Make a new card", status=200)
    assert printed(visitor) == [("K7P-42M", "0815")]
    assert "shown only once" in visitor.text("main")
    assert comes_in(visitor.app, "K7P-42M", "0815")
    assert not comes_in(visitor.app, "K7P-42M", PIN)


def test_a_new_card_signs_out_the_old_one_and_opens_a_door_that_waits(visitor, world):
    lea = Visitor(visitor.app).sign_in(world.lea)
    db.session.add_all(FailedSignIn(door="card:K7P-42M", at=NOW) for _ in range(5))
    visitor.sign_in(world.ema).visit("/people/LEA/card")
    visitor.press("card", "Make a new card", status=200)
    assert lea.visit("/languages").page.find(id="sign_out") is None
    assert comes_in(visitor.app, *printed(visitor)[0])


def test_the_square_on_the_card_fills_in_the_code_but_not_the_pin(visitor, world):
    visitor.visit("/sign-in?code=k7p42m")
    assert visitor.page.find(id="card_card-code")["value"] == "K7P-42M"
    assert visitor.page.find(id="card_card-pin")["value"] == ""
    visitor.press("card", "Come in", **{"card-pin": PIN})
    assert visitor.page.find(id="sign_out")


def test_the_square_says_where_to_sign_in_and_obeys_the_strict_policy(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LEA/card")
    visitor.press("card", "Make a new card", status=200)
    door = segno.make("http://localhost/sign-in?code=K7P-42M", error="m", micro=False)
    wanted = BeautifulSoup(door.svg_inline(omitsize=True, border=2), "html.parser").path["d"]
    assert visitor.page.select_one("svg.qr path")["d"] == wanted
    assert not visitor.page.select("[style], style, img")


def test_a_card_speaks_the_learners_language_and_says_both_names(visitor, world):
    world.lea.language, world.lou.language = "ar", "uk"  # the pages have no Ukrainian
    visitor.sign_in(world.ema).visit("/people")
    visitor.press("cards", "New cards for the chosen", status=200, person=["LEA", "LOU"])
    spoken = [(card["lang"], card["dir"]) for card in visitor.page.select(".passcard")]
    assert spoken == [("ar", "rtl"), ("en", "ltr")]
    assert visitor.text(".passcard").startswith("ليا Lea")


def test_scanning_a_card_while_somebody_else_is_signed_in_does_not_open_their_page(app, world):
    tara = Visitor(app).sign_in(world.tara)
    tara.visit("/sign-in?code=K7P-42M")
    assert "Tara is still signed in on this device" in tara.text("main")
    tara.press("card", "Come in", **{"card-pin": PIN})
    assert "Lea" in tara.visit("/account").text("main")


def test_scanning_ones_own_card_while_signed_in_just_goes_on(app, world):
    lea = Visitor(app).sign_in(world.lea).visit("/sign-in?code=K7P-42M", status=303)
    assert lea.page.find(id="sign_out")


def test_cards_for_the_chosen_on_one_page(visitor, world):
    visitor.sign_in(world.ema).visit("/people")
    visitor.press("cards", "New cards for the chosen", status=200, person=["LOU", "BO"])
    codes = [code for code, _pin in printed(visitor)]
    assert codes == [world.bo.card_code, world.lou.card_code]
    assert all(re.fullmatch(r"\d{4}", pin) for _code, pin in printed(visitor))


def test_cards_for_all_who_have_none_leave_the_others_alone(visitor, world):
    visitor.sign_in(world.ema).visit("/people")
    visitor.press(
        "cards", "Cards for all on this page who have none", 200, shown=["BO", "LEA", "LOU"]
    )
    assert [code for code, _pin in printed(visitor)] == [world.bo.card_code, world.lou.card_code]
    assert comes_in(visitor.app, "K7P-42M", PIN)


def test_cards_for_nobody_are_not_made(visitor, world):
    visitor.sign_in(world.ema).visit("/people")
    visitor.press("cards", "New cards for the chosen", shown=None)
    assert "Choose learners first" in visitor.text("#notice")


def test_nobody_makes_cards_for_another_organisation(visitor, world):
    visitor.sign_in(world.ema).visit("/people")
    visitor.press("cards", "New cards for the chosen", status=403, person=["BO", "OLGA"])
    assert world.bo.card_code is None


@pytest.mark.parametrize("code", ["TARA", "EMA", "ADA", "OLGA"])
def test_a_trainer_makes_cards_for_learners_of_their_organisation_only(visitor, world, code):
    visitor.sign_in(world.tara).visit(f"/people/{code}/card", status=403)


def test_staff_never_get_a_card(world):
    with pytest.raises(actions.Refused, match="Cards are for learners"):
        actions.give_card(world.tara, by=world.ema, now=NOW)


def test_a_card_that_was_left_over_does_not_open_a_staff_page(app, world):
    world.lea.role = "trainer"
    assert not comes_in(app, "K7P-42M", PIN)


def test_a_new_password_is_shown_once_and_ends_other_visits(visitor, world):
    tara = Visitor(visitor.app).sign_in(world.tara)
    visitor.sign_in(world.ema).visit("/people/TARA")
    visitor.press("password", "Make a new password", status=200)
    password = visitor.text("#new_password")
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", password)
    assert tara.visit("/languages").page.find(id="sign_out") is None
    typed = {"staff-email": "TARA@example.org ", "staff-password": password}
    Visitor(visitor.app).visit("/sign-in").press("staff", "Sign in", **typed)
    visitor.visit("/people/TARA")
    assert password not in visitor.text()
    assert "New password made" in visitor.text("main")


def test_without_an_email_there_is_no_password_to_make(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LEA")
    assert visitor.page.find(id="password") is None
    with pytest.raises(actions.Refused, match="e-mail address comes first"):
        actions.give_password(world.lea, by=world.ema, now=NOW)


def test_neither_pin_nor_password_is_kept_readable(visitor, world):
    visitor.sign_in(world.ema).visit("/people/LEA/card")
    visitor.press("card", "Make a new card", status=200)
    [(_code, pin)] = printed(visitor)
    kept = [world.lea.pin_hash, world.tara.password_hash]
    assert all(text.startswith("$argon2id$") for text in kept)
    for change in db.session.query(Change):
        assert pin not in str(change.detail)
        assert PASSWORD not in str(change.detail)


def test_pages_with_secrets_are_not_kept_by_browsers(app, world):
    visitor = Visitor(app).sign_in(world.ema).visit("/people/LEA/card")
    token = visitor.page.select_one("#card [name=csrf_token]")["value"]
    response = visitor.send("POST", "/people/LEA/card", {"csrf_token": token})
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert web.HEADERS["Referrer-Policy"] == "same-origin"
    assert cast.PIN not in response.text
