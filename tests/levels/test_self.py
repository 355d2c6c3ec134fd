"""A learner says what they can do, one sentence a screen, and sees their levels."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from lms import clock
from lms.db import db
from lms.errors import Refused
from lms.levels.actions import checking
from lms.levels.models import LevelCheck, LevelSaid, Occasion
from lms.levels.rules.access import instruments_of
from lms.people.models import Change
from tests.cast import NOW, PIN
from tests.courses.samples import recording
from tests.queries import count_queries

JUNE = datetime(2022, 6, 24, 8, tzinfo=UTC)
ENTRY = "/programmes/digital-local/levels/cefr-sl/entry"
DIGITAL = "/programmes/digital-local/levels/digcomp/entry"


@pytest.fixture
def lea(visitor, asking):
    return visitor.sign_in(asking.lea)


def say(visitor, *answers):
    for words in answers:
        visitor.press("answer", words)
    return visitor


def kept():
    rows = db.session.scalars(select(LevelSaid).order_by(LevelSaid.id))
    return [(row.skill, row.level, row.occasion, row.method) for row in rows]


def test_what_is_asked_waits_on_the_first_page_and_one_answers_to_the_end(lea, asking):
    lea.visit("/")
    todo = lea.text("#to_do")
    assert "Say what you can do: Slovenian" in todo
    assert "Say what you can do: Phone, computer and internet" in todo
    assert "overdue since 24 February 2022" in todo
    lea.visit(lea.page.find("a", string="Say what you can do: Slovenian")["href"])
    assert lea.text("h1") == "I can greet somebody and say thank you."
    say(lea, "Yes", "Yes", "With help", "With help")
    assert lea.text("h1") == "I can read my name and the name of my town."
    say(lea, "Yes", "Not yet")
    assert lea.text("h1") == "What you can do: Slovenian"
    assert kept() == []
    lea.press("hand_in", "Hand in")
    assert kept() == [
        ("speaking", "pre-a1", "entry", "self"), ("reading", "none", "entry", "self"),
    ]  # fmt: skip
    assert "Speaking At the beginning Pre-A1 Now not said yet" in lea.text("main")
    assert "Say what you can do: Slovenian" not in lea.visit("/").text("#to_do")
    assert db.session.scalar(select(Change).where(Change.noun == "level")).by_id == asking.lea.id


def test_it_is_left_and_gone_on_with_and_an_answer_can_be_changed(lea, asking):
    say(lea.visit(ENTRY), "Yes")
    assert lea.text("h1") == "I can say my name."
    lea.visit("/my/levels")
    lea.visit(lea.page.find("a", class_="now")["href"])
    assert lea.text("h1") == "I can say my name."
    back = next(a for a in lea.page.select("main a") if a.text.strip() == "Back")
    lea.visit(back["href"])
    assert lea.page.select_one("#answer_yes")["aria-pressed"] == "true"
    say(lea, "Not yet")
    assert lea.text("h1") == "I can say my name."
    check = db.session.scalar(select(LevelCheck))
    assert check.answers == {"cefr.speaking.pre-a1.1": "no"}


def test_at_the_end_the_same_is_asked_and_the_gain_is_told_in_plain_words(lea, asking, monkeypatch):
    say(lea.visit(DIGITAL), "Yes", "Yes", "Not yet").press("hand_in", "Hand in")
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    lea.sign_in(asking.lea)
    assert "until" in lea.visit("/").text("#to_do")
    lea.visit("/programmes/digital-local/levels/digcomp/exit")
    say(lea, "Yes", "Yes", "With help", "Not yet", "Not yet").press("hand_in", "Hand in")
    assert kept()[-1] == ("digital", "basic", "exit", "self")
    assert "You have gone up one level." in lea.text("main")
    assert "Nobody reaches it by hours alone" in lea.text("main")


def test_on_the_way_it_can_be_said_at_any_time_and_is_no_end(lea, asking):
    say(lea.visit(DIGITAL), "Not yet", "Not yet", "Not yet").press("hand_in", "Hand in")
    lea.visit("/programmes/digital-local/levels/digcomp/progress")
    say(lea, "Yes", "Yes", "Yes", "Not yet", "Not yet").press("hand_in", "Hand in")
    assert kept()[-1] == ("digital", "basic", "progress", "self")
    assert "You have gone up one level." in lea.text("main")


def test_what_is_not_asked_now_is_refused_with_words_and_nothing_is_kept(lea, asking):
    lea.visit("/programmes/digital-local/levels/cefr-sl/exit")
    assert "This is not asked now" in lea.text("main")
    say(lea.visit(DIGITAL), "Not yet", "Not yet", "Not yet")
    token = lea.page.select_one("[name=csrf_token]")["value"]
    there = lea.page.find("form", id="hand_in")["action"]
    lea.press("hand_in", "Hand in")
    for url in (there, DIGITAL):
        again = lea.send("POST", url, {"csrf_token": token, "statement": "x", "given": "yes"})
        assert again.status_code == 409, url
    assert len(kept()) == 1


@pytest.mark.parametrize(
    ("statement", "given"),
    [("cefr.speaking.c2.1", "yes"), ("nothing", "yes"), ("cefr.speaking.pre-a1.1", "maybe")],
)
def test_a_statement_that_is_not_asked_or_another_answer_is_refused(asking, statement, given):
    slovene = instruments_of(asking.local)[0]
    with pytest.raises(Refused):
        checking.answer(
            asking.local, slovene, Occasion.ENTRY, statement, given, by=asking.lea, now=NOW
        )
    assert db.session.scalar(select(LevelCheck)) is None


def test_it_cannot_be_handed_in_while_something_is_open(lea, asking):
    slovene = instruments_of(asking.local)[0]
    about = (asking.local, slovene, Occasion.ENTRY)
    checking.answer(*about, "cefr.speaking.pre-a1.1", "yes", by=asking.lea, now=NOW)
    with pytest.raises(Refused, match="not answered yet"):
        checking.hand_in(*about, by=asking.lea, now=NOW)


@pytest.mark.parametrize("name", ["laslliam-sl/entry", "cefr-sl/never", "cefr/entry"])
def test_what_a_programme_does_not_ask_is_no_page(lea, name):
    lea.visit(f"/programmes/digital-local/levels/{name}", 404)


def test_a_recording_among_the_media_is_played(lea, asking):
    sound = recording(asking.slovene)
    sound.name = "can-cefr-speaking-pre-a1-1.en.mp3"
    db.session.commit()
    lea.visit(ENTRY)
    assert sound.name in lea.page.find("audio")["src"]
    say(lea, "Yes")
    assert lea.page.find("audio") is None
    said = lea.page.select_one("p.listen [data-say]")  # else the voice of the browser says it
    assert (said["data-say"], said["data-lang"]) == (lea.text("h1"), "en")
    assert said.parent.has_attr("hidden")


def test_in_arabic_the_sentence_is_arabic(visitor, asking):
    asking.lea.language = "ar"
    db.session.commit()
    key = {"card-code": asking.lea.card_code, "card-pin": PIN}
    visitor.visit("/sign-in").press("card", "Come in", **key)
    lea = visitor.visit(ENTRY)
    assert lea.text("h1") == "أستطيع أن أحيي شخصًا وأن أشكره."


def test_pages_ask_the_database_a_few_times(lea, asking):
    with count_queries() as statements:
        lea.visit(ENTRY)
    assert len(statements) <= 12, statements
    with count_queries() as statements:
        lea.visit("/my/levels")
    assert len(statements) <= 10, statements
