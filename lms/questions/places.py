"""Where something stands in the plain values of a question, in words; and plain values laid flat.

A path is what `Problem.path` has ("options[1].text.en"), or the same with points ("options.1").
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.questions.values import LANGUAGE

NAMES = {
    "accents": _l("Accents"),
    "always": _l("Always"),
    "answer": _l("Right answer"),
    "answers": _l("Answers"),
    "audio": _l("Recording"),
    "case": _l("Capitals"),
    "extra": _l("Right sides that belong to nothing"),
    "factor": _l("Factor"),
    "feedback": _l("Feedback"),
    "gaps": _l("Gaps"),
    "hint": _l("Hint"),
    "items": _l("Steps"),
    "key": _l("Key"),
    "language": _l("Language of the answer"),
    "left": _l("Left side"),
    "levels": _l("What each number of points means"),
    "model_answer": _l("A good answer"),
    "most": _l("At most"),
    "name": _l("Name"),
    "options": _l("Options"),
    "pairs": _l("Pairs"),
    "partial": _l("What is right in part"),
    "partly": _l("When it is right in part"),
    "picture": _l("Picture"),
    "picture_words": _l("What the picture shows"),
    "points": _l("Points"),
    "prompt": _l("Question"),
    "radius": _l("Radius"),
    "right": _l("Right"),
    "rubric": _l("What is looked at"),
    "share": _l("Worth"),
    "shuffle": _l("In an order by chance"),
    "skill": _l("Skill"),
    "spots": _l("Places on the picture"),
    "tags": _l("Tags"),
    "title": _l("Title"),
    "tolerance": _l("Tolerance"),
    "type": _l("Type"),
    "unit_required": _l("The unit must be given"),
    "units": _l("Units of measure"),
    "value": _l("Number"),
    "words": _l("What is there"),
    "wrong": _l("When it is wrong"),
    "x": _l("From the left"),
    "y": _l("From the top"),
}
TOP = frozenset(NAMES)
SILENT = frozenset({"text", "id"})  # a row says enough


class Place(NamedTuple):
    """A place in words, from the outside in; and the language of the text that stands there."""

    words: list[str]
    language: str | None = None


def dotted(path: str) -> str:
    """ "options[1].text" as "options.1.text"."""
    return path.replace("[", ".").replace("]", "").lstrip(".")


def row_words(name: str, number: str) -> str:
    """One of several in words: "Option 2"."""
    words = {
        "options": lambda: _("Option %(number)s", number=number),
        "items": lambda: _("Step %(number)s", number=number),
        "pairs": lambda: _("Pair %(number)s", number=number),
        "extra": lambda: _("Right side too many, %(number)s", number=number),
        "answers": lambda: _("Answer %(number)s", number=number),
        "units": lambda: _("Unit %(number)s", number=number),
        "gaps": lambda: _("Gap %(number)s", number=number),
        "spots": lambda: _("Place %(number)s", number=number),
        "rubric": lambda: _("Criterion %(number)s", number=number),
        "levels": lambda: _("Points: %(number)s", number=number),
    }
    return words[name]() if name in words else number


def place_of(path: str) -> Place:
    """A path in words; rows are counted from 1, as people count."""
    words: list[str] = []
    language, before = None, ""
    for part in dotted(path).split("."):
        if before == "gaps" or (part.isdigit() and before):
            number = part if before == "gaps" else str(int(part) + 1)
            words[-1:] = [row_words(before, number)]
        elif before == "feedback" and part == "right":
            words.append(_("When it is right"))
        elif before == "pairs-row" and part == "right":
            words.append(_("Right side"))
        elif part in NAMES:
            words.append(str(NAMES[part]))
        elif part and part not in SILENT and LANGUAGE.fullmatch(part):
            language = part
        before = "pairs-row" if before == "pairs" else part
    return Place(words, language)


class Leaf(NamedTuple):
    """A value of plain values: where it stands, and what it says."""

    path: str
    words: str


def flat(content: Any) -> dict[str, Leaf]:
    """Plain values laid flat. Rows that have a name are found by it in the keys, so that those of
    two versions are the same wherever they stand: "options.a.text.en"."""
    return {key: Leaf(path, words) for key, path, words in _leaves(content, "", "")}


def _leaves(value: Any, key: str, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "id":
                yield from _leaves(inner, f"{key}.{name}".strip("."), f"{path}.{name}".strip("."))
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield key, path, ", ".join(value)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            name = one.get("id", at) if isinstance(one, Mapping) else at
            yield from _leaves(one, f"{key}.{name}", f"{path}.{at}")
    elif isinstance(value, bool):
        yield key, path, _("yes") if value else _("no")
    elif value not in (None, ""):
        yield key, path, str(value)


class Difference(NamedTuple):
    """A value that is not the same in two versions; empty where one has none."""

    place: Place
    before: str
    after: str


def differences(before: Any, after: Any) -> list[Difference]:
    """What is different between two versions of plain values, in the order of the newer one; what
    is gone, last. A row whose place alone is different says so at the end."""
    old, new = flat(before), flat(after)
    found = [
        Difference(place_of(leaf.path), old[key].words if key in old else "", leaf.words)
        for key, leaf in new.items()
        if key not in old or old[key].words != leaf.words
    ]
    gone = [
        Difference(place_of(leaf.path), leaf.words, "")
        for key, leaf in old.items()
        if key not in new
    ]
    return [*found, *gone, *_moved(before, after)]


def _moved(before: Any, after: Any) -> list[Difference]:
    found = []
    for name, rows in after.items() if isinstance(after, Mapping) else ():
        olds = before.get(name) if isinstance(before, Mapping) else None
        if isinstance(rows, list) and isinstance(olds, list):
            there, here = (_names(one) for one in (olds, rows))
            if there != here and sorted(there) == sorted(here):
                words = Place([str(NAMES.get(name, name)), _("Order")])
                found.append(Difference(words, ", ".join(there), ", ".join(here)))
    return found


def _names(rows: list[Any]) -> list[str]:
    return [str(one["id"]) for one in rows if isinstance(one, Mapping) and "id" in one]
