"""Shares and groups as they are typed: read exactly, and shown so that they read back the same."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.completion.forms import conditions, shares
from lms.completion.forms.conditions import Row, groups_of, pressed, tree_of
from lms.courses import requirements as asks

PARTS = st.fractions(0, 1, max_denominator=10**6)
LEAVES = st.one_of(
    st.builds(asks.Hours, PARTS),
    st.builds(asks.CourseHours, st.sampled_from(["digital", "slovene"]), PARTS),
    st.builds(asks.Module, st.sampled_from(["digital/01", "slovene/02"])),
    st.builds(asks.Assessment, st.just("digital/01/exit")),
    st.just(asks.PortfolioAccepted()),
    st.just(asks.Evidence()),
)
ANY = st.lists(LEAVES, min_size=2, max_size=3, unique=True).map(tuple)
GROUPS = st.one_of(LEAVES, st.builds(asks.AnyOf, ANY))
TREES = st.one_of(GROUPS, st.builds(asks.All, st.lists(GROUPS, min_size=2, max_size=4).map(tuple)))


@given(PARTS)
def test_what_is_shown_of_a_share_reads_back_to_the_same(part):
    assert shares.read(shares.shown(part)) == part


@pytest.mark.parametrize(
    ("part", "words"),
    [("4/5", "80"), ("1", "100"), ("0", "0"), ("1/8", "12.5"), ("1/1000", "0.1"), ("2/3", "2/3")],
)
def test_hundredths_are_shown_where_they_are_exact(part, words):
    assert shares.shown(Fraction(part)) == words


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", "x", "-1", "100.01", "1/0", "5/4", "1e1", "0x10", "1/2/3", "1%%", "½%", "∞",
     "9" * 400, "80 percent"],
)  # fmt: skip
def test_anything_else_is_refused_in_words(typed):
    with pytest.raises(ValueError, match="Write a number from 0 to 100"):
        shares.read(typed)


@given(TREES)
def test_a_tree_of_groups_is_shown_in_rows_that_say_the_same(tree):
    again = tree_of(groups_of(tree))
    assert groups_of(again) == groups_of(tree)
    assert tree_of(groups_of(again)) == again


def test_a_deeper_tree_is_not_shown_in_rows():
    deep = asks.AnyOf((asks.All((asks.Evidence(), asks.PortfolioAccepted())), asks.Evidence()))
    assert groups_of(deep) is None
    assert groups_of(asks.All((asks.Evidence(), deep))) is None


def test_the_same_row_twice_asks_once_and_empty_rows_ask_nothing():
    hours = [Row("hours", "50"), Row("hours", "1/2")]
    twice = [[Row("portfolio"), Row("portfolio"), Row()], [Row()], hours]
    assert tree_of(twice) == asks.All((asks.PortfolioAccepted(), asks.Hours(Fraction(1, 2))))
    assert tree_of([[Row()], []]) is None


@given(st.text(max_size=12), st.lists(st.lists(st.just(Row()), max_size=3), max_size=3))
def test_no_press_of_anything_breaks_the_rows(asked, groups):
    for verb in (asked, f"row-{asked}", f"out-{asked}", f"drop-{asked}", f"out-0-{asked}"):
        assert all(pressed(groups, verb))


def test_groups_and_rows_have_a_bound():
    groups = []
    for _press in range(100):
        groups = pressed(pressed(groups, "group"), "row-0")
    assert len(groups) == conditions.MOST_GROUPS
    assert len(groups[0]) == conditions.MOST_ROWS
    assert len(conditions.sent({"rows": "999 " * 999})) == conditions.MOST_GROUPS
