"""Self-assessment: what is asked next, and which levels come of the answers."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.courses.instruments import Instrument
from lms.levels.rules.statements import ANSWERS, asked, levels_of, open_one, statements
from lms.questions.frameworks import FRAMEWORKS, NOTHING

SLOVENE = Instrument("cefr", ("speaking", "reading"), ("self",), "sl")
ICONS = Path(__file__).parents[2] / "lms/static/icons.svg"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_level_of_every_skill_has_statements_in_three_languages_with_a_picture(
    app, framework
):
    known = FRAMEWORKS[framework]
    pictures = set(re.findall(r'id="([\w-]+)"', ICONS.read_text()))
    found = statements(framework)
    assert list(found) == list(known.skills)
    for levels in found.values():
        assert [NOTHING, *levels] == list(known.levels)
        for one in (one for of_level in levels.values() for one in of_level):
            assert {"en", "sl", "ar"} <= one.words.keys(), one.key
            assert all(text.strip().endswith(".") for text in one.words.values()), one.key
            assert one.picture in pictures, one.key


def answered(instrument, answer):
    """Goes through all that is asked; `answer`: a function of the statement."""
    answers = {}
    while one := open_one(instrument, answers):
        answers[one.key] = answer(one)
    return answers


def test_a_beginner_is_asked_the_first_level_of_each_skill_only(app):
    answers = answered(SLOVENE, lambda one: "no")
    assert len(answers) == 4
    assert levels_of(SLOVENE, answers) == {"speaking": "none", "reading": "none"}


def test_a_level_is_reached_where_nothing_is_not_yet_and_half_is_yes(app):
    def answers(one):
        if one.skill == "reading":
            return "help"
        return "help" if one.key.endswith("a1.2") else "yes" if "a1" in one.level else "no"

    given = answered(SLOVENE, answers)
    assert levels_of(SLOVENE, given) == {"speaking": "a1", "reading": "none"}
    assert max(one.level for one in asked(SLOVENE, given) if one.skill == "speaking") == "pre-a1"
    assert {one.level for one in asked(SLOVENE, given) if one.skill == "speaking"} == {
        "pre-a1", "a1", "a2",
    }  # fmt: skip


def test_levels_come_only_when_all_is_answered(app):
    given = answered(SLOVENE, lambda one: "yes")
    assert levels_of(SLOVENE, given) == {"speaking": "c2", "reading": "c2"}
    del given[next(iter(given))]
    assert levels_of(SLOVENE, given) == {}


@given(st.dictionaries(st.sampled_from([
    one.key for levels in statements("cefr").values() for of in levels.values() for one in of
]), st.sampled_from(ANSWERS)))  # fmt: skip
def test_whatever_was_answered_before_the_way_leads_to_levels(given_before):
    answers = dict(given_before)
    for _turn in range(100):
        if (one := open_one(SLOVENE, answers)) is None:
            break
        answers[one.key] = "help"
    found = levels_of(SLOVENE, answers)
    assert found.keys() == {"speaking", "reading"}
    extra = answers | {"cefr.writing.c2.1": "yes"}
    assert levels_of(SLOVENE, extra) == found
