"""What a programme may ask beside its other rules: groups of conditions, as plain values.

As it is written in a file, or kept:

    all:
      - hours: 80%
      - any:
          - assessment: slovene-first-steps/08-together/exit-test
          - portfolio: true
      - course: {course: digital-basics, threshold: 70%}
      - module: digital-basics/02-safe-online
      - evidence: true
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any


@dataclass(frozen=True, slots=True)
class All:
    """Every one of them."""

    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them."""

    of: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Hours:
    """The ratio of the programme, by its own denominator, is at least this."""

    threshold: Fraction


@dataclass(frozen=True, slots=True)
class CourseHours:
    """T_c is at least this part of the course's R_c."""

    course: str
    threshold: Fraction


@dataclass(frozen=True, slots=True)
class Module:
    """This module is done (settled points 16, 25). "course/module" """

    module: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """This assessment is passed. "course/module/quiz" """

    assessment: str


@dataclass(frozen=True, slots=True)
class PortfolioAccepted:
    """The portfolio is accepted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """No counted presence is without proof."""


Condition = All | AnyOf | Hours | CourseHours | Module | Assessment | PortfolioAccepted | Evidence
KINDS = (All, AnyOf, Hours, CourseHours, Module, Assessment, PortfolioAccepted, Evidence)
Way = tuple[Condition, ...]


def plain(condition: Condition) -> dict[str, Any]:
    """The tree in exact text, lists and maps, fit for JSON: reads back to the same."""
    match condition:
        case All(of):
            return {"all": [plain(one) for one in of]}
        case AnyOf(of):
            return {"any": [plain(one) for one in of]}
        case Hours(threshold):
            return {"hours": str(threshold)}
        case CourseHours(course, threshold):
            return {"course": {"course": course, "threshold": str(threshold)}}
        case Module(module):
            return {"module": module}
        case Assessment(assessment):
            return {"assessment": assessment}
        case PortfolioAccepted():
            return {"portfolio": True}
        case Evidence():
            return {"evidence": True}


def count(condition: Condition) -> int:
    """How many conditions there are in a tree, groups not counted."""
    if isinstance(condition, All | AnyOf):
        return sum(count(one) for one in condition.of)
    return 1


def leaves(condition: Condition | None) -> tuple[Condition, ...]:
    """The conditions of a tree, in order, without its groups."""
    if condition is None:
        return ()
    if isinstance(condition, All | AnyOf):
        return tuple(leaf for one in condition.of for leaf in leaves(one))
    return (condition,)


def ways(condition: Condition | None) -> Iterator[Way]:
    """Every way to meet a tree: the conditions (no groups) that are enough together, each once.
    There may be very many: `how_many_ways` says how many, `requirements.read` has a limit."""
    match condition:
        case None:
            yield ()
        case All(of):
            for chosen in product(*map(list, map(ways, of))):
                yield tuple(dict.fromkeys(leaf for way in chosen for leaf in way))
        case AnyOf(of):
            for one in of:
                yield from ways(one)
        case leaf:
            yield (leaf,)


def how_many_ways(condition: Condition | None) -> int:
    """How many ways there are to meet a tree."""
    match condition:
        case All(of):
            found = 1
            for one in of:
                found *= how_many_ways(one)
            return found
        case AnyOf(of):
            return sum(map(how_many_ways, of))
        case _:
            return 1


def parted(condition: Condition | None) -> tuple[Way, tuple[AnyOf, ...]]:
    """What is asked of everyone, and the groups in which there is a choice."""
    match condition:
        case None:
            return (), ()
        case AnyOf(of) if len(of) > 1:
            return (), (condition,)
        case All(of) | AnyOf(of):
            fixed, choices = zip(*map(parted, of), strict=True)
            return sum(fixed, ()), sum(choices, ())
        case leaf:
            return (leaf,), ()
