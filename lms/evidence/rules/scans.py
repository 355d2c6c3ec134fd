"""What may be a scan of a list: its content decides, and nothing in it may do anything or burst."""

import struct
from collections.abc import Callable
from typing import NamedTuple

from flask_babel import gettext as _

from lms.evidence.documents import Burst, Locked, TooLong, Unreadable, Unsafe, pages_of
from lms.handouts import MOST_BYTES, Kind, kind_of

MOST_SCANS = 40  # of one session, with the withdrawn
MOST_SIDE, MOST_PIXELS = 20_000, 100_000_000


class NoScan(ValueError):
    """Why a file is no scan, in words for the person."""


class Looked(NamedTuple):
    """A file that may be kept."""

    kind: Kind
    pages: int


def look_at(content: bytes) -> Looked:
    """What a file is. Raises NoScan."""
    if not content:
        raise NoScan(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise NoScan(_("This file is too big. Send one of 10 MB or less."))
    kind = kind_of(content)
    if kind is None or kind.media_type not in COUNTED:
        raise NoScan(_("This file is no scan. Take a PDF, or a picture as JPEG or PNG."))
    return Looked(kind, COUNTED[kind.media_type](content))


def pages_of_pdf(content: bytes) -> int:
    try:
        return pages_of(content)
    except Locked:
        raise NoScan(_("This PDF is locked with a password. Save it without one.")) from None
    except Unsafe:
        raise NoScan(
            _("This PDF can start programs or carries other files. Print it into a new PDF.")
        ) from None
    except TooLong as why:
        raise NoScan(_("This PDF has more than %(pages)s pages.", pages=why)) from None
    except Burst:
        raise NoScan(
            _("This PDF becomes far too big when it is opened. Scan the list again, smaller.")
        ) from None
    except Unreadable:
        raise NoScan(_("This PDF is broken and cannot be opened. Scan the list again.")) from None


def one_picture(size_of: Callable[[bytes], tuple[int, int] | None]) -> Callable[[bytes], int]:
    """A picture is one page, unless it is broken or larger than any scanner makes it."""

    def check(content: bytes) -> int:
        found = size_of(content)
        if found is None or min(found) < 1:
            raise NoScan(_("This picture is broken and cannot be opened. Scan the list again."))
        width, height = found
        if max(found) > MOST_SIDE or width * height > MOST_PIXELS:
            raise NoScan(_("This picture is far too large. Scan the list again, smaller."))
        return 1

    return check


def size_of_png(content: bytes) -> tuple[int, int] | None:
    """Width and height; none where its parts do not follow one another to its end."""
    size, at = None, 8
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if name == b"IHDR" and at == 8 and length == 13:
            size = struct.unpack_from(">II", content, at + 8)
        if name == b"IEND":
            return size
        at += 12 + length
    return None


FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # what begins a picture and says its size


def size_of_jpeg(content: bytes) -> tuple[int, int] | None:
    """Width and height, from the part before the picture itself."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        name = content[at + 1]
        if name == 0xFF:  # filling
            at += 1
            continue
        if name in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        if name == 0xDA:
            return None
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None


COUNTED: dict[str, Callable[[bytes], int]] = {
    "application/pdf": pages_of_pdf,
    "image/png": one_picture(size_of_png),
    "image/jpeg": one_picture(size_of_jpeg),
}
