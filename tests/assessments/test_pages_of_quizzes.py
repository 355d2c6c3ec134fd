"""A quiz in the browser: the page of the quiz, one question a screen, the overview, the result."""

import io
from datetime import timedelta

import pytest

from lms import clock
from lms.assessments import queries
from lms.assessments.actions import hand_in, start
from lms.assessments.actions.extensions import More, extend
from lms.assessments.models import Attempt, Response
from lms.db import db
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW
from tests.questions import samples
from tests.visitor import Visitor


def begin(visitor, test):
    visitor.visit(f"/quizzes/{test.id}")
    visitor.press("begin", "Begin")
    return db.session.scalars(db.select(Attempt).order_by(Attempt.id.desc())).first()


def test_a_learner_takes_a_quiz_question_by_question(world, visitor):
    test = quiz(world, samples.CHOICE, samples.TEXT, pass_mark="1/2", shuffle=False)
    visitor.sign_in(world.lea)
    attempt = begin(visitor, test)
    assert visitor.text("h1") == "Question 1 of 2"
    right = visitor.page.find("span", string="A code").find_parent("label").input["value"]
    visitor.press("answer", "Next question", **{"p1-option": right})
    assert visitor.text("h1") == "Question 2 of 2"
    visitor.press("answer", "Back", **{"p2-text": "voda"})
    assert visitor.page.find("input", {"name": "p1-option", "checked": True})["value"] == right
    visitor.press("answer", "All questions")
    assert "2 of 2 questions answered" in visitor.text("main")
    visitor.press("hand_in", "Hand in")
    assert visitor.text("h1") == "You have passed."
    assert "That is 50.00 %" in visitor.text("#score ~ p + svg + p, main").replace("\xa0", " ")
    assert "Right is: kruh" in visitor.text("#told_2")
    assert db.session.get(Attempt, attempt.id).score == "1/2"
    assert queries.result(test, world.lea).passed


@pytest.mark.parametrize("plain", samples.ALL, ids=lambda plain: plain["type"])
def test_every_kind_is_shown_answered_and_told(world, app, plain):
    test = quiz(world, plain)
    visitor = Visitor(app).sign_in(world.lea)
    attempt = begin(visitor, test)
    form = visitor.page.find("form", id="answer")
    typed = {}
    for field in form.select("[name^=p1-]"):
        name = field["name"]
        if field.name == "select":
            typed[name] = field.select("option")[1].get("value") or field.select("option")[1].text
        elif field.name == "textarea" or field.get("type") == "text":
            typed[name] = "1500" if plain["type"] == "number" else "kruh"
        elif field.get("type") in ("radio", "checkbox"):
            typed[name] = field["value"]
        elif field.get("type") == "file":
            typed[name] = (io.BytesIO(b"OggS" + b"\0" * 60), "me.ogg")
    visitor.press("answer", "Look over and hand in", **typed)
    assert "1 of 1 question answered" in visitor.text("main")
    [response] = queries.responses(attempt.id)
    assert response.given
    visitor.visit(f"/attempts/{attempt.id}/questions/1")
    visitor.visit(f"/attempts/{attempt.id}/overview")
    visitor.press("hand_in", "Hand in")
    assert visitor.page.find(id="told_1")


def test_a_stale_tab_is_told_its_answer_kept_and_the_newer_shown(world, visitor):
    test = quiz(world, samples.TEXT)
    visitor.sign_in(world.lea)
    attempt = begin(visitor, test)
    save = f"/attempts/{attempt.id}/questions/1"
    token = visitor.page.find("input", {"name": "csrf_token"})["value"]
    for turn, words in ((1, "kruh"), (2, "voda")):
        sent = {"csrf_token": token, "p1-text": words, "p1-turn": turn, "p1-token": words}
        assert visitor.send("POST", save, sent).status_code == 303
    visitor.press("answer", "Look over", **{"p1-text": "mleko"})
    assert "The newer answer counts and is shown." in visitor.text("#notice")
    assert visitor.page.find(id="p1-text")["value"] == "voda"
    assert "mleko" in visitor.text("#question_1 details")
    assert [one.given["text"] for one in queries.responses(attempt.id)] == ["kruh", "mleko", "voda"]


