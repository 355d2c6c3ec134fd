"""The index follows what it is about, in the same transaction; and can be made anew."""

from datetime import date, time
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from sqlalchemy import delete, select, update

from lms.attendance.actions import series as publishing
from lms.courses.actions.publishing import Words, publish
from lms.courses.content import importer
from lms.courses.models import Lesson, LessonText, Term
from lms.db import db
from lms.search.actions import rebuild
from lms.search.actions.entries import SIGNS, Wanted
from lms.search.models import SearchEntry
from tests import cast
from tests.courses.content.conftest import good
from tests.queries import count_queries
from tests.search.test_finding import add_lesson, found, titles

WORDS = Words("A new title", 5, ["to see a giraffe"], "About animals", None, "An **okapi** lives.")


def everything():
    columns = [getattr(SearchEntry, name) for name in (*Wanted._fields, "id")]
    return sorted(map(tuple, db.session.execute(select(*columns))), key=str)


def wrong():
    """How many entries a rebuild would change."""
    return sum(step.changed for step in rebuild())


def test_what_is_published_is_found_at_once_and_what_it_was_is_not(world):
    lesson = world.digital.modules[0].lessons[0]
    for typed in ("giraffe", "animals", "okapi"):
        assert titles(world.lea, typed) == []
    publish(lesson, "en", WORDS, by=world.ada, now=cast.NOW)
    db.session.commit()
    for typed in ("giraffe", "animals", "okapi", "new title"):
        assert titles(world.lea, typed) == ["A new title"], typed
    assert "First of 01-my-phone" not in titles(world.lea, "first")


def test_a_change_that_is_given_up_leaves_the_index_as_it_was(world):
    before = everything()
    publish(world.digital.modules[0].lessons[0], "en", WORDS, by=world.ada, now=cast.NOW)
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert everything() == before


@pytest.mark.parametrize("ends", ["taken back", "kept", "kept in one that is taken back"])
def test_a_savepoint_loses_nothing_of_what_is_around_it(world, ends):
    publish(world.digital.modules[0].lessons[0], "en", WORDS, by=world.ada, now=cast.NOW)
    db.session.flush()
    outer = db.session.begin_nested()
    if ends == "kept in one that is taken back":
        db.session.begin_nested().commit()
    outer.commit() if ends == "kept" else outer.rollback()
    db.session.commit()
    assert titles(world.lea, "okapi") == ["A new title"]
    assert wrong() == 0


def repeats(parsed, *, last=True):
    """The parts of a pattern that may be there any number of times and that something follows."""
    parts = list(parsed)
    for place, (name, value) in enumerate(parts):
        ends = last and place == len(parts) - 1
        if str(name) in ("MAX_REPEAT", "MIN_REPEAT"):
            _least, most, inner = value
            if str(most) == "MAXREPEAT" and not ends:
                yield inner
            yield from repeats(inner, last=ends)
        for inner in (
            value[1] if str(name) == "BRANCH" else value[3:] if str(name) == "SUBPATTERN" else ()
        ):
            yield from repeats(inner, last=ends)


def test_signs_are_taken_out_of_any_text_in_one_pass():
    """What is followed by something and has no end is read again from each of its beginnings."""
    assert list(repeats(parser.parse(r"a+"))) == []
    assert len(list(repeats(parser.parse(r"(x|a*b)")))) == 1
    assert list(repeats(parser.parse(SIGNS.pattern, SIGNS.flags))) == []
    assert SIGNS.sub(" ", '!!! task my-key "A [bridge](../media/a.webp)"') == ' A  bridge  "'


@pytest.mark.parametrize("what", ["lesson", "module", "course"])
def test_what_is_retired_is_not_found_and_comes_back_with_it(world, what):
    db.session.add(
        Term(course_id=world.digital.id, slug="t", term={"en": "First word"}, meaning={})
    )
    db.session.commit()
    module = world.digital.modules[0]
    row = {"lesson": module.lessons[0], "module": module, "course": world.digital}[what]
    before = found(world.lea, "first")
    row.retired_at = cast.NOW
    db.session.commit()
    gone = set(before) - set(found(world.lea, "first"))
    assert gone == {
        "lesson": {("lesson", "First of 01-my-phone")},
        "module": {("lesson", "First of 01-my-phone")},
        "course": {
            ("lesson", "First of 01-my-phone"), ("lesson", "First of 02-safe-online"),
            ("term", "First word"),
        },
    }[what]  # fmt: skip
    row.retired_at = None
    db.session.commit()
    assert set(found(world.lea, "first")) == set(before)


