"""Authors make quizzes in the browser: begun in a module, set, filled, put in order, retired."""

import pytest
from sqlalchemy import select

from lms.assessments.models import Attempt
from lms.courses.models import Assessment
from lms.db import db
from lms.people.models import Change
from tests.assessments.quizzes import quiz
from tests.queries import count_queries
from tests.questions import samples
from tests.visitor import Visitor

BOTH = {"title-en": "Check", "title-sl": "Preverjanje"}


def settings(**typed):
    return {name.replace("_", "-", 1) if name.startswith("title_") else name: value
            for name, value in typed.items()}  # fmt: skip


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


@pytest.fixture
def check(world):
    asked = (samples.CHOICE, samples.TRUE_FALSE | {"tags": ["money"]}, samples.ESSAY)
    return quiz(world, *asked, minutes=20, attempts=3, opens="2022-01-01 08:00")


def asked(row):
    db.session.expire_all()
    return db.session.get(Assessment, row.id).content.get("questions", [])


def test_a_quiz_is_begun_in_a_module(tara, world):
    module = world.digital.modules[0]
    tara.visit("/courses/digital-basics/edit")
    (way,) = [link for link in tara.page.select("a") if "New quiz in" in link.text][:1]
    tara.visit(way["href"])
    tara.press("settings", "Save", **BOTH, kind="exit", pass_mark="60 %", attempts="2",
               minutes="20", opens="2026-03-01T08:00", bands="", grade="last")  # fmt: skip
    row = db.session.scalars(select(Assessment).filter_by(module_id=module.id)).one()
    assert (row.slug, row.kind, row.title["sl"]) == ("check", "exit", "Preverjanje")
    assert row.content == {"pass_mark": "3/5", "attempts": 2, "grade": "last", "minutes": 20,
                           "opens": "2026-03-01 08:00"}  # fmt: skip
    tara.visit("/courses/digital-basics/quizzes")
    assert "on paper" in tara.page.text


