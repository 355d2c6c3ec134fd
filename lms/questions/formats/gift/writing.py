"""Writes GIFT. What it cannot say stands in a comment that other programs skip (rest.py)."""

import re
from collections.abc import Sequence
from fractions import Fraction

from flask_babel import gettext as _

from lms.questions.formats.figures import decimal
from lms.questions.formats.found import Media, Note, Written
from lms.questions.formats.gift.reading import read
from lms.questions.formats.only import in_one
from lms.questions.formats.rest import in_words, rest_of, written
from lms.questions.shape import ONE, Gap, Kind, Option, Partial, Question, Texts

SIGNS = re.compile(r"([~=#{}:\\])")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff]")
NAMED = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
TOLD = {Kind.CHOICE, Kind.CHOICES, Kind.TRUE_FALSE, Kind.MATCH, Kind.TEXT, Kind.NUMBER,
        Kind.CLOZE, Kind.ESSAY}  # fmt: skip


def write(title: str, questions: Sequence[Question], media: Media, language: str) -> Written:
    """A GIFT file in UTF-8, in one language, and what other programs will not see of it. It brings
    no files: `media` is not asked."""
    made = Written(b"")
    blocks = [f"// {' '.join(title.split())} [language:{language}]"]
    for question in questions:
        if why := _unsaid(question, language):
            made.dropped.append(Note(question.key, why))
        else:
            blocks.append(_block(question, language, made))
    made.content = ("\n\n".join(blocks) + "\n").encode()
    return made


def _unsaid(question: Question, language: str) -> str:
    """Why GIFT has no words for a question; nothing where it has."""
    if question.kind not in TOLD:
        return _("GIFT does not know this type of question.")
    if question.kind is Kind.CLOZE and len(question.gaps) != 1:
        return _("GIFT knows only one gap in a text.")
    faces = [option.face for option in (*question.options, *question.extra)]
    faces += [side for pair in question.pairs for side in (pair.left, pair.right)]
    faces = [] if question.kind is Kind.TRUE_FALSE else faces
    if not all(in_one(face.text, language) for face in (question.prompt, *faces)):
        return _("GIFT knows neither pictures nor sounds, and words are missing.")
    return ""


def _block(question: Question, language: str, made: Written) -> str:

    about = [f"[id:{_named(question.key)}]", *(f"[tag:{_named(tag)}]" for tag in question.tags)]
    text = f"// {' '.join(about)}\n::{_escaped(question.key)}::{_body(question, language)}"
    found = read(text.encode(), language).questions
    rest = rest_of(question, found[0].plain if found else {}, language)
    if not rest:
        return text
    made.changed.append(Note(question.key, in_words(rest)))
    return f"// more: {written(rest)}\n{text}"


def _body(question: Question, language: str) -> str:
    prompt = in_one(question.prompt.text, language)
    if question.kind is Kind.CLOZE:
        return _gap(question, prompt, language)
    lines = _LINES[question.kind](question, language) if question.kind in _LINES else []
    lines += _general(question.feedback.always, language)
    asked = f"[plain]{_escaped(prompt)}"
    if question.kind is Kind.TRUE_FALSE:
        return f"{asked} {{{''.join(lines)}}}"
    if question.kind is Kind.NUMBER:
        return f"{asked} {{#\n" + "\n".join(lines) + "\n}"
    return f"{asked} {{\n" + "\n".join(lines) + "\n}" if lines else f"{asked} {{}}"


def _general(texts: Texts, language: str) -> list[str]:
    words = in_one(texts, language)
    return [f"####{_answer(words)}"] if words else []


def _gap(question: Question, prompt: str, language: str) -> str:
    gap = question.gaps[0]
    before, _mark, after = prompt.partition(f"[{gap.id}]")
    lines = [*_inside(gap, language), *_general(question.feedback.always, language)]
    return f"[plain]{_escaped(before)}{{\n" + "\n".join(lines) + f"\n}}{_escaped(after)}"


def _inside(gap: Gap, language: str) -> list[str]:
    if gap.options:
        return [_option(one, language) for one in gap.options]
    return [
        f"={_weight(one.share)}{_starred(one.text)}{_said(one.feedback, language)}"
        for one in gap.answers
    ]


def _option(option: Option, language: str) -> str:
    sign = "=" if option.share == ONE else "~"
    weight = "" if option.share == ONE else _weight(option.share, none="")
    words = _answer(in_one(option.face.text, language))
    return f"{sign}{weight}{words}{_said(option.feedback, language)}"


def _choice(question: Question, language: str) -> list[str]:
    return [_option(option, language) for option in question.options]


def _choices(question: Question, language: str) -> list[str]:
    """Each with its weight. Other programs add up what was chosen: all or nothing is closest to
    that where a wrong one takes everything away."""
    return [
        f"~{_weight(_share(question, option), none='', one='%100%')}"
        f"{_answer(in_one(option.face.text, language))}{_said(option.feedback, language)}"
        for option in question.options
    ]


def _share(question: Question, option: Option) -> Fraction:
    if question.partial is Partial.SHARES:
        return option.share
    right = sum(one.is_right for one in question.options)
    wrong = len(question.options) - right
    if option.is_right:
        return Fraction(1, right)
    if question.partial is Partial.ALL:
        return -ONE if right > 1 else Fraction(0)
    return Fraction(-1, wrong)


def _true_false(question: Question, language: str) -> list[str]:
    said = question.feedback
    wrong, right = in_one(said.wrong, language), in_one(said.right, language)
    line = "TRUE" if question.options[0].is_right else "FALSE"
    if wrong or right:
        line += f"#{_answer(wrong)}"
    return [line + (f"#{_answer(right)}" if right else "")]


def _match(question: Question, language: str) -> list[str]:
    pairs = [
        (in_one(pair.left.text, language), in_one(pair.right.text, language))
        for pair in question.pairs
    ]
    pairs += [("", in_one(option.face.text, language)) for option in question.extra]
    arrow = "\N{RIGHTWARDS ARROW}"
    return [f"={_answer(left.replace('->', arrow))} -> {_answer(right)}" for left, right in pairs]


def _text(question: Question, language: str) -> list[str]:
    return [
        f"={_weight(one.share)}{_starred(one.text)}{_said(one.feedback, language)}"
        for one in question.answers
    ] + _to_others(question, language)


def _number(question: Question, language: str) -> list[str]:
    return [
        f"={_weight(one.share)}{_escaped(decimal(one.value))}:{decimal(one.tolerance)}"
        f"{_said(one.feedback, language)}"
        for one in question.numbers
    ] + _to_others(question, language)


def _to_others(question: Question, language: str) -> list[str]:
    words = in_one(question.feedback.wrong, language)
    return [f"=%0%*#{_answer(words)}"] if words else []


_LINES = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCH: _match,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
}


def _weight(share: Fraction, none: str = "%0%", one: str = "") -> str:
    if share == ONE:
        return one
    return f"%{decimal(share * 100, 5)}%" if share else none


def _said(texts: Texts, language: str) -> str:
    words = in_one(texts, language)
    return f"#{_answer(words)}" if words else ""


def _starred(text: str) -> str:
    return _answer(text).replace("*", "\\*")


def _answer(text: str) -> str:
    """Words of an answer; such that look like the name of a format say that they are none."""
    shown = _escaped(text)
    return f"[plain]{shown}" if NAMED.match(text) else shown


def _escaped(text: str) -> str:
    return SIGNS.sub(r"\\\1", CONTROL.sub("", text)).replace("\n", "\\n")


def _named(text: str) -> str:
    return re.sub(r"([\]\\])", r"\\\1", CONTROL.sub("", text))
