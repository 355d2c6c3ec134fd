"""Drawing: which questions an attempt has, and in which order, from its seed alone.

The same seed draws the same from the same bank, in whatever order the bank is listed and with any
version of Python: everything is ordered by a hash of the seed and of what a thing is called.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lms.questions.quizzes import Draw, Use
from lms.questions.showing import by_chance


class Candidate(NamedTuple):
    """A question that may be drawn."""

    key: str
    tags: tuple[str, ...] = ()
    skill: str | None = None


class Drawn(NamedTuple):
    """A question of an attempt. `points` None: its own."""

    key: str
    points: Fraction | None = None


def drawn(
    items: Sequence[Use | Draw], bank: Iterable[Candidate], seed: int, *, shuffle: bool = False
) -> list[Drawn]:
    """The questions of an attempt, in the order in which they are asked; none of them twice. A
    question that stands in the quiz is never drawn beside it. Where the bank has fewer than are to
    be drawn, all that there are."""
    candidates = list(bank)
    taken = {item.question for item in items if isinstance(item, Use)}
    found: list[Drawn] = []
    for place, item in enumerate(items):
        if isinstance(item, Use):
            found.append(Drawn(item.question, item.points))
            continue
        free = [one.key for one in candidates if one.key not in taken and fits(one, item)]
        chosen = by_chance(free, seed, f"draw {place}")[: item.count]
        taken.update(chosen)
        found += [Drawn(key, item.points) for key in chosen]
    if shuffle:
        order = by_chance([one.key for one in found], seed, "questions")
        found.sort(key=lambda one: order.index(one.key))
    return found


def fits(candidate: Candidate, wanted: Draw) -> bool:
    """Whether a question has all the tags that are asked for, and the skill."""
    return set(wanted.tags) <= set(candidate.tags) and wanted.skill in (None, candidate.skill)
