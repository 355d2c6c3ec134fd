"""A question as it is shown: its parts in the order of chance, under names that tell nothing.

Authors often write what is right first, so neither the order of the parts nor their ids may reach
the page: a part is called by its place on the screen ("1", "2", ...). `raw` turns a form that was
filled in back into what lms/questions/answers.py reads.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.questions.answers import Forged
from lms.questions.parts import IN_TEXT
from lms.questions.shape import Face, Gap, Kind, Option, Pair, Question, Spot


def by_chance(names: Iterable[str], seed: int, salt: str) -> list[str]:
    """Names in an order that seed and salt decide, whatever order they come in."""

    def chance(name: str) -> bytes:
        return hashlib.sha256(f"{seed}/{salt}/{name}".encode()).digest()

    return sorted(names, key=chance)


@dataclass(frozen=True, slots=True)
class Part:
    """Something to choose or to put in order: its name on the page, what it is, and its id."""

    name: str
    id: str
    face: Face


@dataclass(frozen=True, slots=True)
class Shown:
    """A question for the screen. `lefts` only of a match, `gaps` only of a cloze (by the id of a
    gap that is chosen from a list, what can be chosen), `spots` only of a hotspot."""

    question: Question
    parts: tuple[Part, ...] = ()
    lefts: tuple[Part, ...] = ()
    gaps: Mapping[str, tuple[Part, ...]] | None = None
    spots: tuple[tuple[str, Spot], ...] = ()

    @property
    def kind(self) -> Kind:
        return self.question.kind

    def gap(self, name: str) -> Gap | None:
        return next((gap for gap in self.question.gaps if gap.id == name), None)

    def part(self, id_: str | None) -> Part | None:
        """A part that can be chosen, by its id; of a match a right side (a face that is there once
        stands for all that look the same)."""
        return next((part for part in self.parts if part.id == id_), None)

    def pieces(self, words: str) -> list[tuple[str, bool]]:
        """A text of a cloze in pieces, each with whether it is a gap (then its id)."""
        ids = {gap.id for gap in self.question.gaps}
        found = IN_TEXT.split(words)  # words, id, words, id, ...
        return [
            (piece, True) if at % 2 and piece in ids else (f"[{piece}]" if at % 2 else piece, False)
            for at, piece in enumerate(found)
        ]

    def said(self, words: str) -> str:
        """A text as it is read aloud: a gap is a pause."""
        return "".join(" … " if is_gap else piece for piece, is_gap in self.pieces(words))

    def filled(self, answer: Mapping[str, Any] | None) -> dict[str, list[str]]:
        """An answer as the form of the page has it: field -> values; `raw` reads it again."""
        return {field: values for field, values in _fields(self, answer or {}) if values}


def show(question: Question, seed: int = 0) -> Shown:
    """The question as who has this seed sees it; the same seed brings the same order always."""
    salt = question.key
    if question.kind is Kind.MATCH:
        lefts = tuple(Part(str(at), one.id, one.left) for at, one in enumerate(question.pairs, 1))
        rights = _rights(question.pairs, question.extra)
        return Shown(question, _ordered(rights, question.shuffle, seed, salt), lefts)
    if question.kind is Kind.ORDER:
        return Shown(question, _mixed(question.options, seed, salt))
    if question.kind is Kind.CLOZE:
        gaps = {
            gap.id: _ordered(_faces(gap.options), question.shuffle, seed, f"{salt}/{gap.id}")
            for gap in question.gaps
            if gap.options
        }
        return Shown(question, gaps=gaps)
    if question.kind is Kind.HOTSPOT:  # from above, along the line: an order that tells nothing
        spots = sorted(question.spots, key=lambda spot: (spot.y, spot.x, spot.id))
        return Shown(question, spots=tuple((str(at), one) for at, one in enumerate(spots, 1)))
    shuffle = question.shuffle and question.kind is not Kind.TRUE_FALSE
    return Shown(question, _ordered(_faces(question.options), shuffle, seed, salt))


def _faces(options: Iterable[Option]) -> list[tuple[str, Face]]:
    return [(option.id, option.face) for option in options]


def _rights(pairs: Iterable[Pair], extra: Iterable[Option]) -> list[tuple[str, Face]]:
    """What can be put to a left side; what looks the same is there once."""
    found: list[tuple[str, Face]] = []
    for id_, face in [*((pair.id, pair.right) for pair in pairs), *_faces(extra)]:
        if all(face != other for _id, other in found):
            found.append((id_, face))
    return found


def _ordered(
    faces: Sequence[tuple[str, Face]], shuffle: bool, seed: int, salt: str
) -> tuple[Part, ...]:
    known = dict(faces)
    ids = by_chance(known, seed, salt) if shuffle else list(known)
    return tuple(Part(str(at), id_, known[id_]) for at, id_ in enumerate(ids, 1))


def _mixed(options: Sequence[Option], seed: int, salt: str) -> tuple[Part, ...]:
    """An order by chance that is never the right one."""
    right = [option.id for option in options]
    ids = by_chance(right, seed, salt)
    if ids == right:
        ids = [*ids[1:], ids[0]]
    known = dict(_faces(options))
    return tuple(Part(str(at), id_, known[id_]) for at, id_ in enumerate(ids, 1))


def raw(shown: Shown, form: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What a form says, by the ids of the question; `form` is name -> all its values.

    The fields: `option`, `options`, `spot`, `text`, `unit`, `left-<name>`, `place-<name>`,
    `gap-<id>`. Raises Forged where something is chosen that is not on the page.
    """
    question, kind = shown.question, shown.kind

    def first(field: str) -> str:
        return next(iter(form.get(field, ())), "")

    if kind in (Kind.CHOICE, Kind.TRUE_FALSE):
        return {"option": _id(shown.parts, first("option"))}
    if kind is Kind.CHOICES:
        return {"options": [_id(shown.parts, one) for one in form.get("options", ()) if one]}
    if kind is Kind.MATCH:
        return {"pairs": {
            left.id: _id(shown.parts, first(f"left-{left.name}")) for left in shown.lefts
        }}  # fmt: skip
    if kind is Kind.ORDER:
        return {"places": {part.id: first(f"place-{part.name}") for part in shown.parts}}
    if kind is Kind.CLOZE:
        return {"gaps": {gap.id: _gap(shown, gap, first(f"gap-{gap.id}")) for gap in question.gaps}}
    if kind is Kind.HOTSPOT:
        chosen = first("spot")
        found = {name: spot.id for name, spot in shown.spots}
        if chosen and chosen not in found:
            raise Forged(chosen[:60])
        return {"spot": found.get(chosen, "")}
    return {"text": first("text"), "unit": first("unit")}


