"""Trainers find what waits for them, and say what answers are worth."""

from datetime import timedelta
from fractions import Fraction

import pytest

from lms import files
from lms.assessments.actions import start
from lms.assessments.actions.judging import Verdict, judge
from lms.assessments.models import Attempt, Marking, Response, Result
from lms.assessments.queries import marks, waiting
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW, enrol, person
from tests.post import plain
from tests.queries import count_queries
from tests.questions import samples
from tests.visitor import Visitor

LATER = NOW + timedelta(hours=1)
SPOKEN = {**samples.ESSAY, "key": "spoken", "points": 3, "rubric": [
    {"title": "Clear", "points": 2}, {"title": "Whole", "points": 1},
]}  # fmt: skip


@pytest.fixture
def essays(world):
    """Lea and Lou have handed in: a choice, an essay with a rubric, one without."""
    world.test = quiz(
        world, samples.CHOICE, SPOKEN, {**samples.ESSAY, "points": 1}, pass_mark="3/5"
    )
    right = {"option": "a"}
    world.leas = taken(world.test, world.lea, right, {"text": "My town."}, {"text": "Rivers."})
    world.lous = taken(world.test, world.lou, right, {"text": "<b>Jesenice</b>"}, None, now=LATER)
    return world


def saved(visitor, **typed):
    visitor.press("judging", "Save", (visitor.htmx and 204) or None, **typed)


def results(person):
    rows = db.session.scalars(db.select(Result).filter_by(person_id=person.id).order_by(Result.id))
    return [(row.passed, row.score) for row in rows]


def test_what_waits_is_a_to_do_on_the_first_page_of_its_trainer_only(essays, app):
    tara = Visitor(app).sign_in(essays.tara)
    assert "3 answers to mark" in tara.text("#to_do")
    for other in (essays.sam, essays.oto, essays.lea):
        Visitor(app).sign_in(other)
        assert waiting.how_many_wait(other) == 0
    assert waiting.how_many_wait(essays.ema) == 3


def test_one_question_is_marked_across_people_with_the_names_hidden(essays, visitor):
    visitor.sign_in(essays.tara).visit("/marking")
    assert "3 answers wait." in visitor.text("main")
    link = next(a for a in visitor.page.select("main a") if "Mark this question" in a.text)
    visitor.visit(link["href"], 303)
    assert visitor.text("h1") == "Lea"
    assert "2 answers are left here" in visitor.text("main")
    visitor.visit(visitor.page.find(id="names")["href"])
    assert "Lea" not in visitor.text("main")
    saved(visitor, points_1="2", points_2="1", said="Very clear.")
    assert "Lea" not in visitor.text("main")
    assert "<b>Jesenice</b>" in visitor.text("main"), "words are words"
    saved(visitor, points_1="1", points_2="0")
    assert "Everything of this is marked." in visitor.text("#notice")
    assert results(essays.lou) == [(False, "2/5")], "his last one was empty: 1 + 1 + 0 of 5"
    assert results(essays.lea) == [], "her last essay waits"


def test_one_person_is_marked_after_the_other(essays, visitor):
    visitor.sign_in(essays.tara)
    about = f"?quiz={essays.test.id}&group={essays.a.id}"
    visitor.visit(f"/marking/next{about}", 303)
    assert visitor.text("#asked") == "Question 2"
    saved(visitor, points_1="0", points_2="1")
    assert (visitor.text("h1"), visitor.text("#asked")) == ("Lea", "Question 3")
    saved(visitor, points_1="1")
    assert (visitor.text("h1"), visitor.text("#asked")) == ("Lou", "Question 2")
    assert results(essays.lea) == [(True, "3/5")]


def test_a_form_without_points_says_which_and_loses_nothing(essays, visitor):
    visitor.sign_in(essays.tara).visit(f"/marking/attempts/{essays.leas.id}/2?by=question")
    visitor.press("judging", "Save and next", 422, points_1="2", said="Good")
    assert "Choose the points: Whole." in visitor.text("#judging_complaints")
    assert visitor.page.find(id="judging_said").text.strip() == "Good"
    assert visitor.page.find(id="judging_points_1_3").has_attr("checked")
    visitor.press("judging", "Save and next", 422, points_1="3", points_2="1")
    assert "Choose the points: Clear." in visitor.text("#judging_complaints")


