"""A person's own account."""

from datetime import timedelta

import pytest

from lms import clock
from lms.db import db
from lms.people.models import Change
from tests.cast import NOW, PASSWORD
from tests.visitor import Visitor

NEW = "four horses eat soup"


@pytest.fixture
def at_account(visitor, world):
    return visitor.sign_in(world.tara).visit("/account")


def test_everybody_has_an_account_page(app, world):
    lea = Visitor(app).sign_in(world.lea).visit("/account")
    assert "K7P-42M" in lea.text("main")
    assert "Ask your trainer" in lea.text("main")
    assert lea.page.find(id="password") is None


def test_my_language(at_account, world):
    at_account.press("languages", "Slovenščina")
    assert at_account.page.html["lang"] == "sl"
    assert at_account.url == "/account"
    assert world.tara.language == "sl"


def test_a_new_password_of_my_own_signs_out_other_devices_but_not_this_one(at_account, world):
    other = Visitor(at_account.app).sign_in(world.tara)
    at_account.press("password", "Save", old_password=PASSWORD, new_password=NEW)
    assert "You have a new password." in at_account.text("#notice")
    assert at_account.visit("/account").page.find(id="sign_out")
    assert other.visit("/languages").page.find(id="sign_out") is None
    typed = {"staff-email": world.tara.email, "staff-password": NEW}
    assert Visitor(at_account.app).visit("/sign-in").press("staff", "Sign in", **typed)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("wrong", NEW, "This is not your password until now."),
        ("", NEW, "Type the password you have now."),
        (PASSWORD, "", "Type a new password."),
        (PASSWORD, "short", "10 characters or more"),
        (PASSWORD, "x" * 501, "10 characters or more"),
    ],
)
def test_what_is_wrong_with_a_password_is_said(at_account, old, new, words):
    at_account.press("password", "Save", status=422, old_password=old, new_password=new)
    assert words in at_account.text("#password_complaints")
    assert at_account.text("title").startswith("Error: My account")


def test_the_old_password_is_guessed_as_slowly_as_at_the_door(at_account, world, monkeypatch):
    for _ in range(5):
        at_account.press("password", "Save", 422, old_password="guess", new_password=NEW)
    at_account.press("password", "Save", 422, old_password=PASSWORD, new_password=NEW)
    assert "Wait 15 minutes" in at_account.text("#password_complaints")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=16))
    at_account.press("password", "Save", old_password=PASSWORD, new_password=NEW)


def test_who_has_no_password_cannot_set_one(visitor, world):
    visitor.sign_in(world.lea).visit("/account")
    token = visitor.page.select_one("#languages [name=csrf_token]")["value"]
    typed = {"old_password": "", "new_password": NEW, "csrf_token": token}
    assert visitor.send("POST", "/account/password", typed).status_code == 422


def test_sign_out_everywhere(at_account, world):
    other = Visitor(at_account.app).sign_in(world.tara)
    at_account.press("everywhere_form", "Sign out everywhere")
    assert at_account.text("h1") == "Come in"
    assert "signed out on every device" in at_account.text("#notice")
    assert other.visit("/languages").page.find(id="sign_out") is None
    verbs = [change.verb for change in db.session.query(Change)]
    assert verbs == ["signed out everywhere"]
