"""All results of a group in a quiz, who is stuck where, more time for one person, answers as a
file."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook

from lms.assessments import queries
from lms.assessments.actions import record_result, save, start
from lms.assessments.models import Extension
from lms.assessments.queries import of_group
from lms.db import db
from lms.people.models import Change, Role
from tests.assessments.quizzes import quiz, taken
from tests.assessments.test_judging import statements
from tests.cast import NOW, enrol, person
from tests.questions import samples
from tests.visitor import Visitor

RIGHT, WRONG = {"option": "a"}, {"option": "b"}
YESTERDAY = NOW - timedelta(days=2)
FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture
def tested(world):
    world.test = quiz(
        world, samples.CHOICE, samples.TEXT, pass_mark="1/2", attempts=2, minutes=30, title="Phones"
    )
    return world


def left(visitor):
    return (visitor.htmx and 204) or None


def url(tested, rest=""):
    return f"/groups/jes-a/quizzes/{tested.test.id}{rest}"


def test_a_trainer_finds_all_results_and_opens_an_attempt(tested, app):
    taken(tested.test, tested.lea, RIGHT, {"text": "kruh"})
    taken(tested.test, tested.lou, WRONG, None)
    taken(tested.test, tested.bo, RIGHT, {"text": "kruh"})
    tara = Visitor(app).sign_in(tested.tara).visit("/groups/jes-a")
    tara.visit(tara.page.find(id="way_assessments_group_quizzes")["href"])
    row = [" ".join(cell.text.split()) for cell in tara.page.select("tbody tr > *")]
    assert row == ["PhonesMy-Phone", "Digital skills", "2", "1", "0"]
    tara.visit(tara.page.find("a", string="Phones")["href"])
    lines = [" ".join(line.get_text(" ").split()) for line in tara.page.select("tbody tr")]
    assert lines == [
        "Lea passed 100.00 % 1. 100.00 % Change",
        "Lou not passed 0.00 % 1. 0.00 % Change",
    ]
    assert "Bo" not in tara.text("main")
    tara.visit(tara.page.select_one("tbody ul a")["href"])
    assert tara.text("h1") == "Lea: Phones, attempt 1"


def test_what_a_trainer_recorded_is_told_as_theirs(tested, app):
    record_result(tested.test, tested.lou, True, "in talk", by=tested.tara, now=NOW)
    tara = Visitor(app).sign_in(tested.tara).visit(url(tested))
    assert "passed recorded by a trainer" in tara.text("tbody")


def test_groups_that_one_does_not_look_after_stay_closed(tested, app):
    sam = Visitor(app).sign_in(tested.sam)
    for rest in ("", "/people/LEA", "/answers.csv"):
        sam.visit(url(tested, rest), 403)
    sam.visit("/groups/jes-a/quizzes", 403)
    tara = Visitor(app).sign_in(tested.tara)
    tara.visit(url(tested, "/people/BO"), 404)
    tara.visit(url(tested, "/answers.pdf"), 404)
    foreign = quiz(tested, samples.CHOICE, module=tested.housing.modules[0])
    tara.visit(f"/groups/jes-a/quizzes/{foreign.id}", 404)


def test_who_began_and_left_and_who_has_none_left_are_stuck(tested, app):
    taken(tested.test, tested.lou, WRONG, None, now=YESTERDAY)
    open_one = start(tested.test, tested.lea, now=YESTERDAY)
    asked = queries.items(open_one.id, 2)[0].question
    save(open_one, 2, asked, {"text": "x"}, turn=1, token="t", now=YESTERDAY)
    taken(tested.test, tested.lou, WRONG, None)
    tara = Visitor(app).sign_in(tested.tara).visit("/groups/jes-a/quizzes")
    told = [" ".join(one.get_text(" ").split()) for one in tara.page.select("#stuck ~ ul li")]
    assert "Lea · Phones · My-Phone begun, and nothing saved since 22 March 2022" in told[0]
    assert "last at question 2 of 2" in told[0]
    assert "Lou · Phones · My-Phone not passed, and no attempt is left" in told[1]
    assert len(told) == 2


def test_a_further_attempt_and_a_result_end_being_stuck(tested, world):
    for number in range(2):
        taken(tested.test, tested.lou, WRONG, None, now=NOW - timedelta(hours=4 - number))
    [one] = of_group.stuck(world.a, [tested.test], NOW)
    assert (one.attempt.person, one.why) == (tested.lou, "none_left")
    db.session.add(
        Extension(assessment_id=tested.test.id, person_id=tested.lou.id, attempts=2, reason="Ill",
                  by_id=tested.tara.id, at=NOW)
    )  # fmt: skip
    db.session.commit()
    assert [one.why for one in of_group.stuck(world.a, [tested.test], NOW)] == ["not_passed"]
    taken(tested.test, tested.lou, RIGHT, {"text": "kruh"})
    assert of_group.stuck(world.a, [tested.test], NOW) == []


def test_one_person_may_take_longer_also_with_an_attempt_that_is_open(tested, visitor):
    attempt = start(tested.test, tested.lea, now=NOW)
    db.session.commit()
    visitor.sign_in(tested.tara).visit(url(tested, "/people/LEA"))
    assert "Everybody has 30 minutes." in visitor.text("main")
    visitor.press("extend", "Save", 422, minutes="15")
    assert "Say why." in visitor.text("#extend_complaints")
    assert visitor.page.find(id="extend_minutes")["value"] == "15"
    visitor.press(
        "extend", "Save", left(visitor), minutes="15", attempts="1", reason="Reads slowly"
    )
    db.session.expire_all()
    assert attempt.due_at == NOW + timedelta(minutes=45)
    assert "15 minutes more 1 attempt more" in visitor.text("tbody")
    [row] = db.session.scalars(db.select(Extension))
    assert (row.by_id, row.at, row.closes_at) == (tested.tara.id, NOW, None)
    change = db.session.scalars(db.select(Change).filter_by(noun="quiz extension")).one()
    assert change.detail["reason"] == "Reads slowly"


def test_an_extension_until_a_day_ends_with_the_day_of_the_installation(tested, visitor):
    visitor.sign_in(tested.tara).visit(url(tested, "/people/LEA"))
    visitor.press("extend", "Save", 422, clock="12:00", reason="Ill")
    assert "Write the day, too." in visitor.text("#extend_complaints")
    visitor.press("extend", "Save", left(visitor), day="2022-04-01", clock="", reason="Ill")
    [row] = db.session.scalars(db.select(Extension))
    assert row.closes_at == datetime(2022, 4, 1, 21, 59, tzinfo=UTC)
    visitor.visit(url(tested, "/people/LEA"))
    assert visitor.page.find(id="extend_day")["value"] == "2022-04-01"
    visitor.press("extend", "Save", left(visitor), reason="Ill")
    assert "Nothing was different" in visitor.text("#notice")


@pytest.mark.parametrize(
    "typed", [{"minutes": "-1"}, {"minutes": "x"}, {"attempts": "21"}, {"day": "1"}]
)
def test_an_extension_that_cannot_be_is_told_in_words(tested, app, typed):
    tara = Visitor(app).sign_in(tested.tara).visit(url(tested, "/people/LEA"))
    tara.press("extend", "Save", 422, reason="Ill", **typed)
    assert tara.text("#extend_complaints")
    assert tara.page.find(id="extend_reason")["value"] == "Ill"


def test_the_answers_come_as_a_table_without_formulas_practice_or_staff(tested, app):
    taken(tested.test, tested.lea, RIGHT, {"text": FORMULA})
    taken(tested.test, tested.lou, None, None, practice=True)
    taken(tested.test, tested.lou, WRONG, {"text": "kruh"})
    tested.lou.role = Role.TRAINER
    db.session.commit()
    tara = Visitor(app).sign_in(tested.tara)
    answer = tara.send("GET", url(tested, "/answers.csv"))
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["person_code"], row["question"], row["answer"]) for row in rows] == [
        ("LEA", "lock", "A code"), ("LEA", "bread", f"'{FORMULA}"),
    ]  # fmt: skip
    assert (rows[0]["share"], rows[0]["got"], rows[0]["handed_in"]) == (
        "1", "1", "2022-03-24 20:35:00",
    )  # fmt: skip
    book = load_workbook(io.BytesIO(tara.send("GET", url(tested, "/answers.xlsx")).data))
    cells = [cell.value for cell in book.active[3]]
    assert f"'{FORMULA}" in cells


def test_the_pages_of_a_group_ask_as_often_for_many_people_as_for_one(tested, app):
    taken(tested.test, tested.lea, WRONG, None, now=YESTERDAY)
    tara = Visitor(app).sign_in(tested.tara)
    urls = ("/groups/jes-a/quizzes", url(tested), url(tested, "/answers.csv"),
            f"/marking/quizzes/{tested.test.id}/figures?group=jes-a")  # fmt: skip
    before = [statements(tara, one) for one in urls]
    for number in range(9):
        somebody = person(f"P{number}", tested.centre)
        db.session.add(enrol(somebody, tested.a))
        db.session.commit()
        taken(tested.test, somebody, WRONG, {"text": "kruh"}, now=YESTERDAY)
        taken(tested.test, somebody, RIGHT, None, now=YESTERDAY)
    assert [statements(tara, one) for one in urls] == before
    assert max(before) <= 16, before
