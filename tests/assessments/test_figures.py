"""What the answers to a quiz say of its questions, and a key that was wrong."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lms.assessments.actions import regrading
from lms.assessments.actions.judging import Verdict, judge
from lms.assessments.actions.regrading import regrade
from lms.assessments.models import Attempt, Marking, Result
from lms.assessments.queries import figures, marks
from lms.courses.actions.questions import put_question
from lms.courses.models import Question as Row
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from lms.questions import plain, read
from tests.assessments.any_answer import any_answer
from tests.assessments.quizzes import quiz, taken
from tests.cast import NOW, enrol, person
from tests.queries import count_queries
from tests.questions import samples
from tests.questions.any_question import questions
from tests.visitor import Visitor

RIGHT, WRONG = {"option": "a"}, {"option": "b"}
CORRECTED = {**samples.CHOICE, "options": [
    {"text": {"en": "A code"}, "right": True}, {"text": "A photo", "right": True}, "Music",
]}  # fmt: skip


@pytest.fixture
def asked(world):
    world.test = quiz(world, samples.CHOICE, samples.TEXT, pass_mark="1", title="Phones")
    return world


def crowd(world, number, *answers, first=0, **more):
    for n in range(first, first + number):
        somebody = person(f"P{n}", world.centre)
        db.session.add(enrol(somebody, world.a))
        db.session.commit()
        taken(world.test, somebody, *answers, **more)


def put_right(world, plain=CORRECTED):
    """The author corrects the question: a new version is in force."""
    row = db.session.scalars(db.select(Row).filter_by(key="lock")).one()
    put_question(world.digital, read(plain, "en", "lock")[0], row, by=world.tara, now=NOW)
    db.session.commit()
    return row


def test_figures_are_told_from_five_attempts_on_each_person_once(asked, app):
    crowd(asked, 4, RIGHT, {"text": "kruh"})
    crowd(asked, 1, WRONG, None, first=4)
    again = taken(asked.test, asked.lea, RIGHT, None)
    taken(asked.test, asked.lea, WRONG, None, now=NOW + timedelta(hours=1))
    taken(asked.test, asked.lou, WRONG, {"text": "x"}, practice=True)
    number, told = figures.told(asked.test, asked.tara, asked.a.id)
    by_key = {one.question.key: one for one in told}
    assert number == 6
    lock, bread = by_key["lock"].figures, by_key["bread"].figures
    assert (lock.attempts, lock.facility, lock.blank) == (6, Fraction(5, 6), 0)
    assert (bread.facility, bread.blank) == (Fraction(2, 3), Fraction(1, 3))
    assert lock.seconds == 20, "from the beginning to the answer"
    assert [(one.name, one.times) for one in by_key["lock"].chosen] == [
        ("a", 5),
        ("b", 1),
        ("c", 0),
    ]
    assert again.number == 1
    tara = Visitor(app).sign_in(asked.tara).visit(
        f"/marking/quizzes/{asked.test.id}/figures?group=jes-a"
    )  # fmt: skip
    assert "From 6 people of this group" in tara.text("main")
    assert "20 seconds" in tara.text("main")
    assert "Right answers (part of the points)83.33 %" in tara.text("main")


def test_few_attempts_say_nothing_and_none_say_so(asked, app):
    url = f"/marking/quizzes/{asked.test.id}/figures"
    tara = Visitor(app).sign_in(asked.tara).visit(url)
    assert "Nobody has handed in an attempt." in tara.text("main")
    taken(asked.test, asked.lea, RIGHT, None)
    assert "1 attempt had it: too few for figures." in tara.visit(url).text("main")
    tara.visit(f"{url}?group=jes-b", 403)
    Visitor(app).sign_in(asked.oto).visit(url, 403)


def test_a_question_with_a_wrong_key_comes_first(asked):
    for n in range(6):
        crowd(asked, 1, WRONG, {"text": "kruh"}, first=2 * n)
        crowd(asked, 1, RIGHT, {"text": "?"}, first=2 * n + 1)
    _number, told = figures.told(asked.test, asked.tara)
    assert told[0].figures.discrimination == -1
    assert told[0].figures.is_weak


def test_a_wrong_key_is_put_right_with_a_reason_and_old_marks_stay(asked, visitor):
    lea = taken(asked.test, asked.lea, WRONG, {"text": "kruh"})
    lou = taken(asked.test, asked.lou, RIGHT, {"text": "kruh"})
    put_right(asked)
    visitor.sign_in(asked.tara).visit(f"/marking/quizzes/{asked.test.id}/figures?group=jes-a")
    [link] = [a["href"] for a in visitor.page.select("main a") if "Mark again by" in a.text]
    visitor.visit(link)
    told = visitor.text("#regrade")
    assert "1 answer gets more points." in told
    assert "1 answer stays as it is." in told
    visitor.press("again", "Mark again", 422)
    assert "Say why it is marked again." in visitor.text("#again_complaints")
    visitor.press(
        "again", "Mark again", (visitor.htmx and 204) or None, reason="A photo is safe, too"
    )
    assert "1 answer is marked again. The old mark is kept." in visitor.text("#notice")
    assert not visitor.page.find(id="again"), "nothing is left to do"
    own = db.select(Marking).filter_by(attempt_id=lea.id, place=1).order_by(Marking.id)
    found = [(one.share, one.reason, one.by_id) for one in db.session.scalars(own)]
    assert found == [("0", None, None), ("1", "A photo is safe, too", asked.tara.id)]
    db.session.expire_all()
    assert (lea.score, lou.score) == ("1", "1")
    results = db.session.scalars(
        db.select(Result).filter_by(person_id=asked.lea.id).order_by(Result.id)
    )
    assert [(one.passed, one.score) for one in results] == [(False, "1/2"), (True, "1")]
    change = db.session.scalars(db.select(Change).filter_by(noun="regrade")).one()
    assert (change.detail["up"], change.detail["down"]) == (1, 0)
    visitor.visit(f"/marking/attempts/{lea.id}")
    assert "By a newer key, for Tara" in visitor.text("#question_1")


def test_by_the_same_key_nothing_changes(asked):
    taken(asked.test, asked.lea, WRONG, {"text": "kruh"})
    row = db.session.scalars(db.select(Row).filter_by(key="lock")).one()
    version, question = marks.in_force(row.id)
    for _time in range(2):
        done = regrade(asked.test, version, question, "Again", by=asked.tara, now=NOW)
        assert (done.changes, done.same) == ([], 1)
    assert db.session.scalar(db.select(db.func.count()).select_from(Marking)) == 2
    assert not db.session.scalars(db.select(Change).filter_by(noun="regrade")).all()


def test_what_a_person_marked_and_what_others_look_after_stays(asked, app):
    lea = taken(asked.test, asked.lea, WRONG, None)
    taken(asked.test, asked.lou, WRONG, None)
    bo = taken(asked.test, asked.bo, WRONG, None)
    [seen] = marks.everything(lea.id, 1)
    judge(marks.attempt_to_mark(lea.id), seen, Verdict(Fraction(0), {"points": 0}, None, "Copied"),
          last=seen.last.id, by=asked.tara, now=NOW)  # fmt: skip
    judge(marks.attempt_to_mark(lea.id), marks.everything(lea.id, 1)[0],
          Verdict(Fraction(1, 1), {"points": 1}, None, "No, it was not"),
          last=marks.everything(lea.id, 1)[0].last.id, by=asked.tara, now=NOW)  # fmt: skip
    row = put_right(asked)
    tara = Visitor(app).sign_in(asked.tara).visit(
        f"/marking/quizzes/{asked.test.id}/questions/{row.id}"
    )  # fmt: skip
    assert "1 answer was marked by a person and stays." in tara.text("#regrade")
    assert "1 attempt is of a group that others look after." in tara.text("#regrade")
    tara.press("again", "Mark again", reason="Key")
    db.session.expire_all()
    assert bo.score == "0"
    sam = Visitor(app).sign_in(asked.sam).visit(
        f"/marking/quizzes/{asked.test.id}/questions/{row.id}"
    )  # fmt: skip
    assert "1 answer gets more points." in sam.text("#regrade")


def test_an_answer_that_is_not_offered_any_more_stays(asked, app):
    taken(asked.test, asked.lea, {"option": "c"}, None)
    row = put_right(asked, {**CORRECTED, "options": CORRECTED["options"][:2]})
    tara = Visitor(app).sign_in(asked.tara).visit(
        f"/marking/quizzes/{asked.test.id}/questions/{row.id}"
    )  # fmt: skip
    assert "1 answer says what the question does not offer any more" in tara.text("#regrade")
    assert not tara.page.find(id="again")


def test_a_question_without_a_key_is_marked_by_hand(asked, app):
    test = quiz(asked, samples.ESSAY, slug="essay")
    taken(test, asked.lea, {"text": "x"})
    row = db.session.scalars(db.select(Row).filter_by(key="write")).one()
    tara = Visitor(app).sign_in(asked.tara)
    tara.visit(f"/marking/quizzes/{test.id}/questions/{row.id}")
    assert "it has no key" in tara.text("#regrade")
    version, question = marks.in_force(row.id)
    with pytest.raises(Refused):
        regrade(test, version, question, "Why", by=asked.tara, now=NOW)
    tara.visit(f"/marking/quizzes/{asked.test.id}/questions/{row.id}", 404)


def again_by(world, row, test=None):
    """Marks again by the version in force: how many answers are different, how many statements."""
    version, question = marks.in_force(row.id)
    with count_queries() as seen:
        done = regrade(test or world.test, version, question, "A wrong key", by=world.tara, now=NOW)
        db.session.commit()
    return len(done.changes), len(seen)


def test_marking_again_costs_as_much_for_many_answers_as_for_few(asked):
    crowd(asked, 2, WRONG, None)
    row = put_right(asked)
    few = again_by(asked, row)
    crowd(asked, 10, WRONG, None, first=2)
    put_right(asked, {**samples.CHOICE, "points": 2})
    many = again_by(asked, row)
    assert (few[0], many[0]) == (2, 12)
    assert many[1] == few[1] <= 25


def test_what_is_marked_between_looking_and_locking_stands(asked, monkeypatch):
    lea, lou = (taken(asked.test, one, WRONG, None) for one in (asked.lea, asked.lou))
    row = put_right(asked)
    hold = regrading.hold

    def by_hand_meanwhile(people):
        [seen] = marks.everything(lea.id, 1)
        verdict = Verdict(Fraction(0), {"points": 0}, None, "Copied")
        judge(lea, seen, verdict, last=seen.last.id, by=asked.ema, now=NOW)
        hold(people)

    monkeypatch.setattr(regrading, "hold", by_hand_meanwhile)
    assert again_by(asked, row)[0] == 1
    assert (lea.score, lou.score) == ("0", "1/2")
    assert marks.everything(lea.id, 1)[0].last.reason == "Copied"


@given(questions(), questions(), st.lists(st.integers(0, 40), min_size=1, max_size=2))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_marking_again_by_the_same_key_never_changes_anything(asked, question, other, numbers):
    """Whatever is asked and answered. By another key something may change, once."""
    assume(not question.is_marked_by_a_person and not other.is_marked_by_a_person)
    key = f"q{db.session.scalar(db.select(db.func.count()).select_from(Row))}"
    test = quiz(asked, {**plain(question), "key": key}, slug=key)
    row = db.session.scalars(db.select(Row).filter_by(key=key)).one()
    for person_, number in zip((asked.lea, asked.lou), numbers, strict=False):
        taken(test, person_, any_answer(question, number))
    assert again_by(asked, row, test)[0] == 0
    put_question(asked.digital, replace(other, key=key), row, by=asked.tara, now=NOW)
    before = {one: one.score for one in attempts(test)}
    again_by(asked, row, test)
    after = {one: one.score for one in attempts(test)}
    assert again_by(asked, row, test)[0] == 0
    assert {one: one.score for one in attempts(test)} == after
    assert before.keys() == after.keys()


def attempts(test):
    return db.session.scalars(db.select(Attempt).filter_by(assessment_id=test.id)).all()


def test_of_very_many_attempts_the_newest_are_counted_and_the_page_says_so(asked, app, monkeypatch):
    monkeypatch.setattr(figures, "MOST_ATTEMPTS", 5)
    crowd(asked, 6, RIGHT, None)
    tara = Visitor(app).sign_in(asked.tara)
    tara.visit(f"/marking/quizzes/{asked.test.id}/figures")
    assert "From 5 people" in tara.text("main")
    assert "Only the newest 5 attempts are counted." in tara.text("main")


def test_figures_cost_as_much_for_many_attempts_as_for_few(asked):
    crowd(asked, 2, RIGHT, {"text": "kruh"})
    with count_queries() as few:
        figures.told(asked.test, asked.tara)
    crowd(asked, 8, WRONG, {"text": "x"}, first=2)
    with count_queries() as many:
        figures.told(asked.test, asked.tara)
    assert len(many) <= len(few) <= 7, "five, and what the commit made old"
