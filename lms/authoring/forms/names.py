"""The texts of a course as they come from the page of a language: any number, each by its key."""

from collections.abc import Iterable
from typing import Any

from lms.authoring.actions.names import Name, Said
from lms.authoring.forms.lesson import plain
from lms.authoring.forms.texts import TOO_LONG
from lms.courses import markup

MOST = 5000  # texts that are read


def said(form: Any) -> dict[str, Said]:
    """What was typed, by key. `form`: what was sent."""
    sent = (form.getlist(name)[:MOST] for name in ("key", "text", "was"))
    return {key: Said(plain(text).strip(), was[:16]) for key, text, was in zip(*sent, strict=False)}


def wrong(names: Iterable[Name], typed: dict[str, Said]) -> dict[str, str]:
    """What is wrong with what was typed, by key, in words."""
    found: dict[str, str] = {}
    for name in names:
        text = typed[name.key].text if name.key in typed else ""
        if turned := markup.turned(text):
            found[name.key] = turned
        elif len(text) > name.most:
            found[name.key] = str(TOO_LONG)
    return found
