"""Nobody is found in the figures: tried with everything that somebody could work out of them."""

from collections import defaultdict
from itertools import product

import pytest

from lms.surveys.counting import FEWEST, can_be_added, hidden, is_small, shown, together


def published(cells):
    """What is printed of a question: the total, and the cells that are shown."""
    out = hidden(cells)
    return sum(cells), tuple(None if at in out else n for at, n in enumerate(cells))


@pytest.mark.parametrize(("options", "most"), [(2, 30), (3, 24), (4, 17), (6, 9)])
def test_who_knows_the_rule_and_all_that_is_printed_cannot_tell_a_hidden_cell(options, most):
    """Every table there can be; those that look the same in print differ in each hidden cell."""
    behind = defaultdict(list)
    for cells in product(range(most + 1), repeat=options):
        if FEWEST <= sum(cells) <= most:
            behind[published(cells)].append(cells)
    for (_total, seen), tables in behind.items():
        for place, cell in enumerate(seen):
            if cell is None:
                assert len({table[place] for table in tables}) > 1, (seen, tables)
            else:
                assert cell == 0 or cell >= FEWEST


def test_hidden_cells_are_never_fewer_than_five_people_together():
    for cells in product(range(9), repeat=3):
        out = hidden(cells)
        if out and sum(cells) >= FEWEST:
            assert len(out) > 1
            assert sum(cells[place] for place in out) >= FEWEST


def test_nothing_is_hidden_where_nobody_is_alone():
    assert hidden([8, 6, 0]) == set()


def all_tables(options, most):
    return [cells for cells in product(range(most + 1), repeat=options) if sum(cells) <= most]


def printed(tables):
    """What is printed of groups, and of their total where there is one."""
    each = tuple((sum(table), tuple(shown(table))) for table in tables)
    if not can_be_added(tables):
        return each, None
    return each, tuple(map(sum, zip(*tables, strict=True)))


@pytest.mark.parametrize(("options", "most", "groups"), [(2, 10, 2), (3, 7, 2), (2, 5, 3)])
def test_a_total_beside_the_figures_of_groups_gives_none_of_them_away(options, most, groups):
    """All groups there can be that hide something; those that look the same in print, with their
    total, differ in each hidden cell."""
    unclear = [table for table in all_tables(options, most) if None in shown(table) and sum(table)]
    behind = defaultdict(list)
    for tables in product(unclear, repeat=groups):
        behind[printed(tables)].append(tables)
    for (each, _total), found in behind.items():
        for group, (number, cells) in enumerate(each):
            for place, cell in enumerate(cells):
                if cell is None and number > 1:
                    assert len({tables[group][place] for tables in found}) > 1, (cells, found[:5])


def test_a_total_never_has_a_small_cell():
    for pair in product(all_tables(3, 7), repeat=2):
        assert not any(is_small(cell) for cell in printed(pair)[1] or ())


def test_groups_that_hide_something_are_counted_at_once_or_never():
    groups = [("a", (7, 3)), ("b", (9, 0)), ("c", (6, 4)), ("d", (8, 1)), ("e", (11, 1))]
    assert together(groups) == (["b", "a", "c"], ["d", "e"])


def test_what_was_counted_once_stays_counted_whoever_comes_later():
    tables = [(7, 3), (2, 1), (9, 0), (6, 4), (4, 4), (1, 9)]
    groups = [(place, table) for place, table in enumerate(tables)]
    before: list = []
    for upto in range(len(groups) + 1):
        counted = together(groups[:upto]).counted
        assert counted[: len(before)] == before
        before = counted