def test_a_script_is_told_in_facts_and_twice_is_once(world, app):
    test = quiz(world, samples.CHOICE)
    visitor = Visitor(app).sign_in(world.lea)
    attempt = begin(visitor, test)
    token = visitor.page.find("input", {"name": "csrf_token"})["value"]
    data = {"csrf_token": token, "p1-option": "1", "p1-turn": "1", "p1-token": "abc"}
    facts = {"Accept": "application/json"}
    for _time in range(2):
        answer = visitor.send("POST", f"/attempts/{attempt.id}/questions/1", data, facts)
        assert answer.get_json() == {"saved": True, "turn": 1}
    forged = data | {"p1-option": "9", "p1-token": "d"}
    answer = visitor.send("POST", f"/attempts/{attempt.id}/questions/1", forged, facts)
    assert answer.status_code == 422
    assert "not one of those on the page" in answer.get_json()["words"]
    assert len(queries.responses(attempt.id)) == 1


def test_another_person_s_attempt_is_nobody_else_s(world, app):
    attempt = start(quiz(world, samples.CHOICE), world.lea, now=NOW)
    for who in (world.lou, world.tara, world.ada):
        visitor = Visitor(app).sign_in(who)
        visitor.visit(f"/attempts/{attempt.id}", 403)
        visitor.visit(f"/attempts/{attempt.id}/questions/1", 403)


def test_answers_after_the_time_are_told_so(world, app, monkeypatch):
    test = quiz(world, samples.CHOICE, minutes=5)
    visitor = Visitor(app).sign_in(world.lea)
    attempt = begin(visitor, test)
    assert "5 minutes left" in visitor.text("#time_left")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=6))
    visitor.press("answer", "Look over", 409, **{"p1-option": "1"})
    assert "The time is over" in visitor.text("#notice")
    assert "This last answer was not saved." in visitor.text("#notice")
    visitor.visit(f"/attempts/{attempt.id}/questions/1").press("hand_in", "Hand in")
    assert "The time was over." in visitor.text("main")
    assert db.session.get(Attempt, attempt.id).closed_by == "time"


def test_handing_in_twice_is_once(world, app):
    attempt = start(quiz(world, samples.CHOICE), world.lou, now=NOW)
    visitor = Visitor(app).sign_in(world.lou).visit(f"/attempts/{attempt.id}/overview")
    before = visitor.page
    visitor.press("hand_in", "Hand in")
    visitor.page = before
    visitor.press("hand_in", "Hand in")
    assert "Not right" not in visitor.text("h1")
    assert db.session.get(Attempt, attempt.id).score == "0"


def test_a_quiz_that_tells_at_once_keeps_what_was_checked(world, visitor):
    test = quiz(world, {**samples.TEXT, "feedback": {"wrong": "Listen again."}}, feedback="each")
    visitor.sign_in(world.lea)
    attempt = begin(visitor, test)
    old = visitor.page
    visitor.press("answer", "Check my answer", **{"p1-text": "mleko"})
    assert "Listen again." in visitor.text("#question_1")
    assert "Right is: kruh" in visitor.text("#question_1")
    visitor.page = old
    visitor.press("answer", "Check my answer", 409, **{"p1-text": "kruh"})
    assert len(queries.responses(attempt.id)) == 1


def test_what_is_saved_and_not_checked_can_be_changed(world, visitor):
    test = quiz(world, samples.TEXT, samples.CHOICE, feedback="each")
    visitor.sign_in(world.lea)
    attempt = begin(visitor, test)
    for button in ("All questions", "Next question"):
        visitor.visit(f"/attempts/{attempt.id}/questions/1")
        visitor.press("answer", button, **{"p1-text": button})
        visitor.visit(f"/attempts/{attempt.id}/questions/1")
        assert visitor.page.find(id="p1-text")["value"] == button
        assert "Right is" not in visitor.text("main")
    visitor.press("answer", "Check my answer", **{"p1-text": "kruh"})
    assert "Right" in visitor.text("#question_1")
    assert not visitor.page.find(id="p1-text")
    visitor.visit(f"/attempts/{attempt.id}/questions/2")
    visitor.press("answer", "Check my answer", 422)
    assert "Answer first." in visitor.text("#p2-wrong")


