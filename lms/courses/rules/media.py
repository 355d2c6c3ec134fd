"""Files of a course: what each is by its content, made ready to be kept; and what it is called."""

import re
from collections.abc import Callable
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses.markup import MEDIA
from lms.courses.models import LessonText, Media
from lms.courses.rules import captions
from lms.courses.rules.naming import latin
from lms.courses.rules.pictures import Smaller, made_picture
from lms.courses.rules.playing import Playing, playing
from lms.courses.rules.unfit import Unfit
from lms.handouts import KINDS, belied, kind_of

LONGEST_NAME = 100
FOLDER = "../media/"
USUAL_WIDTH = 960  # pixels: of a phone held upright, with a sharp screen
PICTURE, AUDIO, VIDEO, CAPTIONS, DOCUMENT = "picture", "audio", "video", "captions", "document"
ENDINGS = {one.media_type: one.ending for one in KINDS.values()} | {
    "text/vtt": "vtt",
    "audio/webm": "webm",
}
ALIKE = {"jpeg": "jpg", "oga": "ogg", "opus": "ogg", "m4v": "mp4", "weba": "webm"}
KNOWN_ENDINGS = {*ENDINGS.values(), *ALIKE}


def bytes_loaded(one: Media) -> int:
    """What a page loads of it: of a picture, the size for a phone."""
    usual = [size for size in one.sizes if size.width >= USUAL_WIDTH] or one.sizes[-1:]
    return usual[0].size if usual else one.size


def names_used(text: LessonText) -> list[str]:
    """The files of the course that a text names, its own recording with them."""
    return names_in(text.audio, text.uses)


def names_in(audio: str | None, uses: dict | None) -> list[str]:
    """The same, of a text's own recording and of what it uses."""
    own = [audio.removeprefix(FOLDER)] if audio and audio.startswith(FOLDER) else []
    return list(dict.fromkeys([*own, *(uses or {}).get("media", [])]))


def markdown_of(one: Media, words: str) -> str:
    """What is written in a lesson to show or play it. `words`: what a picture shows, or what a link
    is called. A picture without words only decorates where its author said so; else they are asked
    for in their place."""
    plain = words.translate({ord("["): "(", ord("]"): ")", ord("\n"): " "})
    address = f"{FOLDER}{one.name}"
    if one.kind == PICTURE:
        if one.words == {}:
            return f"![]({address}){{: .decorative }}"
        return f"![{plain or _('What it shows')}]({address})"
    called = {AUDIO: _("Listen"), VIDEO: _("Film"), CAPTIONS: _("Captions")}
    link = f"[{plain or called.get(one.kind, one.name)}]({address})"
    if one.kind == VIDEO:
        told = _("Write here what is said in the film.")
        return f'!!! video "{_("Title")}"\n    {link}\n\n    {told}'
    return link


class Ready(NamedTuple):
    """A file as it is kept. `width` and `height` are pixels."""

    kind: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    sizes: tuple[Smaller, ...] = ()

    @property
    def ending(self) -> str:
        return ENDINGS[self.media_type]


class Stored(NamedTuple):
    """A file whose bytes are in the store. `sizes`: width, name and bytes of each."""

    kind: str
    media_type: str
    file_id: str
    size: int
    width: int | None
    height: int | None
    seconds: int | None
    sizes: tuple[tuple[int, str, int], ...]

    @property
    def ending(self) -> str:
        return ENDINGS[self.media_type]


def stored(ready: Ready, name_of: Callable[[bytes], str]) -> Stored:
    """What is known of a file when its bytes have names. `name_of` may put them into the store."""
    sizes = tuple((one.width, name_of(one.content), len(one.content)) for one in ready.sizes)
    return Stored(
        ready.kind, ready.media_type, name_of(ready.content), len(ready.content),
        ready.width, ready.height, ready.seconds, sizes,
    )  # fmt: skip


def made_ready(content: bytes, name: str = "") -> Ready:
    """What the content is, as it is kept. Raises Unfit with words for who sent it; also where its
    `name` says something else."""
    if not content:
        raise Unfit(_("This file is empty."))
    if content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        captions.check(content)
        return Ready(CAPTIONS, "text/vtt", content)
    found = kind_of(content)
    if found is None:
        raise Unfit(why_not(content))
    if words := belied(name, found.media_type):
        raise Unfit(words)
    family = found.media_type.partition("/")[0]
    if family == "image":
        made = made_picture(content, found.media_type)
        sides = (made.width, made.height)
        return Ready(PICTURE, found.media_type, made.content, *sides, sizes=tuple(made.sizes))
    if family in ("audio", "video"):
        return heard_or_seen(content, found.media_type)
    return Ready(DOCUMENT, found.media_type, content)


def heard_or_seen(content: bytes, media_type: str) -> Ready:
    plays: Playing | None = playing(content, media_type)
    if plays is None:
        raise Unfit(
            _("Nothing in this file can be played: it is damaged, or no sound and no film.")
        )
    family = VIDEO if plays.is_film else AUDIO
    media_type = f"{family}/{media_type.partition('/')[2]}"
    return Ready(family, media_type, content, plays.width, plays.height, plays.seconds)


def why_not(content: bytes) -> str:
    """Words for a file that is none of those that a course can have."""
    start = content[:2048].lower()
    if b"<svg" in start:
        return _("SVG pictures can carry programs. Save it as PNG or WebP, and send it again.")
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"avif"):
        return _("Save this picture as JPEG, PNG or WebP, and send it again.")
    if content[4:12] == b"ftypqt  ":
        return _("Save this film as MP4 or WebM, and send it again.")
    return _(
        "This file is not one that a course can have. Take a picture (JPEG, PNG, WebP), a sound "
        "(MP3, M4A, Ogg, WebM, WAV), a film (MP4, WebM), captions (WebVTT), a PDF, plain text, or "
        "a document of an office program without macros."
    )


def name_for(name: str, ready: Ready | Stored) -> str:
    """A name in small letters, digits and hyphens, with the ending of what the file is; the
    language before the ending stays: "Pozdrav 1.sl.MP3" becomes "pozdrav-1.sl.mp3"."""
    last = re.split(r"[/\\]", name)[-1]
    plain = latin(last)
    stem, _dot, ending = plain.rpartition(".")
    if ending not in KNOWN_ENDINGS:
        stem = plain
    found = re.fullmatch(r"(.+?)(\.[a-z]{2,3}(?:-[a-z0-9]{2,8})?)?", stem)
    words, language = (found[1], found[2] or "") if found else ("", "")
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:80].strip("-")
    return f"{slug or ready.kind}{language}.{ready.ending}"


def free_name(name: str, taken: set[str]) -> str:
    """This name, or the first with a number that is not taken."""
    stem, _dot, rest = name.partition(".")
    tries = (name, *(f"{stem}-{number}.{rest}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)


def wrong_name(name: str, ready: Ready | Stored) -> str:
    """What is wrong with the name of a file in a content folder; nothing where it is fine."""
    if not MEDIA.fullmatch(name):
        return _(
            "Name the file with at most %(most)s letters a to z, digits, hyphens and dots.",
            most=LONGEST_NAME,
        )
    ending = name.rpartition(".")[2].lower()
    if ALIKE.get(ending, ending) != ready.ending:
        return _('This file is a %(kind)s: let its name end with ".%(ending)s".',
                 kind=ready.ending.upper(), ending=ready.ending)  # fmt: skip
    return ""
