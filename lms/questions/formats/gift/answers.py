"""What stands in the braces of a GIFT question: which type it is, and its answers."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.figures import number
from lms.questions.formats.gift.blocks import shown
from lms.questions.formats.gift.words import FORMAT, Piece, Words, pieces
from lms.questions.shape import NONE, ONE

TRUE, FALSE = ("T", "TRUE"), ("F", "FALSE")
GAP = "_____"
BRACKETS = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]{0,39})\]")
STARS = re.compile(r"(?<!\\)\*")


class Unsaid(ValueError):
    """It cannot be taken; the words say why."""


def of(before: str, body: str, after: str, words: Words) -> dict[str, Any]:
    """The plain values of a question: `before` and `after` are the text around its braces."""
    kind, made = _kind(body), after.strip()
    if made and kind in (_choice, _text):
        return _missing_word(before, body, after, words, kind)
    if made:
        words.changed(_("The gap in the text is a line now, and the answer is given below it."))
        before = f"{before.rstrip()} {GAP} {after.strip()}"
    prompt = words.prompt(before)
    return {"prompt": prompt, **kind(body, words)}


def _kind(body: str) -> Callable[[str, Words], dict[str, Any]]:
    first = body.partition("#")[0].strip().upper()
    if not body:
        return _essay
    if body.startswith("#"):
        return _number
    if "~" in body:
        return _choice
    if "=" in body and "->" in body:
        return _match
    return _true_false if first in (*TRUE, *FALSE) else _text


def _essay(_body: str, _words: Words) -> dict[str, Any]:
    return {"type": "essay"}


def _true_false(body: str, words: Words) -> dict[str, Any]:
    answer, *said = body.split("#", 2)
    found: dict[str, Any] = {"type": "true_false", "answer": answer.strip().upper() in TRUE}
    told = {name: words.texts(text) for name, text in zip(("wrong", "right"), said, strict=False)}
    if told := {name: text for name, text in told.items() if text}:
        found["feedback"] = told
    return found


def _choice(body: str, words: Words) -> dict[str, Any]:
    """One choice where an option is marked with "="; else several, each with its weight."""
    found = pieces(body)
    if any(piece.sign == "=" for piece in found):
        return {"type": "choice", "options": _options(found, words, take_away=False)}
    plain = {"type": "choices", "options": _options(found, words, take_away=True)}
    shares = {piece.weight for piece in found if piece.weight}
    return plain if shares <= {ONE} and len(shares) == 1 and _one(found) else {
        **plain, "partial": "shares",
    }  # fmt: skip


def _one(found: list[Piece]) -> bool:
    return sum(piece.weight == ONE for piece in found) == 1


def _options(found: list[Piece], words: Words, *, take_away: bool) -> list[dict[str, Any]]:
    options = []
    for piece in found:
        text = words.texts(piece.words)
        if not text:
            words.changed(_("An option without words was left out."))
            continue
        share = ONE if piece.sign == "=" else NONE
        share = share if piece.weight is None else piece.weight
        if share < 0 and not take_away:
            words.changed(_("A wrong answer takes nothing away where only one can be chosen."))
            share = NONE
        options.append({"text": text, **_worth(share), **_feedback(piece, words)})
    return options


def _worth(share: Fraction) -> dict[str, Any]:
    if share == ONE:
        return {"right": True}
    return {"share": str(share)} if share else {}


def _feedback(piece: Piece, words: Words) -> dict[str, Any]:
    said = words.texts(piece.feedback)
    return {"feedback": said} if said else {}


def _match(body: str, words: Words) -> dict[str, Any]:
    pairs, extra = [], []
    for piece in pieces(body, "="):
        left, arrow, right = piece.words.partition("->")
        if not arrow or not words.texts(right):
            raise Unsaid(_("A pair has no right side: write both as left -> right."))
        if piece.feedback or piece.weight is not None:
            words.changed(_("Pairs have neither weights nor feedback."))
        if left_words := words.texts(left):
            pairs.append({"left": left_words, "right": words.texts(right)})
        else:
            extra.append({"text": words.texts(right)})
    found: dict[str, Any] = {"type": "match", "partial": "each", "pairs": pairs}
    return {**found, "extra": extra} if extra else found


def _text(body: str, words: Words) -> dict[str, Any]:
    accepted, wrong = _accepted(body, words)
    found: dict[str, Any] = {"type": "text", "accents": True, "answers": accepted}
    return {**found, "feedback": {"wrong": wrong}} if wrong else found


def _accepted(body: str, words: Words) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The answers that are taken, and what is said to all others. In Moodle a star stands for any
    letters: what only it would take cannot be said here."""
    found, wrong = [], {}
    for piece in pieces(body, "="):
        said = _feedback(piece, words)
        share = ONE if piece.weight is None else piece.weight
        if piece.words.strip() == "*" and share <= 0:
            wrong = said.get("feedback", {})
            continue
        if STARS.search(shown(piece.words)):
            text = " ".join(shown(piece.words).split())[:60]
            words.changed(
                _('"%(text)s" was left out: a star cannot stand for any letters.', text=text)
            )
            continue
        if text := words.line(piece.words.replace("\\*", "*")):
            worth = {} if share == ONE else {"share": str(max(share, NONE))}
            found.append({"text": text, **worth, **said})
    return found, wrong


