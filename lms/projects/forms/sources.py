"""What is typed about the sources of a project: those that are there, and a new one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.forms import one_line
from lms.i18n import speaking
from lms.projects.content.typed import read_source
from lms.projects.forms.figures import mark_of
from lms.projects.models import MOST_SOURCES, Project
from lms.typed import one_direction, tidy

NEW = "new"


class Row(NamedTuple):
    """A source as the page shows it. `key` is its place, or `new`; `elsewhere`: its words in other
    languages, where this page's has none."""

    key: str
    code: str
    words: str
    url: str
    is_out: bool
    elsewhere: dict[str, str]


class SourcesForm:
    """`code-new`, and `words-<key>`, `url-<key>`, `out-<key>` of each. What is wrong is what a file
    would be refused for; `problems` by the name of the field. `values`: the sources then."""

    def __init__(self, project: Project, sent: Mapping[str, str] | None = None) -> None:
        self.project, self.sent = project, sent
        there = project.sources or []
        self.was = mark_of(there)
        self.is_old = sent is not None and sent.get("was") != self.was
        self.problems: dict[str, str] = {}
        self.values: list[dict[str, Any]] = []
        self.rows = [self.row(str(place), one) for place, one in enumerate(there)]
        self.new = self.row(NEW, {"code": self.typed("code", NEW), "words": {}, "url": ""})
        for row, one in zip(self.rows, there, strict=True) if sent is not None else ():
            self.take(row, one["words"])
        if any((self.new.code, self.new.words, self.new.url)):
            self.take_new()

    def typed(self, name: str, key: str) -> str:
        text = (self.sent or {}).get(f"{name}-{key}", "")
        return (tidy(text) if name == "words" else one_direction(one_line(text))) or ""

    def row(self, key: str, one: dict[str, Any]) -> Row:
        words, url = one["words"].get(speaking(), ""), one.get("url") or ""
        if self.sent is not None:
            words, url = self.typed("words", key), self.typed("url", key)
        elsewhere = {} if speaking() in one["words"] else one["words"]
        return Row(key, one["code"], words, url, bool(self.typed("out", key)), elsewhere)

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


def named(project: Project) -> set[str]:
    """The codes that figures, pilots and notes name."""
    found = {one.source for one in project.reported}
    found |= {one.get("source") for one in project.pilots or ()}
    found |= {code for one in project.notes or () for code in one.get("sources") or ()}
    return {code for code in found if code}
