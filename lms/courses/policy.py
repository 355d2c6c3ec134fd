"""What a programme asks before it is complete: its policy, exact, and the named presets."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from lms.courses import requirements
from lms.courses.exact import PolicyProblem, share

DENOMINATORS = ("programme", "delivered", "excluded", "credited")


@dataclass(frozen=True, slots=True)
class Policy:
    """The keys of a programme's `policy`, with what holds where one is left out."""

    threshold: Fraction = Fraction(4, 5)
    course_threshold: Fraction = Fraction(0)  # of each course's own units
    denominator: str = "programme"
    excused_cap: Fraction = Fraction(1)  # the three caps are parts of the required minutes
    make_up_cap: Fraction = Fraction(1)
    minimum_share: Fraction = Fraction(0)  # of a session, below which nothing of it counts
    self_paced_cap: Fraction = Fraction(0)
    grace_minutes: int = 0
    grace_out_minutes: int = 0
    mandatory_modules: tuple[str, ...] = ()  # "course/module"
    exit_assessment: str | None = None  # "course/module/quiz"
    portfolio: bool = False
    evidence: bool = False  # whether every counted presence must be proven (domain.md, 4)
    # beside all others: a tree of all/any groups (lms/courses/requirements.py); none: nothing more
    conditions: requirements.Condition | None = None
    automatic: bool = False  # whether a completion needs nobody to confirm it

    @property
    def asks_portfolio(self) -> bool:
        """Whether an accepted portfolio helps: asked of everyone, or one way among others."""
        return self.portfolio or requirements.PortfolioAccepted() in self._leaves

    @property
    def asks_evidence(self) -> bool:
        """Whether somewhere in it presences must be proven."""
        return self.evidence or requirements.Evidence() in self._leaves

    @property
    def needed_modules(self) -> tuple[str, ...]:
        """The modules that everyone must do: not those in choices."""
        fixed, _choices = requirements.parted(self.conditions)
        modules = (one.module for one in fixed if isinstance(one, requirements.Module))
        return tuple(dict.fromkeys((*self.mandatory_modules, *modules)))

    @property
    def _leaves(self) -> tuple[requirements.Condition, ...]:
        return requirements.leaves(self.conditions)


KEYS = tuple(field.name for field in fields(Policy))
LATER = ("evidence", "conditions", "automatic")


class Preset(NamedTuple):
    """A named start for a policy: it sets `sets` and nothing else; the rest helps to choose."""

    title: Any  # lazy text, as is `more`
    usual_unit_minutes: int
    sets: Mapping[str, Any]
    more: Any


PRESETS: Mapping[str, Preset] = {
    "zip": Preset(
        lazy_gettext("Slovenia, initial integration of immigrants"),
        45,
        {"threshold": "80%", "portfolio": True},
        lazy_gettext(
            "60 + 120 units; a placement test first; a portfolio is assessed after each module."
        ),
    ),
    "fami": Preset(
        lazy_gettext("Italy, AMIF language courses"),
        60,
        {"threshold": "70%"},
        lazy_gettext("Tests passed; levels Alfa, Pre-A1, A1, A2, B1."),
    ),
    "bamf": Preset(
        lazy_gettext("Germany, integration course"),
        45,
        {"threshold": 0},
        lazy_gettext("Original attendance lists with a signature a day."),
    ),
    "includ-eu": Preset(
        lazy_gettext("Authority and teacher training"),
        60,
        {"threshold": "70%"},
        lazy_gettext("A survey at the end."),
    ),
}


def parse(mapping: Mapping[str, Any]) -> Policy:
    """A policy as it is written in a file or a form: `preset` replaces the defaults, a key replaces
    the preset's. Ratios are exact: "80%", "4/5", "0.8", an int or a Decimal, never a float.

    Raises PolicyProblem with the key.
    """
    for key in mapping:
        if key != "preset" and key not in KEYS:
            raise PolicyProblem(str(key), _("There is no such key in a policy."))
    given = {**_preset(mapping.get("preset")), **mapping}
    return Policy(**{key: _READERS[key](key, given[key]) for key in KEYS if key in given})