def test_a_translation_that_is_taken_back_is_not_found(world):
    lesson = world.digital.modules[0].lessons[0]
    lesson.texts.remove(next(text for text in lesson.texts if text.language == "ar"))
    db.session.commit()
    assert titles(world.lea, "أول my-phone") == []
    assert titles(world.lea, "prva my-phone") == ["Prva 01-my-phone"]


def test_sessions_follow_their_group_their_module_and_themselves(world):
    world.a.title = "Jesenice, evening group"
    db.session.commit()
    assert len(titles(world.lea, "evening")) == 2
    world.tonight.place = "Library"
    db.session.commit()
    assert titles(world.lea, "library") == ["My-Phone"]
    world.digital.modules[0].title = {"en": "The telephone"}
    db.session.commit()
    assert titles(world.lea, "library") == ["The telephone"]
    db.session.delete(world.next_week)
    db.session.commit()
    assert len(titles(world.lea, "evening")) == 1


def test_sessions_of_a_series_are_found(world):
    common = {
        "starts": time(9), "ends": time(10), "breaks": [], "zone": cast.ZONE, "mode": "onsite",
        "title": "Quokka club", "place": None, "link": None, "trainer": world.tara,
        "course": world.digital, "module": None, "is_open": False, "capacity": None,
    }  # fmt: skip
    rows = [{**common, "day": date(2022, 5, day)} for day in (2, 9, 16)]
    publishing.publish_series(world.a, rows, {}, by=world.tara, now=cast.NOW)
    db.session.commit()
    assert titles(world.lea, "quokka") == ["Quokka club"] * 3


def test_a_register_that_is_taken_costs_the_index_nothing(world):
    with count_queries() as seen:
        world.tonight.status = "planned"
        db.session.commit()
    assert not [one for one in seen if "search" in one]


def test_many_lessons_are_indexed_in_a_bounded_number_of_statements(world):
    def cost(number):
        module = world.digital.modules[0]
        for one in range(number):
            db.session.add(cast.lesson(module, f"x{number}-{one:03d}", en=f"Many {one}"))
        with count_queries() as seen:
            db.session.commit()
        return len([one for one in seen if "search_entries" in one])

    assert cost(2) == cost(90) == 2
    assert len([one for one in everything() if "Many" in one[4]]) == 92


def test_what_was_written_beside_the_rows_is_right_after_a_rebuild(world):
    before = everything()
    db.session.execute(update(LessonText).where(LessonText.language == "en").values(title="Yak"))
    db.session.execute(delete(SearchEntry).where(SearchEntry.kind == "session"))
    more = SearchEntry(
        kind="lesson", ref_id=9999, language="en", shown="Yak", title="yak", plain="", text=""
    )
    db.session.add(more)
    db.session.commit()
    steps = list(rebuild())
    db.session.commit()
    assert sum(step.changed for step in steps) == 8 + 3 + 1
    assert len(titles(world.ada, "yak")) == 8
    assert len(everything()) == len(before)
    assert ("lesson", 8, 8) in [step[:3] for step in steps]
    assert wrong() == 0


def test_the_command_says_what_it_did(app, world):
    runner = app.test_cli_runner()
    db.session.execute(delete(SearchEntry))
    db.session.commit()
    done = runner.invoke(args=["search", "rebuild"])
    assert (done.exit_code, "entries were made anew." in done.stdout) == (0, True)
    assert "lesson: 8/8" in done.stderr
    assert len(titles(world.lea, "first")) == 3
    assert runner.invoke(args=["search", "rebuild"]).stdout == "Everything was right already.\n"


def test_after_an_import_of_content_the_index_is_right(world, tmp_path):
    good(tmp_path)
    importer.bring_in(tmp_path, language="en", by=None, now=cast.NOW)
    db.session.commit()
    texts = select(LessonText.lesson_id, LessonText.language).join(Lesson)
    texts = texts.where(Lesson.retired_at.is_(None))
    entries = select(SearchEntry.ref_id, SearchEntry.language).where(SearchEntry.kind == "lesson")
    assert set(db.session.execute(entries)) == set(db.session.execute(texts))
    assert wrong() == 0


def test_a_lesson_that_is_begun_and_not_published_is_not_found(world):
    lesson = add_lesson(world, en="Half a thought")
    lesson.retired_at = cast.NOW
    db.session.commit()
    assert titles(world.ada, "thought") == []
