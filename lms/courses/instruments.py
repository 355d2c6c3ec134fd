"""Which levels a programme asks for: of which framework, in which skills, and who says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.questions.frameworks import FRAMEWORKS, Framework, comparable
from lms.questions.values import LANGUAGE, Problem, Values
from lms.questions.writing import less

MOST = 6  # instruments of a programme
SELF, TEST, TRAINER = METHODS = ("self", "test", "trainer")
LOWEST, MIDDLE, HIGHEST = OVERALLS = ("lowest", "middle", "highest")
ENTRY, EXIT = "entry", "exit"
METHOD_WORDS: Mapping[str, Any] = {
    SELF: _l("people themselves, by sentences with pictures"),
    TEST: _l("a test"),
    TRAINER: _l("their trainer"),
}
OVERALL_WORDS: Mapping[str, Any] = {
    LOWEST: _l("the lowest of the skills"),
    MIDDLE: _l("the middle one of the skills; the lower of two"),
    HIGHEST: _l("the highest of the skills"),
}


@dataclass(frozen=True, slots=True)
class Instrument:
    """Levels that a programme asks for, at entry and at exit.

    `methods`: who says them, and whose word is taken first. `language`: that of the levels, where
    the framework is one of languages, else "". `also`: other frameworks in which a trainer may give
    a level. Tests are named "course/module/quiz". `overall`: which of the skills' levels is that of
    the person as a whole.
    """

    framework: str
    skills: tuple[str, ...]
    methods: tuple[str, ...] = (SELF,)
    language: str = ""
    also: tuple[str, ...] = ()
    entry_test: str | None = None
    exit_test: str | None = None
    overall: str = LOWEST

    @property
    def name(self) -> str:
        """What addresses call it; each of a programme has its own."""
        return f"{self.framework}-{self.language}" if self.language else self.framework

    @property
    def known(self) -> Framework:
        return FRAMEWORKS[self.framework]

    @property
    def frameworks(self) -> tuple[str, ...]:
        return (self.framework, *self.also)

    def test(self, occasion: str) -> str | None:
        return {ENTRY: self.entry_test, EXIT: self.exit_test}.get(occasion)


def read(given: Any, language: str) -> tuple[tuple[Instrument, ...], list[Problem]]:
    """The instruments that plain values tell, and what is wrong, with its place ("levels[0].also").
    Keys are documented in docs/formats/content.md."""
    problems: list[Problem] = []
    values = Values({"levels": given or []}, problems, language)
    found: list[Instrument] = []
    for place, value in enumerate(values.list_("levels", MOST)):
        one = _instrument(values.inner(f"levels[{place}]", value))
        if one and any(other.name == one.name for other in found):
            values.wrong(f"levels[{place}].framework", _("This framework is in the list twice."))
        elif one:
            found.append(one)
    _no_framework_twice(values, found)
    return tuple(found), problems


def of_programme(kept: Any) -> tuple[Instrument, ...]:
    """The instruments that a programme keeps (they were read once); what is not known is left
    out."""
    return read(kept, "en")[0]


def plain(instruments: tuple[Instrument, ...] | list[Instrument]) -> list[dict[str, Any]] | None:
    """As files and the database keep them; what is as usual is left out. None for none."""
    return [_plain(one) for one in instruments] or None


def tests_of(kept: Any) -> list[str]:
    """The names of the tests that a programme's levels come of: "course/module/quiz"."""
    return [name for one in of_programme(kept) for name in (one.entry_test, one.exit_test) if name]


def renamed_tests(kept: Any, keys: Mapping[str, str]) -> Any:
    """What a programme keeps, its tests called by the new names of their modules. `keys`: old
    "course/module" -> new."""
    if not tests_of(kept):
        return kept
    return [
        {
            key: _renamed(value, keys) if key.endswith("_test") else value
            for key, value in one.items()
        }
        for one in kept
    ]


def _renamed(name: str, keys: Mapping[str, str]) -> str:
    module, _slash, quiz = name.rpartition("/")
    return f"{keys.get(module, module)}/{quiz}"


def _plain(one: Instrument) -> dict[str, Any]:
    every = tuple(one.known.skills)
    return less(
        {
            "framework": one.framework,
            "language": one.language or None,
            "skills": None if one.skills == every else list(one.skills),
            "methods": list(one.methods),
            "also": list(one.also),
            "entry_test": one.entry_test,
            "exit_test": one.exit_test,
            "overall": None if one.overall == LOWEST else one.overall,
        }
    )


def _instrument(values: Values) -> Instrument | None:
    framework = values.choice("framework", list(FRAMEWORKS))
    if framework is None:
        if not values.has("framework"):
            values.wrong("framework", _("Say which framework: %(known)s.", known=_known()))
        return None
    known = FRAMEWORKS[framework]
    methods = _some(values, "methods", METHODS) or (SELF,)
    one = Instrument(
        framework,
        _some(values, "skills", tuple(known.skills)) or tuple(known.skills),
        methods,
        _language(values, known),
        _some(values, "also", tuple(comparable(framework))),
        _test(values, "entry_test", methods),
        _test(values, "exit_test", methods),
        values.choice("overall", OVERALLS, LOWEST) or LOWEST,
    )
    values.end()
    return one


def _known() -> str:
    return ", ".join(FRAMEWORKS)


def _some(values: Values, key: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """A list of options, each once, in the order in which they are written."""
    found: list[str] = []
    for name in values.list_(key):
        if name not in options:
            words = _("Choose one of these: %(known)s.", known=", ".join(options) or "–")
            values.wrong(key, words)
        elif name not in found:
            found.append(name)
    return tuple(found)


def _language(values: Values, known: Framework) -> str:
    code = values.line("language", 20)
    if not known.is_of_a_language:
        if code:
            values.wrong("language", _("This framework is not one of a language."))
        return ""
    if code is None:
        values.wrong("language", _("Say of which language, such as sl."))
    elif not LANGUAGE.fullmatch(code):
        values.wrong("language", _('There is no language "%(code)s".', code=code))
        return ""
    return code or ""


def _test(values: Values, key: str, methods: tuple[str, ...]) -> str | None:
    name = values.line(key, 250)
    if name is None:
        return None
    if name.count("/") != 2 or not all(name.split("/")):
        values.wrong(key, _("Name a test as course/module/quiz."))
        return None
    if TEST not in methods:
        values.wrong(key, _("A test is named here, and “methods” does not have “test”."))
    return name


def _no_framework_twice(values: Values, found: list[Instrument]) -> None:
    """What is "also" allowed in one must not be asked for in another: a level would be in both."""
    own = {(one.framework, one.language) for one in found}
    for place, one in enumerate(found):
        if any((other, one.language) in own for other in one.also):
            values.wrong(f"levels[{place}].also", _("This framework is in the list itself."))
