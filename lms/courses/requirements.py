"""Reading what a programme may ask beside its other rules: groups of conditions, all or any of
them. What they are stands in lms/courses/tree.py, whose names are here too."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from lms.courses.exact import PolicyProblem, share
from lms.courses.tree import (
    KINDS,
    All,
    AnyOf,
    Assessment,
    Condition,
    CourseHours,
    Evidence,
    Hours,
    Module,
    PortfolioAccepted,
    count,
    how_many_ways,
    leaves,
    parted,
    plain,
)

__all__ = [
    "KINDS", "All", "AnyOf", "Assessment", "Condition", "CourseHours", "Evidence", "Hours",
    "Module", "PortfolioAccepted", "count", "in_module", "leaves",
    "parted", "plain", "read", "renamed",
]  # fmt: skip

MOST, DEEPEST = 50, 5  # conditions in a tree, groups in groups
MOST_WAYS = 100  # nobody can keep more in mind, and each is looked at for everyone


def read(key: str, value: Any) -> Condition | None:
    """The tree of a policy; `key` is the place of it. Raises PolicyProblem with the place of what
    is wrong, "conditions.all[1].any[0]"."""
    if value is None:
        return None
    found = _read(key, value, DEEPEST)
    if count(found) > MOST:
        raise PolicyProblem(key, _("There are more than %(most)s conditions.", most=MOST))
    if how_many_ways(found) > MOST_WAYS:
        raise PolicyProblem(
            key, _("There are more than %(most)s ways to meet this.", most=MOST_WAYS)
        )
    return found


def renamed(condition: Condition, keys: Mapping[str, str]) -> Condition:
    """The tree, with modules called by their new keys: old "course/module" -> new."""
    match condition:
        case All(of):
            return All(tuple(renamed(one, keys) for one in of))
        case AnyOf(of):
            return AnyOf(tuple(renamed(one, keys) for one in of))
        case Module(module):
            return Module(keys.get(module, module))
        case Assessment(assessment):
            return Assessment(in_module(assessment, keys))
    return condition


def in_module(assessment: str, keys: Mapping[str, str]) -> str:
    """The key of an assessment, its module called by its new key."""
    module, _slash, quiz = assessment.rpartition("/")
    return f"{keys.get(module, module)}/{quiz}"


def _read(place: str, value: Any, deep: int) -> Condition:
    if not isinstance(value, Mapping) or len(value) != 1:
        raise PolicyProblem(place, _("Write one condition: a key, and what it asks."))
    (kind, asked), *_rest = value.items()
    if kind in ("all", "any"):
        return _group(f"{place}.{kind}", kind, asked, deep)
    if kind not in _READERS:
        known = ", ".join(("all", "any", *_READERS))
        raise PolicyProblem(place, _("Choose one of these: %(known)s.", known=known))
    return _READERS[kind](f"{place}.{kind}", asked)


def _group(place: str, kind: str, value: Any, deep: int) -> Condition:
    if not isinstance(value, list) or not value:
        raise PolicyProblem(place, _("Write a list of at least one condition."))
    if not deep:
        raise PolicyProblem(
            place, _("Groups in groups in groups are hard to read: make it flatter.")
        )
    parts = tuple(_read(f"{place}[{at}]", one, deep - 1) for at, one in enumerate(value))
    return All(parts) if kind == "all" else AnyOf(parts)


def _course(place: str, value: Any) -> CourseHours:
    if not isinstance(value, Mapping) or set(value) != {"course", "threshold"}:
        raise PolicyProblem(place, _("Write a course and a threshold."))
    return CourseHours(_named(place, value["course"], 1), share(place, value["threshold"]))


def _named(place: str, value: Any, parts: int) -> str:
    examples = {1: "course", 2: "course/module", 3: "course/module/quiz"}
    if isinstance(value, str) and re.fullmatch("/".join([r"[^/\s]+"] * parts), value):
        return value
    raise PolicyProblem(place, _("Name it as %(example)s.", example=examples[parts]))


def _true(place: str, value: Any) -> None:
    if value is not True:
        raise PolicyProblem(place, _("Write true, or leave it out."))


def _portfolio(place: str, value: Any) -> PortfolioAccepted:
    _true(place, value)
    return PortfolioAccepted()


def _evidence(place: str, value: Any) -> Evidence:
    _true(place, value)
    return Evidence()


_READERS: Mapping[str, Callable[[str, Any], Condition]] = {
    "hours": lambda place, value: Hours(share(place, value)),
    "course": _course,
    "module": lambda place, value: Module(_named(place, value, 2)),
    "assessment": lambda place, value: Assessment(_named(place, value, 3)),
    "portfolio": _portfolio,
    "evidence": _evidence,
}
