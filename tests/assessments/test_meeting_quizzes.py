"""Where learners meet quizzes, what waits for them, and how much of the database a quiz needs."""

from datetime import timedelta

import pytest

from lms import clock
from lms.assessments.actions import start
from lms.assessments.actions.extensions import More, extend
from lms.db import db
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW
from tests.queries import count_queries
from tests.questions import samples
from tests.visitor import Visitor


def test_a_quiz_stands_below_the_lessons_of_its_module_and_comes_after_the_last(world, app):
    test = quiz(world, samples.CHOICE)
    where = f"/quizzes/{test.id}"
    visitor = Visitor(app).sign_in(world.lea)
    for page in ("/programmes/digital-local", "/programmes/digital-local/courses/digital-basics"):
        visitor.visit(page)
        assert visitor.page.find("a", href=where).text == "Check", page
    first, last = test.module.lessons
    visitor.visit(f"/lessons/{first.id}")
    assert not visitor.page.find(id=f"quiz_{test.id}")
    visitor.visit(f"/lessons/{last.id}")
    assert visitor.page.find(id=f"quiz_{test.id}")["href"] == where
    visitor.press("mark", "Mark as done", 303)
    assert "now" in visitor.page.find(id=f"quiz_{test.id}")["class"]
    assert len(visitor.page.select(".btn.now")) == 1


def test_a_test_on_paper_leads_nowhere(world, app):
    test = quiz(world, samples.CHOICE)
    test.content = {}
    visitor = Visitor(app).sign_in(world.lea)
    visitor.visit("/programmes/digital-local/courses/digital-basics")
    assert not visitor.page.find("a", href=f"/quizzes/{test.id}")
    visitor.visit(f"/quizzes/{test.id}")
    assert "Your trainer records its result." in visitor.text("main")


def test_what_opens_and_what_is_begun_waits_on_the_first_page(world, app, monkeypatch):
    test = quiz(world, samples.CHOICE, opens="2022-03-25 08:00", closes="2022-03-26 08:00")
    lea = Visitor(app).sign_in(world.lea).visit("/")
    assert "Take the quiz" not in lea.text("main")
    tomorrow = NOW + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    lea = Visitor(app).sign_in(world.lea).visit("/")
    assert "Take the quiz: Check · My-Phone until 26 March 2022" in lea.text("#to_do")
    start(test, world.lea, now=tomorrow)
    assert "Finish the quiz: Check · My-Phone" in lea.visit("/").text("#to_do")
    assert "Check" not in Visitor(app).sign_in(world.olga).visit("/").text("main")


def test_staff_tries_a_quiz_as_a_learner_and_it_never_counts(world, app):
    test = quiz(world, samples.CHOICE)
    tara = Visitor(app).sign_in(world.tara).visit(f"/quizzes/{test.id}")
    tara.press("practise", "Try it as a learner")
    assert "Practice" in tara.text("main")
    tara.press("answer", "Look over", **{"p1-option": "1"})
    tara.press("hand_in", "Hand in")
    assert "Practice does not count." in tara.text("main")


def forty(world, **settings):
    plain = [{**one, "key": f"{one['key']}-{n}"} for n in range(4) for one in samples.ALL][:40]
    return quiz(world, *plain, **settings)


def test_a_quiz_of_forty_questions_needs_few_queries(world, app):
    attempt = start(forty(world, pages="all"), world.lea, now=NOW)
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea)
    with count_queries() as seen:
        lea.visit(f"/attempts/{attempt.id}")
    assert len(lea.page.select(".question")) == 40
    assert len(seen) <= 8, seen


@pytest.mark.parametrize("number", [1, 40])
def test_an_answer_is_saved_with_few_statements_however_many_there_are(world, app, number):
    plain = [{**samples.CHOICE, "key": f"k{n}"} for n in range(number)]
    attempt = start(quiz(world, *plain), world.lea, now=NOW)
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea).visit(f"/attempts/{attempt.id}/questions/1")
    token = lea.page.find("input", {"name": "csrf_token"})["value"]
    sent = {"csrf_token": token, "p1-option": "1", "p1-turn": "1", "p1-token": "abc"}
    with count_queries() as seen:
        url = f"/attempts/{attempt.id}/questions/1"
        answer = lea.send("POST", url, sent, {"Accept": "application/json"})
    assert answer.status_code == 200
    assert len(seen) <= 6, seen


def test_who_has_more_time_is_still_asked_when_it_closed_for_others(world, app, monkeypatch):
    test = quiz(world, samples.CHOICE, closes="2022-03-24 21:00")
    until = NOW + timedelta(days=2)
    extend(test, world.lea, More(closes_at=until), "ill", by=world.tara, now=NOW)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert "Take the quiz: Check · My-Phone until 26 March 2022" in (
        Visitor(app).sign_in(world.lea).visit("/").text("#to_do")
    )
    assert "Take the quiz" not in Visitor(app).sign_in(world.lou).visit("/").text("main")


def test_a_quiz_that_was_not_passed_waits_while_a_try_is_left(world, app):
    test = quiz(world, samples.CHOICE, pass_mark="1/2", attempts=3)
    lea = Visitor(app).sign_in(world.lea)

    def again():
        return "Take the quiz again: Check" in lea.visit("/").text("main")

    assert not again()
    taken(test, world.lea, {"option": "b"})
    assert again()
    extend(test, world.lea, More(attempts=1), "ill", by=world.tara, now=NOW)
    db.session.commit()
    taken(test, world.lea, {"option": "b"})
    taken(test, world.lea, {"option": "b"})
    assert again(), "somebody gave one more"
    taken(test, world.lea, {"option": "b"})
    assert not again(), "no try is left"


def test_a_quiz_that_was_passed_at_last_and_one_that_is_marked_wait_for_nobody(world, app):
    closed = quiz(world, samples.CHOICE, pass_mark="1/2")
    easy = {**samples.CHOICE, "key": "lock-2"}
    written = quiz(world, samples.ESSAY, easy, slug="written", pass_mark="1/2")
    taken(closed, world.lea, {"option": "b"})
    taken(closed, world.lea, {"option": "a"})
    taken(written, world.lea, {"text": "Jesenice"}, {"option": "b"})
    assert "Take the quiz" not in Visitor(app).sign_in(world.lea).visit("/").text("main")


def test_a_quiz_never_says_more_questions_than_there_are(world, app):
    one = {**samples.CHOICE, "key": "easy-1", "tags": ["easy"]}
    quiz(world, one, slug="bank")
    test = quiz(world, samples.TEXT, {"draw": {"tags": ["easy"], "count": 50}})
    lea = Visitor(app).sign_in(world.lea).visit(f"/quizzes/{test.id}")
    assert "2 questions" in lea.text("main .facts")
    assert len(start(test, world.lea, now=NOW).items) == 2
