"""Pictures, sounds and films as people have them. The recorded ones came out of a browser."""

import io
import wave
from pathlib import Path

from PIL import Image

from lms.courses.actions import media as actions
from lms.courses.rules.media import made_ready
from tests.cast import NOW

RECORDED = Path(__file__).parent / "media"
SOUND = (RECORDED / "sound.webm").read_bytes()
M4A = (RECORDED / "sound.m4a").read_bytes()
FILM = (RECORDED / "film.webm").read_bytes()
MP4 = (RECORDED / "film.mp4").read_bytes()
MP3 = b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + (b"\xff\xfb\x90\xc4" + bytes(413)) * 80
VTT = (
    b"WEBVTT\n\n00:00.000 --> 00:01.500\nDober dan!\n\n"
    b"2\n00:01.500 --> 01:00:00.000 line:0\nKako ste?\n"
)


def picture(form="WEBP", size=(1200, 800), mode="RGB", **options):
    """A picture with some colours in it."""
    made = io.BytesIO()
    image = Image.radial_gradient("L").resize(size)
    if mode == "RGBA":
        image = Image.merge("RGBA", (image, image.rotate(90), image.rotate(180), image))
    else:
        image = Image.merge("RGB", (image, image.rotate(90), image.rotate(180))).convert(mode)
    image.save(made, form, **options)
    return made.getvalue()


def from_a_camera(size=(1200, 800)):
    """A JPEG that lies on its side and says where it was taken, and with what."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone of Tara"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (46.0, 26.0, 5.0)
    return picture("JPEG", size, exif=exif)


def wav(seconds=2):
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"\0\1" * 8000 * seconds)
    return made.getvalue()


def ogg(seconds=3):
    """The first and the last page of a sound in Opus, of 48,000 samples a second."""

    def page(kind, granule, number, content):
        head = b"OggS\0" + bytes([kind]) + granule.to_bytes(8, "little") + b"\1\0\0\0"
        head += number.to_bytes(4, "little") + bytes(4)
        return head + bytes([1, len(content)]) + content

    head = b"OpusHead\1\1" + (0).to_bytes(2, "little") + (48000).to_bytes(4, "little") + bytes(3)
    tags = b"OpusTags" + bytes(8)
    last = page(4, 48000 * seconds, 2, b"\xfc\xff\xfe")
    return page(2, 0, 0, head) + page(0, 0, 1, tags) + last


def kept(course, name, content, **words):
    """A file of a course."""
    ready = actions.put(made_ready(content))
    return actions.add(course, name, ready, words=words or None, by=None, now=NOW)


def recording(course):
    return kept(course, "hello.sl.webm", SOUND)
