"""What an author has to mend in a text, each with its line."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses import blocks
from lms.courses.markup.cleaning import SCHEMES
from lms.courses.markup.names import BOXES, FILM_HOSTS, FLAGS, FOLDER, KEY, TERM, task_parts
from lms.meant import meant

_BOX = re.compile(r"^( *)!!! ?([\w-]+(?: +[\w-]+)*)")
_TERM = re.compile(r"(?<!\\)\[\[([^\[\]|\n\\]{0,200})")
_ADDRESS = re.compile(
    r"""\]\(\s*<?([a-z][a-z0-9+.-]*):|href\s*=\s*["']?\s*([a-z][a-z0-9+.-]*):""", re.I
)
_MEDIA = re.compile(r"\.\./media/([^\s)\"'>]*)")
_CODE = re.compile(r"`[^`\n]*`")
_IMG = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')
_NO_FILM = re.compile(r'<div class="admonition video">(?!.*<p class="film">)', re.DOTALL)
_OPENS, _OVERRIDES, _ISOLATES = "\u202a\u202b", "\u202d\u202e", "\u2066\u2067\u2068"


class Problem(NamedTuple):
    """One thing that is wrong; `line` counts from 1."""

    line: int
    words: str


def problems_of(markdown: str, html: Sequence[str]) -> list[Problem]:
    """What is wrong with a text whose blocks are shown as `html`, by line."""
    text = _Text(markdown, html)
    found = [*text.signs(), *text.addresses(), *text.boxes(), *text.pictures(), *text.films()]
    return sorted({*found, *text.shapes()})


def unknown(
    markdown: str, terms: Collection[str] | None = None, media: Collection[str] | None = None
) -> list[Problem]:
    """The names in a text that lead nowhere, by line. `terms` are the slugs of the course's
    glossary, `media` the names of its files; what is not given is not looked up."""
    if "[[" not in markdown and FOLDER not in markdown:
        return []
    text = _Text(markdown, [])
    found = [] if terms is None else [*text.terms(terms)]
    return sorted({*found, *([] if media is None else text.files(media))})


def turned(text: str) -> str | None:
    """What is wrong with the signs in a text that turn its direction; None where nothing is. Those
    that are closed on their line are fine: names in two scripts need them."""
    for line in text.split("\n"):
        if any(sign in line for sign in _OVERRIDES):
            return _("A hidden sign turns the words round here. Take it out and type them again.")
        if not _closed(line):
            return _("A hidden sign changes the direction here and is not closed. Take it out.")
    return None


def _closed(line: str) -> bool:
    pairs = ((_OPENS, "\u202c"), (_ISOLATES, "\u2069"))
    return all(sum(line.count(sign) for sign in opens) == line.count(end) for opens, end in pairs)


class _Text:
    """A text, its blocks, their first lines, and what they are shown as."""

    def __init__(self, markdown: str, html: Sequence[str]) -> None:
        self.lines = markdown.expandtabs(4).split("\n")
        self.html = html
        self.firsts = list(self.beginnings(markdown))

    def beginnings(self, markdown: str) -> Iterator[tuple[int, str]]:
        """The blocks with their first lines, from 1."""
        at = 0
        for block in blocks.split(markdown):
            while not self.lines[at].strip():
                at += 1
            yield at + 1, block
            at += block.count("\n") + 1

    def written(self) -> Iterator[tuple[int, str]]:
        """The lines that are no code."""
        for first, block in self.firsts:
            fence = ""
            for number, line in enumerate(block.split("\n"), first):
                before, fence = fence, blocks.fence_after(fence, line)
                if not before and not fence:
                    yield number, _CODE.sub("", line)

    def line_of(self, place: int, words: str) -> int:
        """The line of a block in which these words stand; its first one where none does."""
        first, block = self.firsts[place]
        lines = enumerate(block.split("\n"), first)
        return next((number for number, line in lines if words in line), first)

    def signs(self) -> Iterator[Problem]:
        for number, line in enumerate(self.lines, 1):
            if not line.isascii() and (words := turned(line)):
                yield Problem(number, words)

    def addresses(self) -> Iterator[Problem]:
        for number, line in self.written():
            for one, other in _ADDRESS.findall(line):
                scheme = (one or other).lower()
                if scheme not in SCHEMES:
                    words = _(
                        'A link cannot begin with "%(scheme)s:". Use one of these: %(known)s.',
                        scheme=scheme,
                        known=_(", ").join(sorted(SCHEMES)),
                    )
                    yield Problem(number, words)

    def boxes(self) -> Iterator[Problem]:
        keys: Counter[str] = Counter()
        for number, line in self.written():
            if found := _BOX.match(line):
                inside, (kind, *rest) = bool(found[1]), found[2].lower().split()
                if kind not in BOXES:
                    words = _('There is no box "%(kind)s".', kind=kind) + meant(kind, BOXES)
                    yield Problem(number, words)
                elif kind in FLAGS and inside:
                    yield Problem(number, _("A task stands by itself, not inside something else."))
                elif kind in FLAGS:
                    yield from _of_task(number, [kind, *rest], keys)

    def pictures(self) -> Iterator[Problem]:
        for place, html in enumerate(self.html):
            for tag in _IMG.findall(html):
                silent = not re.search(r' alt="[^"]*[^"\s][^"]*"', tag)
                if silent and ' class="decorative"' not in tag:
                    source = re.search(r' src="([^"]*)"', tag)
                    words = _(
                        "Say in words what this picture shows: ![Words](…). If it shows nothing "
                        "that matters, write {: .decorative } behind it."
                    )
                    yield Problem(self.line_of(place, unescape(source[1]) if source else ""), words)

    def films(self) -> Iterator[Problem]:
        for place, html in enumerate(self.html):
            if _NO_FILM.search(html):
                words = _(
                    "This box has no film. Link a film of the course in it, or one of %(known)s.",
                    known=_(", ").join(dict.fromkeys(FILM_HOSTS.values())),
                )
                yield Problem(self.line_of(place, "!!! video"), words)

    def shapes(self) -> Iterator[Problem]:
        for number, line in self.written():
            for slug in _TERM.findall(line):
                if not TERM.fullmatch(slug):
                    words = _("Write the short name of a term: small letters, digits and hyphens.")
                    yield Problem(number, words)

    def terms(self, known: Collection[str]) -> Iterator[Problem]:
        near = _Near(known)
        for number, line in self.written():
            for slug in _TERM.findall(line):
                if slug not in known and TERM.fullmatch(slug):
                    words = _('There is no term "%(term)s" in the glossary.', term=slug)
                    yield Problem(number, words + near.meant(slug))

    def files(self, media: Collection[str]) -> Iterator[Problem]:
        near = _Near(media)
        for number, line in self.written():
            for name in _MEDIA.findall(line):
                if name not in media:
                    words = _('There is no file "%(file)s" in this course.', file=FOLDER + name)
                    yield Problem(number, words + near.meant(name))


class _Near:
    """What was probably meant, for the first names that are not known: to look for it takes time,
    and who has twenty of them has another trouble."""

    def __init__(self, known: Collection[str], most: int = 20) -> None:
        self.known = known
        self.left = most

    def meant(self, word: str) -> str:
        self.left -= 1
        return meant(word, self.known) if self.left >= 0 else ""


def _of_task(number: int, words: list[str], keys: Counter[str]) -> Iterator[Problem]:
    """What is wrong with the line that begins a task."""
    kind, flags, rest = task_parts(words)
    example = f'!!! {kind} my-street "My street"'
    if not rest:
        said = _("This task needs a key, by which answers find it: %(example)s.", example=example)
        yield Problem(number, said)
        return
    key = rest[-1]
    for word in rest[:-1]:
        said = _('"%(word)s" is not known here.', word=word) + meant(word, FLAGS[kind])
        yield Problem(number, said)
    for flag in {flag for flag in flags if flags.count(flag) > 1}:
        yield Problem(number, _('"%(word)s" is here twice.', word=flag))
    if not KEY.fullmatch(key):
        yield Problem(number, _("Use small letters a to z, digits and hyphens."))
    keys[key] += 1
    if keys[key] == 2:
        yield Problem(number, _('The key "%(key)s" is here twice. Give each its own.', key=key))
