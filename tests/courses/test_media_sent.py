"""Files of a course are sent to who may read it: whole or in parts, in sizes, and kept for long."""

import pytest

from lms import files
from lms.courses.actions.publishing import Words, publish
from lms.courses.models import Course, MediaSize, Term
from lms.courses.queries import media_named
from lms.db import db
from tests import buckets
from tests.attendance.samples import PDF
from tests.cast import NOW
from tests.courses.samples import FILM, SOUND, VTT, kept, picture
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def s3():
    with buckets.server() as settings:
        yield settings


@pytest.fixture(params=["disk", "s3"])
def store(request, app, s3):
    if request.param == "s3":
        app.config.update(buckets.bucket(s3))


@pytest.fixture
def lea(app, world):
    return Visitor(app).sign_in(world.lea)


def address(one, *, is_used=True, **more):
    if is_used:
        text = db.session.get_one(Course, one.course_id).modules[0].lessons[0].texts[0]
        text.uses = {"media": [one.name], "terms": [], "films": [], "tasks": []}
    db.session.commit()
    query = "&".join(f"{key}={value}" for key, value in more.items())
    return f"/media/{one.id}/{one.name}?{query}"


def test_a_film_is_sent_whole_or_in_parts(store, world, lea):
    url = address(kept(world.digital, "lock.webm", FILM))
    whole = lea.send("GET", url)
    assert (whole.status_code, whole.data, whole.mimetype) == (200, FILM, "video/webm")
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, part in {
        "bytes=0-": FILM,
        "bytes=100-199": FILM[100:200],
        "bytes=-50": FILM[-50:],
        f"bytes={len(FILM) - 1}-": FILM[-1:],
    }.items():
        answer = lea.send("GET", url, headers={"Range": asked})
        assert (answer.status_code, answer.data) == (206, part)
        assert answer.headers["Content-Range"].endswith(f"/{len(FILM)}")
        assert answer.content_length == len(part)
    beyond = lea.send("GET", url, headers={"Range": f"bytes={len(FILM)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(FILM)}")


def test_what_is_kept_by_the_browser_is_not_sent_again(store, world, lea):
    url = address(kept(world.digital, "lock.webm", FILM))
    first = lea.send("GET", url)
    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again = lea.send("GET", url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_nothing_in_a_file_can_do_anything_here(world, lea):
    for name, content, shown in (
        ("a.webp", picture(), "inline"), ("a.pdf", PDF, "attachment"), ("a.vtt", VTT, "inline"),
    ):  # fmt: skip
        answer = lea.send("GET", address(kept(world.digital, name, content)))
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].split(";")[0] == shown


def test_a_picture_is_sent_in_the_smallest_size_that_is_wide_enough(world, lea):
    one = kept(world.digital, "a.jpg", picture("JPEG", (1200, 800)))
    one.sizes = [size for size in one.sizes if size.width < 1200]
    by_width = {size.width: files.content_of(size.file_id) for size in one.sizes}
    whole = files.content_of(one.file_id)
    for asked, content in {
        "100": by_width[480], "480": by_width[480], "481": by_width[960], "1600": whole,
        "": whole, "wide": whole, "٤٨٠": whole,
    }.items():  # fmt: skip
        assert lea.send("GET", address(one, w=asked)).data == content


def test_another_name_is_another_file(world, lea):
    one = kept(world.digital, "a.webp", picture())
    assert lea.send("GET", address(one).replace("a.webp", "b.webp")).status_code == 404


def test_a_file_costs_few_queries(world, lea):
    url = address(kept(world.digital, "a.webp", picture()), w=480)
    with count_queries() as seen:
        lea.send("GET", url)
    assert len(seen) <= 8


def test_a_file_that_no_published_text_has_is_only_for_who_writes_the_course(app, world, lea):
    one = kept(world.digital, "a_b.webp", picture())
    other = kept(world.digital, "axb.webp", picture(size=(640, 20)))
    url = address(one, is_used=False)
    lesson = world.digital.modules[0].lessons[0]
    ada = Visitor(app).sign_in(world.ada)
    assert (ada.send("GET", url).status_code, loads(lea, url)) == (200, False)
    address(other)
    assert not loads(lea, url)
    publish(lesson, "en", words("![A](../media/a_b.webp)"), by=world.ada, now=NOW)
    assert loads(lea, url)
    lesson.retired_at = NOW
    assert not loads(lea, url)
    lesson.retired_at = None
    assert loads(lea, url)
    publish(lesson, "en", words("Nothing."), by=world.ada, now=NOW)
    assert not loads(lea, url)


def test_a_recording_and_the_sound_of_a_word_are_published_too(world, lea):
    one = kept(world.digital, "a_b.webm", SOUND)
    url = address(one, is_used=False)
    text = world.digital.modules[0].lessons[0].texts[0]
    assert not loads(lea, url)
    text.audio = "../media/a_b.webm"
    assert loads(lea, url)
    text.audio = None
    term = Term(
        course_id=world.digital.id, slug="pin", term={"en": "PIN"}, meaning={"en": "Four"},
        audio={"en": "../media/a_b.webm"},
    )  # fmt: skip
    db.session.add(term)
    assert loads(lea, url)
    term.retired_at = NOW
    assert not loads(lea, url)


def loads(visitor, url):
    db.session.commit()
    return visitor.send("GET", url).status_code == 200


def words(markdown):
    return Words("Lock", 5, None, None, None, markdown)


def test_a_file_that_the_store_has_lost_is_said_so(app, world, lea, tmp_path):
    url = address(kept(world.digital, "a.webp", picture()))
    app.config["FILES"] = str(tmp_path / "empty")
    answer = lea.send("GET", url)
    assert (answer.status_code, "This file is missing" in answer.text) == (404, True)
    assert "immutable" not in answer.headers["Cache-Control"]


def test_media_are_found_by_name_in_two_queries(world):
    for number in range(6):
        kept(world.digital, f"{number}.webp", picture(size=(600 + number, 20)))
    kept(world.slovene, "0.webp", picture(size=(700, 20)))
    db.session.flush()
    db.session.expire_all()
    with count_queries() as seen:
        found = media_named(world.digital.id, {"0.webp", "1.webp", "none.webp"})
        assert {name: bool(one.sizes) for name, one in found.items()} == {
            "0.webp": True,
            "1.webp": True,
        }
    assert len(seen) <= 3
    assert media_named(world.digital.id, ()) == {}
    assert db.session.query(MediaSize).count() >= 7


def test_a_text_knows_what_its_pictures_and_sounds_weigh(world):
    one = kept(world.digital, "a.webp", picture())
    sound, film = kept(world.digital, "s.webm", SOUND), kept(world.digital, "f.webm", FILM)
    kept(world.digital, "a.pdf", PDF)
    markdown = (
        "![A hand](../media/a.webp)\n\n[Listen](../media/s.webm)\n\n[Sheet](../media/a.pdf)\n\n"
        '!!! video "Lock"\n    [Film](../media/f.webm)\n\n    What is said.\n'
    )
    words = Words("Lock", 5, None, None, "../media/s.webm", markdown)
    text = publish(world.digital.modules[0].lessons[0], "en", words, by=world.ada, now=NOW)
    assert text.weight == {
        "text": sum(len(block["html"].encode()) for block in text.blocks),
        "picture": next(size.size for size in one.sizes if size.width == 960),
        "audio": sound.size,
        "video": film.size,
    }
