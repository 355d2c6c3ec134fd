"""One tap in a mail ends what is not necessary; what is necessary comes all the same."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from lms.db import db
from lms.messages.kinds import KINDS
from lms.messages.models import Notice, NoticeState, Unsubscription
from tests.messages.kinds import ALARM, NEWS, alarm, news
from tests.post import html, plain
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def no_other_kinds(sample_kinds, monkeypatch):
    for name in KINDS.keys() - {NEWS.name, ALARM.name}:
        monkeypatch.delitem(KINDS, name)


SITE = "https://learning.centre-for-the-education-of-adults.example"


@pytest.fixture
def address(app, world, post, work):
    """Where the mail to Lou leads whoever wants no more of them."""
    app.config["ADDRESS"] = SITE
    news(world.lou)
    work()
    return urlsplit(post.last["list-unsubscribe"].strip("<>")).path


def states():
    return list(db.session.scalars(select(Notice.state).order_by(Notice.id)))


def refused():
    return sorted(db.session.scalars(select(Unsubscription.kind)))


def test_a_mail_says_how_to_end_it(world, post, address):
    mail = post.last
    whole = mail["list-unsubscribe"].strip("<>")
    assert whole == f"{SITE}{address}"
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert f"\r\nList-Unsubscribe: <{whole}>\r\n".encode() in post.raw[-1]  # and not broken
    assert f"Do not send me these: {whole}" in plain(mail)
    assert f'<a href="{whole}">Do not send me these</a>' in html(mail)


def test_what_is_necessary_cannot_be_ended(world, post, work):
    alarm(world.lou)
    work()
    assert post.last["list-unsubscribe"] is None
    assert "unsubscribe" not in plain(post.last)


def test_a_mail_program_ends_it_in_one_tap(app, world, post, work, address):
    """RFC 8058: no cookie, no form of ours, and no page is looked at first."""
    answer = app.test_client().post(address, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert refused() == ["*"]
    news(world.lou, title="Unwanted")
    alarm(world.lou, title="Needed")
    work()
    assert post.last["subject"] == "Sessions: Needed"
    assert states() == [NoticeState.SENT, NoticeState.UNWANTED, NoticeState.SENT]


def test_looking_at_the_page_ends_nothing(app, address):
    lou = Visitor(app).visit(address)
    assert "Do you want fewer messages?" in lou.text("h1")
    assert refused() == []


def test_a_person_ends_it_and_begins_it_again(visitor, world, post, work, address):
    visitor.visit(address)
    assert "News" in visitor.text("#main")
    visitor.press("stop", "Do not send me these", status=200)
    assert "We do not send you these any more" in visitor.text("h1")
    assert "You still get" in visitor.text("#main")
    assert "Alarms" in visitor.text("#main")
    assert refused() == ["*"]
    visitor.press("again", "Send them again", status=200)
    assert "Do you want fewer messages?" in visitor.text("h1")
    assert refused() == []


def test_the_page_speaks_the_language_of_the_reader(app, world, address):
    world.lou.language = "ar"
    page = Visitor(app).visit(address).page
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


def test_no_cache_keeps_the_page(app, address):
    answer = app.test_client().get(address)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "change", [lambda a: a[:-1], lambda a: a + "x", lambda a: a[:-5] + "aaaaa"]
)
def test_an_address_that_was_changed_does_nothing(app, address, change):
    for how in ("get", "post"):
        answer = getattr(app.test_client(), how)(change(address))
        assert answer.status_code == 404
        assert "This link is not whole." in answer.text
    assert refused() == []


def test_only_this_view_does_without_a_token_of_a_form(app, address):
    answer = app.test_client().post(f"{address}/again")
    assert answer.status_code == 400


def test_kinds_are_chosen_one_by_one(visitor, world, monkeypatch):
    other = NEWS._replace(name="test.other", title="Others")
    monkeypatch.setitem(KINDS, other.name, other)
    visitor.sign_in(world.lou).visit("/account/messages")
    boxes = {
        box["value"]: box.has_attr("checked") for box in visitor.page.select("#kinds [name=kind]")
    }
    assert boxes == {"test.news": True, "test.other": True}
    visitor.press("kinds", "Save", kind="test.other")
    assert refused() == ["test.news"]
    visitor.press("kinds", "Save", kind=None)
    assert refused() == ["*"]
    boxes = [box.has_attr("checked") for box in visitor.page.select("#kinds [name=kind]")]
    assert boxes == [False, False]
    visitor.press("kinds", "Save", kind="test.alarm")
    assert refused() == ["*"]


def test_an_address_has_no_name_or_mail_in_it(world, address):
    assert re.fullmatch(r"/unsubscribe/[\w.-]+", address)
    assert "lou" not in address.lower()


def test_learners_are_not_asked_about_what_only_staff_are_told(app, world, monkeypatch):
    other = NEWS._replace(name="test.staff", title="Who cannot come", staff=True)
    monkeypatch.setitem(KINDS, other.name, other)
    assert (
        "Who cannot come" not in Visitor(app).sign_in(world.lou).visit("/account/messages").text()
    )
    assert "Who cannot come" in Visitor(app).sign_in(world.tara).visit("/account/messages").text()
