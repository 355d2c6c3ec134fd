"""Collects what a reader finds: each question is looked at, and is taken or dropped."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.found import Found, Note, Outcome
from lms.questions.formats.naming import key_of
from lms.questions.reading import read

MOST_QUESTIONS = 5_000  # in one file


class Collector:
    """What a reader found so far, in the order of its file."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.outcome = Outcome()
        self._by_key: dict[str, dict[str, Any]] = {}

    def changed(self, item: str, reason: str) -> None:
        """A question is taken, but not quite as it stood in the file."""
        note = Note(item, reason)
        if note not in self.outcome.changed[-8:]:
            self.outcome.changed.append(note)

    def dropped(self, item: str, reason: str) -> None:
        self.outcome.dropped.append(Note(item, reason))

    def take(
        self,
        item: str,
        plain: Mapping[str, Any],
        files: Mapping[str, bytes] | None = None,
        changes: Iterable[str] = (),
        name: str = "",
    ) -> None:
        """A question as it was read, with what was changed in it. Where it is not right it is
        dropped, with all reasons. `key` may be missing in `plain`: then it is made of the `name`
        that the file gives it (none: only its place there) and of the prompt."""
        values = {**plain, "key": plain.get("key") or key_of(name, in_words(plain.get("prompt")))}
        if len(self.outcome.questions) >= MOST_QUESTIONS:
            self.dropped(item, _("One file may have %(most)s questions.", most=MOST_QUESTIONS))
            return
        _question, problems = read(values, self.language)
        if problems:
            told = dict.fromkeys(placed(problem.path, problem.words) for problem in problems)
            self.dropped(item, " ".join(told))
            return
        if self._is_there(item, values):
            return
        for reason in changes:
            self.changed(item, reason)
        self.outcome.questions.append(Found(item, values, dict(files or {})))

    def _is_there(self, item: str, values: dict[str, Any]) -> bool:
        """Whether a question of this key was found before; equal ones are one."""
        before = self._by_key.setdefault(values["key"], values)
        if before is values:
            return False
        if before == values:
            self.dropped(item, _("It is in this file twice."))
        else:
            key = values["key"]
            self.dropped(item, _('Another question of this file has the key "%(key)s".', key=key))
        return True


def in_words(prompt: Any) -> str:
    """A prompt's words, of whatever language comes first."""
    if isinstance(prompt, Mapping):
        return next((str(words) for words in prompt.values()), "")
    return str(prompt or "")


def placed(path: str, words: str) -> str:
    """A problem with its place, as people count: options[0].text is "options 1, text"."""
    shown = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", path).replace(".", ", ")
    return f"{shown}: {words}" if shown else words
