"""A part of the whole as people type it: "80", "12,5 %", "2/3". Exact, never rounded."""

import unicodedata
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from lms.courses.exact import PolicyProblem, in_hundredths, share

WORDS = _l("Write a number from 0 to 100, like 80 or 12.5; or an exact part, like 2/3.")
UNSEEN = {0x200E, 0x200F, 0x061C, 0x2066, 0x2067, 0x2068, 0x2069}  # marks of direction


def read(text: str) -> Fraction:
    """Without a sign it is per cent. Digits of every script, and a comma, are understood.

    Raises ValueError with the words for the person.
    """
    plain = unicodedata.normalize("NFKC", text).translate(dict.fromkeys(UNSEEN))
    plain = "".join(plain.split()).replace("٪", "%").replace("٫", ".").replace(",", ".")
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
    try:
        return share("", plain if "/" in plain or plain.endswith("%") else f"{plain}%")
    except PolicyProblem:
        raise ValueError(WORDS) from None


def shown(part: Fraction) -> str:
    """In hundredths where that is exact: "80", "12.5"; else as it is: "2/3"."""
    return in_hundredths(part) or str(part)


class Share(StringField):
    """A field of such a part; `data` is exact, or None where it could not be read."""

    data: Fraction | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = None
            self.data = read(valuelist[0])

    def put(self, part: Fraction) -> None:
        self.data, self.raw_data = part, None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else shown(self.data)
