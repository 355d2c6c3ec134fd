"""Scores: of an attempt from its marks, of a person from their attempts; exact, and pure."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from lms.questions.shape import NONE, ONE, Grade


class Scored(NamedTuple):
    """A question of an attempt: its points, and the share of them that the answer is worth (None
    while it waits for a person)."""

    points: Fraction
    share: Fraction | None
    skill: str | None = None


def score(scored: Iterable[Scored]) -> Fraction | None:
    """The part of all points, 0..1; None while one waits for a person. Without points it is 1."""
    rows = list(scored)
    if any(row.share is None for row in rows):
        return None
    whole = sum((row.points for row in rows), NONE)
    got = sum((row.points * (row.share or NONE) for row in rows), NONE)
    return got / whole if whole else ONE


def at_least(scored: Iterable[Scored]) -> Fraction:
    """The same with nothing for what still waits: what is safe to say already."""
    return score(row._replace(share=row.share or NONE) for row in scored) or NONE


def by_skill(scored: Iterable[Scored]) -> dict[str, Fraction | None]:
    """The score in each skill that questions name; questions without one are in none."""
    rows: dict[str, list[Scored]] = {}
    for row in scored:
        if row.skill:
            rows.setdefault(row.skill, []).append(row)
    return {skill: score(own) for skill, own in rows.items()}


def counted(scores: Sequence[Fraction], grade: Grade) -> Fraction | None:
    """What counts of the scores of a person's attempts, in the order in which they were handed in;
    None without any."""
    if not scores:
        return None
    if grade is Grade.BEST:
        return max(scores)
    if grade is Grade.AVERAGE:
        return sum(scores, NONE) / len(scores)
    return scores[-1] if grade is Grade.LAST else scores[0]


def is_passed(score: Fraction, pass_mark: Fraction | None) -> bool:
    """Whether a score reaches the pass mark; without one, handing in is enough."""
    return pass_mark is None or score >= pass_mark


def level(score: Fraction, bands: Sequence[tuple[str, Fraction]]) -> str | None:
    """The highest level whose band a score reaches (bands from the lowest to the highest); None
    below all of them."""
    reached = [name for name, least in bands if score >= least]
    return reached[-1] if reached else None


def from_rubric(given: Mapping[str, int], most: Mapping[str, int]) -> Fraction:
    """The share for points that were given in a rubric: given / most, each within its own."""
    whole = sum(most.values())
    got = sum(min(max(given.get(name, 0), 0), points) for name, points in most.items())
    return Fraction(got, whole) if whole else NONE
