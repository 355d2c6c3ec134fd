"""A question on its way in: its texts from HTML, its files, and what had to be changed."""

import base64
import binascii
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from flask_babel import gettext as _

from lms.questions.formats.html_words import Said, said

LONGEST_NAME = 80
UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
DATA = re.compile(r"data:(image|audio)/([a-z0-9+.-]{1,40});base64,", re.IGNORECASE)
ENDINGS = {"jpeg": "jpg", "svg+xml": "svg", "mpeg": "mp3", "mp4": "m4a", "x-wav": "wav"}
IN_BRACKETS = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]{0,39})\]")


class Names:
    """Names for the files of one import: one name, one content."""

    def __init__(self) -> None:
        self.taken: dict[str, str] = {}

    def fit(self, name: str, content: bytes) -> str:
        """A name as a course's media may have it, near the one that the file has."""
        of = hashlib.sha256(content).hexdigest()
        plain = unicodedata.normalize("NFKD", name.rpartition("/")[2])
        plain = UNFIT.sub("-", plain.encode("ascii", "ignore").decode()).lstrip("._-")
        stem, _dot, ending = plain.rpartition(".")
        if not stem:
            stem, ending = of[:12], ending or "bin"
        found = f"{stem[:LONGEST_NAME]}.{ending[:8]}"
        if self.taken.setdefault(found, of) != of:
            found = f"{stem[:LONGEST_NAME]}-{of[:8]}.{ending[:8]}"
            self.taken[found] = of
        return found


def renamed(plain: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The values with their media under other names (old -> new)."""
    told = json.dumps(plain)
    for old, new in names.items():
        if old != new:
            told = told.replace(f'"../media/{old}"', f'"../media/{new}"')
    found: dict[str, Any] = json.loads(told)
    return found


class Incoming:
    """One question. `source` brings the bytes of a file that it names, or None."""

    def __init__(self, language: str, names: Names, source: Callable[[str], bytes | None]) -> None:
        self.language, self.names, self.source = language, names, source
        self.files: dict[str, bytes] = {}
        self.changes: list[str] = []

    def changed(self, words: str) -> None:
        if words not in self.changes:
            self.changes.append(words)

    def face(self, html: str, *, text: str = "text", named: bool = False) -> dict[str, Any]:
        """What is seen and heard: `text` is the key of the words; `named`: a picture without any
        words is called by the name of its file, since nobody could choose it by ear."""
        found = self._said(html)
        face: dict[str, Any] = {text: found.texts}
        for address, alt in found.pictures:
            if "picture" in face:
                self.changed(_("Only the first picture of a text is kept."))
            elif name := self._kept(address):
                face["picture"] = f"../media/{name}"
                if alt:
                    face["picture_words"] = {self.language: alt[:500]}
        for code, address in found.sounds:
            if name := self._kept(address):
                face.setdefault("audio", {}).setdefault(code, f"../media/{name}")
        if named and "picture" in face and not (found.texts or "picture_words" in face):
            stem = face["picture"].rpartition("/")[2].rpartition(".")[0]
            face["picture_words"] = {self.language: stem}
            self.changed(
                _("A picture without words has the name of its file now. Say what it shows.")
            )
        return {key: value for key, value in face.items() if value}

    def texts(self, html: str) -> dict[str, str]:
        """Words alone: feedback, hints, what is in drop-downs."""
        found = self._said(html)
        if found.pictures or found.sounds:
            self.changed(_("Pictures and sounds of feedback, hints and gaps were left out."))
        return found.texts

    def words(self, html: str) -> str:
        """Words in one language."""
        texts = self.texts(html)
        return texts.get(self.language) or next(iter(texts.values()), "")

    def without_brackets(self, html: str) -> str:
        """Text in which nothing can be taken for a gap."""
        if not IN_BRACKETS.search(html):
            return html
        self.changed(_("Words in square brackets stand in round ones, since those are gaps here."))
        return IN_BRACKETS.sub(r"(\1)", html)

    def _said(self, html: str) -> Said:
        found = said(html, self.language)
        for words in found.lost:
            self.changed(words)
        return found

    def _kept(self, address: str) -> str | None:
        """The name under which a file is kept; None, with the reason told, where it is not here."""
        shown = address[:80]
        if data := DATA.match(address):
            kind = data[2].lower()
            name, content = f".{ENDINGS.get(kind, kind)}", decoded(address[data.end() :])
            shown = _("(written in the text)")
        elif re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", address):
            self.changed(_('"%(file)s" is elsewhere on the Internet and was left out.', file=shown))
            return None
        else:
            name = unquote(address).replace("@@PLUGINFILE@@/", "")
            content = self.source(name)
        if not content:
            self.changed(_('The file "%(file)s" is missing or damaged.', file=shown))
            return None
        found = self.names.fit(name, content)
        self.files[found] = content
        return found


def decoded(text: str) -> bytes | None:
    """Base64 as files have it, with line ends or without; None where it is damaged."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
