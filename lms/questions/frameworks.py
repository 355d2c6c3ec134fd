"""Frameworks: the levels that each knows, in their order, and the skills that it looks at.

Levels of one scale can be compared, also over frameworks. Each covers a part of its scale, from
`low` to `high`: LASLLIAM 3 covers the same as Pre-A1, and 4 the same as A1, so that neither is
above the other. "none" is a level that was found, below the first one; where nobody has looked
there is none. Why it is so: docs/decisions/levels.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

NOTHING = "none"
LANGUAGE = ("listening", "speaking", "reading", "writing")


class Level(NamedTuple):
    """A level of a framework. `place`: its number there, "none" being 0; `low` and `high`: the part
    of the scale that it covers."""

    framework: str
    name: str
    place: int
    low: int
    high: int

    def is_above(self, other: "Level") -> bool:
        """Surely higher: all of it lies above all of the other."""
        return self.low > other.high

    def steps_from(self, other: "Level") -> int | None:
        """How many levels higher (or, negative, lower); None between two frameworks, where that
        has no exact answer."""
        return self.place - other.place if self.framework == other.framework else None


@dataclass(frozen=True, slots=True)
class Framework:
    """`is_of_a_language`: its levels are those of one language, which a programme names."""

    name: str
    title: Any  # lazy words, as all words here
    scale: str
    levels: Mapping[str, Level]
    titles: Mapping[str, Any]  # of the levels
    skills: Mapping[str, Any]  # name -> words
    is_of_a_language: bool = False

    def level(self, name: str | None) -> Level | None:
        """The level of this name, however its letters are written; None where there is none."""
        return self.levels.get((name or "").strip().lower())


def _levels(framework: str, scale: Iterable[tuple[str, int, int]]) -> dict[str, Level]:
    return {
        name: Level(framework, name, place, low, high)
        for place, (name, low, high) in enumerate(scale)
    }


_SPOKEN = {
    "listening": _l("Listening"),
    "speaking": _l("Speaking"),
    "reading": _l("Reading"),
    "writing": _l("Writing"),
}
_CEFR = ("Pre-A1", "A1", "A2", "B1", "B2", "C1", "C2")  # written the same in every language

CEFR = Framework(
    "cefr",
    _l("CEFR, levels of a language"),
    "language",
    _levels("cefr", [(NOTHING, 0, 2), *((n.lower(), i, i) for i, n in enumerate(_CEFR, 3))]),
    {NOTHING: _l("below Pre-A1"), **{name.lower(): name for name in _CEFR}},
    _SPOKEN,
    is_of_a_language=True,
)
LASLLIAM = Framework(
    "laslliam",
    _l("LASLLIAM, language and literacy of adults with little schooling"),
    "language",
    _levels("laslliam", [(NOTHING, 0, 0), *((str(n), n, n) for n in range(1, 5))]),
    {NOTHING: _l("below LASLLIAM 1"), **{str(n): f"LASLLIAM {n}" for n in range(1, 5)}},
    _SPOKEN,
    is_of_a_language=True,
)
DIGCOMP = Framework(
    "digcomp",
    _l("DigComp, digital skills"),
    "digital",
    _levels(
        "digcomp",
        [
            (name, n, n)
            for n, name in enumerate((NOTHING, "basic", "intermediate", "advanced", "high"))
        ],
    ),
    {
        NOTHING: _l("not yet basic"),
        "basic": _l("basic"),
        "intermediate": _l("intermediate"),
        "advanced": _l("advanced"),
        "high": _l("highly advanced"),
    },
    {
        "digital": _l("Digital skills"),
        "information": _l("Finding information"),
        "communication": _l("Talking and working together online"),
        "creation": _l("Making things"),
        "safety": _l("Staying safe"),
        "problems": _l("Solving problems"),
    },
)
INTERCULTURAL = Framework(
    "intercultural",
    _l("Intercultural competence of teachers"),
    "intercultural",
    _levels(
        "intercultural",
        [
            (name, n, n)
            for n, name in enumerate((NOTHING, "noticing", "trying", "steady", "sharing"))
        ],
    ),
    {
        NOTHING: _l("not begun"),
        "noticing": _l("I notice"),
        "trying": _l("I try it out"),
        "steady": _l("I do it as a rule"),
        "sharing": _l("I help others to do it"),
    },
    {
        "self": _l("My own view"),
        "fairness": _l("Expectations and materials"),
        "dialogue": _l("Talking when it is hard"),
        "language": _l("Subject and language together"),
        "belonging": _l("Families and a class for everyone"),
    },
)
FRAMEWORKS: Mapping[str, Framework] = {
    one.name: one for one in (CEFR, LASLLIAM, DIGCOMP, INTERCULTURAL)
}


def level(framework: str, name: str | None) -> Level | None:
    """A level by the names of its framework and its own; None where one of them is not known."""
    known = FRAMEWORKS.get(framework)
    return known.level(name) if known else None


def comparable(framework: str) -> list[str]:
    """The other frameworks whose levels can be compared with this one's."""
    own = FRAMEWORKS[framework]
    return [one.name for one in FRAMEWORKS.values() if one.scale == own.scale and one is not own]
