"""The words of a GIFT question: formats, formatting, weights, feedback."""

import re
from fractions import Fraction
from typing import NamedTuple

from flask_babel import gettext as _
from markdown import markdown

from lms.questions.formats.figures import meant, number
from lms.questions.formats.gift.blocks import shown
from lms.questions.formats.html_words import said, tidy

FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
TAGS = "a|b|i|u|p|br|em|strong|span|div|img|ul|ol|li|sub|sup|h[1-6]|table|t[rdh]|code|pre|audio"
HTML = re.compile(rf"</?(?:{TAGS})(?:\s[^>]*)?/?>|&(?:[a-z]{{2,8}}|#\d{{1,6}});", re.IGNORECASE)
WEIGHT = re.compile(r"\s*%\s*(-?[0-9]{1,3}(?:[.,][0-9]{1,10})?)\s*%")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Piece(NamedTuple):
    """An answer in braces: its sign ("=", "~" or none), its weight, its words and feedback, both
    still as they stand in the file."""

    sign: str
    weight: Fraction | None
    words: str
    feedback: str


def pieces(body: str, signs: str = "=~") -> list[Piece]:
    """The answers between braces, by the signs before them."""
    found = []
    for part in re.split(f"(?=[{signs}])", body):
        if not part.strip():
            continue
        sign, rest = (part[0], part[1:]) if part[0] in signs else ("", part)
        weight = None
        if at := WEIGHT.match(rest):
            percent = number(at[1])
            weight = meant(percent / 100) if percent is not None else None
            rest = rest[at.end() :]
        words, _mark, feedback = rest.partition("#")
        found.append(Piece(sign, weight, words.strip(), feedback.strip()))
    return found


class Words:
    """Texts of one question, as plain words; what was lost of them is told."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.format = "moodle"  # of texts that name none: the question's own
        self.changes: list[str] = []

    def changed(self, words: str) -> None:
        if words not in self.changes:
            self.changes.append(words)

    def prompt(self, raw: str) -> dict[str, str]:
        """The text of the question. Its format is that of its answers, too."""
        if named := FORMAT.match(raw):
            self.format = named[1].lower()
        return self.texts(raw)

    def texts(self, raw: str) -> dict[str, str]:
        """The words by language; empty where there are none."""
        named = FORMAT.match(raw)
        form = named[1].lower() if named else self.format
        text = CONTROL.sub("", shown(raw[named.end() :] if named else raw))
        if form == "markdown":
            return self._of_html(markdown(text), text)
        if form == "html" or (form == "moodle" and HTML.search(text)):
            return self._of_html(text if form == "html" else text.replace("\n", "<br>"), text)
        words = tidy(text)
        return {self.language: words} if words else {}

    def line(self, raw: str) -> str:
        """The words in one language and in one line: what is compared with an answer."""
        texts = self.texts(raw)
        words = texts.get(self.language) or next(iter(texts.values()), "")
        return " ".join(words.split())

    def _of_html(self, html: str, before: str) -> dict[str, str]:
        found = said(html, self.language)
        if found.pictures or found.sounds:
            self.changed(_("Pictures and sounds were left out: a GIFT file cannot bring them."))
        for words in found.lost:
            self.changed(words)
        if self.format == "markdown" and not found.lost and _marked(before, found.texts):
            self.changed(_("Formatting was taken out. The words are kept as plain text."))
        return dict(found.texts)


def _marked(before: str, texts: dict[str, str]) -> bool:
    """Whether the words had marks of Markdown, which are gone."""
    after = next(iter(texts.values()), "")
    return "".join(before.split()) != "".join(after.split())
