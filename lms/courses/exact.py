"""Parts of a whole as people write them, without any rounding; and what is wrong with one."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _


class PolicyProblem(ValueError):
    """A policy that cannot be read: `key` is the place, `words` are for the person."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(key, words)
        self.key = key
        self.words = words


_DECIMAL = re.compile(r"([0-9]{1,20}(?:\.[0-9]{1,20})?) ?(%?)")
_FRACTION = re.compile(r"[0-9]{1,20}/0*[1-9][0-9]{0,19}")


def _exact(key: str, value: Any) -> Fraction:
    """A number without any rounding; a float is already rounded, so it is refused."""
    if isinstance(value, Fraction):
        return value
    readable = isinstance(value, str | Decimal | int) and not isinstance(value, bool)
    text = str(value).strip() if readable else ""
    if found := _DECIMAL.fullmatch(text):
        return Fraction(found[1]) / (100 if found[2] else 1)
    if _FRACTION.fullmatch(text):
        return Fraction(text)
    examples = "80%, 4/5, 0.8"
    raise PolicyProblem(
        key, _("Write an exact part of the whole, for example %(examples)s.", examples=examples)
    )


def share(key: str, value: Any) -> Fraction:
    """A part of the whole, 0 to 1, exact ("80%", "4/5", "0.8"). Raises PolicyProblem."""
    part = _exact(key, value)
    if not 0 <= part <= 1:
        raise PolicyProblem(
            key, _("Write a part of the whole, from %(least)s to %(most)s.", least="0", most="100%")
        )
    return part


def in_hundredths(part: Fraction) -> str | None:
    """All its digits in hundredths: "80", "12.5". None where no decimals write it: 2/3."""
    hundredths = part * 100
    rest = hundredths.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        rest //= 2 if rest % 2 == 0 else 5
    if rest != 1:
        return None
    places = 0
    while (hundredths * 10**places).denominator != 1:
        places += 1
    if not places:
        return str(hundredths)
    digits = str(int(hundredths * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
