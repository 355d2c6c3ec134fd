"""Which texts our fonts can print: asked before a document is set, so that nobody learns it from a
document that failed."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
INSTEAD = "\N{REPLACEMENT CHARACTER}"
MOST = 5  # letters that are named
JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
UNSEEN = {*"\t\n\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}", *map(chr, range(0xFE00, 0xFE10))}
# ends of lines, and signs that choose between shapes of a letter: never looked up in a font


@cache
def fonts() -> list[frozenset[int]]:
    """What each family has in every weight, read once."""
    found = []
    by_family = groupby(sorted(FONTS.glob("*.ttf")), key=lambda file: file.name.split("_")[0])
    for _family, files in by_family:
        weights = []
        for file in files:
            with TTFont(file, lazy=True) as font:
                weights.append(frozenset(font.getBestCmap()))
        found.append(frozenset.intersection(*weights))
    return found


def missing(text: str) -> str:
    """The letters of a text that cannot be printed, each once, in their order. A letter and its
    marks have to be in one font."""
    found = (cluster for cluster in clusters(text) if not has(cluster))
    return "".join(dict.fromkeys("".join(found)))


def named(text: str) -> str:
    """The same for people: a few of them, apart."""
    letters = [one for one in missing(text) if not unicodedata.category(one).startswith(("M", "C"))]
    return " ".join(letters[:MOST]) or " ".join(f"U+{ord(one):04X}" for one in missing(text)[:MOST])


def printable(value: Any) -> Any:
    """Facts of a document, in which a sign stands for each letter that cannot be printed."""
    if isinstance(value, str):
        return "".join(
            one if has(one) else INSTEAD for one in clusters(value)
        ) if missing(value) else value  # fmt: skip
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text in facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from texts(one)


def clusters(text: str) -> Iterator[str]:
    """Letters with the marks that stand on them."""
    kept = ""
    for one in text:
        if kept and not unicodedata.category(one).startswith("M") and one not in JOINERS:
            yield kept
            kept = ""
        kept += one
    if kept:
        yield kept


@cache
def has(cluster: str) -> bool:
    """Whether one of our fonts has all of it, as it is written or put together."""
    seen = [one for one in cluster if one not in UNSEEN]
    ways = {"".join(seen), *(unicodedata.normalize(form, "".join(seen)) for form in ("NFC", "NFD"))}
    return any(all(ord(one) in font for one in way) for font in fonts() for way in ways)
