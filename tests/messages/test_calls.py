"""Whom no mail reaches is called: the list of a group says whom, what to say, and until when."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.messages.models import Notice, NoticeState
from lms.people.models import Role
from tests import cast
from tests.cast import NOW
from tests.messages.kinds import alarm, news
from tests.queries import count_queries

CALLS = "/groups/jes-a/calls"


def states():
    return sorted(db.session.scalars(select(Notice.state)))


def test_a_trainer_sees_whom_to_call_and_what_to_say(visitor, world, post, work):
    world.lea.phone, world.lea.language = "+386 40 123 456", "ar"
    news(world.lea, title="Moved to Friday", group="jes-a", before=NOW + timedelta(days=1))
    work()
    visitor.sign_in(world.tara).visit(CALLS)
    seen = visitor.text("#calls")
    for words in ("1 person to call", "Lea", "ليا", "+386 40 123 456", "Bring a pen.", "العربية"):
        assert words in seen
    assert "Since 24 March 2022, 20:30." in seen
    assert "Before 25 March 2022, 20:30." in seen
    assert visitor.page.select_one("a[href='tel:+38640123456']")
    theirs = visitor.page.select_one("#calls details [lang=ar][dir=rtl]")
    assert "اللقاءات: Moved to Friday" in theirs.text
    assert "Sessions: Moved to Friday" in seen


def test_told_takes_somebody_off_the_list(visitor, world, work):
    news(world.lea, title="First", group="jes-a")
    news(world.lea, title="Second", group="jes-a")
    news(world.lou, title="First", group="jes-a")
    work()
    visitor.sign_in(world.tara).visit(CALLS)
    visitor.press(f"told_{world.lea.id}", "Told")
    assert "1 person to call" in visitor.text("#calls")
    assert "Lou" in visitor.text("#calls")
    assert "Noted: Lea knows." in visitor.text("#notice")
    assert states() == [NoticeState.CALL, NoticeState.TOLD, NoticeState.TOLD]
    told = db.session.scalars(select(Notice).filter_by(person_id=world.lea.id)).first()
    assert (told.told_by, told.settled_at) == (world.tara, NOW)


def test_told_settles_only_what_the_page_showed(visitor, world, work):
    """It was cancelled while somebody was on the telephone: that they have not heard."""
    news(world.lea, title="Moved", group="jes-a")
    work()
    visitor.sign_in(world.tara).visit(CALLS)
    news(world.lea, title="Cancelled", group="jes-a")
    work()
    visitor.press(f"told_{world.lea.id}", "Told")
    assert "Sessions: Cancelled" in visitor.text("#calls")
    assert "Sessions: Moved" not in visitor.text("#calls")
    assert states() == [NoticeState.CALL, NoticeState.TOLD]


def test_the_second_who_says_told_is_not_in_the_way(visitor, world, work):
    news(world.lea, group="jes-a")
    work()
    visitor.sign_in(world.tara).visit(CALLS)
    db.session.scalars(select(Notice)).one().state = NoticeState.TOLD
    visitor.press(f"told_{world.lea.id}", "Told")
    assert "Somebody has told them already" in visitor.text("#notice")
    assert "Nobody has to be called" in visitor.text("#calls")


def test_what_is_over_is_not_on_the_list(visitor, world, work, monkeypatch):
    news(world.lea, group="jes-a", before=NOW + timedelta(minutes=1))
    work()
    visitor.sign_in(world.tara)
    monkeypatch.setattr("lms.clock.now", lambda: NOW + timedelta(minutes=1))
    visitor.visit(CALLS)
    assert "Nobody has to be called" in visitor.text("#calls")


def test_the_list_is_of_one_group(visitor, world, work):
    news(world.lea, group="jes-a")
    news(world.bo, group="jes-b")
    work()
    visitor.sign_in(world.tara).visit(CALLS)
    assert "Lea" in visitor.text("#calls")
    assert "Bo" not in visitor.text("#calls")


def test_without_a_mail_server_the_page_says_so(visitor, world, post, work):
    visitor.sign_in(world.tara).visit(CALLS)
    assert "no mail server" not in visitor.text("#calls")
    visitor.app.config["MAIL_SERVER"] = ""
    news(world.lea, world.lou, group="jes-a")
    work()
    visitor.visit(CALLS)
    assert "This platform has no mail server yet" in visitor.text("#calls")
    assert "2 people to call" in visitor.text("#calls")


def test_the_head_of_every_page_of_the_group_says_how_many(visitor, world, work):
    alarm(world.lea, world.lou, group="jes-a")
    work()
    visitor.sign_in(world.tara).visit("/groups/jes-a/people")
    assert "2 people to call" in visitor.text("nav.chips")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_thirty_people_cost_what_one_costs(visitor, world, work, language):
    news(world.lea, group="jes-a")
    work()
    visitor.sign_in(world.tara).visit(CALLS)
    with count_queries() as one:
        visitor.visit(CALLS)
    many = [
        cast.person(f"P{number}", world.centre, role=Role.LEARNER, email=None, language=language)
        for number in range(24)
    ]
    db.session.add_all(many)
    db.session.flush()
    for title in ("First", "Second"):
        news(*many, title=title, group="jes-a")
    work()
    with count_queries() as thirty:
        visitor.visit(CALLS)
    assert len(visitor.page.select("article.call")) == 25
    assert len(thirty) == len(one)
