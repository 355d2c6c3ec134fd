"""The lesson page in two languages, with gaps, and as somebody likes to read it."""

import pytest

from lms.courses import actions, blocks
from lms.courses.actions.publishing import Words, publish
from lms.courses.models import LessonText, ReadingSettings
from lms.db import db
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor

ENGLISH = "## One\n\nFirst words.\n\nSecond words."


def write(lesson, language, markdown, links=None, audio=None):
    words = Words(f"Title {language}", 10, None, None, audio, markdown)
    publish(lesson, language, words, links=links, by=None, now=cast.NOW)
    db.session.commit()


@pytest.fixture
def lesson(world):
    """A lesson of three blocks, of which two are there in Arabic and all in Slovene."""
    lesson = world.digital.modules[0].lessons[0]
    for text in list(lesson.texts):
        lesson.texts.remove(text)
    db.session.flush()
    lesson.source = None
    write(lesson, "en", ENGLISH)
    source = blocks.digests(ENGLISH)
    write(lesson, "sl", "## Ena\n\nPrve besede.\n\nDruge besede.")
    write(lesson, "ar", "## واحد\n\nالكلمات الأولى.", links=source[:2])
    return lesson


@pytest.fixture
def lea(visitor, world, lesson):
    world.lea.language = "ar"
    db.session.commit()
    return visitor.sign_in(world.lea)


def languages(visitor):
    """The language of each block, and of what can be read beside it."""
    whole = visitor.page.select_one(".prose")["lang"]
    found = []
    for block in visitor.page.select(".block"):
        beside = block.select_one(".second")
        found.append((block.get("lang", whole), beside and beside["lang"]))
    return found


def test_a_gap_is_shown_in_the_source_language_and_said_at_its_place_and_at_the_top(
    app, world, lesson
):
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson.id}?lang=ar")
    assert languages(visitor) == [("ar", "sl"), ("ar", "sl"), ("en", "sl")]
    assert visitor.page.select(".block")[2]["dir"] == "ltr"
    assert visitor.text("#gaps") == "1 part is not yet in العربية. You see it in English."
    assert visitor.text(".missing") == "Not yet in العربية:"
    assert visitor.page.select_one(".missing")["lang"] == "en"


def test_each_block_has_its_own_second_language_closed_until_it_is_tapped(lea, lesson):
    lea.visit(f"/lessons/{lesson.id}")
    assert [one["dir"] for one in lea.page.select("details .second")] == ["ltr"] * 3
    opens = lea.page.select(".block details")
    assert not any(one.has_attr("open") for one in opens)
    assert opens[0].select_one("summary").text == "Slovenščina"


def test_the_language_of_the_course_comes_first_for_who_wants_that(lea, world, lesson):
    lea.visit(f"/lessons/{lesson.id}").press("how_form", "", order="host")
    assert lea.url == f"/lessons/{lesson.id}"
    assert languages(lea) == [("sl", "ar"), ("sl", "ar"), ("sl", None)]
    assert lea.page.select_one("details .second")["dir"] == "rtl"


def test_both_together_stand_open(lea, lesson):
    lea.visit(f"/lessons/{lesson.id}").press("how_form", "", order="together", beside="en")
    assert languages(lea) == [("sl", "en")] * 3
    assert not lea.page.select("details .second")


def test_one_language_alone_and_a_larger_text(lea, world, lesson):
    lea.visit(f"/lessons/{lesson.id}").press("how_form", "", beside="-", size="2", small_data="on")
    assert languages(lea) == [("ar", None), ("ar", None), ("en", None)]
    assert "t-2" in lea.page.select_one(".prose")["class"]
    kept = db.session.get(ReadingSettings, world.lea.id)
    assert (kept.size, kept.beside, kept.small_data) == (2, "-", True)
    lea.press("how_form", "", beside="", size="0")
    assert "t-0" in lea.page.select_one(".prose")["class"]


@pytest.mark.parametrize(
    "sent", [{"size": "9"}, {"order": "sideways"}, {"beside": "x" * 50}, {"beside": "<b>"}]
)
def test_what_the_panel_cannot_say_changes_nothing(lea, world, lesson, sent):
    lea.visit(f"/lessons/{lesson.id}")
    lea.press("how_form", "", next="https://elsewhere.example", **sent)
    assert lea.url == "/"
    kept = db.session.get(ReadingSettings, world.lea.id)
    assert (kept.size, kept.host_first, kept.together, kept.beside) == (0, False, False, None)


def test_somebody_whose_language_no_page_speaks_reads_lessons_in_it(app, world, lesson):
    world.lea.language = "bs"
    write(lesson, "bs", "## Jedan\n\nPrve riječi.\n\nDruge riječi.")
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson.id}")
    assert languages(visitor)[0] == ("bs", "sl")


def test_a_page_of_an_older_renderer_is_made_again_and_so_is_one_without_blocks(app, world, lesson):
    for language in ("en", "sl"):
        text = db.session.get(LessonText, (lesson.id, language))
        text.page = "0:old"
        text.blocks = [] if language == "sl" else [{**b, "html": "<p>old</p>"} for b in text.blocks]
    db.session.commit()
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson.id}?lang=sl")
    assert languages(visitor) == [("sl", "en")] * 3
    assert "old" not in visitor.text("article")
    assert "Druge besede." in visitor.text("article")


def test_a_lesson_without_any_words_says_so(app, world, lesson):
    for text in lesson.texts:
        text.blocks, text.markdown = [], ""
    db.session.commit()
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson.id}")
    assert "This lesson has no words yet." in visitor.text("article")


def test_a_phone_may_keep_the_page(app, world, lesson):
    visitor = Visitor(app).sign_in(world.lea)
    answer = visitor.send("GET", f"/lessons/{lesson.id}")
    assert int(answer.headers["X-Offline"]) > 0


def test_two_languages_cost_no_more_queries_than_one_and_eight_are_enough(app, world, lesson):
    actions.save_settings(world.lea, actions.Wishes(together=True, host_first=True))
    db.session.commit()
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson.id}")
    with count_queries() as two:
        visitor.visit(f"/lessons/{lesson.id}")
    assert len(two) <= 8, "\n\n".join(two)
