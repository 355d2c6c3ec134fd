"""What is wrong with a content folder: everything at once, each with its file, line and key."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.errors import Refused


class Problem(NamedTuple):
    """One thing that is wrong. `file` is relative to the folder; `line` counts from 1; `line` and
    `key` are None where the whole file (or folder) is meant."""

    file: str
    line: int | None
    key: str | None
    words: str

    def __str__(self) -> str:
        where = {"file": self.file, "line": self.line, "key": self.key, "words": self.words}
        if self.line is None:
            return _("%(file)s: %(words)s", **where)
        if self.key is None:
            return _("%(file)s, line %(line)s: %(words)s", **where)
        return _('%(file)s, line %(line)s, key "%(key)s": %(words)s', **where)


class Problems(list[Problem]):
    """The list that every reader adds to."""

    def add(self, file: str, line: int | None, key: str | None, words: str) -> None:
        self.append(Problem(file, line, key, words))

    def in_order(self) -> list[Problem]:
        """By file and line, each once: as an author would go through them."""
        return sorted(set(self), key=lambda p: (p.file, p.line or 0, p.key or "", p.words))


class Wrong(Refused):
    """The folder has problems, and nothing of it was imported."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems.in_order()
        count = ngettext("%(num)d problem.", "%(num)d problems.", len(self.problems))
        super().__init__("\n".join([*map(str, self.problems), count]))
