"""The words of a survey, and one question of it, in as many languages as there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from flask_babel import gettext as _

from lms.forms import one_line
from lms.surveys.instruments import (
    CHOSEN,
    INDICATORS,
    MOST_OPTIONS,
    Instrument,
    Kind,
    Option,
    Question,
)

MOST_WORDS, MOST_TITLE = 300, 120
SPARE = 2  # lines for further options


def languages_for(instrument: Instrument, offered: Sequence[str], also: str) -> list[str]:
    """Those of the platform, those that the survey has, and one more that is to be added."""
    found = [*offered, *sorted(instrument.languages - {*offered})]
    code = also.strip().lower()
    return [*found, code] if is_language(code) and code not in found else found


def is_language(code: str) -> bool:
    try:
        return bool(code) and len(code) <= 12 and bool(Locale.parse(code.replace("-", "_")))
    except (UnknownLocaleError, ValueError, TypeError):
        return False


def in_languages(sent: Mapping[str, str], name: str, languages: Sequence[str]) -> dict[str, str]:
    """The texts of one name, by language; those that are empty are none."""
    found = {one: one_line(sent.get(f"{name}_{one}", "")) or "" for one in languages}
    return {one: words for one, words in found.items() if words}


class WordsForm:
    """Title and first words of a survey."""

    def __init__(self, instrument: Instrument, languages: Sequence[str], sent: Any = None):
        self.languages = languages
        self.title = dict(instrument.title)
        self.intro = dict(instrument.intro)
        self.errors: list[tuple[str, str]] = []  # (id of the field, words)
        if sent is not None:
            self.title = in_languages(sent, "title", languages)
            self.intro = in_languages(sent, "intro", languages)

    def validate(self) -> bool:
        if not self.title:
            self.errors.append((f"title_{self.languages[0]}", _("Write a title.")))
        for name, texts, most in (
            ("title", self.title, MOST_TITLE),
            ("intro", self.intro, MOST_WORDS),
        ):
            self.errors += [
                (f"{name}_{one}", _("Use %(most)s characters or fewer.", most=most))
                for one, words in texts.items()
                if len(words) > most
            ]
        return not self.errors


class QuestionForm:
    """One question; what was typed stays, also where it cannot be saved."""

    def __init__(self, question: Question | None, languages: Sequence[str], sent: Any = None):
        self.languages = languages
        self.key = question.key if question else ""
        self.kind = question.kind if question else Kind.FACES_3
        self.words = dict(question.words) if question else {}
        self.optional = question.optional if question else False
        self.indicator = (question.indicator if question else None) or ""
        self.sounds = dict(question.sounds) if question else {}
        self.options = [(one.key, dict(one.words)) for one in question.options] if question else []
        self.errors: list[tuple[str, str]] = []
        self.lines = len(self.options) + SPARE
        if sent is not None:
            self.take(sent)

    def take(self, sent: Any) -> None:
        """What was typed."""
        kind = sent.get("kind", "")
        self.kind = Kind(kind) if kind in set(Kind) else self.kind
        self.words = in_languages(sent, "words", self.languages)
        self.optional = "optional" in sent
        self.indicator = sent.get("indicator", "")
        gone = {one for one in self.sounds if f"no_sound_{one}" in sent}
        self.sounds = {one: kept for one, kept in self.sounds.items() if one not in gone}
        known = {key for key, _words in self.options}
        self.options = []
        for at in range(MOST_OPTIONS):
            key = sent.get(f"option_{at}_key", "")
            words = in_languages(sent, f"option_{at}", self.languages)
            if words:
                self.options.append((key if key in known else "", words))
        self.lines = min(len(self.options) + SPARE, MOST_OPTIONS)

    def validate(self) -> bool:
        first = self.languages[0]
        if not self.words:
            self.errors.append((f"words_{first}", _("Write the question.")))
        self.errors += [
            (f"words_{one}", _("Use %(most)s characters or fewer.", most=MOST_WORDS))
            for one, words in self.words.items()
            if len(words) > MOST_WORDS
        ]
        if self.kind in CHOSEN and len(self.options) < 2:
            self.errors.append((f"option_0_{first}", _("Write two answers or more.")))
        if any(len(words) > MOST_TITLE for _key, texts in self.options for words in texts.values()):
            self.errors.append(
                (f"option_0_{first}", _("An answer has %(most)s characters or fewer.", most=120))
            )
        if self.indicator and (self.indicator not in INDICATORS or self.kind != Kind.YES_NO):
            self.errors.append(
                ("indicator", _("Only a question with yes and no can be counted for the funder."))
            )
        return not self.errors

    @property
    def question(self) -> Question:
        """What was written, with keys for new options that nobody has yet."""
        options: list[Option] = []
        taken = {key for key, _words in self.options if key}
        for key, words in self.options if self.kind in CHOSEN else ():
            number = 1
            while not key and f"o{number}" in taken:
                number += 1
            made = key or f"o{number}"
            taken.add(made)
            options.append(Option(made, words))
        return Question(
            key=self.key or "question",
            kind=self.kind,
            words=self.words,
            options=tuple(options),
            optional=self.optional,
            indicator=self.indicator or None,
            sounds=self.sounds,
        )
