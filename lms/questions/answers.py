"""What may be given as an answer, by the kind of the question; kept as it was given.

choice, true_false   {"option": id}
choices              {"options": [id, ...]}
match                {"pairs": {left id: right id}}; right ids are those of pairs and of extra
order                {"places": {id: place, from 1}}
text, essay          {"text": words}
number               {"text": as typed, "unit": name}
cloze                {"gaps": {gap: words, or the id of an option}}
hotspot              {"spot": id}
audio, file          {"file": id, "name": name}
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from lms.questions.shape import Kind, Question

MOST = {Kind.TEXT: 200, Kind.NUMBER: 60, Kind.CLOZE: 200, Kind.ESSAY: 20_000}
MOST_DIGITS = 6  # of a place in an order


class Forged(ValueError):
    """Something was chosen that the question does not offer."""


class TooLong(ValueError):
    """More was typed than is kept; the words say how much may be."""


def given(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    """An answer, of the parts that this kind has; empty parts are left out.

    Raises Forged where something is chosen that is not offered, and TooLong.
    """
    return _READERS[question.kind](question, raw)


def _one(name: str) -> Callable[[Question, Mapping[str, Any]], dict[str, Any]]:
    def read(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
        spots, options = {one.id for one in question.spots}, {one.id for one in question.options}
        offered = spots if name == "spot" else options
        chosen = raw.get(name)
        return {name: _offered(chosen, offered)} if chosen else {}

    return read


def _several(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    offered = {option.id for option in question.options}
    chosen = raw.get("options") or []
    if not isinstance(chosen, list | tuple):
        raise Forged("options")
    names = {_offered(one, offered) for one in chosen}
    found = [option.id for option in question.options if option.id in names]
    return {"options": found} if found else {}


def _pairs(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    rights = {one.id for one in question.pairs} | {one.id for one in question.extra}
    lefts = {pair.id for pair in question.pairs}
    found = {
        _offered(left, lefts): _offered(right, rights)
        for left, right in _map(raw.get("pairs")).items()
        if right
    }
    return {"pairs": found} if found else {}


def _places(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    names = {option.id for option in question.options}
    found = {}
    for name, place in _map(raw.get("places")).items():
        if place in (None, ""):
            continue
        found[_offered(name, names)] = _place(str(place), len(names))
    return {"places": found} if found else {}


def _place(text: str, last: int) -> int:
    """A place from 1 to the last. Where more is sent than a place can be, nothing of it is read."""
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise Forged("places")
    if not 1 <= int(text) <= last:
        raise Forged("places")
    return int(text)


def _text(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    words = _words(raw.get("text"), MOST[question.kind])
    return {"text": words} if words.strip() else {}


def _number(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    words, unit = _words(raw.get("text"), MOST[Kind.NUMBER]), raw.get("unit")
    found = {"text": words} if words.strip() else {}
    if unit:
        found["unit"] = _offered(unit, {one.name for one in question.units})
    return found


def _gaps(question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    known = {gap.id: gap for gap in question.gaps}
    found = {}
    for name, value in _map(raw.get("gaps")).items():
        gap = known[_offered(name, set(known))]
        if not value:
            continue
        if gap.options:
            found[name] = _offered(value, {option.id for option in gap.options})
        elif (words := _words(value, MOST[Kind.CLOZE])).strip():
            found[name] = words
    return {"gaps": found} if found else {}


def _file(_question: Question, raw: Mapping[str, Any]) -> dict[str, Any]:
    file, name = raw.get("file"), raw.get("name")
    return {"file": str(file), "name": _words(name or "", 200)} if file else {}


def _offered(name: Any, known: set[str]) -> str:
    if not isinstance(name, str) or name not in known:
        raise Forged(str(name)[:60])
    return name


def _map(value: Any) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Forged("map")
    return value


def _words(value: Any, most: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Forged("text")
    if len(value) > most:
        raise TooLong(_("Use %(most)s characters or fewer.", most=most))
    return value


_READERS: dict[Kind, Callable[[Question, Mapping[str, Any]], dict[str, Any]]] = {
    Kind.CHOICE: _one("option"),
    Kind.CHOICES: _several,
    Kind.TRUE_FALSE: _one("option"),
    Kind.MATCH: _pairs,
    Kind.ORDER: _places,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CLOZE: _gaps,
    Kind.HOTSPOT: _one("spot"),
    Kind.AUDIO: _file,
    Kind.ESSAY: _text,
    Kind.FILE: _file,
}
