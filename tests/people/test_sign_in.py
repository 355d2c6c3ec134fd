"""The doors: by card and PIN, by e-mail and password; and what happens when they close."""

from datetime import timedelta

import pytest

from lms import clock
from tests.cast import NOW, PASSWORD
from tests.visitor import Visitor


def test_in_by_card_and_out(visitor, world):
    visitor.sign_in(world.lea)
    visitor.press("sign_out", "Bye")
    assert visitor.text("h1") == "Come in"


@pytest.mark.parametrize("typed", ["k7p42m", " K7P 42M ", "K7P-42M"])
def test_the_code_is_understood_however_it_is_typed(visitor, world, typed):
    visitor.visit("/sign-in")
    visitor.press("card", "Come in", **{"card-code": typed, "card-pin": "٤٧١١"})
    assert visitor.page.find(id="sign_out")


def test_a_wrong_password_is_said_in_words_and_the_email_is_kept(visitor, world):
    visitor.visit("/sign-in")
    typed = {"staff-email": world.tara.email, "staff-password": "guess"}
    visitor.press("staff", "Sign in", status=422, **typed)
    assert visitor.text("title").startswith("Error: Come in")
    assert "do not match" in visitor.text("#staff_complaints")
    assert visitor.page.find(id="staff_staff-email")["value"] == world.tara.email
    led = visitor.page.select("[autofocus]:not(dialog *)")
    assert [one["id"] for one in led] == ["staff_complaints"]  # not the PIN of the other door


def test_after_a_wrong_pin_the_code_stays_and_the_pin_is_typed_next(visitor, world):
    visitor.visit("/sign-in")
    visitor.press("card", "Come in", status=422, **{"card-code": "K7P-42M", "card-pin": "0000"})
    led = visitor.page.select("[autofocus]:not(dialog *)")
    assert [one["id"] for one in led] == ["card_card-pin"]


def test_after_five_wrong_pins_the_door_waits_and_then_opens_again(visitor, world, monkeypatch):
    visitor.visit("/sign-in")
    for _ in range(5):
        visitor.press("card", "Come in", status=422, **{"card-code": "K7P-42M", "card-pin": "0000"})
    for _ in range(5):
        visitor.press("card", "Come in", status=429, **{"card-code": "K7P-42M", "card-pin": "4711"})
    assert "Wait 15 minutes" in visitor.text("#card_complaints")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=16))
    visitor.press("card", "Come in", **{"card-code": "K7P-42M", "card-pin": "4711"})
    assert visitor.page.find(id="sign_out")


def test_a_card_sign_in_ends_after_ten_idle_minutes_a_password_does_not(app, world, monkeypatch):
    lea, tara = Visitor(app).sign_in(world.lea), Visitor(app).sign_in(world.tara)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=11))
    assert lea.visit("/languages").page.find(id="sign_out") is None
    assert tara.visit("/languages").page.find(id="sign_out")


def test_the_language_is_chosen_and_kept(visitor, world):
    visitor.sign_in(world.tara).visit("/languages?next=/languages")
    visitor.press("languages", "العربية")
    assert (visitor.page.html["lang"], visitor.page.html["dir"]) == ("ar", "rtl")
    assert PASSWORD not in visitor.text()