def _number(body: str, words: Words) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    for piece in pieces(body[1:]):
        said = _feedback(piece, words)
        share = ONE if piece.weight is None else piece.weight
        if piece.sign == "~" or piece.words in ("*", ""):
            wrong = said.get("feedback", wrong)
            continue
        value, tolerance = _range(FORMAT.sub("", shown(piece.words)).strip())
        worth = {} if share == ONE else {"share": str(max(share, NONE))}
        near = {"tolerance": str(tolerance)} if tolerance else {}
        found.append({"value": str(value), **near, **worth, **said})
    plain: dict[str, Any] = {"type": "number", "answers": found}
    return {**plain, "feedback": {"wrong": wrong}} if wrong else plain


def _range(text: str) -> tuple[Fraction, Fraction]:
    """The number in the middle, and how far from it is still right. Raises Unsaid."""
    low, dots, high = text.partition("..")
    value, _colon, tolerance = text.partition(":")
    first, second = (low, high) if dots else (value, tolerance or "0")
    one, other = number(first.strip()), number(second.strip())
    if one is None or other is None:
        raise Unsaid(_('"%(text)s" is no number.', text=text[:60]))
    if not dots:
        return one, abs(other)
    return (one + other) / 2, abs(other - one) / 2


def _missing_word(
    before: str, body: str, after: str, words: Words, kind: Callable[[str, Words], dict[str, Any]]
) -> dict[str, Any]:
    """A word is missing in a sentence: a gap there, with its answers or options."""
    head = words.prompt(before)
    lead = before if BRACKETS.search(FORMAT.sub("", before)) is None else _round(before, words)
    rest = after if BRACKETS.search(after) is None else _round(after, words)
    answer = kind(body, words)
    if answer["type"] == "choices":
        words.changed(_("The gap in the text is a line now, and the answer is given below it."))
        return {"prompt": words.prompt(f"{before.rstrip()} {GAP} {after.strip()}"), **answer}
    gap = {"options": answer["options"]} if kind is _choice else {"answers": answer["answers"]}
    accents = {"accents": True} if kind is _text else {}
    joined = f"{lead}[1]{rest}"
    prompt = words.prompt(joined) if head or rest.strip() else {words.language: "[1]"}
    found = {"type": "cloze", "prompt": prompt, "gaps": {"1": {**gap, **accents}}}
    return {**found, "feedback": answer["feedback"]} if "feedback" in answer else found


def _round(text: str, words: Words) -> str:
    """Text in which nothing can be taken for a gap; a format at its beginning stays."""
    named = FORMAT.match(text)
    start = named.end() if named else 0
    words.changed(_("Words in square brackets stand in round ones, since those are gaps here."))
    return text[:start] + BRACKETS.sub(r"(\1)", text[start:])
