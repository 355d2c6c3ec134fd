"""What an indicator counts, as data: read strictly, with every fault named.

A formula of people, organisations or items is a fact with filters ({fact: enrolled, subject:
[language]}), or several of them ({any: [..]}, {all: [..]}, {except: [from, what, ..]}), or the
members of another indicator ({indicator: O.2.3}). Its language is in docs/formats/indicators.md.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lms.indicators.sets import Formula, Indicator, Problem, Set, together
from lms.indicators.vocabulary import BREAKDOWNS, FACTS, KINDS, SHARE, VALUES, WHO, WHOLE

MOST = 60  # indicators of a set
DEEPEST = 5  # formulas in one another
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
JOINS = ("any", "all", "except")
SET_KEYS = ("title", "note", "source", "indicators")
KEYS = ("code", "title", "note", "kind", "count", "share", "within", "who", "by", "target")


def read(content: Any, language: str = "en") -> tuple[Set | None, list[Problem]]:
    """The set that plain values tell; None and every fault where it is not one. `language`: of a
    title that names none."""
    reader = _Reader(language)
    found = reader.set_(content)
    return (None if reader.problems else found), reader.problems


def known(content: Any) -> Set:
    """The set of a version that was read before it was kept. Raises ValueError where it is none."""
    found, problems = read(content)
    if found is None:
        raise ValueError(f"not a set of indicators: {problems[:3]}")
    return found


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.problems: list[Problem] = []

    def wrong(self, place: str, fault: str, given: Any = "", known: Any = ()) -> None:
        self.problems.append(Problem(place, fault, str(given)[:80], tuple(known)))

    def only(self, place: str, value: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        for key in value:
            if key not in keys:
                self.wrong(_in(place, key), "unknown_key", key, keys)

    def map_(self, place: str, value: Any) -> Mapping[str, Any] | None:
        if isinstance(value, Mapping):
            return value
        self.wrong(place, "not_a_map")
        return None

    def formula_map(self, place: str, value: Any) -> Mapping[str, Any] | None:
        if value is not None:
            return self.map_(place, value)
        self.wrong(place, "no_formula")
        return None

    def set_(self, content: Any) -> Set | None:
        given = self.map_("", content)
        if given is None:
            return None
        self.only("", given, SET_KEYS)
        listed = given.get("indicators")
        if not isinstance(listed, list) or not listed:
            self.wrong("indicators", "no_indicators")
            listed = []
        if len(listed) > MOST:
            self.wrong("indicators", "too_many", len(listed), (str(MOST),))
        found = [self.indicator(f"indicators[{n}]", one) for n, one in enumerate(listed[:MOST])]
        made = Set(
            self.texts("title", given.get("title"), required=True) or {},
            self.texts("note", given.get("note")),
            self.line("source", given.get("source")),
            tuple(one for one in found if one),
        )
        self.problems += together(found)
        return made

    def texts(self, place: str, value: Any, *, required: bool = False) -> dict[str, str] | None:
        """A map of languages, or one text."""
        if value is None or value in ("", {}):
            if required:
                self.wrong(place, "no_title")
            return None
        given = {self.language: value} if isinstance(value, str) else value
        if not isinstance(given, Mapping):
            self.wrong(place, "not_a_text")
            return None
        for code, text in given.items():
            if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(code)):
                self.wrong(_in(place, code), "no_language", code)
            elif not isinstance(text, str) or not text.strip() or len(text) > 2000:
                self.wrong(_in(place, code), "not_a_text")
        return {str(code): str(text).strip() for code, text in given.items()}

    def line(self, place: str, value: Any) -> str | None:
        if value is None or (isinstance(value, str) and len(value) <= 500):
            return value or None
        self.wrong(place, "not_a_text")
        return None

    def one_of(self, place: str, value: Any, options: Any, fault: str) -> str | None:
        if isinstance(value, str) and value in options:
            return value
        self.wrong(place, fault if value is not None else "missing", value or "", options)
        return None

    def code(self, place: str, value: Any) -> str:
        if isinstance(value, str) and CODE.fullmatch(value):
            return value
        self.wrong(place, "no_code" if value is None else "bad_code", value or "")
        return ""

    def indicator(self, place: str, value: Any) -> Indicator | None:
        given = self.map_(place, value)
        if given is None:
            return None
        self.only(place, given, KEYS)
        kind = self.one_of(f"{place}.kind", given.get("kind"), KINDS, "unknown_kind")
        code = self.code(f"{place}.code", given.get("code"))
        title = self.texts(f"{place}.title", given.get("title"), required=True)
        if kind is None:
            return None
        is_share = kind == SHARE
        for key in ("count", "within", "who", "by") if is_share else ("share", "target"):
            if given.get(key) is not None:
                self.wrong(f"{place}.{key}", "not_of_kind", kind)
        return Indicator(
            code,
            title or {},
            kind,
            self.texts(f"{place}.note", given.get("note")),
            None if is_share else self.formula(f"{place}.count", given.get("count"), kind, 0),
            None if is_share else self.line(f"{place}.within", given.get("within")),
            None if is_share else self.who(f"{place}.who", given.get("who"), kind),
            () if is_share else self.by(f"{place}.by", given.get("by"), kind),
            self.share(f"{place}.share", given.get("share")) if is_share else None,
            self.fraction(f"{place}.target", given.get("target")) if is_share else None,
        )

    def formula(self, place: str, value: Any, kind: str, depth: int) -> Formula | None:
        given = self.formula_map(place, value)
        if given is None:
            return None
        joins = [key for key in ("fact", "indicator", *JOINS) if key in given]
        if len(joins) != 1 or depth > DEEPEST:
            self.wrong(place, "unknown_formula", ", ".join(map(str, given)), _STARTS)
            return None
        join = joins[0]
        if join == "fact":
            return self.fact(place, given, kind)
        self.only(place, given, (join,))
        if join == "indicator":
            return Formula(join, self.code(f"{place}.indicator", given["indicator"]))
        listed = given[join]
        if not isinstance(listed, list) or not listed:
            self.wrong(f"{place}.{join}", "not_a_list")
            return None
        parts = [
            self.formula(f"{place}.{join}[{n}]", one, kind, depth + 1)
            for n, one in enumerate(listed)
        ]
        return Formula(join, parts=tuple(one for one in parts if one))

    def fact(self, place: str, given: Mapping[str, Any], kind: str) -> Formula | None:
        name = self.one_of(f"{place}.fact", given["fact"], FACTS[kind], "unknown_fact")
        if name is None:
            return None
        allowed = FACTS[kind][name]
        self.only(place, given, ("fact", *allowed))
        filters: dict[str, Any] = {}
        for key in allowed:
            if key not in given:
                continue
            found = self.filter(f"{place}.{key}", key, given[key])
            if found is not None:
                filters[key] = found
        return Formula("fact", name, filters)

    def filter(self, place: str, key: str, value: Any) -> Any:
        if key in WHOLE:
            if re.fullmatch(r"[1-9]", str(value)) and not isinstance(value, bool):
                return int(value)
            self.wrong(place, "not_a_number", value)
            return None
        return self.some(place, value, VALUES.get(key))

    def some(self, place: str, value: Any, options: Any = None) -> tuple[str, ...] | None:
        """One text or a list of them, of these options where there are any."""
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not listed:
            self.wrong(place, "not_a_list")
            return None
        found: list[str] = []
        for one in listed:
            if not isinstance(one, str) or (options is not None and one not in options):
                self.wrong(place, "unknown_value", one, options or ())
            elif one not in found:
                found.append(one)
        return tuple(found)

    def who(self, place: str, value: Any, kind: str) -> dict[str, tuple[str, ...]] | None:
        if value is None:
            return None
        given = self.map_(place, value)
        if given is None:
            return None
        if kind != "people":
            self.wrong(place, "not_of_kind", kind)
            return None
        self.only(place, given, tuple(WHO))
        read_ = {
            key: self.some(f"{place}.{key}", given[key], WHO[key]) for key in WHO & given.keys()
        }
        return {key: one for key, one in read_.items() if one}

    def by(self, place: str, value: Any, kind: str) -> tuple[str, ...]:
        if value is None:
            return ()
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list):
            self.wrong(place, "not_a_list")
            return ()
        for one in listed:
            if one not in BREAKDOWNS[kind]:
                self.wrong(place, "unknown_breakdown", one, BREAKDOWNS[kind])
        return tuple(dict.fromkeys(str(one) for one in listed))

    def share(self, place: str, value: Any) -> tuple[str, str] | None:
        given = self.formula_map(place, value)
        if given is None:
            return None
        self.only(place, given, ("part", "of"))
        return (
            self.code(f"{place}.part", given.get("part")),
            self.code(f"{place}.of", given.get("of")),
        )

    def fraction(self, place: str, value: Any) -> Fraction | None:
        if value is None:
            return None
        if isinstance(value, str) and (
            found := re.fullmatch(r"(\d{1,4})(?:/([1-9]\d{0,3})|%)", value)
        ):
            made = Fraction(int(found[1]), int(found[2] or 100))
            if made <= 1:
                return made
        self.wrong(place, "not_a_share", value)
        return None


_STARTS = ("fact", "indicator", *JOINS)


def _in(place: str, key: Any) -> str:
    return f"{place}.{key}" if place else str(key)