def as_dict(policy: Policy) -> dict[str, Any]:
    """The policy in exact text, numbers and lists, fit for JSON: parses back to the same. Keys that
    came later are left out where they ask nothing: a policy of before is no new version."""
    asked = (key for key in KEYS if key not in LATER or getattr(policy, key))
    return {key: _written(getattr(policy, key)) for key in asked}


class Named(NamedTuple):
    """What a policy names: courses by slug, modules as "course/module", tests as
    "course/module/quiz"; each once, in its order."""

    courses: tuple[str, ...]
    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.courses, *self.modules, *self.tests)


def named(policy: Policy) -> Named:
    """What it names, in its own keys and in its conditions."""
    courses: list[str] = []
    modules, tests = [*policy.mandatory_modules], [*filter(None, [policy.exit_assessment])]
    for leaf in requirements.leaves(policy.conditions):
        match leaf:
            case requirements.CourseHours(course):
                courses.append(course)
            case requirements.Module(module):
                modules.append(module)
            case requirements.Assessment(assessment):
                tests.append(assessment)
    return Named(*(tuple(dict.fromkeys(keys)) for keys in (courses, modules, tests)))


def renamed(rules: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Rules as they are kept, that call modules by their new keys: old "course/module" -> new."""
    new = dict(rules)
    if modules := rules.get("mandatory_modules"):
        new["mandatory_modules"] = [keys.get(name, name) for name in modules]
    if assessment := rules.get("exit_assessment"):
        new["exit_assessment"] = requirements.in_module(assessment, keys)
    if rules.get("conditions"):
        tree = parse(rules).conditions
        new["conditions"] = tree and requirements.plain(requirements.renamed(tree, keys))
    return new


def _written(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, requirements.KINDS):
        return requirements.plain(value)
    return list(value) if isinstance(value, tuple) else value


def _preset(name: Any) -> Mapping[str, Any]:
    if name is None:
        return {}
    if not isinstance(name, str) or name not in PRESETS:
        known = ", ".join(PRESETS)
        raise PolicyProblem(
            "preset", _("There is no such preset. The presets are: %(known)s.", known=known)
        )
    return PRESETS[name].sets


_MODULE = re.compile(r"[^/\s]+/[^/\s]+")
_ASSESSMENT = re.compile(r"[^/\s]+/[^/\s]+/[^/\s]+")


def _whole_minutes(key: str, value: Any) -> int:
    text = str(value).strip() if isinstance(value, str | int) else ""
    if not re.fullmatch(r"[0-9]{1,4}", text):  # True and False are no numbers of minutes
        raise PolicyProblem(key, _("Write whole minutes, 0 or more."))
    return int(text)


def _denominator(key: str, value: Any) -> str:
    if value not in DENOMINATORS:
        known = ", ".join(DENOMINATORS)
        raise PolicyProblem(key, _("Choose one of these: %(known)s.", known=known))
    return value


def _modules(key: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise PolicyProblem(key, _("Write a list of modules."))
    for module in value:
        if not isinstance(module, str) or not _MODULE.fullmatch(module):
            raise PolicyProblem(key, _("Name each module as course/module."))
    return tuple(dict.fromkeys(value))


def _assessment(key: str, value: Any) -> str | None:
    if value is None or (isinstance(value, str) and _ASSESSMENT.fullmatch(value)):
        return value
    raise PolicyProblem(key, _("Name the assessment as course/module/quiz."))


def _yes_or_no(key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PolicyProblem(key, _("Write true or false."))


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "threshold": share,
    "course_threshold": share,
    "denominator": _denominator,
    "excused_cap": share,
    "make_up_cap": share,
    "minimum_share": share,
    "self_paced_cap": share,
    "grace_minutes": _whole_minutes,
    "grace_out_minutes": _whole_minutes,
    "mandatory_modules": _modules,
    "exit_assessment": _assessment,
    "portfolio": _yes_or_no,
    "evidence": _yes_or_no,
    "conditions": requirements.read,
    "automatic": _yes_or_no,
}
