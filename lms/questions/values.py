"""Reads plain values (of YAML, JSON, a form) key by key; what is wrong is reported with its place.

Numbers may come as texts: a YAML file is read without guessing what is meant.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.meant import meant
from lms.questions.digits import plain_numbers
from lms.questions.shape import Texts

LONGEST_TEXT, LONGEST_LINE, MOST_PARTS = 5_000, 500, 100
MEDIA = re.compile(r"\.\./media/[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_NUMBER = re.compile(r"([+-]?[0-9]{1,20}(?:[.,][0-9]{1,20})?) ?(%?)")
_FRACTION = re.compile(r"[+-]?[0-9]{1,20}/0*[1-9][0-9]{0,19}")
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")  # no text has a use for these
YES, NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off", "")


class Problem(NamedTuple):
    """What is wrong, and where: `questions[2].options[0].text`. Counted from 0."""

    path: str
    words: str


def exact(value: Any) -> Fraction | None:
    """A number without any rounding: "80%", "4/5", "0,8", "٠٫٨", 3; None where it is none. A float
    is read as it is written ("0.1" is one tenth)."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    text = plain_numbers(str(value).strip()).replace("\N{MINUS SIGN}", "-").replace("\u066a", "%")
    if found := _NUMBER.fullmatch(text):
        return Fraction(found[1].replace(",", ".")) / (100 if found[2] else 1)
    return Fraction(text) if _FRACTION.fullmatch(text) else None


class Values:
    """The keys of one map. `language` is that of texts which name none."""

    def __init__(self, values: Any, problems: list[Problem], language: str, path: str = "") -> None:
        self.path = path
        self.problems = problems
        self.language = language
        self.asked: set[str] = set()
        if not isinstance(values, Mapping):
            self.wrong("", _("Write keys and values here, one on a line."))
            values = {}
        self.values: Mapping[Any, Any] = values

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def wrong(self, key: str, words: str) -> None:
        self.problems.append(Problem(self.at(key), words))

    def get(self, key: str) -> Any:
        """The value of a key; None where it is left out or empty."""
        self.asked.add(key)
        value = self.values.get(key)
        return None if value in ("", {}, []) else value

    def has(self, key: str) -> bool:
        return self.get(key) is not None

    def end(self) -> None:
        """Reports the keys that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                words = _("This key is not known.") + meant(str(key), self.asked)
                self.wrong(str(key), words)

    def line(self, key: str, most: int = LONGEST_LINE) -> str | None:
        """One text in no language."""
        value = self.get(key)
        return None if value is None else self._text(key, value, most)

    def texts(self, key: str, most: int = LONGEST_TEXT) -> Texts:
        """A map of languages, or one text in the reader's language."""
        value = self.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            text = self._text(key, value, most)
            return {self.language: text} if text else {}
        found = {}
        for code, words in value.items():
            if words in (None, ""):
                continue
            if not isinstance(code, str) or not LANGUAGE.fullmatch(code):
                self.wrong(key, _('There is no language "%(code)s".', code=code))
            elif text := self._text(f"{key}.{code}", words, most):
                found[code] = text
        return found

    def _text(self, key: str, value: Any, most: int) -> str | None:
        if isinstance(value, bool):
            value = "true" if value else "false"
        if not isinstance(value, str | int | float | Decimal) or not str(value).strip():
            self.wrong(key, _("Write a text here."))
            return None
        text = UNFIT.sub("", str(value)).strip()
        if not any(unicodedata.category(sign)[0] in "LMNPS" for sign in text):
            self.wrong(key, _("Write a text here."))
            return None
        if len(text) > most:
            self.wrong(key, _("This text is longer than %(most)s characters.", most=most))
            return None
        return text

    def medium(self, key: str) -> str | None:
        """The address of a file of the course."""
        value = self.line(key)
        if value is None or MEDIA.fullmatch(value):
            return value
        self.wrong(key, _("Name a file of this course as ../media/name."))
        return None

    def media(self, key: str) -> Texts:
        """Language -> the address of a file of the course; one address is in the own language."""
        found = self.texts(key)
        for code, address in found.items():
            if not MEDIA.fullmatch(address):
                self.wrong(f"{key}.{code}", _("Name a file of this course as ../media/name."))
        return {code: address for code, address in found.items() if MEDIA.fullmatch(address)}

    def number(
        self, key: str, least: Fraction | int | None = None, most: Fraction | int | None = None
    ) -> Fraction | None:
        """An exact number within bounds; None where there is none."""
        value = self.get(key)
        if value is None:
            return None
        number = exact(value)
        if number is None:
            examples = "2, 0.5, 1/2, 50%"
            self.wrong(key, _("Write an exact number, such as %(examples)s.", examples=examples))
        elif (least is not None and number < least) or (most is not None and number > most):
            self.wrong(key, self._bounds(least, most))
        else:
            return number
        return None

    def part(self, key: str) -> Fraction | None:
        """An exact part of the whole; None where there is none."""
        value = self.get(key)
        part = None if value is None else exact(value)
        if value is not None and (part is None or not 0 <= part <= 1):
            words = _(
                "Write a part of the whole, from %(least)s to %(most)s.", least="0", most="100%"
            )
            self.wrong(key, words)
            return None
        return part

    def _bounds(self, least: Any, most: Any) -> str:
        if most is None:
            return _("Write %(least)s or more.", least=least)
        return _("Write a number from %(least)s to %(most)s.", least=least, most=most)

    def whole(self, key: str, least: int, most: int) -> int | None:
        number = self.number(key, least, most)
        if number is None:
            return None
        if number.denominator != 1:
            self.wrong(key, _("Write a whole number, like 15."))
            return None
        return int(number)

    def yes(self, key: str, default: bool) -> bool:
        value = self.get(key)
        if value is None:
            return default
        text = str(value).strip().lower()
        if text not in (*YES, *NO):
            self.wrong(key, _("Write true or false."))
        return text in YES

    def choice(self, key: str, options: Sequence[str], default: str | None = None) -> str | None:
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, str) and value in options:
            return value
        known = ", ".join(options)
        self.wrong(key, _("Choose one of these: %(known)s.", known=known))
        return default

    def list_(self, key: str, most: int = MOST_PARTS) -> list[Any]:
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.wrong(key, _("Write a list here: a line with a hyphen for each."))
            return []
        if len(value) > most:
            self.wrong(key, _("There are more than %(most)s here.", most=most))
        return list(value[:most])

    def inner(self, key: str, value: Any) -> "Values":
        return Values(value, self.problems, self.language, self.at(key))

    def id_(self, key: str, default: str, most: int = 40) -> str:
        value = self.line(key)
        if value is None:
            return default
        if ID.fullmatch(value) and len(value) <= most:
            return value
        self.wrong(key, _("Use letters a to z, digits, hyphens and underlines."))
        return default
