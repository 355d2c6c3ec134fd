"""Logos and signatures: pictures that can be printed, small enough to be unpacked each time."""

from typing import NamedTuple

from flask_babel import gettext as _

from lms.evidence.rules.scans import size_of_jpeg, size_of_png
from lms.handouts import kind_of

MOST_BYTES = 1024 * 1024
MOST_POINTS = 4_000_000  # of a picture that is unpacked for every paper
SIZES = {"image/png": size_of_png, "image/jpeg": size_of_jpeg}


class NoPicture(ValueError):
    """Why a file cannot be printed, in words for the person."""


class Picture(NamedTuple):
    content: bytes
    media_type: str


def look_at(content: bytes) -> Picture:
    """What a picture is, by its content alone. Raises NoPicture."""
    if len(content) > MOST_BYTES:
        raise NoPicture(_("This picture is too big. Send one of 1 MB or less."))
    kind = kind_of(content)
    if kind is None or kind.media_type not in SIZES:
        raise NoPicture(_("This is no picture that can be printed. Take a PNG or a JPEG."))
    size = SIZES[kind.media_type](content)
    if size is None or min(size) < 1:
        raise NoPicture(broken())
    if size[0] * size[1] > MOST_POINTS:
        raise NoPicture(
            _("This picture is too large. Save it smaller: 1000 pixels wide is plenty.")
        )
    return Picture(content, kind.media_type)


def broken() -> str:
    return _("This picture cannot be printed. Save it anew as PNG or JPEG.")
