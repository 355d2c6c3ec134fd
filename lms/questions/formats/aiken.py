"""Aiken: a question on one line, its options as "A. " or "A) ", and "ANSWER: B".

As documented at docs.moodle.org/en/Aiken_format. It knows one choice, nothing else.
"""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.found import Media, Note, Outcome, Unreadable, Written
from lms.questions.formats.naming import key_of
from lms.questions.formats.only import in_one
from lms.questions.formats.taking import Collector
from lms.questions.formats.texts import decoded
from lms.questions.shape import ONE, Kind, Option, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPTION = re.compile(r"\s*([A-Z])[.)]\s+(\S.*)")
ANSWER = re.compile(r"\s*ANSWER:\s*(.*?)\s*")


def read(content: bytes, language: str) -> Outcome:
    """The questions of an Aiken file. A question that is written on several lines is taken as one
    text. Raises Unreadable where no line says which answer is right."""
    text, guessed = decoded(content)
    if not any(ANSWER.fullmatch(line) for line in text.split("\n")):
        raise Unreadable(_("This is no Aiken file: no line begins with ANSWER."))
    found = Collector(language)
    asked: list[str] = []
    options: list[tuple[str, str]] = []
    begins = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if not line.strip():
            continue
        begins = begins if asked or options else number
        if answer := ANSWER.fullmatch(line):
            item = _item(begins)
            _take(found, item, (asked, options, answer[1]), guessed)
            asked, options = [], []
        elif (option := OPTION.fullmatch(line)) and asked:
            options.append((option[1], option[2].strip()))
        elif options:
            found.dropped(_item(begins), _("No line says which answer is right."))
            asked, options, begins = [line.strip()], [], number
        else:
            asked.append(line.strip())
    if asked or options:
        found.dropped(_item(begins), _("No line says which answer is right."))
    return found.outcome


def _item(line: int) -> str:
    return _("Line %(line)s", line=line)


def _take(
    found: Collector, item: str, parts: tuple[list[str], list[tuple[str, str]], str], guessed: bool
) -> None:
    asked, options, answer = parts
    letters = [letter for letter, _text in options]
    if answer not in letters:
        found.dropped(item, _('The right answer "%(letter)s" is no option.', letter=answer[:20]))
        return
    plain: dict[str, Any] = {
        "type": "choice",
        "prompt": {found.language: "\n".join(asked)},
        "options": [
            {"text": {found.language: text}, **({"right": True} if letter == answer else {})}
            for letter, text in options
        ],
    }
    changes = [_("It was read as windows-1252, since it is no UTF-8.")] if guessed else []
    found.take(item, plain, changes=changes)


def write(title: str, questions: Sequence[Question], media: Media, language: str) -> Written:
    """An Aiken file; every question that is more than one choice with one right option is told."""
    written = Written(b"")
    blocks = []
    for question in questions:
        block = _written(question, language, written)
        if block:
            blocks.append(block)
    written.content = "\n\n".join(blocks).encode() + b"\n" if blocks else b""
    return written


def _written(question: Question, language: str, written: Written) -> str | None:
    if question.kind is not Kind.CHOICE:
        written.dropped.append(Note(question.key, _("Aiken knows only one choice.")))
        return None
    right = [place for place, one in enumerate(question.options) if one.share == ONE]
    prompt = in_one(question.prompt.text, language)
    texts = [in_one(option.face.text, language) for option in question.options]
    if not prompt or not all(texts) or len(texts) > len(LETTERS):
        written.dropped.append(Note(question.key, _("Aiken knows neither pictures nor sounds.")))
        return None
    for reason in _less(question, prompt):
        written.changed.append(Note(question.key, reason))
    lines = [_line(prompt)]
    lines += [f"{LETTERS[place]}. {_line(text)}" for place, text in enumerate(texts)]
    return "\n".join([*lines, f"ANSWER: {LETTERS[right[0]]}"])


def _line(text: str) -> str:
    return " ".join(text.split())


def _less(question: Question, prompt: str) -> list[str]:
    """What is lost of a choice."""
    shares = [option.share for option in question.options]
    reasons = []
    if question.key != key_of("", _line(prompt)):
        reasons.append(_("Aiken has no keys: imported again, it is another question."))
    if shares.count(ONE) > 1 or any(0 < share < 1 for share in shares):
        reasons.append(_("Only one option stays right, the others are wrong."))
    if _has_more(question):
        reasons.append(_("Only the words of the question and its options are written."))
    return reasons


def _has_more(question: Question) -> bool:
    faces = [question.prompt, *(option.face for option in question.options)]
    said = [question.hint, *_feedback(question), *map(_said, question.options)]
    return (
        any(face.picture or face.audio or len(face.text) > 1 for face in faces)
        or any(said)
        or bool(question.tags or question.skill)
        or question.points != ONE
        or not question.shuffle
    )


def _feedback(question: Question) -> list[Any]:
    said = question.feedback
    return [said.always, said.right, said.partly, said.wrong]


def _said(option: Option) -> Any:
    return option.feedback
