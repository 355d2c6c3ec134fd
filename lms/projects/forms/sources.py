"""What is typed about the sources of a project: those that are there, and a new one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.forms import one_line
from lms.i18n import speaking
from lms.projects.content.typed import read_source
from lms.projects.models import MOST_SOURCES, Project
from lms.seen import sign_of
from lms.typed import one_direction, tidy

NEW = "new"


class Row(NamedTuple):
    """A source as the page shows it. `key` is its place, or `new`; `was`: signs of what it says
    now, in all languages and on this page; `elsewhere`: its words in other languages, where this
    page's has none."""

    key: str
    was: str
    code: str
    words: str
    url: str
    is_out: bool
    elsewhere: dict[str, str]


class SourcesForm:
    """`code-new`, and `was-<key>`, `words-<key>`, `url-<key>`, `out-<key>` of each. What is wrong
    is what a file would be refused for; `problems` by the name of the field. `values`: the sources
    then. Only what was touched is taken: what somebody else made of the others meanwhile stays.
    `is_old`: somebody else changed one that was touched, or took it out."""

    def __init__(self, project: Project, sent: Mapping[str, str] | None = None) -> None:
        self.project, self.sent = project, sent
        there = project.sources or []
        marks = [sign_of(one) for one in there]
        touched = self.touched()
        self.is_old = not touched.keys() <= {*marks}
        self.problems: dict[str, str] = {}
        self.values: list[dict[str, Any]] = []
        self.rows: list[Row] = []
        for place, (one, mark) in enumerate(zip(there, marks, strict=True)):
            self.rows.append(self.row(str(place), one, mark, touched.get(mark)))
            if mark in touched:
                self.take(self.rows[-1], one["words"])
            else:
                self.values.append(one)
        new = {"code": self.typed("code", NEW), "words": {}, "url": ""}
        self.new = self.row(NEW, new, "", NEW)
        if any((self.new.code, self.new.words, self.new.url)):
            self.take_new()

    def touched(self) -> dict[str, str]:
        """The sources that are not as the page showed them: the sign of each, and its key."""
        found = {}
        for name, was in (self.sent or {}).items():
            mark, _dot, shown = was.partition(".")
            key = name.removeprefix("was-")
            texts = self.typed("words", key), self.typed("url", key)
            if name != key and (self.typed("out", key) or sign_of(texts) != shown):
                found[mark] = key
        return found

    def typed(self, name: str, key: str) -> str:
        text = (self.sent or {}).get(f"{name}-{key}", "")
        return kept(name, text)

    def row(self, key: str, one: dict[str, Any], mark: str, sent_key: str | None) -> Row:
        """A source, with what was typed where it was touched as `sent_key`."""
        words, url, out = one["words"].get(speaking(), ""), one.get("url") or "", ""
        was = f"{mark}.{sign_of((kept('words', words), kept('url', url)))}"
        if sent_key is not None:
            words, url, out = (self.typed(name, sent_key) for name in ("words", "url", "out"))
        elsewhere = {} if speaking() in one["words"] else one["words"]
        return Row(key, was, one["code"], words, url, bool(out), elsewhere)

    def take(self, row: Row, before: dict[str, str]) -> None:
        if row.is_out and row.code not in named(self.project):
            return
        if row.is_out:
            words = _("A figure, a pilot or a note names %(code)s. Take it out there first.")
            self.problems[f"out-{row.key}"] = words % {"code": row.code}
        others = {code: text for code, text in before.items() if code != speaking()}
        words = {**others, speaking(): row.words} if row.words else others
        said = {"code": row.code, "words": words, "url": row.url or None}
        empty = _("Fill this in.")
        found, wrong = read_source(said, language=speaking(), empty=empty)
        self.problems |= {f"{name or 'words'}-{row.key}": why for name, why in wrong.items()}
        self.values.append(found)

    def take_new(self) -> None:
        self.take(self.new, {})
        if self.new.code in [row.code for row in self.rows]:
            words = _('The source "%(code)s" is in the list twice.', code=self.new.code)
            self.problems["code-new"] = words
        if len(self.values) > MOST_SOURCES:
            words = _("A project has %(most)d sources or less. Take some out.", most=MOST_SOURCES)
            self.problems["code-new"] = words


def kept(name: str, text: str) -> str:
    """What is kept of a text of a field."""
    return (tidy(text) if name == "words" else one_direction(one_line(text))) or ""


def named(project: Project) -> set[str]:
    """The codes that figures, pilots and notes name."""
    found = {one.source for one in project.reported}
    found |= {one.get("source") for one in project.pilots or ()}
    found |= {code for one in project.notes or () for code in one.get("sources") or ()}
    return {code for code in found if code}
