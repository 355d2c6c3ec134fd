"""A lesson with what it names: words of the glossary, sound, film, and what all of it costs."""

import pytest
from flask_babel import force_locale

from lms import files
from lms.courses import rules
from lms.courses.models import Media, Term
from lms.db import db
from tests import cast
from tests.courses.test_how_i_read import write
from tests.queries import count_queries
from tests.visitor import Visitor

TEXT = """Set a [[pin-code]] now.

![A lock](../media/lock.png)

[Listen](../media/hello.mp3)

!!! video "Lock it"
    [Film](../media/lock.mp4)

    What is said."""
FOREIGN = (
    '!!! video "A film"\n    [Film](https://www.youtube.com/watch?v=abcdefghijk)\n\n    Words.'
)


def media(course, name, kind, size):
    file = files.keep(name.encode(), "text/plain", now=cast.NOW)
    values = {"kind": kind, "size": size, "file_id": file.id, "made_at": cast.NOW}
    db.session.add(Media(course_id=course.id, name=name, **values))


@pytest.fixture
def lesson(world):
    course = world.digital
    media(course, "lock.png", "picture", 100 * 1024)
    media(course, "hello.mp3", "audio", 2 * 1024 * 1024)
    media(course, "lock.mp4", "video", 9 * 1024 * 1024)
    words = {"term": {"en": "PIN", "sl": "PIN-koda"}, "meaning": {"en": "A secret number."}}
    db.session.add(Term(course_id=course.id, slug="pin-code", **words))
    lesson = course.modules[0].lessons[0]
    db.session.flush()
    write(lesson, "en", TEXT, audio="../media/hello.mp3")
    return lesson


@pytest.fixture
def lea(app, world, lesson):
    return Visitor(app).sign_in(world.lea)


def test_everything_that_a_text_names_is_there_for_two_queries(lea, lesson):
    url = f"/lessons/{lesson.id}"
    lea.visit(url)
    with count_queries() as seen:
        lea.visit(url)
    assert len(seen) <= 8, "\n\n".join(seen)
    for part in ("img[alt='A lock']", "a.term", "#card-pin-code", "video", ".block audio"):
        assert lea.page.select_one(part), part
    scripts = " ".join(script["src"] for script in lea.page.select("script"))
    assert all(name in scripts for name in ("terms.js", "reading.js", "listen.js"))


def test_the_recording_of_the_whole_text_comes_before_the_browsers_voice(lea, lesson):
    lea.visit(f"/lessons/{lesson.id}")
    assert "/hello.mp3" in lea.page.select_one(".listen audio")["src"]
    assert not lea.page.find(id="voice")
    write(lesson, "en", TEXT)
    assert lea.visit(f"/lessons/{lesson.id}").page.find(id="voice").has_attr("hidden")


def test_small_data_leaves_the_film_out_and_says_what_the_lesson_costs_then(lea, lesson):
    lea.visit(f"/lessons/{lesson.id}")
    assert "KB, sound 2.0 MB, video 9.0 MB" in lea.text(".tag:nth-of-type(2)")
    lea.press("how_form", "Save", small_data="on")
    assert "video" not in lea.text(".tag:nth-of-type(2)")
    assert not lea.page.select("video")
    assert "What is said." in lea.text("article")
    film = lea.page.select_one(".still a")["href"]
    assert lea.visit(film).page.select_one("video")


def test_a_film_from_elsewhere_is_loaded_after_a_tap_and_only_then_allowed(lea, lesson):
    write(lesson, "en", FOREIGN)
    closed = lea.send("GET", f"/lessons/{lesson.id}")
    assert "frame-src" not in closed.headers["Content-Security-Policy"]
    lea.visit(f"/lessons/{lesson.id}")
    assert not lea.page.select("iframe")
    opened = lea.send("GET", lea.page.select_one(".still a")["href"])
    assert "; frame-src https://" in opened.headers["Content-Security-Policy"]
    assert "<iframe" in opened.text


def test_lists_of_lessons_say_what_each_costs(lea, lesson):
    lea.visit("/programmes/digital-local/courses/digital-basics")
    assert "video 9.0 MB" in lea.text(".steps li")
    assert "video 9.0 MB" in lea.visit("/programmes/digital-local").text(".steps li")


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        ({}, ""),
        (None, ""),
        ({"text": 0}, ""),
        ({"text": 1}, "1 KB"),
        ({"text": 20 * 1024, "picture": 100 * 1024}, "120 KB"),
        ({"text": 1024, "audio": 1536 * 1024}, "1 KB, sound 1.5 MB"),
        ({"text": 1024, "video": 9 * 1024 * 1024}, "1 KB, video 9.0 MB"),
    ],
)
def test_a_weight_in_words(app, weight, words):
    with app.test_request_context():
        assert rules.weight_words(weight) == words


def test_in_a_line_that_runs_to_the_left_a_figure_stays_before_its_unit(app):
    with app.test_request_context(), force_locale("ar"):
        assert rules.size_words(3 * 1024) == "\u20683 KB\u2069"
        assert rules.size_words(9 * 1024 * 1024) == "\u20689.0 MB\u2069"


def test_tasks_and_talk_of_officials_keep_within_eight_queries_too(app, world):
    course = world.housing
    media(course, "lock.png", "picture", 1024)
    words = {"term": {"en": "PIN"}, "meaning": {"en": "A secret number."}}
    db.session.add(Term(course_id=course.id, slug="pin-code", **words))
    db.session.flush()
    lesson = course.modules[0].lessons[0]
    task = '!!! task rent "Rent"\n    Write it down.'
    write(lesson, "en", f"A [[pin-code]].\n\n![A lock](../media/lock.png)\n\n{task}")
    url = f"/lessons/{lesson.id}"
    visitor = Visitor(app).sign_in(world.olga).visit(url)
    with count_queries() as seen:
        visitor.visit(url)
    assert len(seen) <= 8, "\n\n".join(seen)
    assert visitor.page.select("#way_coursework_tasks, #way_discussions_discussion")
