"""Digits of every script as plain ones: "١٫٥" is 1.5, on a keyboard and in a key. Pure."""

import re
import unicodedata

DECIMAL_SIGN = re.compile("(?<=[0-9])[,\u066b](?=[0-9])")


def plain_digits(text: str) -> str:
    """The text with each decimal digit of Unicode as one of 0 to 9; all else as it is."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def plain_numbers(text: str) -> str:
    """The same, with a point where a comma or the Arabic decimal sign (U+066B) stands between two
    digits."""
    return DECIMAL_SIGN.sub(".", plain_digits(text))
