"""Counting answers so that nobody can be found in the figures. Numbers in, numbers out.

A figure of 1 to 4 people is not shown, and neither is any other from which it could be worked out:
cells of one question that are hidden are at least two, and at least five people together; and a
total counts groups that hide something only together, so that it gives none of them away.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

FEWEST = 5  # people behind a figure that is shown
ENOUGH = 20  # answers of groups that are counted together
T = TypeVar("T")


def is_small(number: int) -> bool:
    """Whether a figure would show a few people. None at all is nobody."""
    return 0 < number < FEWEST


def hidden(counts: Sequence[int]) -> set[int]:
    """Which of these cells (places) are not shown. Each person is in exactly one of them, and how
    many there are in all is known, and so is this rule.

    Where one is small, so are those with nobody; then, while what is hidden could be worked out,
    the smallest of the others, too, and all that are as small.
    """
    out = {place for place, count in enumerate(counts) if is_small(count)}
    if not out:
        return out
    out |= {place for place, count in enumerate(counts) if count == 0}
    while is_given_away([counts[place] for place in out]):
        others = {count for place, count in enumerate(counts) if place not in out}
        if not others:
            break
        out |= {place for place, count in enumerate(counts) if count == min(others)}
    return out


def is_given_away(cells: Sequence[int]) -> bool:
    """Whether the sum of hidden cells, which anybody can work out, says what is in them: one alone,
    a few people together, or so many that each must be the largest that is hidden at first."""
    number, total = len(cells), sum(cells)
    return number < 2 or total < FEWEST or total == number * (FEWEST - 1)


Cells = Sequence[int]


def shown(counts: Cells) -> list[int | None]:
    """The cells of a question as one group's page shows them: None is hidden. The answers of fewer
    than FEWEST people are not shown at all."""
    out = hidden(counts) if sum(counts) >= FEWEST else {*range(len(counts))}
    return [None if place in out else count for place, count in enumerate(counts)]


class Together(NamedTuple):
    """Which groups a total is made of, and which are in none."""

    counted: list
    left_out: list


def together(groups: Sequence[tuple[T, Cells]]) -> Together:
    """Which of these groups a total of one question can count, so that it gives none of their
    hidden cells away, whatever else is shown and whenever somebody looked.

    `groups`: each with its cells, in the order in which they closed, which never changes. One with
    nothing hidden counts by itself. The others are put together until they have ENOUGH answers, and
    are then counted at once or never: were they tried again with the next one, the moment at which
    it worked would tell what that one answered.
    """
    counted: list[T] = []
    left_out: list[T] = []
    pool: list[tuple[T, Cells]] = []
    for one, cells in groups:
        if sum(cells) == 0 or None not in shown(cells):
            counted.append(one)
            continue
        pool.append((one, cells))
        answers = sum([number for _one, each in pool for number in each])
        if len(pool) > 1 and answers >= ENOUGH:
            good = can_be_added([each for _one, each in pool])
            (counted if good else left_out).extend(each for each, _cells in pool)
            pool = []
    return Together(counted, left_out + [each for each, _cells in pool])


def can_be_added(tables: Sequence[Cells]) -> bool:
    """Whether the sum of these tables can be known: it has no small cell, and every hidden cell
    could as well be another number: one person here and one there could have answered the other way
    round, and all that is shown would be the same."""
    if any(is_small(sum(column)) for column in zip(*tables, strict=True)):
        return False
    places = range(len(tables[0]))
    return all(
        could_differ(tables, number, place)
        for number, table in enumerate(tables)
        for place, cell in zip(places, shown(table), strict=True)
        if cell is None and any(table)
    )


def could_differ(tables: Sequence[Cells], number: int, place: int) -> bool:
    """Whether a cell of one table could be one more or one less, and another table the reverse."""
    for other, table in enumerate(tables):
        for beside in range(len(table)):
            if other == number or beside == place:
                continue
            for step in (1, -1):
                here = moved(tables[number], place, beside, step)
                there = moved(table, beside, place, step)
                if looks_like(here, tables[number]) and looks_like(there, table):
                    return True
    return False


def moved(cells: Cells, to: int, away: int, step: int) -> list[int]:
    found = list(cells)
    found[to] += step
    found[away] -= step
    return found


def looks_like(cells: Cells, others: Cells) -> bool:
    return min(cells) >= 0 and shown(cells) == shown(others)
