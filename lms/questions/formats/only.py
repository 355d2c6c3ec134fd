"""One language of a text, for formats that know only one."""

from collections.abc import Mapping


def in_one(texts: Mapping[str, str], language: str) -> str:
    """The words in a language; where there are none in it, those that come first."""
    return texts.get(language) or next(iter(texts.values()), "")
