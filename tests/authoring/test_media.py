"""The files of a course, as its authors send, describe, replace and retire them."""

import io

import pytest
from sqlalchemy import select

from lms import files
from lms.authoring.models import LessonDraft
from lms.courses.actions.publishing import Words, publish
from lms.courses.models import Media
from lms.db import db
from lms.people.models import Change
from tests.attendance.samples import PDF, PNG
from tests.cast import NOW
from tests.courses.samples import MP3, SOUND, from_a_camera, kept, picture
from tests.queries import count_queries
from tests.visitor import Visitor

URL = "/courses/digital-basics/media"


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit(URL)


def send(visitor, *sent, status=None, form="add", **typed):
    """Sends files of (name, content)."""
    chosen = [(io.BytesIO(content), name) for name, content in sent]
    return visitor.press(form, "Send", status, files=chosen, **typed)


def media(name):
    return db.session.scalar(select(Media).where(Media.name == name))


def write(world, markdown):
    lesson = world.digital.modules[0].lessons[0]
    words = Words("Lock", 5, None, None, None, markdown)
    publish(lesson, "en", words, by=world.ada, now=NOW)
    db.session.commit()
    return lesson


def test_a_picture_is_sent_and_then_said_what_it_shows(tara, world):
    assert "What lessons show and play will be here" in tara.text("#files")
    send(tara, ("Moj Telefon.JPG", from_a_camera()))
    one = media("moj-telefon.jpg")
    assert (one.kind, one.width, one.by_id) == ("picture", 800, world.tara.id)
    assert b"Phone of Tara" not in files.content_of(one.file_id)
    assert tara.text("#markdown") == "![What it shows](../media/moj-telefon.jpg)"
    tara.press("words", "Save", 422)
    assert "Say what the picture shows" in tara.text("#words .notice")
    tara.press("words", "Save", **{"picture-words_en": "A hand [left] holds a phone"})
    assert tara.text("#markdown") == "![A hand (left) holds a phone](../media/moj-telefon.jpg)"
    tara.press("words", "Save", **{"picture-words_en": "", "picture-decorative": "y"})
    assert media("moj-telefon.jpg").words == {}
    assert tara.text("#markdown") == "![](../media/moj-telefon.jpg){: .decorative }"
    verbs = db.session.scalars(
        select(Change.verb).where(Change.noun == "course").order_by(Change.id)
    )
    assert list(verbs) == ["media added", "media described", "media described"]


def test_many_are_sent_at_once_and_a_wrong_one_does_not_hold_up_the_others(tara):
    fine = [("a.png", picture("PNG")), ("hello.sl.mp3", MP3), ("list.pdf", PDF)]
    send(tara, *fine)
    assert [item.text for item in tara.page.select(".media-list .code")] == [
        "list.pdf", "hello.sl.mp3", "a.png",
    ]  # fmt: skip
    broken = ("song.mp3", b"ID3\x03\0\0\0\0\0\x10" + bytes(900))
    send(tara, broken, ("b.png", picture("PNG", (500, 400))), ("a.svg", b"<svg></svg>"), status=422)
    assert "2 files were not taken" in tara.text("#wrong")
    assert "song.mp3: Nothing in this file can be played" in tara.text("#wrong")
    assert "SVG pictures can carry programs" in tara.text("#wrong")
    assert media("b.png") is not None
    assert "b.png" in tara.text("#files")


def test_the_same_file_is_there_once_and_a_name_never_gets_another(tara, world):
    send(tara, ("a.png", picture("PNG")))
    send(tara, ("b.png", picture("PNG")), form="newer")
    assert "a.png" in tara.text("h1")
    tara.press("words", "Save", **{"picture-words_en": "A phone"})
    send(tara, ("a.png", picture("PNG", (640, 480))), form="newer")
    assert "a-2.png" in tara.text("h1")
    assert media("a-2.png").words == {"en": "A phone"}
    assert media("a.png").width == 1200


