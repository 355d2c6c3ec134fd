"""Marking: what an answer is worth, exactly, from the question and the answer alone.

No database, no clock, no words for people. The formulas of partial credit are those of
lms/questions/shape.py (Partial); the same answer to the same question always brings the same.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lms.questions.digits import plain_numbers
from lms.questions.shape import (
    NONE,
    ONE,
    Accepted,
    Gap,
    Kind,
    Number,
    Option,
    Partial,
    Question,
    is_blank,
)

Answer = Mapping[str, Any]
SPACES = re.compile(r"\s+")
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'})
UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u0640]")
AT_THE_END = " .!?\u061f"
TYPED = re.compile(
    r"([+-]?)([0-9]{1,20})(?:[.,]([0-9]{1,20}))?(?:/([0-9]{1,20}))?\s*(.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What an answer is worth: `share` of the question's points, 0..1, exact; None while a person
    has to mark it. `parts`: the share of each of its parts (pair, item, gap), where it has some.
    `chosen`: the ids or words that decided, for their feedback."""

    share: Fraction | None
    blank: bool = False
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return self.share == ONE

    @property
    def is_partly(self) -> bool:
        return self.share is not None and NONE < self.share < ONE


def mark(question: Question, answer: Answer | None) -> Mark:
    """What an answer is worth. A blank one is worth nothing, also where a person would mark it."""
    if answer is None or is_blank(answer):
        return Mark(NONE, blank=True)
    if question.is_marked_by_a_person:
        return Mark(None)
    return _MARKERS[question.kind](question, answer)


def within(share: Fraction) -> Fraction:
    return min(max(share, NONE), ONE)


def _choice(question: Question, answer: Answer) -> Mark:
    chosen = next((one for one in question.options if one.id == answer.get("option")), None)
    return Mark(NONE) if chosen is None else Mark(within(chosen.share), chosen=(chosen.id,))


def _choices(question: Question, answer: Answer) -> Mark:
    names = set(answer.get("options", ()))
    right = {one.id for one in question.options if one.is_right}
    wrong = {one.id for one in question.options} - right
    if question.partial is Partial.SHARES:
        share = sum((one.share for one in question.options if one.id in names), NONE)
    elif question.partial is Partial.BALANCED:
        share = Fraction(len(names & right), len(right))
        share -= Fraction(len(names & wrong), len(wrong)) if wrong else NONE
    else:
        share = ONE if names == right else NONE
    return Mark(within(share), chosen=tuple(one.id for one in question.options if one.id in names))


def _match(question: Question, answer: Answer) -> Mark:
    given = answer.get("pairs", {})
    faces = {pair.id: pair.right for pair in question.pairs}
    parts = {  # two right sides that look the same are the same
        pair.id: ONE if faces.get(given.get(pair.id)) == pair.right else NONE
        for pair in question.pairs
    }
    return Mark(_of_parts(question, parts), parts=parts)


def _order(question: Question, answer: Answer) -> Mark:
    given = answer.get("places", {})
    taken = list(given.values())
    parts = {
        one.id: ONE if given.get(one.id) == place and taken.count(place) == 1 else NONE
        for place, one in enumerate(question.options, 1)
    }
    return Mark(_of_parts(question, parts), parts=parts)


def _text(question: Question, answer: Answer) -> Mark:
    found = taken(question.answers, answer.get("text", ""), question.case, question.accents)
    return Mark(within(found.share), chosen=(found.text,)) if found else Mark(NONE)


def _number(question: Question, answer: Answer) -> Mark:
    value = number_of(question, answer)
    if value is None:
        return Mark(NONE)
    near = [one for one in question.numbers if abs(value - one.value) <= one.tolerance]
    best = max(near, key=lambda one: one.share, default=None)
    return Mark(within(best.share), chosen=(str(best.value),)) if best else Mark(NONE)


def _cloze(question: Question, answer: Answer) -> Mark:
    given = answer.get("gaps", {})
    parts = {gap.id: _gap(gap, given.get(gap.id, "")) for gap in question.gaps}
    return Mark(
        _of_parts(question, parts, {gap.id: gap.points for gap in question.gaps}), parts=parts
    )