def test_marking_again_asks_for_a_reason_and_keeps_the_old_mark(essays, visitor):
    here = f"/marking/attempts/{essays.leas.id}/2"
    visitor.sign_in(essays.tara).visit(here)
    saved(visitor, points_1="1", points_2="0", said="Too short")
    visitor.visit(here)
    saved(visitor, points_1="1", reason="same")
    assert "Nothing was different" in visitor.text("#notice")
    visitor.visit(here)
    visitor.press("judging", "Save", 422, points_1="2", reason=" ")
    assert "Say why it is marked again." in visitor.text("#judging_complaints")
    saved(visitor, points_1="2", reason="I had not seen the end")
    own = db.select(Marking).filter_by(attempt_id=essays.leas.id, place=2).order_by(Marking.id)
    assert [(one.share, one.reason) for one in db.session.scalars(own)] == [
        (None, None), ("1/3", None), ("2/3", "I had not seen the end"),
    ]  # fmt: skip
    shown = visitor.text("#question_2")
    assert "Marked again: I had not seen the end" in shown
    assert "Too short" in shown
    kept = db.session.scalars(db.select(Change).filter_by(noun="marking").order_by(Change.id))
    assert [one.detail["before"] for one in kept] == [None, "1/3"]


def test_what_the_key_found_can_be_marked_again_by_hand(essays, visitor):
    visitor.sign_in(essays.tara).visit(f"/marking/attempts/{essays.lous.id}/1")
    assert "Right by the key" in visitor.text("main")
    saved(visitor, points_1="0", reason="Copied")
    assert "0 of 1 points" in visitor.text("#question_1")


def test_two_trainers_at_once_do_not_write_over_each_other(essays, visitor):
    here = f"/marking/attempts/{essays.leas.id}/2"
    visitor.sign_in(essays.tara).visit(here)
    attempt = marks.attempt_to_mark(essays.leas.id, locked=True)
    [seen] = marks.everything(attempt.id, 2)
    judge(attempt, seen, Verdict(Fraction(1), {"a": 2, "b": 1}, None, None),
          last=seen.last.id, by=essays.ema, now=NOW)  # fmt: skip
    db.session.commit()
    form = visitor.page.find(id="judging")
    data = {i["name"]: i.get("value", "") for i in form.select("input[type=hidden]")}
    data |= {"points_1": "0", "points_2": "0", "reason": "mine"}
    answer = visitor.send("POST", form["action"], data)
    assert answer.status_code == 409
    assert "Somebody else has marked this meanwhile." in answer.text


def test_what_is_not_handed_in_is_seen_but_not_marked(essays, visitor):
    other = quiz(essays, {**samples.ESSAY, "key": "other"}, slug="other")
    attempt = start(other, essays.lea, now=NOW)
    db.session.commit()
    visitor.sign_in(essays.tara).visit(f"/marking/attempts/{attempt.id}")
    assert "Not handed in yet." in visitor.text("main")
    visitor.visit(f"/marking/attempts/{attempt.id}/1")
    assert not visitor.page.find(id="judging")
    [seen] = marks.everything(attempt.id, 1)
    with pytest.raises(Refused):
        judge(
            attempt, seen, Verdict(Fraction(1), {}, None, None), last=None, by=essays.tara, now=NOW
        )


def test_the_page_of_an_attempt_shows_everything(essays, app):
    tara = Visitor(app).sign_in(essays.tara).visit(f"/marking/attempts/{essays.leas.id}")
    assert "1 of 1 points" in tara.text("#question_1")
    assert "By the key" in tara.text("#question_1")
    assert "to be marked" in tara.text("#question_2")
    assert "So far: 1 of 5 points" in tara.text("main")
    assert "Everything that was given (1 time)" in tara.text("#question_2")
    tara.visit(f"/marking/attempts/{essays.lous.id}")
    assert "Nothing was answered." in tara.text("#question_3")


