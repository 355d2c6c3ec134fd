"""Reads GIFT: all that Moodle documents of it. What stands in braces says which type it is."""

import re
from typing import Any

from flask_babel import gettext as _

from lms.questions.formats.found import Outcome, Unreadable
from lms.questions.formats.gift import answers
from lms.questions.formats.gift.answers import Unsaid
from lms.questions.formats.gift.blocks import Block, blocks, shown
from lms.questions.formats.gift.words import Words
from lms.questions.formats.naming import kept_key, key_of
from lms.questions.formats.rest import with_rest
from lms.questions.formats.taking import Collector
from lms.questions.formats.texts import decoded

TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
BRACES = re.compile(r"(?s)([^{}]*)\{([^{}]*)\}([^{}]*)")
LONGEST_TAG = 60
LANGUAGE = re.compile(r"\s*//[^\n]*\[language:([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\]")


def read(content: bytes, language: str) -> Outcome:
    """The questions of a GIFT file; their categories are tags, each level one. Raises Unreadable
    where there is no question in it."""
    text, guessed = decoded(content)
    named = LANGUAGE.match(text)  # in the first comment of what was exported here
    found = Collector(named[1] if named else language)
    for block in blocks(text):
        _take(found, block, guessed)
    if not found.outcome.questions and "{" not in text:
        raise Unreadable(_("This is no GIFT file: there is no question with answers in braces."))
    return found.outcome


def _take(found: Collector, block: Block, guessed: bool) -> None:
    words = Words(found.language)
    title, rest = "", block.text
    if named := TITLE.match(rest):
        title, rest = " ".join(shown(named[1]).split()), rest[named.end() :]
    item = title or block.id or _("Line %(line)s", line=block.line)
    try:
        plain = _question(rest, words)
    except Unsaid as why:
        found.dropped(item, str(why))
        return
    if tags := _tags(block, words):
        plain["tags"] = tags
    if key := _key(block.id, words):
        plain["key"] = key
    if block.more:
        plain, told = with_rest(plain, block.more, found.language)
        for one in told:
            words.changed(one)
    if guessed and not _is_ascii(block):
        words.changed(_("It was read as windows-1252, since it is no UTF-8."))
    found.take(item, plain, changes=words.changes, name=title)


def _is_ascii(block: Block) -> bool:
    return shown(block.text).isascii()


def _question(text: str, words: Words) -> dict[str, Any]:
    """The plain values of a question. Raises Unsaid with words where it is none that can be
    taken."""
    if "{" not in text and "}" not in text:
        raise Unsaid(_("It only tells something and asks nothing: it has no answers in braces."))
    parts = BRACES.fullmatch(text)
    if parts is None:
        raise Unsaid(
            _("Its braces do not match: a question has one pair, and no empty line within it.")
        )
    before, body, after = parts.groups()
    body, _mark, general = body.strip().partition("####")
    plain = answers.of(before, body.strip(), after, words)
    if said := words.texts(general.strip()):
        plain["feedback"] = {**plain.get("feedback", {}), "always": said}
    return plain


def _key(name: str, words: Words) -> str | None:
    if not name:
        return None
    key = kept_key(name) or key_of(name, "")
    if key != name:
        words.changed(_('Its id became the key "%(key)s".', key=key))
    return key


def _tags(block: Block, words: Words) -> list[str]:
    found = []
    for tag in [*block.tags, *block.category]:
        fit = " ".join(tag.replace(",", " ").split())[:LONGEST_TAG].strip()
        if fit != tag:
            words.changed(_('The tag "%(tag)s" was made shorter or simpler.', tag=tag[:100]))
        if fit and fit not in found:
            found.append(fit)
    return found