def test_a_quiz_that_is_begun_is_offered_by_its_author_and_not_before(app, visitor, world, check):
    module = world.digital.modules[0]
    visitor.sign_in(world.tara)
    visitor.visit(f"/modules/{module.id}/quizzes/new")
    visitor.press("settings", "Save", **{"title-en": "Brand new"})
    row = db.session.scalars(select(Assessment).filter_by(slug="brand-new")).one()
    assert "learners do not see it" in visitor.text("#offer")
    assert visitor.page.select_one("#offer .now") is None, "first its questions are chosen"
    row.content = row.content | {"questions": [{"use": "lock"}]}
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea)
    assert (
        "Brand new" not in lea.visit("/programmes/digital-local/courses/digital-basics").page.text
    )
    lea.visit(f"/quizzes/{row.id}", status=404)
    visitor.visit(f"/quizzes/{row.id}/questions")
    assert len(visitor.page.select(".btn.now")) == 1
    visitor.press("try", "Try it as a learner")
    visitor.visit(f"/quizzes/{row.id}/questions")
    visitor.press("offer", "Offer it to learners")
    visitor.visit(f"/quizzes/{row.id}/questions")
    assert visitor.page.find(id="offer") is None
    assert "Brand new" in lea.visit("/programmes/digital-local/courses/digital-basics").page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title-en": "", "title-sl": ""}, "Write a title."),
        ({"pass_mark": "120%"}, "Write a part of the whole, from 0 to 100%."),
        ({"pass_mark": "many"}, "Write a part of the whole, from 0 to 100%."),
        ({"attempts": "0"}, "Write a number from 1 to 100."),
        ({"minutes": "1.5"}, "Write a whole number, like 15."),
        ({"opens": "2026-03-02T08:00", "closes": "2026-03-01T08:00"}, "It closes before it opens."),
        ({"feedback": "closed"}, "Say when it closes"),
        ({"framework": "cefr", "bands": "D7 40%"}, "d7: Choose one of these"),
        ({"bands": "A1 40%"}, "Say of which framework these levels are."),
        ({"kind": "exam"}, "Choose one from the list."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(tara, check, typed, words):
    tara.visit(f"/quizzes/{check.id}/edit")
    before = dict(check.content)
    tara.press("settings", "Save", **{"title-en": "Kept", "summary-en": "Words"} | typed,
               status=422)  # fmt: skip
    assert words in tara.page.find(id="settings_complaints").text
    assert tara.page.find(id="settings_summary-en").text.strip() == "Words"
    db.session.expire_all()
    assert db.session.get(Assessment, check.id).content == before


def test_what_is_wrong_is_said_with_the_name_of_its_field(tara, check):
    tara.visit(f"/quizzes/{check.id}/edit")
    tara.press("settings", "Save", attempts="0", minutes="-1", status=422)
    said = [one.get_text() for one in tara.page.select("#settings_complaints li")]
    assert said == [
        "Attempts: Write a number from 1 to 100.",
        "Minutes for one attempt: Write a number from 1 to 600.",
    ]


def test_settings_are_changed_with_who_and_what_it_was_and_the_questions_stay(tara, check, world):
    tara.visit(f"/quizzes/{check.id}/edit")
    tara.press("settings", "Save", pass_mark="2/3", framework="cefr", bands="A1 40%\nA2 3/4")
    assert asked(check) == [{"use": "lock"}, {"use": "bank"}, {"use": "write"}]
    row = db.session.get(Assessment, check.id)
    assert (row.content["pass_mark"], row.content["bands"]) == ("2/3", {"a1": "2/5", "a2": "3/4"})
    change = db.session.scalars(select(Change).where(Change.noun == "assessment")).one()
    assert (change.by_id, change.verb) == (world.tara.id, "changed")
    assert change.detail["before"] == {"pass_mark": None, "framework": None, "bands": None}
    tara.visit(f"/quizzes/{check.id}/edit")
    assert tara.page.find(id="settings_bands").text.split() == ["a1", "40%", "a2", "75%"]
    assert tara.page.find(id="settings_pass_mark")["value"] == "2/3"
    tara.press("settings", "Save")
    changes = db.session.scalars(select(Change).where(Change.noun == "assessment")).all()
    assert len(changes) == 1, "every setting is read as it was shown"


def test_who_saves_over_another_is_asked_first(tara, check):
    tara.visit(f"/quizzes/{check.id}/edit")
    check.title = {"en": "Theirs"}
    db.session.commit()
    tara.press("settings", "Save", **{"title-en": "Mine"}, status=422)
    assert "Somebody has changed this quiz meanwhile." in tara.page.text
    tara.press("settings", "Save")
    db.session.expire_all()
    assert db.session.get(Assessment, check.id).title == {"en": "Mine"}


def test_questions_are_put_in_order_weighed_and_taken_out(tara, check):
    tara.visit(f"/quizzes/{check.id}/questions")
    assert "Points in all: 5" in tara.page.text
    tara.press("lines", "Down: What keeps your phone safe?", **{"points-1": "1/2"})
    assert asked(check) == [{"use": "bank", "points": "1/2"}, {"use": "lock"}, {"use": "write"}]
    tara.press("lines", "Take out: Write about your town.")
    assert asked(check) == [{"use": "bank", "points": "1/2"}, {"use": "lock"}]
    tara.press("lines", "Save points", **{"points-0": ""})
    assert asked(check) == [{"use": "bank"}, {"use": "lock"}]


def test_points_that_are_none_are_said_with_their_line(tara, check):
    tara.visit(f"/quizzes/{check.id}/questions")
    tara.press("lines", "Save points", **{"points-0": "2", "points-1": "many"}, status=422)
    assert "Line 2: Write an exact number" in tara.page.find(id="lines_complaints").text
    assert tara.page.find(id="points_0")["value"] == "2"
    assert asked(check)[0] == {"use": "lock"}


def test_a_page_that_is_older_than_the_quiz_changes_nothing(tara, check):
    tara.visit(f"/quizzes/{check.id}/questions")
    check.content = check.content | {"questions": [{"use": "bank"}]}
    db.session.commit()
    tara.press("lines", "Take out: What keeps your phone safe?", status=409)
    assert asked(check) == [{"use": "bank"}]


def test_questions_are_chosen_from_the_bank(tara, world, check):
    other = quiz(world, samples.TEXT | {"tags": ["food"]}, samples.NUMBER, slug="other")
    tara.visit(f"/quizzes/{other.id}/questions/add?kind=true_false")
    assert "A bank asks" in tara.page.text
    assert "What keeps your phone safe?" not in tara.page.find("main").text
    tara.press("choose", "Put into the quiz", key="bank")
    assert asked(other)[-1] == {"use": "bank"}
    tara.visit(f"/quizzes/{other.id}/questions/add?tag=money")
    assert tara.page.find("form", id="choose") is None
    tara.visit(f"/quizzes/{other.id}/questions/add?q=TOWN")
    tara.press("choose", "Put into the quiz", key="elsewhere")
    assert len(asked(other)) == 3, "only what the bank has"


def test_a_draw_says_how_many_there_are(tara, world, check):
    other = quiz(world, samples.TEXT, slug="other")
    tara.visit(f"/quizzes/{other.id}/questions")
    tara.press("draw", "Add the draw", tags="money", count="2", points="1/2")
    assert asked(other)[-1] == {"draw": {"tags": ["money"], "count": 2, "points": "1/2"}}
    tara.visit(f"/quizzes/{other.id}/questions")
    assert "only 1 to choose from" in tara.page.text
    assert "Points in all: 1.5" in tara.page.text, "one of a point, and the one that there is"
    tara.press("lines", "Save points", **{"count-1": "1"})
    assert asked(other)[-1]["draw"]["count"] == 1
    tara.visit(f"/quizzes/{other.id}/questions")
    tara.press("draw", "Add the draw", count="none", status=422)
    assert "Write an exact number" in tara.page.text


def test_a_quiz_is_retired_and_comes_back(tara, check):
    tara.visit(f"/quizzes/{check.id}/edit")
    tara.press("retirement", "Retire the quiz")
    db.session.expire_all()
    assert check.retired_at is not None
    tara.visit(f"/quizzes/{check.id}/edit")
    tara.press("retirement", "Offer it to learners")
    db.session.expire_all()
    assert check.retired_at is None


def test_a_quiz_that_a_programme_asks_for_stays(tara, world, check):
    key = f"{check.module.key}/{check.slug}"
    world.local.rules = world.local.rules | {"exit_assessment": key}
    db.session.commit()
    tara.visit(f"/quizzes/{check.id}/edit")
    tara.press("retirement", "Retire the quiz", status=409)
    assert "must pass this quiz" in tara.page.text


def test_an_author_tries_the_quiz_as_it_is_now(tara, world, check):
    tara.visit(f"/quizzes/{check.id}/questions")
    tara.press("try", "Try it as a learner")
    tara.visit(f"/quizzes/{check.id}/questions")
    tara.press("try", "Try it as a learner")
    first, second = db.session.scalars(select(Attempt).order_by(Attempt.id))
    assert (first.practice, second.practice) == (True, True)
    assert first.handed_in_at is not None
    assert second.handed_in_at is None


def test_a_long_quiz_is_shown_with_few_questions_to_the_database(visitor, world):
    many = [samples.CHOICE | {"key": f"q{n}"} for n in range(40)]
    long, short = quiz(world, *many), quiz(world, samples.CHOICE, slug="short")
    visitor.sign_in(world.tara)
    with count_queries() as few:
        visitor.visit(f"/quizzes/{short.id}/questions")
    with count_queries() as all_:
        visitor.visit(f"/quizzes/{long.id}/questions")
    assert len(all_) == len(few) <= 8