def test_a_question_among_all_on_one_page_is_checked_by_itself(world, visitor):
    first, second = samples.TEXT, {**samples.TEXT, "key": "bread-2"}
    visitor.sign_in(world.lea)
    begin(visitor, quiz(world, first, second, feedback="each", pages="all"))
    visitor.press("answer", "Check my answer", **{"p1-text": "mleko", "p2-text": "voda"})
    assert "Right is: kruh" in visitor.text("#question_1")
    assert visitor.page.find(id="p2-text")["value"] == "voda"
    visitor.press("answer", "Check my answer", 422, **{"p2-text": ""})
    assert "Answer first." in visitor.text("#p2-wrong")


def test_all_questions_on_one_page_are_saved_together(world, visitor):
    test = quiz(world, samples.CHOICE, samples.TEXT, pages="all")
    visitor.sign_in(world.lea)
    attempt = begin(visitor, test)
    visitor.press("answer", "Save", **{"p1-option": "1", "p2-text": "kruh"})
    assert visitor.page.find(id="p2-text")["value"] == "kruh"
    visitor.press("answer", "Save", 422, **{"p1-option": "2", "p2-text": "k" * 201})
    assert "Use 200 characters or fewer." in visitor.text("#p2-wrong")
    assert visitor.page.find(id="p2-text")["value"] == "k" * 201
    assert visitor.page.find("input", {"name": "p1-option", "checked": True})["value"] == "2"
    visitor.press("answer", "Look over", **{"p2-text": "kruh"})
    assert "2 of 2 questions answered" in visitor.text("main")
    assert db.session.scalar(db.select(db.func.count()).select_from(Response)) == 3
    assert attempt.handed_in_at is None


