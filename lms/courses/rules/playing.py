"""Sound and film by what is in them: which of the two it is, how long it plays, how large it is.

WebM and MP4 hold either; only their tracks say which. What a browser records has often no length
written at its beginning: then the last of its pieces tells it.
"""

import io
from collections.abc import Iterator
from struct import error, unpack, unpack_from
from typing import NamedTuple

from tinytag import TinyTag, TinyTagException

MANY = 2_000_000  # parts of a file: more is no film of 100 MB


class Playing(NamedTuple):
    """What a file plays. `seconds` are rounded up: nothing plays for none."""

    is_film: bool
    seconds: int
    width: int | None = None
    height: int | None = None


def playing(content: bytes, media_type: str) -> Playing | None:
    """What this sound or film plays; None where it cannot be played."""
    readers = {"video/webm": _webm, "video/mp4": _mp4, "audio/mp4": _mp4}
    try:
        return readers.get(media_type, _sound)(content)
    except (error, IndexError, ValueError, ArithmeticError, TinyTagException):
        return None


def _sound(content: bytes) -> Playing | None:
    """MP3, Ogg and WAV."""
    if content.startswith(b"OggS") and not any(
        sign in content[:400] for sign in (b"OpusHead", b"\x01vorbis", b"Speex  ", b"\x7fFLAC")
    ):
        return None
    length = TinyTag.get(file_obj=io.BytesIO(content)).duration
    mp3 = not content.startswith((b"OggS", b"RIFF"))
    if not length or (mp3 and not _frames(content)):
        return None
    return Playing(False, _whole(length))


def _whole(seconds: float) -> int:
    return max(1, -int(-seconds // 1))


RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
BITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}  # kilobits a second, of layer 3: MPEG 1; MPEG 2 and 2.5


def _frames(content: bytes) -> bool:
    """Whether three frames of MP3 follow one another, after any text at its beginning."""
    at = 0
    if content.startswith(b"ID3"):
        a, b, c, d = content[6:10]
        at = 10 + (a << 21 | b << 14 | c << 7 | d)
    at = content.find(b"\xff", at, at + 8192)
    while at >= 0:
        here = at
        for _each in range(3):
            here += _frame(content[here : here + 4]) or len(content) + 1
        if here <= len(content):
            return True
        at = content.find(b"\xff", at + 1, at + 8192)
    return False


def _frame(head: bytes) -> int:
    """The bytes of a frame that begins so; 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return 0
    samples, table = (144, BITS[3]) if version == 3 else (72, BITS[2])
    return samples * table[bits] * 1000 // RATES[version][rate] + (head[2] >> 1 & 1)


INSIDE = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0x1F43B675, 0xA0}  # parts that have parts


def _parts(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The parts of a WebM in their order: what each is, where its content begins and ends."""
    at, seen = 0, 0
    while at < len(content) and seen < MANY:
        seen += 1
        length = 9 - content[at].bit_length()
        name, at = int.from_bytes(content[at : at + length]), at + length
        length = 9 - content[at].bit_length()
        size = int.from_bytes(content[at : at + length]) & ((1 << 7 * length) - 1)
        at += length
        if name in INSIDE:
            yield name, at, at
        else:
            yield name, at, at + size
            at += size


def _webm(content: bytes) -> Playing | None:
    scale, length, cluster, last, tracks = 1_000_000, 0.0, 0, 0, set()
    sides: dict[int, int] = {}
    for name, start, end in _parts(content):
        value = content[start : min(end, start + 8)]
        if name == 0x2AD7B1:
            scale = int.from_bytes(value)
        elif name == 0x4489:
            (length,) = unpack(">f" if end - start == 4 else ">d", value)
        elif name == 0x83:
            tracks.add(int.from_bytes(value))
        elif name in (0xB0, 0xBA):
            sides[name] = int.from_bytes(value)
        elif name == 0xE7:
            cluster = int.from_bytes(value)
        elif name in (0xA3, 0xA1):
            last = max(last, cluster + unpack_from(">h", content, start + 1)[0])
    if not tracks & {1, 2} or (not last and not length):
        return None
    seconds = _whole((length or last) * scale / 1e9)
    return Playing(1 in tracks, seconds, sides.get(0xB0), sides.get(0xBA))


HOLDS = {b"moov", b"trak", b"mdia", b"moof", b"traf"}


def _boxes(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an MP4 in their order: what each is, where its content begins and ends. Raises
    ValueError where one goes on after the end of the file."""
    at, seen = 0, 0
    while at + 8 <= len(content) and seen < MANY:
        seen += 1
        size, name = unpack_from(">I4s", content, at)
        start = at + 8
        if size == 1:
            (size,), start = unpack_from(">Q", content, start), at + 16
        end = at + size if size else len(content)
        if end > len(content) or end < start:
            raise ValueError("it is cut off")
        yield name, start, end
        at = start if name in HOLDS else end


def _mp4(content: bytes) -> Playing | None:
    tracks, scale, length, media_scale, last = set(), 1, 0, 1, 0
    sides: tuple[int, int] = (0, 0)
    has_data = False
    for name, start, end in _boxes(content):
        if name in (b"mvhd", b"mdhd"):
            form, at = (">IQ", 20) if content[start] else (">II", 12)
            found = unpack_from(form, content, start + at)
            scale, length = found if name == b"mvhd" else (scale, length)
            media_scale = found[0] if name == b"mdhd" else media_scale
        elif name == b"hdlr":
            tracks.add(content[start + 8 : start + 12])
        elif name == b"tkhd":
            sides = max(sides, tuple(side >> 16 for side in unpack_from(">II", content, end - 8)))
        elif name == b"tfdt":
            last = max(last, unpack_from(">Q" if content[start] else ">I", content, start + 4)[0])
        has_data = has_data or (name == b"mdat" and end > start)
    seconds = length / scale or last / media_scale
    if not has_data or not tracks & {b"vide", b"soun"} or not seconds:
        return None
    return Playing(b"vide" in tracks, _whole(seconds), sides[0] or None, sides[1] or None)
