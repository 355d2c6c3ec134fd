"""Single values out of the nodes of a file: each says what is wrong with it, with line and key."""

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from babel import Locale
from flask_babel import gettext as _

from lms.courses import policy
from lms.courses.content.problems import Problems
from lms.courses.content.tree import Node
from lms.courses.content.written import Lists, Texts
from lms.meant import meant

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_SLUG = 80
_NUMBER = re.compile(r"[1-9][0-9]{0,4}")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2}|-[0-9]{3})?")


@cache
def _languages() -> frozenset[str]:
    return frozenset(Locale("en").languages)


def is_language(code: str) -> bool:
    """Whether a code names a language: "sl", "fa-AF", "sr-Latn"."""
    found = _LANGUAGE.fullmatch(code)
    return found is not None and found[1] in _languages()


def is_slug(name: str) -> bool:
    """Whether a name can stand in an address: small letters, digits and single hyphens."""
    return len(name) <= MOST_SLUG and bool(SLUG.fullmatch(name))


class Fields:
    """The keys of one map in a file, read one by one. What is missing or wrong is reported, and
    the answer is None (or nothing): the rest of the file is still read."""

    def __init__(self, file: str, node: Node, problems: Problems, language: str) -> None:
        self.file = file
        self.line = node.line
        self.nodes: dict[str, Node] = node.value
        self.problems = problems
        self.language = language  # the installation's: of a text that names none
        self.asked: list[str] = []

    def inner(self, node: Node) -> "Fields":
        """The keys of a map inside this one."""
        return Fields(self.file, node, self.problems, self.language)

    def wrong(self, key: str, words: str, line: int | None = None) -> None:
        at = line or (self.nodes[key].line if key in self.nodes else self.line)
        self.problems.add(self.file, at, key, words)

    def end(self) -> None:
        """Reports the keys that nobody asked for."""
        for key in self.nodes:
            if key not in self.asked:
                words = _("This key is not known.") + meant(key, self.asked)
                self.wrong(key, words)

    def get(self, key: str, missing: str | None = None) -> Node | None:
        """The node of a key, None where it is left out or empty; then `missing` is reported."""
        self.asked.append(key)
        node = self.nodes.get(key)
        if node is not None and node.value is not None and node.value not in ("", {}, []):
            return node
        if missing is not None:
            self.wrong(key, missing)
        return None

    def text(self, key: str, missing: str | None = None, most: int = 300) -> str | None:
        node = self.get(key, missing)
        return self._text(key, node, most) if node else None

    def _text(self, key: str, node: Node, most: int = 5000) -> str | None:
        if not isinstance(node.value, str) or not node.value.strip():
            self.wrong(key, _("Write a text here, in quotes if it is a single word."), node.line)
        elif len(node.value.strip()) > most:
            words = _("This text is longer than %(most)s characters.", most=most)
            self.wrong(key, words, node.line)
        else:
            return node.value.strip()
        return None

    def list_of_texts(self, key: str) -> list[str] | None:
        node = self.get(key)
        return self._list(key, node) if node else None

    def _list(self, key: str, node: Node) -> list[str] | None:
        if not isinstance(node.value, list):
            self.wrong(key, _("Write a list here: a line with a hyphen for each."), node.line)
            return None
        texts = [self._text(key, item) for item in node.value]
        return [text for text in texts if text] or None

    def texts(self, key: str, missing: str | None = None, most: int = 300) -> Texts | None:
        """A map of languages, or one text in the installation's language."""
        return self._by_language(key, missing, lambda node: self._text(key, node, most))

    def lists(self, key: str) -> Lists | None:
        """A map of languages to lists, or one list in the installation's language."""
        return self._by_language(key, None, lambda node: self._list(key, node))

    def _by_language(
        self, key: str, missing: str | None, read: Callable[[Node], Any]
    ) -> dict[str, Any] | None:
        node = self.get(key, missing)
        if node is None:
            return None
        if not isinstance(node.value, dict):
            value = read(node)
            return {self.language: value} if value else None
        found = {}
        for code, part in node.value.items():
            if not is_language(code):
                self.wrong(key, _no_such_language(code), part.line)
            elif value := read(part):
                found[code] = value
        return found or None

    def number(self, key: str, missing: str | None, words: str) -> int | None:
        """A whole number from 1; `words` where it is another thing."""
        node = self.get(key, missing)
        if node is None:
            return None
        if not isinstance(node.value, str) or not _NUMBER.fullmatch(node.value):
            self.wrong(key, words)
            return None
        return int(node.value)

    def minutes(self, key: str, *, required: bool) -> int | None:
        words = _("Write whole minutes, 1 or more.")
        missing = _("This key is missing. Write whole minutes, 1 or more.") if required else None
        return self.number(key, missing, words)

    def choice(self, key: str, options: Collection[str], missing: str | None = None) -> str | None:
        node = self.get(key, missing)
        if node is None:
            return None
        if isinstance(node.value, str) and node.value in options:
            return node.value
        words = _("Choose one of these: %(known)s.", known=", ".join(options))
        self.wrong(key, words + meant(str(node.plain()), options))
        return None

    def share(self, key: str) -> str | None:
        """A part of the whole, exact, as the text of a fraction."""
        node = self.get(key)
        try:
            return str(policy.share(key, node.plain())) if node else None
        except policy.PolicyProblem as problem:
            self.wrong(key, problem.words)
        return None

    def a_language(self, key: str) -> str | None:
        code = self.text(key, most=20)
        if code is not None and not is_language(code):
            self.wrong(key, _no_such_language(code))
        return code

    def slug(self, key: str, missing: str) -> str | None:
        name = self.text(key, missing)
        if name is not None and not is_slug(name):
            self.wrong(key, _("Use small letters a to z, digits and hyphens."))
            return None
        return name


def _no_such_language(code: str) -> str:
    return _(
        'There is no language "%(code)s". Use a code such as %(examples)s.',
        code=code,
        examples="en, sl, ar, fa-AF",
    )
