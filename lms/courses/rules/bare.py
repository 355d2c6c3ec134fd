"""Whether a picture is nothing but a picture: no place where it was taken, no date, no name, no
second picture behind the first."""

from collections.abc import Iterator
from struct import unpack

PNG_PARTS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"bKGD",
    b"pHYs", b"sBIT", b"cICP", b"hIST",
}  # fmt: skip
WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
STANDS_ALONE = {0xD8, 0xD9, 0x01, *range(0xD0, 0xD8)}  # marks of a JPEG that have no length


def is_bare(content: bytes, media_type: str) -> bool:
    """Whether each part of a PNG, JPEG or WebP is needed to show it, in its right colours."""
    checks = {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}
    try:
        return checks[media_type](content)
    except (IndexError, ValueError, ArithmeticError):
        return False


def _png(content: bytes) -> bool:
    at = 8
    while at < len(content):
        length, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if name not in PNG_PARTS:
            return False
        at += 12 + length
        if name == b"IEND":
            return at == len(content)
    return False


def _webp(content: bytes) -> bool:
    at, end = 12, 8 + int.from_bytes(content[4:8], "little")
    while at + 8 <= end:
        if content[at : at + 4] not in WEBP_PARTS:
            return False
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return end == len(content)


def _jpeg(content: bytes) -> bool:
    for mark, part in _marks(content):
        application = 0xE0 <= mark <= 0xEF or mark == 0xFE
        needed = (
            (mark == 0xE0 and part.startswith(b"JFIF"))
            or (mark == 0xE2 and part.startswith(b"ICC_PROFILE"))
            or (mark == 0xEE and part.startswith(b"Adobe"))
        )
        if application and not needed:
            return False
        if mark == 0xD9:
            return True
    return False


def _marks(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a JPEG: the number of their mark, and what is in them. 0xD9, its end, only where
    nothing comes after it."""
    at = 2
    while at < len(content):
        if content[at] != 0xFF:  # the picture itself: on to the next mark
            at = content.index(b"\xff", at)
        mark = content[at + 1]
        if mark == 0xD9 and at + 2 != len(content):
            return
        if mark in STANDS_ALONE or mark in (0x00, 0xFF):
            at += 1 if mark == 0xFF else 2
            if mark == 0xD9:
                yield mark, b""
            continue
        (length,) = unpack(">H", content[at + 2 : at + 4])
        yield mark, content[at + 4 : at + 2 + length]
        at += 2 + length