def _gap(shown: Shown, gap: Gap, value: str) -> str:
    return _id((shown.gaps or {})[gap.id], value) if gap.options else value


def _id(parts: Iterable[Part], name: str) -> str:
    """The id of the part that has this name on the page; nothing for nothing."""
    if not name:
        return ""
    found = next((part.id for part in parts if part.name == name), None)
    if found is None:
        raise Forged(name[:60])
    return found


def _fields(shown: Shown, answer: Mapping[str, Any]) -> Iterable[tuple[str, list[str]]]:
    def name(id_: Any, parts: Iterable[Part] = shown.parts) -> list[str]:
        return [part.name for part in parts if part.id == id_]

    yield "option", name(answer.get("option"))
    yield "options", [one for id_ in answer.get("options", ()) for one in name(id_)]
    for left in shown.lefts:
        yield f"left-{left.name}", name(answer.get("pairs", {}).get(left.id))
    for part in shown.parts:
        place = answer.get("places", {}).get(part.id)
        yield f"place-{part.name}", [str(place)] if place else []
    for gap in shown.question.gaps:
        value = answer.get("gaps", {}).get(gap.id)
        chosen = name(value, (shown.gaps or {})[gap.id]) if gap.options else [value]
        yield f"gap-{gap.id}", chosen if value else []
    yield "spot", [one for one, spot in shown.spots if spot.id == answer.get("spot")]
    for field in ("text", "unit"):
        yield field, [answer[field]] if answer.get(field) else []
