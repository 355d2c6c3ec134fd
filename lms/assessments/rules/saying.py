"""Answers in words, as people read them: in lists, on pages of trainers, in files."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.i18n import in_words
from lms.questions import Face, Kind, Question, is_blank

Answer = Mapping[str, Any]


def said(question: Question, answer: Answer | None) -> list[str]:
    """What was answered, a line for each part; nothing for a blank one. What a question no longer
    offers is called by its id."""
    if answer is None or is_blank(answer):
        return []
    return _SAYING[question.kind](question, answer)


def right(question: Question) -> list[str]:
    """What would be right, a line for each part or way; nothing for what a person marks."""
    if question.kind is Kind.MATCH:
        return [pair(seen(one.left, one.id), seen(one.right, one.id)) for one in question.pairs]
    if question.kind is Kind.ORDER:
        return numbered(name_of(question, one.id) for one in question.options)
    if question.kind is Kind.CLOZE:
        return [pair(gap.id, _(" or ").join(_in_gap(gap))) for gap in question.gaps]
    if question.kind is Kind.NUMBER:
        return [_number(question, one.value, one.tolerance) for one in question.numbers]
    options = [name_of(question, one.id) for one in question.options if one.is_right]
    spots = [name_of(question, one.id) for one in question.spots if one.is_right]
    return [*options, *spots, *(one.text for one in question.answers)]


def key_of(question: Question) -> list[tuple[str, Fraction]]:
    """What is taken, as it was read, each with the part of the points that it is worth; nothing
    for what a person marks."""
    if question.kind in (Kind.MATCH, Kind.ORDER, Kind.CLOZE):
        return [(line, Fraction(1)) for line in right(question)]
    chosen = {one.id: one.share for one in question.options}
    chosen |= {one.id: one.share for one in question.spots}
    named = [(name_of(question, name), share) for name, share in chosen.items() if share > 0]
    numbers = [(_number(question, one.value, one.tolerance), one.share) for one in question.numbers]
    return [*named, *((one.text, one.share) for one in question.answers), *numbers]


def name_of(question: Question, name: str) -> str:
    """An option, a spot, a left or a right side in words, by its id."""
    if question.kind is Kind.TRUE_FALSE:
        return {"true": _("True"), "false": _("False")}.get(name, name)
    faces = {one.id: one.face for one in (*question.options, *question.extra)}
    faces = {pair_.id: pair_.right for pair_ in question.pairs} | faces
    spots = {spot.id: in_words(spot.words) for spot in question.spots}
    if name in spots:
        return spots[name] or _("place %(name)s", name=name)
    return seen(faces[name], name) if name in faces else name


def part_of(question: Question, name: str) -> str:
    """A part of an answer in words: a left side, an item, a gap."""
    lefts = {one.id: one.left for one in question.pairs}
    if name in lefts:
        return seen(lefts[name], name)
    if question.kind is Kind.CLOZE:
        return _("gap %(name)s", name=name)
    return name_of(question, name)


def seen(face: Face, name: str) -> str:
    """A face in words; where it has none, what its picture shows, or its id."""
    return in_words(face.text) or in_words(face.words) or name


def pair(left: str, right_: str) -> str:
    return f"{left} → {right_}"


def numbered(lines: Iterable[str]) -> list[str]:
    return [f"{place}. {line}" for place, line in enumerate(lines, 1)]


def decimal(value: Fraction) -> str:
    """A number as people write it, where it ends within six decimals; else the exact fraction."""
    millionths = value * 10**6
    if millionths.denominator != 1:
        return str(value)
    return f"{Decimal(millionths.numerator).scaleb(-6).normalize():f}"


def _number(question: Question, value: Fraction, tolerance: Fraction) -> str:
    unit = f" {question.units[0].name}" if question.units else ""
    around = f" ± {decimal(tolerance)}" if tolerance else ""
    return f"{decimal(value)}{around}{unit}"


def _in_gap(gap: Any) -> list[str]:
    chosen = [seen(one.face, one.id) for one in gap.options if one.is_right]
    return [*(one.text for one in gap.answers), *chosen]


def _option(question: Question, answer: Answer) -> list[str]:
    names = answer.get("options") or [answer.get("option") or answer.get("spot")]
    return [name_of(question, str(name)) for name in names]


def _pairs(question: Question, answer: Answer) -> list[str]:
    given = answer.get("pairs", {})
    return [
        pair(part_of(question, left), name_of(question, right_)) for left, right_ in given.items()
    ]


def _places(question: Question, answer: Answer) -> list[str]:
    given = sorted(answer.get("places", {}).items(), key=lambda one: one[1])
    return [f"{place}. {name_of(question, name)}" for name, place in given]


def _text(_question: Question, answer: Answer) -> list[str]:
    return [" ".join(str(answer[key]) for key in ("text", "unit") if answer.get(key))]


def _gaps(question: Question, answer: Answer) -> list[str]:
    known = {gap.id: {one.id: one.face for one in gap.options} for gap in question.gaps}
    lines = []
    for name, value in answer.get("gaps", {}).items():
        faces = known.get(name, {})
        lines.append(pair(name, seen(faces[value], value) if value in faces else str(value)))
    return lines


def _file(_question: Question, answer: Answer) -> list[str]:
    return [str(answer.get("name") or _("a recording"))]


_SAYING: dict[Kind, Callable[[Question, Answer], list[str]]] = {
    Kind.CHOICE: _option,
    Kind.CHOICES: _option,
    Kind.TRUE_FALSE: _option,
    Kind.HOTSPOT: _option,
    Kind.MATCH: _pairs,
    Kind.ORDER: _places,
    Kind.TEXT: _text,
    Kind.NUMBER: _text,
    Kind.CLOZE: _gaps,
    Kind.ESSAY: _text,
    Kind.AUDIO: _file,
    Kind.FILE: _file,
}
