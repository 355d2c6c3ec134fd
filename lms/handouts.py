"""Which files may be handed out. What a file is, its content decides: never its name, and never
what a browser says of it."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import puremagic
from flask_babel import gettext as _

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20  # files and links of one session
UNPACKED_BYTES, UNPACKED_PARTS = 100 * 1024 * 1024, 5_000  # of an office document
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MAIN_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
FILM_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
FRAMES = (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")  # sound without a heading
MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|form|\?xml|\?php|%)", re.I
)
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Kind(NamedTuple):
    """A kind of file: its media type, the ending that its name is given, what people call it."""

    media_type: str
    ending: str
    words: str  # the same in every language
    like: frozenset[str]  # endings, one of which puremagic must find in such a file
    is_one: Callable[[bytes], bool]


def begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(starts)


def riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda content: content[:4] == b"RIFF" and content[8:12] == form


def brand(*brands: bytes) -> Callable[[bytes], bool]:
    return lambda content: content[4:8] == b"ftyp" and content[8:12] in brands


def office(ending: str) -> Callable[[bytes], bool]:
    """Whether it is such a document of today's office programs, and without macros."""

    def check(content: bytes) -> bool:
        parts = unpacked(content)
        return parts is not None and MAIN_PARTS[ending] in parts

    return check


def open_document(media_type: str) -> Callable[[bytes], bool]:
    """Whether the document itself says, at its very beginning, that it is one of this type."""
    said = b"mimetype" + media_type.encode()

    def check(content: bytes) -> bool:
        return content[30 : 30 + len(said)] == said and unpacked(content) is not None

    return check


def unpacked(content: bytes) -> set[str] | None:
    """The names in a packed document; None where it is none, has macros, or would burst."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    names = {part.filename for part in parts}
    bursts = len(parts) > UNPACKED_PARTS or sum(p.file_size for p in parts) > UNPACKED_BYTES
    macros = any(re.search(r"vbaproject|(^|/)basic/", name, re.I) for name in names)
    return None if bursts or macros else names


def is_text(content: bytes) -> bool:
    """UTF-8 that is no page, no picture made of markup and no script."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    markup = MARKUP.search(content) or text.lstrip().startswith("#!")
    return bool(text.strip()) and not markup and not NO_TEXT.search(text)


def kind(media_type: str, ending: str, is_one: Callable[[bytes], bool], *like: str) -> Kind:
    found = frozenset(f".{one}" for one in (like or (ending,)))
    return Kind(media_type, ending, ending.upper(), found, is_one)


KINDS = {
    one.media_type: one
    for one in (
        kind("application/pdf", "pdf", begins(b"%PDF-")),
        kind("image/png", "png", begins(b"\x89PNG\r\n\x1a\n")),
        kind("image/jpeg", "jpg", begins(b"\xff\xd8\xff")),
        kind("image/webp", "webp", riff(b"WEBP")),
        kind("image/gif", "gif", begins(b"GIF87a", b"GIF89a")),
        kind("audio/mpeg", "mp3", begins(b"ID3", *FRAMES),
             "mp3", "mpga"),
        kind("audio/ogg", "ogg", begins(b"OggS")),
        kind("audio/mp4", "m4a", brand(b"M4A ", b"M4B ")),
        kind("audio/wav", "wav", riff(b"WAVE")),
        kind("video/mp4", "mp4", brand(*FILM_BRANDS)),
        kind("video/webm", "webm", lambda c: c.startswith(b"\x1aE\xdf\xa3") and b"webm" in c[:64]),
        kind(f"{OFFICE}wordprocessingml.document", "docx", office("docx")),
        kind(f"{OFFICE}spreadsheetml.sheet", "xlsx", office("xlsx"), "docx"),
        kind(f"{OFFICE}presentationml.presentation", "pptx", office("pptx"), "docx"),
        *(
            kind(OPEN_DOCUMENT + name, ending, open_document(OPEN_DOCUMENT + name), "docx")
            for name, ending in [("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")]
        ),
        kind("text/plain", "txt", is_text),
    )
}  # fmt: skip
SOUNDS = {"mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "weba", "flac"}  # endings
FILMS = {"mp4", "m4v", "mov", "webm", "ogv", "avi", "mkv"}
PICTURES = {"jpg", "jpeg", "png", "webp", "gif", "heic", "avif", "bmp", "tif", "tiff"}
SHOWN_HERE = ("application/pdf", "image/", "audio/", "video/")  # in the browser; others are saved


def kind_of(content: bytes) -> Kind | None:
    """What a file is; None where it is nothing that may be handed out. That it looks like one
    thing is not enough: nothing else may be found in it."""
    endings = found_in(content)
    for one in KINDS.values():
        if (not endings or one.like & endings) and one.is_one(content):
            return one
    return None


def found_in(content: bytes) -> set[str]:
    """The endings of the kinds of files that this may be, as puremagic finds them."""
    try:
        return {match.extension for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return set()


def belied(name: str, media_type: str) -> str:
    """Words where a name says that a file is a sound, a film, a picture or a PDF, and its content
    says otherwise; nothing where they agree. Sound and film come in the same wrappings."""
    family, ending = media_type.partition("/")[0], name.rpartition(".")[2].lower()
    plays = family in ("audio", "video")
    if ending in SOUNDS and not plays:
        return _("%(name)s is no sound.", name=name)
    if ending in FILMS and not plays:
        return _("%(name)s is no film.", name=name)
    if ending in PICTURES and family != "image":
        return _("%(name)s is no picture.", name=name)
    if ending == "pdf" and media_type != "application/pdf":
        return _("%(name)s is no PDF.", name=name)
    return ""


def safe_name(name: str, kind: Kind) -> str:
    """A name as it can be saved on any computer, in any script: no folders, nothing that hides or
    turns the text, and the ending of what the file is."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(sign if sign.isprintable() else " " for sign in last)
    stem = re.sub(r"\.\w{1,5}$", "", re.sub(r'[<>:"|?*;%\s]+', " ", shown)).strip(" .")
    return f"{stem[:150].strip() or 'file'}.{kind.ending}"
