"""YAML as nodes that know their line. Scalars stay text, so nothing is ever a float.

Built on PyYAML's events, not on its loaders: those turn `no` into False, `012` into 10 and `12:30`
into 750, forget the lines, keep the last of two equal keys, and unfold aliases without an end.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from flask_babel import gettext as _

from lms.courses import markup

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 20
PLAIN = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
Complain = Callable[[int, str | None, str], None]  # line, key, words


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its line in the file, from 1: for the value of a key, the line of the key.

    `value` is None, a bool, a text, a list of nodes, or a map of texts to nodes.
    """

    line: int
    value: Any

    def plain(self) -> Any:
        """The value without its lines, as it can be kept in JSON."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class _Stop(Exception):
    """The rest of the file cannot be read."""


def compose(text: str, complain: Complain, first: int = 1) -> Node | None:
    """The map that a YAML text holds, `first` being the line of its first line in the file.

    Says what is wrong by `complain`; None where nothing can be made of it.
    """
    try:
        node = _Composer(yaml.parse(text, Loader=LOADER), complain, first).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        complain(first + (mark.line if mark else 0), None, _cannot_be_read(error))
        return None
    except yaml.YAMLError:
        complain(first, None, _("There is a character here that YAML does not allow."))
        return None
    except _Stop:
        return None
    if node is None or not isinstance(node.value, dict):
        line = node.line if node else first
        complain(line, None, _('Write keys and values here, for example "title: Hello".'))
        return None
    return node


def _cannot_be_read(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "mapping values" in problem:
        return _("A text that contains a colon needs quotes around it.")
    if "\\t" in problem or "tab" in problem:
        return _("Use spaces at the beginning of this line, not tabs.")
    return _(
        "This cannot be read as YAML. Look at the spaces, quotes and brackets of this line and of "
        "those before it."
    )


def unprintable(text: str) -> bool:
    """Whether a text has characters that no page and no database takes: control characters and
    halves of pairs. Tabs and new lines are fine."""
    return any(
        unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n"
        for sign in text
        if not sign.isprintable()
    )


class _Composer:
    def __init__(self, events: Iterator[Any], complain: Complain, first: int) -> None:
        self.events = events
        self.complain = complain
        self.first = first

    def document(self) -> Node | None:
        """The first document; a second one is wrong."""
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                node = self.node(next(self.events), depth=0)
                break
        else:
            return None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                words = _('There is a second "---" here. Write one document only.')
                self.complain(self.line(event), None, words)
                raise _Stop
        return node

    def line(self, event: Any) -> int:
        return self.first + event.start_mark.line

    def node(self, event: Any, depth: int) -> Node:
        line = self.line(event)
        if depth > DEEPEST:
            self.complain(line, None, _("Lists and keys stand too deep in one another."))
            raise _Stop
        if isinstance(event, yaml.AliasEvent):
            self.complain(line, None, _('References with "*" are not used here. Write the text.'))
            return Node(line, None)
        if event.anchor or event.tag:
            words = _('Marks with "&" and "!" are not used here. Put the text in quotes.')
            self.complain(line, None, words)
        if isinstance(event, yaml.ScalarEvent):
            return Node(line, self.scalar(event, line))
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, self.items(depth))
        return Node(line, self.entries(depth))

    def scalar(self, event: yaml.ScalarEvent, line: int) -> Any:
        if not event.style and event.value in PLAIN:
            return PLAIN[event.value]
        if unprintable(event.value):
            self.complain(line, None, _("There is a control character in this text."))
            return ""
        if not event.value.isascii() and (words := markup.turned(event.value)):
            self.complain(line, None, words)
        return event.value

    def items(self, depth: int) -> list[Node]:
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, depth + 1))
        return found

    def entries(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = self.line(event)
            key = self.key(event, depth)
            value = self.node(next(self.events), depth + 1).value
            if key in found:
                self.complain(line, key, _("This key is here twice. Keep one of them."))
            elif key is not None:
                found[key] = Node(line, value)
        return found

    def key(self, event: Any, depth: int) -> str | None:
        """A key is a text as it stands, `null` and `no` too."""
        if isinstance(event, yaml.ScalarEvent) and not (event.anchor or event.tag):
            if not unprintable(event.value):
                return event.value
        else:
            self.node(event, depth + 1)
        self.complain(self.line(event), None, _("A key must be a plain word."))
        return None
