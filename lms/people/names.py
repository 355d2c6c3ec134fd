"""Names in every script, made comparable: "Šola", "sola" and "SOLA" are found by each other."""

import unicodedata
from collections.abc import Mapping
from typing import Any

LONGEST = 600  # characters of what the search looks through


def folded(text: str) -> str:
    """A text without case and without marks above or below its letters, words one space apart."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def searchable(values: Mapping[str, Any]) -> str:
    """What a person is found by (and sorted by: the name comes first)."""
    found_by = (values.get(key) for key in ("name", "native_name", "code", "email"))
    return folded(" ".join(text for text in found_by if text))[:LONGEST]
