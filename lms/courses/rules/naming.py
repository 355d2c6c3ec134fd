"""Short names for addresses and files, made of titles."""

import re
import unicodedata
from collections.abc import Callable

LONGEST = 60  # characters of a name


def name_of(title: str, otherwise: str) -> str:
    """A short name for addresses and files, made of a title in any script."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-") or otherwise


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """This name, or with the first number behind it that is free."""
    found, number = name, 1
    while is_taken(found):
        number += 1
        found = f"{name}-{number}"
    return found
