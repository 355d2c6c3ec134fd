"""What a survey is, as plain data: questions in languages; and those that come with the product.

    title: {en: How was it?}
    intro: {en: Seven short questions.}
    questions:
      - {key: liked, kind: faces_3, words: {en: Did you like the course?}}
      - {key: helped, kind: yes_no, indicator: R.2.9, words: {en: Does it help you to live here?}}
      - {key: can, kind: several, optional: true, words: {...},
         options: [{key: talk, words: {en: Talk with people}}]}

`faces_3`, `faces_5`: 1 is the saddest. `sounds`: language -> the id of a recording. `indicator`:
what the funder counts by it. This knows no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MOST_QUESTIONS, MOST_OPTIONS, MOST_SIGNS = 30, 12, 2_000
HELPFUL = "R.2.9"
INDICATORS = (HELPFUL, "useful", "still_used")
FOLDER = Path(__file__).parent


class Kind(StrEnum):
    FACES_3 = "faces_3"
    FACES_5 = "faces_5"
    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    WORDS = "words"


CHOSEN = (Kind.ONE, Kind.SEVERAL)  # their options are part of the question
FIXED = {
    Kind.FACES_3: ("3", "2", "1"),
    Kind.FACES_5: ("5", "4", "3", "2", "1"),
    Kind.YES_NO: ("yes", "no"),
}


@dataclass(frozen=True)
class Option:
    key: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    key: str
    kind: Kind
    words: Mapping[str, str]
    options: tuple[Option, ...] = ()
    optional: bool = False
    indicator: str | None = None
    sounds: Mapping[str, int] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[str, ...]:
        """The keys of what can be chosen, the best first; none where it is answered in words."""
        return FIXED.get(self.kind) or tuple(option.key for option in self.options)


@dataclass(frozen=True)
class Instrument:
    """A whole survey."""

    title: Mapping[str, str]
    intro: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def languages(self) -> set[str]:
        """Those in which there is something of it."""
        return set(self.title).union(*(question.words for question in self.questions))

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions if one.key == key), None)


def read(content: Mapping[str, Any]) -> Instrument:
    """The survey that `plain` wrote, or a file of the product's."""
    return Instrument(
        title=content["title"],
        intro=content.get("intro", {}),
        questions=tuple(question_of(one) for one in content["questions"]),
    )


def question_of(one: Mapping[str, Any]) -> Question:
    return Question(
        key=one["key"],
        kind=Kind(one["kind"]),
        words=one["words"],
        options=tuple(Option(each["key"], each["words"]) for each in one.get("options", ())),
        optional=bool(one.get("optional", False)),
        indicator=one.get("indicator"),
        sounds=one.get("sounds", {}),
    )


def plain(instrument: Instrument) -> dict[str, Any]:
    """As JSON and YAML can keep it; reading it gives the same."""
    return {
        "title": dict(instrument.title),
        "intro": dict(instrument.intro),
        "questions": [plain_question(one) for one in instrument.questions],
    }


def plain_question(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": question.key,
        "kind": str(question.kind),
        "words": dict(question.words),
    }
    if question.options:
        found["options"] = [{"key": one.key, "words": dict(one.words)} for one in question.options]
    if question.optional:
        found["optional"] = True
    if question.indicator:
        found["indicator"] = question.indicator
    if question.sounds:
        found["sounds"] = dict(question.sounds)
    return found


class Forged(Exception):
    """An answer that the page does not offer."""


class TooLong(Exception):
    """More words than an answer may have."""


def given(question: Question, sent: list[str]) -> Any:
    """An answer as it is kept: a key, a list of keys in the order of the question, or words; None
    where nothing was answered. Raises Forged, TooLong."""
    if question.kind == Kind.WORDS:
        words = (sent[0] if sent else "").replace("\r\n", "\n").strip()
        if len(words) > MOST_SIGNS:
            raise TooLong
        return words or None
    chosen = [key for key in question.choices if key in sent]
    if len(chosen) != len(set(sent) - {""}):
        raise Forged
    if question.kind == Kind.SEVERAL:
        return chosen or None
    if len(chosen) > 1:
        raise Forged
    return chosen[0] if chosen else None


@cache
def of_the_product() -> dict[str, Instrument]:
    """The surveys that come with the product, by their keys, in the order of their names."""
    files = sorted(FOLDER.glob("*.yaml"))
    return {file.stem: read(yaml.safe_load(file.read_text("utf-8"))) for file in files}
