"""Short names for addresses and files, made of titles."""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 60  # characters of a name


# Latin letters that no decomposition takes apart; in small letters
LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
    "ŧ": "t", "ŋ": "ng", "ı": "i", "ĸ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d",
    "ƙ": "k", "ƴ": "y", "ǥ": "g",
})  # fmt: skip


def latin(text: str) -> str:
    """A text in small letters without accents, "Łódź" as "lodz"; letters of other scripts are left
    out."""
    small = unicodedata.normalize("NFKD", text).lower().translate(LETTERS)
    return small.encode("ascii", "ignore").decode()


def name_of(title: str, otherwise: str) -> str:
    """A short name for addresses and files, made of a title in any script."""
    return re.sub(r"[^a-z0-9]+", "-", latin(title)).strip("-")[:LONGEST].rstrip("-") or otherwise


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """This name, or with the first number behind it that is free."""
    found, number = name, 1
    while is_taken(found):
        number += 1
        found = f"{name}-{number}"
    return found