def test_a_file_that_a_lesson_or_a_draft_uses_cannot_be_retired(tara, world):
    one = kept(world.digital, "a.webp", picture())
    lesson = write(world, "![A hand](../media/a.webp)\n")
    tara.visit(f"{URL}/{one.id}")
    assert not tara.page.find("form", id="retirement")
    retire = f"{URL}/{one.id}/retirement"
    refused = tara.send("POST", retire, {"csrf_token": token(tara)})
    assert (refused.status_code, "Take it out there first" in refused.text) == (409, True)
    write(world, "Nothing to see.\n")
    draft = LessonDraft(
        lesson_id=lesson.id, language="en", person_id=world.tara.id, based_on=1, links=[],
        title="Lock", minutes=5, markdown="![A hand](../media/a.webp)", begun_at=NOW, saved_at=NOW,
    )  # fmt: skip
    db.session.add(draft)
    assert "A draft that is not published yet" in tara.visit(f"{URL}/{one.id}").text("main")
    assert tara.send("POST", retire, {"csrf_token": token(tara)}).status_code == 409
    db.session.delete(draft)
    tara.visit(f"{URL}/{one.id}").press("retirement", "Offer it no more")
    assert "Not offered any more" in tara.text(".media-list")
    tara.visit(f"{URL}/{one.id}").press("return", "Offer it again")
    assert media("a.webp").retired_at is None


def token(visitor):
    return visitor.page.select_one("input[name=csrf_token]")["value"]


def test_files_are_found_by_name_and_kind(tara, world):
    kept(world.digital, "hello.sl.mp3", MP3)
    kept(world.digital, "phone.webp", picture())
    kept(world.slovene, "phone-2.webp", picture())
    for query, names in {
        "q=PHONE": ["phone.webp"], "q=%25": [], "kind=audio": ["hello.sl.mp3"],
        "kind=audio&q=phone": [], "kind=nonsense": ["phone.webp", "hello.sl.mp3"],
    }.items():  # fmt: skip
        tara.visit(f"{URL}?{query}")
        assert [item.text for item in tara.page.select(".media-list .code")] == names
    assert "There is no such file" in tara.visit(f"{URL}?q=zebra").text("#files")


def test_nothing_is_sent_or_too_much(app, tara):
    tara.press("add", "Send", 422)
    assert "Choose a file first" in tara.text(".why")
    app.config["MEDIA_MB"] = 0
    send(tara, ("a.mp3", bytes(300_000)), status=413)
    assert "Send 0 MB or less" in tara.text("#notice")


def test_more_may_be_sent_here_than_elsewhere_but_not_by_strangers(app, tara, world):
    app.config["MAX_CONTENT_LENGTH"] = 1000
    send(tara, ("a.webp", picture()))
    assert media("a.webp")
    stranger = Visitor(app)
    sent = stranger.send("POST", URL, {"files": (io.BytesIO(bytes(5000)), "a.mp3")})
    assert sent.status_code == 413


def test_a_recording_is_kept_under_its_name(tara):
    page = tara.send("GET", "/courses/digital-basics/recording")
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "media-src 'self' blob:" in page.headers["Content-Security-Policy"]
    assert "microphone=()" in tara.send("GET", URL).headers["Permissions-Policy"]
    tara.visit("/courses/digital-basics/recording")
    sent = [(io.BytesIO(SOUND), "recording.webm")]
    tara.press("add", "Keep it", files=sent, name="Dober dan.sl")
    assert tara.text("h1") == "dober-dan.sl.webm"
    assert tara.text("#markdown") == "[Listen](../media/dober-dan.sl.webm)"


def test_a_file_that_only_looks_like_one_is_refused(tara):
    send(tara, ("a.png", PNG), status=422)
    assert "damaged" in tara.text("#wrong")
    assert db.session.scalar(select(Media)) is None


def test_the_list_costs_the_same_for_few_and_for_many(tara, world):
    costs = []
    for count in (1, 30):
        for number in range(count):
            kept(world.digital, f"{count}-{number}.webp", picture(size=(20 + number, count)))
        with count_queries() as seen:
            tara.visit(URL)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 9
    assert len(tara.page.select(".media-list li")) == 24


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fake.mp3", "fake.mp3 is no sound."),
        ("fake.MP4", "fake.MP4 is no film."),
        ("fake.jpg", "fake.jpg is no picture."),
        ("fake.pdf", "fake.pdf is no PDF."),
    ],
)
def test_a_text_that_is_named_as_something_else_is_refused(tara, name, words):
    send(tara, (name, b"Only words."), status=422)
    assert words in tara.text("main")
    assert db.session.query(Media).count() == 0
    send(tara, ("words.txt", b"Only words."))
    assert media("words.txt")