def _gap(gap: Gap, answer: str) -> Fraction:
    if gap.options:
        chosen = next((one for one in gap.options if one.id == answer), None)
        return within(chosen.share) if chosen else NONE
    found = taken(gap.answers, answer, gap.case, gap.accents)
    return within(found.share) if found else NONE


def _hotspot(question: Question, answer: Answer) -> Mark:
    chosen = next((one for one in question.spots if one.id == answer.get("spot")), None)
    return Mark(NONE) if chosen is None else Mark(within(chosen.share), chosen=(chosen.id,))


def _of_parts(
    question: Question,
    parts: Mapping[str, Fraction],
    weights: Mapping[str, Fraction] | None = None,
) -> Fraction:
    if question.partial is Partial.ALL:
        return ONE if all(share == ONE for share in parts.values()) else NONE
    weights = weights or dict.fromkeys(parts, ONE)
    whole = sum(weights.values(), NONE)
    return sum((parts[name] * weights[name] for name in parts), NONE) / whole if whole else NONE


_MARKERS: dict[Kind, Callable[[Question, Answer], Mark]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TRUE_FALSE: _choice,
    Kind.MATCH: _match,
    Kind.ORDER: _order,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CLOZE: _cloze,
    Kind.HOTSPOT: _hotspot,
}


def taken(accepted: Iterable[Accepted], words: str, case: bool, accents: bool) -> Accepted | None:
    """The accepted answer that words are: the same letters, by rule, and nothing that is only
    similar. Spaces, the kind of quotes and of digits, a full stop, exclamation or question mark at
    the end and signs that nobody sees do not matter. Of several, the one that is worth most."""
    said = comparable(words, case, accents)
    same = [one for one in accepted if comparable(one.text, case, accents) == said]
    return max(same, key=lambda one: one.share, default=None)


def comparable(words: str, case: bool, accents: bool) -> str:
    """Words as they are compared. Without `accents` also without Arabic vowel signs."""
    text = unicodedata.normalize("NFKC", UNSEEN.sub("", words)).translate(QUOTES)
    text = SPACES.sub(" ", plain_numbers(text)).strip()
    text = text.rstrip(AT_THE_END) or text
    if not case:
        text = text.casefold()
    if not accents:
        apart = unicodedata.normalize("NFD", text)
        text = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", text)


def number_of(question: Question, answer: Answer) -> Fraction | None:
    """The number that was given, in the question's first unit; None where it is none, names a unit
    that is not known, or names none where one is asked for. "12,5", "12.5" and "1/2" are read, in
    the digits of every script; what parts thousands is not guessed."""
    text = unicodedata.normalize("NFKC", UNSEEN.sub("", str(answer.get("text", ""))))
    found = TYPED.fullmatch(plain_numbers(text).replace("\N{MINUS SIGN}", "-").strip())
    if found is None:
        return None
    sign, whole, rest, below, typed = found.groups()
    typed = typed.strip() if typed.strip(AT_THE_END) else ""
    if below is not None and int(below) == 0:
        return None
    value = Fraction(f"{sign}{whole}.{rest or 0}") / int(below or 1)
    name = (answer.get("unit") or typed).strip()
    if typed and answer.get("unit") and typed != answer["unit"]:
        return None
    return _in_first_unit(question, value, name)


def _in_first_unit(question: Question, value: Fraction, name: str) -> Fraction | None:
    if not name:
        return None if question.unit_required else value
    unit = next((one for one in question.units if one.name.casefold() == name.casefold()), None)
    return value * unit.factor if unit else None


def deciding(question: Question, mark_: Mark) -> list[Option | Accepted | Number]:
    """The options, words or numbers that decided about an answer: theirs is the feedback."""
    options = [one for one in question.options if one.id in mark_.chosen]
    words = [one for one in question.answers if one.text in mark_.chosen]
    numbers = [one for one in question.numbers if str(one.value) in mark_.chosen]
    return [*options, *words, *numbers]
