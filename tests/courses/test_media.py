"""Files of a course: what they are by their content, pictures without what a camera wrote."""

import io
import os
from zlib import crc32

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lms.courses.rules import pictures
from lms.courses.rules.bare import is_bare
from lms.courses.rules.media import free_name, made_ready, name_for, wrong_name
from lms.courses.rules.unfit import Unfit
from tests.attendance.samples import NOT_ALLOWED, PDF
from tests.courses import samples
from tests.courses.samples import FILM, M4A, MP3, MP4, SOUND, VTT, picture

PLAYED = {
    "webm": (SOUND, "audio", "audio/webm", 2),
    "m4a": (M4A, "audio", "audio/mp4", 2),
    "mp3": (MP3, "audio", "audio/mpeg", 3),
    "ogg": (samples.ogg(), "audio", "audio/ogg", 3),
    "wav": (samples.wav(), "audio", "audio/wav", 2),
    "film.webm": (FILM, "video", "video/webm", 2),
    "film.mp4": (MP4, "video", "video/mp4", 2),
}


@pytest.fixture(autouse=True)
def speaking(app):
    with app.test_request_context():
        yield


def seen(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("name", PLAYED)
def test_sound_and_film_are_told_apart_by_what_is_in_them(name):
    content, kind, media_type, seconds = PLAYED[name]
    ready = made_ready(content)
    assert (ready.kind, ready.media_type, ready.seconds) == (kind, media_type, seconds)
    assert ready.content == content
    assert (ready.width, ready.height) == ((320, 240) if kind == "video" else (None, None))


@pytest.mark.parametrize("begins", [
    b"ID3\x03\0\0\0\0\0\x10", b"\xff\xfb\x90\x44", b"OggS\0\2" + bytes(22) + b"\1\x1eOpusHead",
    b"RIFF\x24\0\0\0WAVEfmt ", b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom", SOUND[:40], MP4[:40],
])  # fmt: skip
def test_a_sound_that_is_no_sound_is_refused(begins):
    for rest in (bytes(5000), b"\x55\xaa" * 3000, b"text " * 900):
        with pytest.raises(Unfit, match="Nothing in this file can be played"):
            made_ready(begins + rest)


@pytest.mark.parametrize("content", [SOUND, M4A, FILM, MP4, MP3], ids=len)
def test_whatever_is_broken_is_refused_or_played_never_more(content):
    for cut in range(1, len(content), max(1, len(content) // 60)):
        for broken in (content[:cut], content[:cut] + os.urandom(40) + content[cut + 40 :]):
            try:
                made_ready(broken)
            except Unfit:
                continue


def test_a_film_that_is_cut_off_is_refused():
    with pytest.raises(Unfit):
        made_ready(MP4[:-200])


def test_a_picture_of_nothing_but_picture_keeps_its_bytes():
    for form, kind in (("WEBP", "webp"), ("PNG", "png"), ("JPEG", "jpeg")):
        ready = made_ready(content := picture(form))
        assert (ready.content, ready.media_type) == (content, f"image/{kind}")
        assert (ready.width, ready.height) == (1200, 800)
        assert [size.width for size in ready.sizes][:2] == [480, 960]
        for size in ready.sizes:
            assert (seen(size.content).format, seen(size.content).width) == ("WEBP", size.width)
            assert is_bare(size.content, "image/webp")


def test_what_a_camera_writes_is_taken_out_and_the_picture_stands_upright():
    content = samples.from_a_camera()
    assert b"Phone of Tara" in content
    ready = made_ready(content)
    assert (ready.media_type, ready.width, ready.height) == ("image/jpeg", 800, 1200)
    for made in (ready.content, *(size.content for size in ready.sizes)):
        assert b"Exif" not in made
        assert not seen(made).getexif()
    assert made_ready(ready.content).content == ready.content, "written anew once, never again"
    assert made_ready(content) == ready


@pytest.mark.parametrize(("form", "options"), [
    ("PNG", {"comment": "x"}), ("JPEG", {"comment": b"Taken at home"}),
    ("WEBP", {"xmp": b"<x:xmpmeta>where</x:xmpmeta>"}),
])  # fmt: skip
def test_words_in_a_picture_are_taken_out(form, options):
    if form == "PNG":
        options = {"pnginfo": PngInfo()}
        options["pnginfo"].add_text("Comment", "Taken at home")
    content = picture(form, **options)
    ready = made_ready(content)
    assert ready.content != content
    assert is_bare(ready.content, ready.media_type)
    assert made_ready(ready.content).content == ready.content


def test_what_hangs_behind_a_picture_is_taken_off():
    for form in ("PNG", "JPEG", "WEBP"):
        hidden = made_ready(picture(form) + b"PK\x03\x04 a second file")
        assert b"a second file" not in hidden.content


def test_a_large_picture_is_made_smaller():
    ready = made_ready(picture("JPEG", (4000, 2000)))
    assert (ready.width, ready.height) == (2560, 1280)
    assert [size.width for size in ready.sizes] == [480, 960, 1600]


def test_a_small_picture_is_not_made_larger():
    ready = made_ready(picture("WEBP", (300, 200)))
    assert all(size.width <= 300 for size in ready.sizes)


def test_transparent_grey_and_printed_colours_become_what_browsers_show():
    assert seen(made_ready(picture("PNG", (3000, 300), "RGBA")).content).mode == "RGBA"
    assert seen(made_ready(picture("JPEG", (3000, 300), "CMYK")).content).mode == "RGB"
    for mode in ("L", "1", "P"):
        assert made_ready(picture("PNG", (900, 300), mode)).sizes


def test_a_picture_of_30_000_by_30_000_is_refused_before_it_fills_the_memory():
    content = picture("PNG", (20, 20))
    huge = content[:16] + (30_000).to_bytes(4) * 2 + content[24:]
    huge = huge[:29] + crc32(huge[12:29]).to_bytes(4) + huge[33:]
    with pytest.raises(Unfit, match="30000 x 30000 pixels: more than 25 millions"):
        made_ready(huge)


def test_a_picture_has_at_most_25_million_pixels():
    with pytest.raises(Unfit, match="5001 x 5000 pixels: more than 25 millions"):
        made_ready(drawn((5001, 5000)))
    assert made_ready(drawn((5000, 5000))).width == 2560


def drawn(size):
    made = io.BytesIO()
    Image.new("1", size).save(made, "PNG")
    return made.getvalue()


def test_the_limit_of_the_library_stays_as_it_is():
    assert Image.MAX_IMAGE_PIXELS == 1024 * 1024 * 1024 // 4 // 3


def test_a_large_jpeg_is_decoded_no_larger_than_it_is_needed(monkeypatch):
    decoded, load = [], pictures.load

    def seen_when_loaded(image):
        load(image)
        decoded.append(image.size)

    monkeypatch.setattr(pictures, "load", seen_when_loaded)
    ready = made_ready(samples.from_a_camera((5760, 3840)))
    assert decoded == [(2880, 1920)]
    assert (ready.width, ready.height) == (1707, 2560)


def test_a_picture_that_is_damaged_moves_or_carries_programs_is_refused_in_words():
    with pytest.raises(Unfit, match="damaged"):
        made_ready(picture("JPEG")[:2000])
    with pytest.raises(Unfit, match="damaged"):
        made_ready(picture("PNG")[:2000])
    still = seen(picture())
    moving = io.BytesIO()
    still.save(moving, "WEBP", save_all=True, append_images=[still.rotate(90)])
    with pytest.raises(Unfit, match="moves"):
        made_ready(moving.getvalue())
    with pytest.raises(Unfit, match="SVG"):
        made_ready(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    with pytest.raises(Unfit, match="JPEG, PNG or WebP"):
        made_ready(picture("GIF", mode="P"))
    with pytest.raises(Unfit, match="JPEG, PNG or WebP"):
        made_ready(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50))


def test_captions_are_read_line_by_line():
    assert (made_ready(VTT).kind, made_ready(VTT).media_type) == ("captions", "text/vtt")
    for wrong, words in [
        (b"WEBVTT\n\n00:03.000 --> 00:01.000\nx\n", "Line 3"),
        (b"WEBVTT\n\n00:03,000 --> 00:04,000\nx\n", "Line 3"),
        (b"WEBVTT\n\nDober dan!\n", "no caption"),
        (b"WEBVTTX\n\n00:00.000 --> 00:01.000\nx\n", "its first line"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\n\xff\n", "UTF-8"),
    ]:
        with pytest.raises(Unfit, match=words):
            made_ready(wrong)


def test_documents_are_as_in_sessions():
    assert (made_ready(PDF).kind, made_ready(PDF).ending) == ("document", "pdf")
    for content in NOT_ALLOWED.values():
        with pytest.raises(Unfit):
            made_ready(content)
    with pytest.raises(Unfit, match="empty"):
        made_ready(b"")


def test_names_are_plain_and_keep_their_language():
    ready = made_ready(MP3)
    for name, plain in {
        "Pozdrav 1.sl.MP3": "pozdrav-1.sl.mp3",
        "C:\\Users\\Tara\\Žoga.wav": "zoga.mp3",
        "Witaj w Łodzi.pl.mp3": "witaj-w-lodzi.pl.mp3",
        "مرحبا.mp3": "audio.mp3",
        "hello": "hello.mp3",
        "../../etc/passwd": "passwd.mp3",
        "x" * 300 + ".mp3": "x" * 80 + ".mp3",
    }.items():
        assert name_for(name, ready) == plain
    assert free_name("a.sl.mp3", {"a.sl.mp3", "a-2.sl.mp3"}) == "a-3.sl.mp3"
    assert wrong_name("hello.sl.mp3", ready) == wrong_name("Hello_2.MP3", ready) == ""
    assert 'let its name end with ".mp3"' in wrong_name("hello.wav", ready)
    assert "digits" in wrong_name("dober dan.mp3", ready)
