"""Small counts are hidden from outsiders, and cannot be computed from what is shown."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.indicators.shares import FEWEST, veiled, veiled_together

ROWS = st.lists(st.integers(0, 40), max_size=8)


@given(ROWS)
def test_no_count_from_one_to_four_is_shown(counts):
    shown = veiled(counts)
    assert all(count not in range(1, FEWEST) for count in [*shown.counts, shown.total])


@given(ROWS)
def test_what_is_shown_is_what_was_counted(counts):
    shown = veiled(counts)
    assert shown.total in (None, sum(counts))
    assert all(seen in (None, count) for seen, count in zip(shown.counts, counts, strict=True))


@given(ROWS)
def test_nobody_counted_is_no_secret(counts):
    shown = veiled(counts)
    assert all(seen == 0 for seen, count in zip(shown.counts, counts, strict=True) if not count)


@pytest.mark.parametrize("cells", [1, 2, 3])
def test_a_hidden_count_could_be_something_else_for_who_knows_the_rule(cells):
    """Every row of small numbers: those that look the same differ in each cell that is hidden."""
    alike = defaultdict(list)
    for counts in product(range(13), repeat=cells):
        shown = veiled(counts)
        alike[tuple(shown.counts), shown.total].append(counts)
    for (seen, total), rows in alike.items():
        if total is not None and max(map(sum, rows)) > 12:
            continue  # the numbers tried end here
        for place, count in enumerate(seen):
            if count is None:
                assert len({row[place] for row in rows}) > 1, (seen, total, rows)
        if total is None:
            assert len({sum(row) for row in rows}) > 1, (seen, rows)


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([20, 3, 9], [20, None, None], 32),  # the next smallest is hidden with it
        ([20, 1, 1], [None, None, None], 22),  # two of together 2 would be one each
        ([20, 1, 4], [20, None, None], 25),
        ([3, 0, 0], [None, 0, 0], None),
        ([4, 4, 0], [None, None, 0], None),
        ([5, 0, 0], [5, 0, 0], 5),
        ([], [], 0),
    ],
)
def test_a_row_is_shown_like_this(counts, shown, total):
    assert veiled(counts) == (shown, total)


def test_people_divided_in_several_ways_are_hidden_in_all_where_one_hides_their_number():
    assert veiled_together([[4, 4], [8, 0]]) == [([None, None], None), ([None, 0], None)]
    assert veiled_together([[9, 5], [14, 0]]) == [([9, 5], 14), ([14, 0], 14)]
