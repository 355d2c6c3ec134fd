"""A lesson is named, wherever it is listed, in the language in which it will open."""

import pytest
from markupsafe import Markup

from lms.courses import actions, blocks, queries
from lms.courses.models import ReadingSettings
from lms.courses.queries.notes import plain
from lms.db import db
from tests import cast
from tests.assessments.quizzes import quiz
from tests.courses.test_how_i_read import write
from tests.questions import samples
from tests.visitor import Visitor

COURSE = "/programmes/digital-local/courses/digital-basics"
SLOVENE = "Prvi odstavek, **tukaj**."


@pytest.fixture
def lesson(world):
    """In the source, English, and in the language of the course; not in the reader's."""
    lesson = world.digital.modules[0].lessons[0]
    for text in list(lesson.texts):
        lesson.texts.remove(text)
    db.session.flush()
    lesson.source, world.digital.language, world.lea.language = None, "sl", "ar"
    write(lesson, "en", "The first part.")
    write(lesson, "sl", SLOVENE, links=blocks.digests("The first part."))
    lesson.titles = {"en": "Calls", "sl": "Klici"}
    for text in lesson.texts:
        text.title = lesson.titles[text.language]
    db.session.commit()
    return lesson


@pytest.fixture
def lea(app, world, lesson):
    return Visitor(app).sign_in(world.lea)


def names(visitor, url, lesson):
    links = visitor.visit(url).page.select(f"main a[href^='/lessons/{lesson.id}']")
    assert links
    assert not any("Calls" in link.text for link in links)
    return {(at["lang"], at["dir"], at.text) for link in links for at in link.select("bdi[lang]")}


@pytest.mark.parametrize("url", ["/", COURSE, "/programmes/digital-local"])
def test_lists_and_buttons_name_a_lesson_in_the_language_in_which_it_opens(lea, lesson, url):
    assert names(lea, url, lesson) == {("sl", "ltr", "Klici")}
    lea.visit(f"/lessons/{lesson.id}")
    assert "Klici" in lea.text("h1")


@pytest.mark.parametrize("url", [COURSE, "/programmes/digital-local", "/quizzes/%s"])
def test_a_quiz_is_named_in_the_language_of_the_lessons_beside_it(lea, lesson, world, url):
    test = quiz(world, samples.CHOICE, module=lesson.module)
    test.title = {"en": "Check yourself", "sl": "Preverite se"}
    db.session.commit()
    page = lea.visit(url.replace("%s", str(test.id))).page
    there = page.select(f"a[href='/quizzes/{test.id}'] bdi, h1 bdi")
    assert "Check yourself" not in page.select_one("main").text
    assert ("sl", "Preverite se") in {(at.get("lang"), at.text) for at in there}


@pytest.mark.parametrize("url", ["/", COURSE])
def test_who_reads_in_the_language_of_the_course_first_finds_it_so_in_lists(
    app, world, lesson, url
):
    world.lea.language = "en"
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea).visit(url)
    assert "Klici" not in lea.text("main")
    db.session.add(ReadingSettings(person_id=world.lea.id, size=0, host_first=True, together=False))
    db.session.commit()
    assert names(lea, url, lesson) == {("sl", "ltr", "Klici")}


def test_a_note_quotes_what_was_read(lea, world, lesson):
    block = queries.texts(lesson.id)["en"].blocks[0]["id"]
    actions.add_note(lesson, world.lea, block, "!", now=cast.NOW)
    db.session.commit()
    assert names(lea, "/notes", lesson) == {("sl", "ltr", "Klici")}
    quoted = lea.page.select_one(".excerpt")
    assert (quoted["lang"], quoted.text) == ("sl", "Prvi odstavek, tukaj.")


def test_an_excerpt_has_no_space_before_a_full_stop():
    html = Markup('<p>See <a href="/x">this</a>, <strong>now</strong>.</p><ul><li>One</li></ul>')
    assert plain(html) == "See this, now. One"
