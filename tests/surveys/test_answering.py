"""Somebody answers by a link, without signing in, one question a page; and nobody knows who."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from lms import clock
from lms.db import db
from lms.people.models import Change
from lms.surveys import actions, queries
from lms.surveys.models import SurveyAnswer, SurveyDraft, SurveyInvitation
from lms.surveys.views.blueprint import limiter
from tests.cast import NOW
from tests.surveys.asked import asks, invited, link

LATER = NOW + timedelta(days=30)


@pytest.fixture(autouse=True)
def nobody_tried():
    limiter.forget()


@pytest.fixture
def asked(world):
    asks(world)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    db.session.commit()
    return world


def answers():
    db.session.expire_all()
    return db.session.scalars(db.select(SurveyAnswer)).all()


def answer_all(visitor, url, last=None):
    """Through all six questions: faces, yes, one thing that is better, some words."""
    visitor.visit(url)
    assert "How was the course?" in visitor.text("h1")
    visitor.visit(visitor.page.select_one("a.now")["href"])
    for said in ("3", "2", "3", "yes", "phone"):
        visitor.press("question", "Next", answer=said)
    visitor.press("question", "Next", answer=last or "Longer breaks")


def test_a_link_is_answered_without_signing_in_and_thanks(asked, visitor):
    answer_all(visitor, link(asked.lou))
    visitor.press("send", "Send")
    assert "Thank you" in visitor.text("h1")
    (answer,) = answers()
    assert answer.answers == {
        "liked": "3", "understood": "2", "welcome": "3", "helped": "yes", "can": ["phone"],
        "better": "Longer breaks",
    }  # fmt: skip


def test_an_anonymous_answer_says_of_nobody_who_or_when(asked, visitor):
    answer_all(visitor, link(asked.lou))
    before = db.session.scalar(db.select(db.func.count(Change.id)))
    visitor.press("send", "Send")
    (answer,) = answers()
    kept = {column.key for column in inspect(SurveyAnswer).columns}
    assert kept == {"id", "round_id", "answers", "person_id", "at"}
    assert (answer.person_id, answer.at) == (None, None)
    assert len(answer.id) == 32  # made by chance: it says nothing of the order
    assert db.session.scalar(db.select(db.func.count(Change.id))) == before
    assert db.session.scalars(db.select(SurveyDraft)).all() == []
    row = invited(asked.lou)
    assert row.answered
    moments = {getattr(row, column.key) for column in inspect(SurveyInvitation).columns}
    assert answer.id not in moments


def test_with_names_the_answer_says_who_and_when(world, visitor):
    asks(world, anonymous=False)
    actions.ask_group(world.a, "end", by=world.tara, now=NOW)
    db.session.commit()
    answer_all(visitor, link(world.lou))
    visitor.press("send", "Send")
    (answer,) = answers()
    assert (answer.person_id, answer.at) == (world.lou.id, NOW)


def test_the_link_is_kept_nowhere_but_as_a_hash(asked):
    row = invited(asked.lou)
    token = link(asked.lou).rpartition("/")[2]
    assert len(token) == 32
    for column in inspect(SurveyInvitation).columns:
        assert token not in str(getattr(row, column.key))


def test_what_was_begun_goes_on_where_it_was_also_on_another_phone(asked, visitor, app):
    url = link(asked.lou)
    visitor.visit(f"{url}/1")
    visitor.press("question", "Next", answer="3")
    other = type(visitor)(app, htmx=visitor.htmx)
    other.visit(url)
    assert other.page.select_one("a.now")["href"] == f"{url}/2"
    assert other.visit(f"{url}/1").page.select_one("input[checked]")["value"] == "3"
    assert answers() == []


def test_a_link_is_used_once(asked, visitor):
    url = link(asked.lou)
    answer_all(visitor, url)
    visitor.press("send", "Send")
    assert "This link is used up" in visitor.visit(url).text("main")
    assert "Thank you" in visitor.visit(f"{url}/2", 303).text("h1")
    assert len(answers()) == 1


def test_sent_twice_it_is_there_once(asked, visitor):
    url = link(asked.lou)
    answer_all(visitor, url)
    token = visitor.page.select_one("#send [name=csrf_token]")["value"]
    first = visitor.send("POST", f"{url}/end", {"csrf_token": token})
    second = visitor.send("POST", f"{url}/end", {"csrf_token": token})
    assert (first.status_code, second.status_code) == (303, 409)
    assert "sent already" in second.text
    assert len(answers()) == 1


def test_a_question_wants_an_answer_and_one_that_can_be_left_out_does_not(asked, visitor):
    url = link(asked.lou)
    visitor.visit(f"{url}/1")
    visitor.press("question", "Next", 422, answer=None)
    assert "Choose an answer." in visitor.text("#question_complaints")
    visitor.visit(f"{url}/6").press("question", "Next")
    assert "4 questions have no answer yet" in visitor.text("main")
    refused = visitor.send("POST", f"{url}/end", {"csrf_token": token_in(visitor, url)})
    assert refused.status_code == 409


def token_in(visitor, url):
    return visitor.visit(f"{url}/1").page.select_one("[name=csrf_token]")["value"]


@pytest.mark.parametrize("said", ["7", "<script>"])
def test_an_answer_that_the_page_does_not_offer_is_none(asked, visitor, said):
    visitor.visit(f"{link(asked.lou)}/1")
    visitor.press("question", "Next", 422, answer=said)
    assert "Choose one of the answers" in visitor.text("#question_complaints")


def test_words_that_are_too_long_are_not_lost(asked, visitor):
    visitor.visit(f"{link(asked.lou)}/6")
    visitor.press("question", "Next", 422, answer="a" * 2001)
    assert "too long" in visitor.text("#question_complaints")
    assert len(visitor.page.select_one("textarea").text) == 2001


def test_a_wrong_link_and_an_old_one_get_clear_words(asked, visitor, monkeypatch):
    assert "not whole" in visitor.visit("/s/made-up", 404).text("#notice")
    visitor.visit(f"{link(asked.lou)}/9", 404)
    url = link(asked.lou)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert "is closed" in visitor.visit(url, 410).text("#notice")


def test_who_tries_links_again_and_again_is_told_to_wait(asked, visitor):
    for _time in range(limiter.tries):
        visitor.visit("/s/made-up", 404)
    assert "Wait 15 minutes" in visitor.visit("/s/made-up", 429).text("#notice")


def test_it_speaks_the_language_of_whom_it_was_sent_to(asked, visitor):
    url = link(asked.lou)
    asked.lou.language = "ar"
    visitor.visit(f"{url}/1")
    assert "هل أعجبتك الدورة؟" in visitor.text("legend")
    assert visitor.page.html["dir"] == "rtl"


def test_a_learner_with_a_card_finds_it_as_something_to_do(asked, visitor):
    visitor.sign_in(asked.lea).visit("/")
    todo = visitor.page.select_one("#to_do a")
    assert "How was the course?" in todo.text
    visitor.look(visitor.send("GET", todo["href"]), 303)
    assert "How was the course?" in visitor.text("h1")


def test_what_stands_in_a_kept_mail_leads_only_its_reader_on(asked, visitor):
    name = invited(asked.lou).name
    visitor.sign_in(asked.lea).visit(f"/s/mine-{name}", 403)
    assert "somebody else's" in visitor.text("#notice")


def test_what_was_begun_is_kept_as_long_as_the_survey_is_open(asked, visitor):
    """The round is left open longer because another person is asked."""
    visitor.visit(f"{link(asked.lou)}/1")
    visitor.press("question", "Next", answer="3")
    setting = queries.setting_of(asked.local.id, "end")
    actions.ask(setting, asked.a, [asked.bo.id], by=None, now=NOW + timedelta(days=15))
    actions.clean_up(now=LATER)  # it would have been closed by now
    db.session.commit()
    (draft,) = db.session.scalars(db.select(SurveyDraft))
    assert draft.until == invited(asked.lou).round.closes_at == NOW + timedelta(days=36)
    actions.clean_up(now=NOW + timedelta(days=36))
    assert db.session.scalars(db.select(SurveyDraft)).all() == []


def test_what_nobody_sent_is_forgotten_when_the_survey_closes(asked, visitor):
    visitor.visit(f"{link(asked.lou)}/1")
    visitor.press("question", "Next", answer="3")
    actions.clean_up(now=NOW)
    assert db.session.scalars(db.select(SurveyDraft)).all() != []
    actions.clean_up(now=LATER)
    assert db.session.scalars(db.select(SurveyDraft)).all() == []
