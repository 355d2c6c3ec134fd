"""The order of levels, also over frameworks: LASLLIAM 3 overlaps Pre-A1, 4 overlaps A1."""

import itertools

import pytest

from lms.questions.frameworks import FRAMEWORKS, comparable, level


def above(one, other):
    return level(*one.split(":")).is_above(level(*other.split(":")))


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("cefr:a2", "cefr:a1"),
        ("cefr:pre-a1", "cefr:none"),
        ("laslliam:4", "laslliam:3"),
        ("cefr:pre-a1", "laslliam:2"),
        ("cefr:a1", "laslliam:3"),
        ("cefr:a2", "laslliam:4"),
        ("laslliam:4", "cefr:pre-a1"),
        ("laslliam:1", "laslliam:none"),
        ("digcomp:basic", "digcomp:none"),
    ],
)
def test_a_level_is_above_another(app, higher, lower):
    assert above(higher, lower)
    assert not above(lower, higher)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("laslliam:3", "cefr:pre-a1"),
        ("laslliam:4", "cefr:a1"),
        ("laslliam:2", "cefr:none"),  # below Pre-A1 may be anywhere under it
        ("laslliam:none", "cefr:none"),
        ("cefr:a1", "cefr:a1"),
    ],
)
def test_levels_that_overlap_are_neither_above_nor_below(app, one, other):
    assert not above(one, other)
    assert not above(other, one)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_within_a_framework_the_order_is_that_of_its_levels(app, framework):
    levels = list(FRAMEWORKS[framework].levels.values())
    for lower, higher in itertools.combinations(levels, 2):
        assert higher.is_above(lower)
        assert not lower.is_above(higher)
        assert higher.steps_from(lower) == levels.index(higher) - levels.index(lower)


def test_levels_are_found_however_they_are_written_and_steps_are_counted_in_one_framework(app):
    assert level("cefr", " A1 ") == level("cefr", "a1")
    assert level("cefr", "A7") is None
    assert level("nothing", "a1") is None
    assert level("cefr", "a2").steps_from(level("laslliam", "4")) is None


def test_only_languages_have_two_frameworks_that_compare(app):
    assert comparable("cefr") == ["laslliam"]
    assert comparable("laslliam") == ["cefr"]
    assert comparable("digcomp") == comparable("intercultural") == []
