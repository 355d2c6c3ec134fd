"""What came of surveys: the response always beside it, nobody found in it, the funder's count."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from lms.courses.models import Enrolment, Membership, State
from lms.db import db
from lms.surveys import actions, queries
from lms.surveys.models import SurveyInvitation, SurveyRound
from tests import cast
from tests.cast import FEBRUARY, NOW
from tests.queries import count_queries
from tests.surveys.asked import answered, ask_somebody, asks, round_in

SETTINGS = "/programmes/digital-local/surveys"
MOST_STATEMENTS = 16


def learners(world, count):
    """Further learners of group A."""
    people = [cast.person(f"P{number}", world.centre) for number in range(1, count + 1)]
    for one in people:
        enrolment = Enrolment(person=one, programme=world.local, state=State.ACTIVE, since=NOW)
        db.session.add(
            Membership(enrolment=enrolment, group=world.a, person=one, starts_on=FEBRUARY)
        )
    db.session.commit()
    return people


def asked_all(asked, people, answers=()):
    """Everybody is invited; who has an answer gave it."""
    for number, one in enumerate(people):
        said = answers[number] if number < len(answers) else None
        ask_somebody(asked, one, answered=said is not None)
        if said is not None:
            answered(asked, 1, person=one, at=NOW, helped=said)
    db.session.commit()


def test_w13_five_say_that_it_helped_and_six_of_eight_answered(world):
    """Specification, W13: each person once, also P1, who is on two programmes."""
    people = learners(world, 8)
    said = ["yes", "yes", "yes", "no", "yes", None, None, "yes"]
    asked_all(round_in(world, anonymous=False), people, said)
    assert queries.helped([world.local.id], "R.2.9") == (5, 6, 8)


def test_of_two_answers_of_a_person_the_last_holds(world):
    (one,) = learners(world, 1)
    asked = round_in(world, anonymous=False)
    answered(asked, 1, person=one, at=NOW, helped="no")
    answered(asked, 1, person=one, at=NOW + timedelta(days=90), helped="yes")
    assert queries.helped([world.local.id], "R.2.9")[:2] == (1, 1)


def test_anonymous_answers_are_not_counted_as_people(world):
    answered(round_in(world), 9, helped="yes")
    assert queries.helped([world.local.id], "R.2.9") == (0, 0, 0)


def test_an_anonymous_survey_shows_nothing_while_it_is_open(world, visitor):
    asked = round_in(world, closed=False)
    people = learners(world, 9)
    asked_all(asked, people)
    answered(asked, 8, helped="yes", liked="3")
    visitor.sign_in(world.ema).visit(f"/survey-rounds/{asked.id}")
    assert "0 of 9 people answered" in visitor.text(".facts")
    assert not visitor.page.select("table")
    assert "when the survey is closed" in visitor.text("main")
    visitor.visit(f"/survey-rounds/{asked.id}/figures.csv", 404)


def test_when_all_have_answered_and_one_more_is_asked_nobody_is_found(world, visitor):
    """Were the first six shown, the difference to all seven would be the answer of the seventh."""
    setting = asks(world)
    people = learners(world, 7)
    actions.ask(setting, world.a, [one.id for one in people[:6]], by=None, now=NOW)
    (asked,) = db.session.scalars(db.select(SurveyRound))
    db.session.execute(db.update(SurveyInvitation).values(answered=True))
    answered(asked, 6, liked="3", helped="yes")
    visitor.sign_in(world.ema).visit(f"/survey-rounds/{asked.id}")
    assert "6 of 6 people answered" in visitor.text(".facts")
    assert not visitor.page.select("table")
    actions.ask(setting, world.a, [people[6].id], by=None, now=NOW + timedelta(days=1))
    db.session.commit()
    visitor.visit(f"/survey-rounds/{asked.id}")
    assert "6 of 7 people answered" in visitor.text(".facts")
    assert not visitor.page.select("table")
    visitor.visit(f"/survey-rounds/{asked.id}/figures.csv", 404)


def test_a_round_that_was_seen_closed_never_grows(world):
    setting = asks(world, open_days=3)
    first, second = learners(world, 2)
    actions.ask(setting, world.a, [first.id], by=None, now=NOW)
    nearly = NOW + timedelta(days=3) - timedelta(minutes=1)
    actions.ask(setting, world.a, [second.id], by=None, now=nearly)
    rounds = db.session.scalars(db.select(SurveyRound).order_by(SurveyRound.id)).all()
    assert [one.closes_at for one in rounds] == [
        NOW + timedelta(days=3), nearly + timedelta(days=3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page", ["/groups/jes-a/surveys", "/programmes/digital-local/surveys/end", SETTINGS]
)
def test_a_page_asks_as_much_for_many_rounds_as_for_one(world, visitor, page):
    asks(world)
    visitor.sign_in(world.ema)
    seen = []
    for number in (1, 2, 3, 4):
        asked = round_in(world, number=number, setting=queries.setting_of(world.local.id, "end"))
        answered(asked, 9, helped="yes")
        for one in learners(world, 5) if number == 1 else ():
            ask_somebody(asked, one, answered=True)
        with count_queries() as statements:
            visitor.visit(page)
        seen.append(len(statements))
    assert seen[1:] == seen[1:2] * 3
    assert seen[0] <= seen[1] <= MOST_STATEMENTS


def test_fewer_than_five_answers_are_never_shown(world, visitor):
    asked = round_in(world)
    answered(asked, 4, helped="yes")
    visitor.sign_in(world.tara).visit(f"/survey-rounds/{asked.id}")
    assert "Fewer than five answers" in visitor.text("main")


def rows_of(visitor, place):
    table = visitor.page.select("section table")[place]
    return [[cell.text for cell in row.select("th, td")] for row in table.select("tbody tr")]


def mixed(world, group=None, number=1):
    """Eight liked it, three so-so, two did not; all say that it helped."""
    asked = round_in(world, group, number=number)
    for face, count in (("3", 8), ("2", 3), ("1", 2)):
        answered(asked, count, liked=face, understood="3", welcome="3", helped="yes")
    db.session.commit()
    return asked


def test_small_figures_are_hidden_and_the_response_stands_beside(world, visitor):
    asked = mixed(world)
    for one in learners(world, 20):
        ask_somebody(asked, one, answered=one.code[1:] <= "3" or len(one.code) > 2)
    visitor.sign_in(world.ema).visit(f"/survey-rounds/{asked.id}")
    assert rows_of(visitor, 0) == [
        ["Good", "8", "61.53\N{NO-BREAK SPACE}%"],
        ["So-so", "hidden"],
        ["Not good", "hidden"],
    ]
    assert "of 20 people answered" in visitor.text(".facts")


def test_files_say_what_the_page_says_and_nothing_else(world, visitor):
    asked = mixed(world)
    visitor.sign_in(world.ema)
    told = visitor.send("GET", f"/survey-rounds/{asked.id}/figures.csv")
    rows = list(csv.DictReader(io.StringIO(told.text)))
    liked = [row for row in rows if row["question"] == "Did you like the course?"]
    assert [row["people"] for row in liked] == ["8", "<5", "<5"]
    helped = [row for row in rows if row["question"].startswith("Does the course help")]
    assert sum(int(row["people"]) for row in helped) == int(helped[0]["of"]) == 13
    book = load_workbook(
        io.BytesIO(visitor.send("GET", f"/survey-rounds/{asked.id}/figures.xlsx").data)
    )
    lines = list(book.active.iter_rows(values_only=True))
    assert [str(line[3]) for line in lines[1:4]] == ["8", "<5", "<5"]


def test_with_names_a_coordinator_sees_all_and_a_trainer_no_names(world, visitor, app):
    asked = round_in(world, anonymous=False)
    answered(asked, 3, person=world.lou, at=NOW, helped="yes")
    answered(asked, 6, person=world.lea, at=NOW, helped="no")
    db.session.commit()
    visitor.sign_in(world.ema).visit(f"/survey-rounds/{asked.id}")
    assert ["Yes", "3", "33.33\N{NO-BREAK SPACE}%"] in rows_of(visitor, 3)
    assert visitor.send("GET", f"/survey-rounds/{asked.id}/people.csv").status_code == 200
    trainer = type(visitor)(app, htmx=visitor.htmx).sign_in(world.tara)
    trainer.visit(f"/survey-rounds/{asked.id}")
    assert ["Yes", "hidden"] in rows_of(trainer, 3)
    assert trainer.send("GET", f"/survey-rounds/{asked.id}/people.csv").status_code == 403


def test_a_total_leaves_out_a_group_that_it_would_give_away(world, visitor):
    for number, (yes, no) in enumerate([(9, 0), (8, 2)], 1):
        asked = round_in(world, number=number)
        answered(asked, yes, helped="yes")
        answered(asked, no, helped="no")
    db.session.commit()
    visitor.sign_in(world.ema).visit("/programmes/digital-local/surveys/end")
    rows = rows_of(visitor, 3)
    assert rows[0][:2] == ["Yes", "9"]
    assert "10 answers are not in these figures" in visitor.text("main")


def test_words_are_shown_from_five_answers_on(world, visitor):
    asked = round_in(world)
    answered(asked, 4, helped="yes")
    answered(asked, 1, helped="yes", better="Longer\nbreaks")
    db.session.commit()
    visitor.sign_in(world.tara).visit(f"/survey-rounds/{asked.id}")
    assert "Longer breaks" in visitor.text("ul.answers")
