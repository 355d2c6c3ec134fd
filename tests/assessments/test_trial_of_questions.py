"""Authors see a question as learners do, and try what an answer is worth; nothing is kept."""

import pytest
from sqlalchemy import func, select

from lms.assessments.models import Attempt, Response
from lms.courses.actions.questions import put_question
from lms.db import db
from lms.questions import read
from tests.cast import NOW
from tests.questions import samples


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def seen(tara, world, sample):
    asked, problems = read(sample, "en")
    assert problems == []
    row, _changed = put_question(world.digital, asked, by=world.tara, now=NOW)
    db.session.commit()
    return tara.visit(f"/questions/{row.id}")


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda one: one["type"])
def test_each_kind_is_shown_as_learners_see_it(tara, world, sample):
    assert "As learners see it" in seen(tara, world, sample).text("#trial")


def test_a_right_answer_and_a_wrong_one(tara, world):
    seen(tara, world, samples.TEXT)
    tara.press("trial", "Try it", 200, **{"try-text": " KRUH"})
    assert "This answer is worth 1 of 1 points." in tara.text("#trial")
    tara.visit(tara.page.select_one("#trial a.btn")["href"])
    tara.press("trial", "Try it", 200, **{"try-text": "kruhek"})
    assert "This answer is worth 0.5 of 1 points." in tara.text("#trial")
    for table in (Attempt, Response):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_what_is_not_on_the_page_is_refused_in_words(tara, world):
    seen(tara, world, samples.CHOICE)
    tara.press("trial", "Try it", 422, **{"try-option": "17"})
    assert "not one of those on the page" in tara.text("#trial")


def test_too_long_an_answer_is_said_and_stays(tara, world):
    seen(tara, world, samples.TEXT)
    tara.press("trial", "Try it", 422, **{"try-text": "k" * 300})
    assert tara.page.find(id="try-text")["value"] == "k" * 300


def test_feedback_is_said_as_learners_hear_it(tara, world):
    seen(tara, world, samples.ORDER | {"feedback": {"wrong": "Look again.", "always": "Thanks."}})
    tara.press("trial", "Try it", 200, **{"try-place-1": "1"})
    assert "Look again." in tara.text("#trial")
    assert "Thanks." in tara.text("#trial")


def test_a_question_is_seen_in_each_of_its_languages(tara, world):
    seen(tara, world, samples.ESSAY | {"prompt": {"en": "Write.", "ar": "اكتب."}})
    tara.visit(f"{tara.url.partition('?')[0]}?language=ar")
    assert tara.page.select_one("#trial [lang=ar]")["dir"] == "rtl"


@pytest.mark.parametrize(
    ("sample", "lines"),
    [
        (samples.NUMBER | {"answers": [{"value": "1.500", "tolerance": "0,10"}]}, ["1.5 ± 0.1 m"]),
        (samples.TEXT, ["kruh", "kruhek"]),
        (samples.TRUE_FALSE, ["False"]),
        (samples.CLOZE, ["1 → sem", "2 → Sirije"]),
    ],
    ids=lambda one: one.get("type") if isinstance(one, dict) else "",
)
def test_what_is_right_is_said_as_it_was_read(tara, world, sample, lines):
    seen(tara, world, sample)
    assert [one.get_text() for one in tara.page.select("#right li > bdi")] == lines


def test_what_a_person_marks_says_no_key(tara, world):
    assert seen(tara, world, samples.ESSAY).page.find(id="right") is None