def test_practice_and_ones_own_attempt_are_nobodys_to_see(essays, app):
    practised = taken(essays.test, essays.lou, None, {"text": "Practice"}, practice=True)
    tara = Visitor(app).sign_in(essays.tara)
    tara.visit(f"/marking/attempts/{practised.id}", 403)
    tara.visit("/marking/attempts/99999", 404)
    tara.visit(f"/marking/attempts/{essays.leas.id}/9", 404)
    assert waiting.how_many_wait(essays.tara) == 3
    sam = Visitor(app).sign_in(essays.sam)
    sam.visit(f"/marking/attempts/{essays.leas.id}", 403)
    sam.visit(f"/marking/attempts/{essays.leas.id}/2", 403)


def test_made_in_no_group_it_is_marked_by_who_coordinates_the_persons_organisation(essays, app):
    essays.leas.group_id = None
    db.session.commit()
    assert [waiting.how_many_wait(one) for one in (essays.tara, essays.ema, essays.oto)] == [
        1,
        3,
        0,
    ]
    Visitor(app).sign_in(essays.ema).visit(f"/marking/attempts/{essays.leas.id}")
    Visitor(app).sign_in(essays.tara).visit(f"/marking/attempts/{essays.leas.id}", 403)


def test_a_file_that_was_handed_in_opens_for_its_trainer(essays, app):
    kept = files.keep(b"odgovor", "text/plain", now=NOW)
    own = db.session.scalars(
        db.select(Response).filter_by(attempt_id=essays.leas.id, place=2)
    ).one()
    own.file_id, own.given = kept.id, {"file": kept.id, "name": "odgovor.txt"}
    db.session.commit()
    tara = Visitor(app).sign_in(essays.tara)
    answer = tara.send("GET", f"/marking/responses/{own.id}/file")
    assert (answer.status_code, answer.data) == (200, b"odgovor")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert Visitor(app).sign_in(essays.sam).send(
        "GET", f"/marking/responses/{own.id}/file"
    ).status_code == 403  # fmt: skip
    other = db.session.scalars(db.select(Response).filter_by(attempt_id=essays.lous.id)).first()
    assert tara.send("GET", f"/marking/responses/{other.id}/file").status_code == 404


def statements(visitor, url):
    with count_queries() as seen:
        assert visitor.send("GET", url).status_code == 200
    return len(seen)


def test_the_queue_and_an_attempt_ask_the_database_as_often_for_many_as_for_one(essays, app):
    tara = Visitor(app).sign_in(essays.tara)
    urls = (
        "/marking",
        f"/marking/attempts/{essays.leas.id}",
        f"/marking/attempts/{essays.leas.id}/2",
    )
    before = [statements(tara, url) for url in urls]
    for number in range(8):
        somebody = person(f"P{number}", essays.centre)
        db.session.add(enrol(somebody, essays.a))
        db.session.commit()
        taken(essays.test, somebody, {"option": "b"}, {"text": "x"}, {"text": "y"})
    assert [statements(tara, url) for url in urls] == before
    assert max(before) <= 10, before
    assert db.session.scalar(db.select(db.func.count()).select_from(Attempt)) == 10


def test_who_took_it_is_told_by_mail_when_nothing_waits_any_more(essays, app, post, work):
    tara = Visitor(app).sign_in(essays.tara).visit(f"/marking/attempts/{essays.lous.id}/2")
    saved(tara, points_1="2", points_2="1")
    work()
    mail = post.last
    assert mail["subject"] == "Your quiz is marked: Check"
    assert f"/attempts/{essays.lous.id}/result" in plain(mail)
    tara.visit(f"/marking/attempts/{essays.lous.id}/2")
    saved(tara, points_1="2", points_2="0", reason="Not whole")
    work()
    assert post.last["subject"] == "Your result is new: Check"
