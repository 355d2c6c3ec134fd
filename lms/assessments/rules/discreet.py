"""What may be said of the answers of people whom somebody does not look after: nothing that tells
of fewer than five, and no words that were typed (rule 15 of the specification)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lms.assessments.statistics import LEAST, Answered, Chosen, Figures, chosen
from lms.questions import Kind, Question, is_blank

BLANK = object()  # the cell of those who left it empty
OFFERED = (Kind.CHOICE, Kind.CHOICES, Kind.TRUE_FALSE, Kind.HOTSPOT)  # nothing is typed


class Said(NamedTuple):
    """The answers to one version of a question: of people one looks after, and of others."""

    own: list[Mapping[str, Any] | None]
    others: list[Mapping[str, Any] | None]


def is_few(number: int) -> bool:
    return 0 < number < LEAST


def hidden(cells: Mapping[Any, int]) -> set[Any]:
    """The cells of a table that are not told: those of fewer than LEAST, and the next ones until
    what is hidden, which the whole less the rest tells, is LEAST or more."""
    found = {name for name, number in cells.items() if is_few(number)}
    if not found:
        return found
    for name in sorted(cells, key=lambda one: cells[one]):
        if sum(cells[one] for one in found) >= LEAST:
            break
        found.add(name)
    return found


def figures_told(whole: Figures, others: Sequence[Answered]) -> Figures:
    """The figures of a question, of which `others` are a part: without those from which one tells
    how few of them had it right, or wrong, or left it empty."""
    right = sum(one.share == 1 for one in others)
    if is_few(right) or is_few(len(others) - right):
        whole = whole._replace(facility=None)
    if is_few(sum(one.blank for one in others)):
        whole = whole._replace(blank=None)
    return whole


def chosen_told(question: Question, said: Said) -> list[Chosen]:
    """What was answered how often. Options and spots count others, too; where they would tell of
    few, `times` is None. Words, numbers and parts are those of people one looks after."""
    if question.kind not in OFFERED:
        return chosen(question, said.own)
    own, others = chosen(question, said.own), chosen(question, said.others)
    cells: dict[Any, int] = {one.name: one.times or 0 for one in others}
    cells[BLANK] = sum(one is None or is_blank(one) for one in said.others)
    secret = hidden(cells)
    return [
        replace(one, times=None if one.name in secret else (one.times or 0) + cells[one.name])
        for one in own
    ]
