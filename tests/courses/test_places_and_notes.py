"""Where somebody is in a lesson, what they note and tick there, and how long it lies open."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import clock
from lms.courses import actions, blocks, queries, rules
from lms.courses.models import LessonDone, LessonNote, LessonPlace, LessonTick
from lms.db import db
from lms.errors import Refused
from tests import cast
from tests.courses.test_how_i_read import ENGLISH, write
from tests.queries import count_queries
from tests.visitor import Visitor

ONE, TWO, THREE = blocks.digests(ENGLISH)
NOBODYS = "0123456789abcdef"


@pytest.fixture
def lesson(world):
    lesson = world.digital.modules[0].lessons[0]
    for text in list(lesson.texts):
        lesson.texts.remove(text)
    db.session.flush()
    lesson.source = None
    write(lesson, "en", ENGLISH)
    return lesson


@pytest.fixture
def lea(visitor, world, lesson):
    return visitor.sign_in(world.lea)


def notes_of(person):
    return db.session.scalars(select(LessonNote).filter_by(person_id=person.id)).all()


# where somebody was


def test_without_scripts_a_place_is_kept_by_a_button_and_the_lesson_goes_on_there(lea, lesson):
    lea.visit(f"/lessons/{lesson.id}")
    assert not lea.page.find(id="goes_on")
    lea.visit(f"/lessons/{lesson.id}?at={TWO}").press("keep_place", "Go on from here")
    assert lea.page.find(id="goes_on")["href"] == f"#block-{TWO}"


def test_the_first_page_and_the_course_lead_to_the_same_paragraph(app, world, lesson):
    actions.keep_place(lesson, world.lea, THREE, now=cast.NOW)
    db.session.commit()
    there = f"/lessons/{lesson.id}#block-{THREE}"
    visitor = Visitor(app).sign_in(world.lea).visit("/")
    button = visitor.page.select_one("main a[href^='/lessons/']")
    assert (button["href"], button.span.contents[0].strip()) == (there, "Go on where you were")
    for url in ("/programmes/digital-local", "/programmes/digital-local/courses/digital-basics"):
        assert visitor.visit(url).page.select_one("main a.now")["href"] == there


def test_a_script_says_the_place_and_is_answered_in_a_word(app, world, lesson):
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = Visitor(app).sign_in(world.lea)
    headers = {"Accept": "application/json"}
    url = f"/lessons/{lesson.id}/place"
    assert visitor.send("POST", url, {"block": TWO}, headers).status_code == 204
    place = db.session.get(LessonPlace, (world.lea.id, lesson.id))
    assert (place.block, place.begun_at) == (TWO, cast.NOW)
    assert visitor.send("POST", url, {"block": "<b>"}, headers).status_code == 400


def test_a_lesson_that_was_left_comes_before_the_next_one_until_another_is_done(world, lesson):
    first, second, third, _fourth = [x for m in world.digital.modules for x in m.lessons]
    later = cast.NOW + timedelta(hours=1)
    actions.keep_place(third, world.lea, NOBODYS, now=cast.NOW)
    db.session.flush()
    assert queries.next_lesson(world.lea, world.local).id == third.id
    actions.mark_lesson_done(first, world.lea, by=world.lea, now=later)
    db.session.flush()
    assert queries.next_lesson(world.lea, world.local).id == second.id


def test_a_place_that_is_no_more_and_the_beginning_are_not_offered(app, world, lesson):
    visitor = Visitor(app).sign_in(world.lea)
    for block in (NOBODYS, ONE):
        actions.keep_place(lesson, world.lea, block, now=cast.NOW)
        db.session.commit()
        assert not visitor.visit(f"/lessons/{lesson.id}").page.find(id="goes_on")


# notes and bookmarks


def test_a_note_is_written_beside_a_block_and_stands_there(lea, world, lesson):
    lea.visit(f"/lessons/{lesson.id}?at={TWO}").press("note", "Keep", text=" Ask Tara.\r\nSoon ")
    note = notes_of(world.lea)[0]
    assert (note.block, note.text, note.made_at) == (TWO, "Ask Tara.\nSoon", cast.NOW)
    assert lea.text(f"#block-{TWO} .mine") == "Ask Tara. Soon"
    lea.visit("/notes")
    assert lea.text("blockquote") == "First words."
    link = lea.page.select_one("main h2 a")["href"]
    assert link == f"/lessons/{lesson.id}#block-{TWO}"


def test_without_words_it_is_a_bookmark_and_two_are_one(lea, world, lesson):
    for _time in range(2):
        lea.visit(f"/lessons/{lesson.id}?at={TWO}").press("note", "Keep")
    assert [note.text for note in notes_of(world.lea)] == [None]
    assert lea.text(f"#block-{TWO} .mine") == "Bookmark"


def test_a_note_of_the_whole_lesson_stands_at_its_end(lea, world, lesson):
    lea.visit(f"/lessons/{lesson.id}?at=lesson").press("note", "Keep", text="Good")
    assert notes_of(world.lea)[0].block is None
    assert lea.text("#my_notes .mine") == "Good"


def test_a_note_is_changed_and_deleted(lea, world, lesson):
    note = actions.add_note(lesson, world.lea, TWO, "Old", now=cast.NOW)
    db.session.commit()
    lea.visit(f"/notes/{note.id}").press("note", "Save", text="New")
    assert [one.text for one in notes_of(world.lea)] == ["New"]
    lea.visit(f"/notes/{note.id}").press("delete", "Delete this note")
    assert notes_of(world.lea) == []
    assert "Here will be what you note" in lea.text("main")


def test_what_is_too_long_is_said_and_nothing_is_lost(lea, lesson):
    long = "x" * 2001
    lea.visit(f"/lessons/{lesson.id}?at={TWO}").press("note", "Keep", 422, text=long)
    assert lea.text("#note_complaints li") == "This is too long."
    assert lea.page.select_one("#at textarea").text.strip() == long


def test_a_note_whose_block_has_changed_is_shown_with_the_lesson_still(app, world, lesson):
    actions.add_note(lesson, world.lea, TWO, "Mine", now=cast.NOW)
    write(lesson, "en", ENGLISH.replace("First", "Other"))
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson.id}")
    assert visitor.text("#my_notes .mine").startswith("Mine The part that this was about")
    assert "has changed" in visitor.visit("/notes").text("main li")


def test_a_lesson_holds_only_so_many_notes(world, lesson, monkeypatch):
    monkeypatch.setattr(actions.reading, "MOST_NOTES", 2)
    for text in ("a", "b"):
        actions.add_note(lesson, world.lea, TWO, text, now=cast.NOW)
        db.session.flush()
    with pytest.raises(Refused, match="Delete one first"):
        actions.add_note(lesson, world.lea, TWO, "c", now=cast.NOW)
    actions.add_note(lesson, world.lou, TWO, "c", now=cast.NOW)


def test_the_list_of_notes_costs_the_same_for_few_and_for_many(app, world, lesson):
    visitor, costs = Visitor(app).sign_in(world.lea), []
    for n in range(30):
        actions.add_note(lesson, world.lea, TWO, f"Note {n}", now=cast.NOW)
        db.session.commit()
        if n in (0, 29):
            with count_queries() as seen:
                visitor.visit("/notes")
            costs.append(len(seen))
    assert costs[0] == costs[1] <= 6
    assert len(visitor.page.select("main li.panel")) == 25


# ticks


def test_what_is_ticked_is_kept_and_taken_off_again(app, world, lesson):
    app.config["WTF_CSRF_ENABLED"] = False
    visitor, url = Visitor(app).sign_in(world.lea), f"/lessons/{lesson.id}/ticks"
    shown = {"block": TWO, "shown": ["1", "2", "nonsense"]}
    visitor.send("POST", url, shown | {"item": ["1", "nonsense"]})
    found = select(LessonTick.item).filter_by(person_id=world.lea.id)
    assert db.session.scalars(found).all() == [f"{TWO}.1"]
    visitor.send("POST", url, shown | {"item": "2"})
    assert db.session.scalars(found).all() == [f"{TWO}.2"]


# how long it lies open


@pytest.fixture
def slow(lesson):
    """A lesson of ten minutes that must lie open for half of them."""
    lesson.module.dwell = "50%"
    db.session.commit()
    return lesson


def test_a_lesson_that_asks_for_time_is_begun_and_says_from_when_it_counts(lea, slow, monkeypatch):
    lea.visit(f"/lessons/{slow.id}")
    assert not lea.page.find(id="mark")
    lea.press("begin", "Begin")
    assert "it can be marked as done from 20:35" in lea.text("#foot")  # 20:30 on the wall
    lea.press("mark", "Mark as done", 409)
    assert "from 20:35" in lea.text("#notice")
    later = cast.NOW + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    lea.visit(f"/lessons/{slow.id}").press("mark", "Mark as done")
    assert db.session.scalars(select(LessonDone.done_at)).all() == [later]
    lea.press("mark", "Not done yet")
    lea.press("mark", "Mark as done")  # it has lain open long enough already


def test_the_server_decides_by_when_it_was_begun(world, slow):
    with pytest.raises(Refused, match="Begin the lesson first"):
        actions.mark_lesson_done(slow, world.lea, by=world.lea, now=cast.NOW)
    actions.begin(slow, world.lea, now=cast.NOW)
    actions.begin(slow, world.lea, now=cast.NOW + timedelta(minutes=4))  # begun stays begun
    early = cast.NOW + timedelta(minutes=5, seconds=-1)
    with pytest.raises(Refused, match="Read a little longer"):
        actions.mark_lesson_done(slow, world.lea, by=world.lea, now=early)
    then = cast.NOW + timedelta(minutes=5)
    actions.mark_lesson_done(slow, world.lea, by=world.lea, now=then)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("50%", 300), ("1/3", 200), ("1/7", 86), (None, 0), ("", 0), ("nonsense", 0), ("200%", 0)],
)
def test_the_time_is_an_exact_part_of_the_minutes(written, seconds):
    counts = rules.counts_from(cast.NOW, 10, rules.dwell_of(written))
    assert counts - cast.NOW == timedelta(seconds=seconds)


def test_a_list_to_tick_is_in_the_lesson_and_keeps_what_is_ticked(lea, world, lesson):
    write(lesson, "en", "- [ ] Pen\n- [ ] Paper")
    (block,) = blocks.digests("- [ ] Pen\n- [ ] Paper")
    lea.visit(f"/lessons/{lesson.id}").press(f"ticks-{block}", "Keep my ticks", item="2")
    assert [box.has_attr("checked") for box in lea.page.select("label.check input")] == [
        False,
        True,
    ]
    assert db.session.scalars(select(LessonTick.item)).all() == [f"{block}.2"]