def test_what_is_no_recording_and_what_is_too_big_is_refused_in_words(world, app):
    attempt = start(quiz(world, samples.AUDIO), world.lea, now=NOW)
    visitor = Visitor(app).sign_in(world.lea).visit(f"/attempts/{attempt.id}/questions/1")
    text = (io.BytesIO(b"only words"), "me.txt")
    visitor.press("answer", "Look over", 422, **{"p1-file": text})
    assert "This is no recording." in visitor.text("#p1-wrong")
    token = visitor.page.select_one("#answer [name=csrf_token]")["value"].encode()
    part = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
    body = part % (b"csrf_token", token)
    body += (
        part % (b'p1-file"; filename="me.ogg', b"OggS" + bytes(100 * 1024 * 1024)) + b"--x--\r\n"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    visitor.look(visitor.send("POST", f"/attempts/{attempt.id}/questions/1", body, kind), 413)
    assert "This file is too big. Send one of 10 MB or less." in visitor.text("#notice")
    assert queries.responses(attempt.id) == []


def test_without_a_second_language_a_quiz_is_in_the_first(world, app):
    test = quiz(world, {**samples.CHOICE, "prompt": {"en": "What?", "sl": "Kaj?"}})
    visitor = Visitor(app).sign_in(world.lea)
    begin(visitor, test)
    assert [p.text for p in visitor.page.select("#p1-prompt p")] == ["What?", "Kaj?"]


def test_who_recorded_an_answer_hears_it_and_no_other_learner(world, app):
    attempt = start(quiz(world, samples.AUDIO), world.lea, now=NOW)
    visitor = Visitor(app).sign_in(world.lea).visit(f"/attempts/{attempt.id}/questions/1")
    visitor.press("answer", "Look over", **{"p1-file": (io.BytesIO(b"OggS" + b"\0" * 60), "a.ogg")})
    hand_in(db.session.get(Attempt, attempt.id), now=NOW)
    url = f"/attempts/{attempt.id}/questions/1/file"
    assert visitor.send("GET", url).data.startswith(b"OggS")
    assert Visitor(app).sign_in(world.lou).send("GET", url).status_code == 403


def test_what_was_right_waits_for_the_last_who_may_still_answer(world, app, monkeypatch):
    test = quiz(world, samples.CHOICE, closes="2022-03-24 21:00", feedback="closed")
    taken(test, world.lea, {"option": "a"})
    until = NOW + timedelta(days=1)
    for more in (until + timedelta(days=9), until):  # the newer one holds
        extend(test, world.lou, More(closes_at=more), "ill", by=world.tara, now=NOW)
    db.session.commit()
    where = f"/attempts/{db.session.scalar(db.select(Attempt.id))}/result"
    monkeypatch.setattr(clock, "now", lambda: until - timedelta(minutes=1))
    lea = Visitor(app).sign_in(world.lea).visit(where)
    assert "You see what was right when the quiz is closed: 25 March 2022" in lea.text("main")
    assert not lea.page.find(id="told_1")
    monkeypatch.setattr(clock, "now", lambda: until)
    assert "Right" in Visitor(app).sign_in(world.lea).visit(where).text("#told_1")


HALF = {
    "choice": {**samples.CHOICE, "options": [{"text": "A", "share": "1"},
               {"text": "B", "share": "1/2"}, "C"], "shuffle": False},
    "text": samples.TEXT,
    "number": samples.NUMBER,
    "cloze": {**samples.CLOZE, "gaps": {"1": [{"text": "sem"}, {"text": "som", "share": "1/2"}],
              "2": {"options": [{"text": "Sirije", "right": True}, "Sirija"]}}, "partial": "each"},
}  # fmt: skip
GIVEN = {
    "choice": {"option": "b"},
    "text": {"text": "kruhek"},
    "number": {"text": "1600", "unit": "m"},
    "cloze": {"gaps": {"1": "som"}},
}


@pytest.mark.parametrize("kind", HALF)
def test_what_is_partly_right_is_not_called_wrong(world, app, kind):
    test = quiz(world, {**HALF[kind], "points": 3})
    attempt = taken(test, world.lea, GIVEN[kind])
    lea = Visitor(app).sign_in(world.lea).visit(f"/attempts/{attempt.id}/result")
    answer = lea.text("#p1")
    assert "Partly right" in answer
    if kind != "cloze":  # there the other gap is empty
        assert "Not right" not in answer


def test_a_quiz_that_tells_at_once_says_how_many_points_part_of_it_is_worth(world, app):
    test = quiz(world, {**samples.TEXT, "points": 3}, feedback="each")
    visitor = Visitor(app).sign_in(world.lea)
    begin(visitor, test)
    visitor.press("answer", "Check my answer", **{"p1-text": "kruhek"})
    assert "Partly right1.5 of 3" in visitor.text("#question_1")
    assert "Not right" not in visitor.text("#question_1")


@pytest.mark.parametrize("pages", ["one", "all"])
def test_an_answer_too_late_without_scripts_says_so_and_leads_to_the_result(world, app, pages):
    attempt = start(quiz(world, samples.CHOICE, minutes=5, pages=pages), world.lea, now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.lea)
    visitor.visit(f"/attempts/{attempt.id}{'/questions/1' if pages == 'one' else ''}")
    hand_in(attempt, closed_by="time", now=NOW + timedelta(minutes=6))
    db.session.commit()
    visitor.press("answer", "Look over", 409, **{"p1-option": "1"})
    assert "The time is over. This last answer was not saved." in visitor.text("#notice")
    assert visitor.page.find("a", href=f"/attempts/{attempt.id}/result")


def test_points_while_an_answer_waits_are_of_what_is_marked(world, app):
    easy = {**samples.CHOICE, "points": 4, "tags": ["eyes-2"]}
    attempt = taken(quiz(world, easy, samples.ESSAY), world.lea, {"option": "b"}, {"text": "x"})
    lea = Visitor(app).sign_in(world.lea).visit(f"/attempts/{attempt.id}/result")
    assert "Your points so far" in lea.text("#score")
    assert "0 of 4 points" in " ".join(lea.text("section[aria-labelledby=score]").split())
    assert "Look at this again" in lea.text("main")
    assert "eyes-2" not in lea.text("main"), "a tag is a word of authors"


def test_what_has_no_recording_is_said_by_the_voice_of_the_browser(world, app):
    test = quiz(world, samples.TRUE_FALSE, samples.CLOZE, samples.MATCH)
    attempt = start(test, world.lea, now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.lea)
    for place in (1, 2, 3):
        visitor.visit(f"/attempts/{attempt.id}/questions/{place}")
        said = visitor.page.select(".hearing [data-say]")
        assert said, "the prompt, at the place of its recording"
        assert "[" not in said[0]["data-say"], "gaps are pauses"
        assert said[0].find_parent(class_="hear").has_attr("hidden"), "until there is a voice"
    visitor.visit(f"/attempts/{attempt.id}/questions/1")
    assert len(visitor.page.select(".option [data-say]")) == 2
    visitor.visit(f"/attempts/{attempt.id}/questions/3")
    lists = [one["data-say-chosen"] for one in visitor.page.select("[data-say-chosen]")]
    assert lists == [one["id"] for one in visitor.page.select("#p3 select")]
