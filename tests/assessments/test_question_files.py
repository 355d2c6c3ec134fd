"""Files of questions in the browser: sent, looked at, taken or left; the bank taken out."""

import io
import time

import pytest
from sqlalchemy import func, select

from lms import files
from lms.assessments.imports import files as actions
from lms.assessments.models import FileState, QuestionFile
from lms.courses.models import Question, QuestionVersion
from lms.db import db
from lms.people.models import Change
from tests.cast import NOW

URL = "/courses/digital-basics/questions/files"
GIFT = (
    b"::Lock::What locks? {=A key ~A cup}\n\n::Star::Bread? {=kruh =kru*}\n\n::None::What? {~a}\n"
)


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit(URL)


def send(visitor, content, name="bank.txt", status=None, **typed):
    return visitor.press("bank", "Check the file", status,
                         **{"bank-file": (io.BytesIO(content), name), **typed})  # fmt: skip


def count(of):
    return db.session.scalar(select(func.count()).select_from(of))


def test_what_would_happen_is_shown_before_anything_is_taken(tara):
    send(tara, GIFT)
    assert "2 questions are new." in tara.text("#progress")
    assert "No option is right" in tara.text("[aria-labelledby=notes]")
    tara.visit(f"{tara.url.partition('?')[0]}?part=changed")
    assert "a star cannot stand for any letters" in tara.text("[aria-labelledby=notes]")
    assert count(Question) == 0


def test_what_is_taken_is_in_the_bank_and_the_file_is_not_kept(tara, world):
    send(tara, GIFT)
    tara.press("take", "Take 2 questions")
    assert "Taken. New: 2, changed: 0, same: 0." in tara.text("#notice")
    assert [one.versions[0].by_id for one in db.session.scalars(select(Question))] == (
        [world.tara.id] * 2
    )
    made = db.session.scalars(select(QuestionFile)).one()
    assert (made.state, made.file_id, count(files.File)) == (FileState.TAKEN, None, 0)
    verbs = list(db.session.scalars(select(Change.verb).where(Change.noun == "question")))
    assert verbs == ["imported", "imported"]


def test_the_same_file_again_offers_nothing_to_take(tara):
    send(tara, GIFT)
    tara.press("take", "Take 2 questions")
    send(tara.visit(URL), GIFT)
    assert tara.page.find("form", id="take") is None
    assert "2 questions are in the bank already" in tara.text("#progress")
    tara.press("leave", "Take nothing")
    assert count(QuestionVersion) == 2


def test_a_file_is_taken_once(tara):
    send(tara, GIFT)
    url = tara.url.partition("?")[0]
    page = tara.page
    tara.press("take", "Take 2 questions")
    tara.page = page
    tara.press("take", "Take 2 questions", 409)
    tara.visit(url)
    assert count(QuestionVersion) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\x00\x01", "This file is no text."),
        (b"Only words.", "This is no GIFT file"),
        (b"<quiz><question", ""),
    ],
)
def test_what_cannot_be_read_is_said_and_leaves_nothing(tara, content, words):
    send(tara, content, status=422)
    assert words in tara.text("#refused")
    assert (count(QuestionFile), count(files.File)) == (0, 0)
    assert tara.page.title.text.startswith("Error:")


def test_without_a_file_the_form_says_so(tara):
    tara.press("bank", "Check the file", 422)
    assert "Choose a file first." in tara.text("#bank")


def test_a_large_file_is_read_in_the_background_and_says_how_far_it_is(tara, monkeypatch, work):
    monkeypatch.setattr(actions, "SMALL", 10)
    send(tara, GIFT)
    assert "Is being read" in tara.text("#progress")
    work(NOW)
    tara.visit(tara.url)
    assert "2 questions are new." in tara.text("#progress")
    tara.press("take", "Take 2 questions")
    assert count(Question) == 0
    work(NOW)
    tara.visit(tara.url)
    assert "This was done" in tara.text("#progress")
    made = db.session.scalars(select(QuestionFile)).one()
    assert (count(Question), made.done, made.steps) == (2, 2, 2)


def test_a_thousand_questions_are_taken_in_less_than_five_seconds(world, app):
    content = b"\n\n".join(b"::Q%d::How many is %d? {=%d ~0 ~x}" % (n, n, n) for n in range(1000))
    begun = time.process_time()  # of this process: other tests run beside it
    with app.test_request_context(method="POST"):
        made = actions.receive(world.digital, content, "q.txt", "", "en", by=world.tara, now=NOW)
        db.session.commit()
        actions.begin(made, by=world.tara, now=NOW)
        db.session.commit()
    assert time.process_time() - begun < 5
    assert count(Question) == 1000


def test_the_bank_goes_out_and_what_is_lost_is_said_first(tara):
    send(tara, b"// [id:sky]\n::Sky::Is it blue?{=yes}\n\nB {=c}")
    tara.press("take", "Take 2 questions")
    tara.visit(f"{URL}/out/gift")
    assert "Nothing is lost." in tara.text("[aria-labelledby=lost]")
    response = tara.send("GET", f"{URL}/out/gift/file")
    assert "questions-digital-basics.txt" in response.headers["Content-Disposition"]
    assert b"// [id:sky]" in response.data
    tara.visit(f"{URL}/out/aiken")
    assert "Aiken knows only one choice." in tara.text("[aria-labelledby=lost]")
    tara.visit(f"{URL}/out/riddle", 404)


def test_a_course_without_questions_has_nothing_to_take_out(tara):
    assert "There is no question in the bank" in tara.text("[aria-labelledby=out]")
    tara.visit(f"{URL}/out/gift", 409)
