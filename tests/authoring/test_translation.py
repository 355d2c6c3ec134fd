"""Translating in the browser: the grid, a text beside its source, and what learners see of it."""

import pytest

from lms.authoring.models import LessonDraft
from lms.courses.models import Lesson, LessonText, LessonVersion
from lms.db import db
from tests.authoring.conftest import write
from tests.queries import count_queries
from tests.visitor import Visitor


def path(lesson, language="sl"):
    return f"/lessons/{lesson.id}/languages/{language}"


def test_editing_the_source_marks_the_other_languages_as_changed(tara, lesson, world):
    write(lesson, "en", "Screen", "# Buttons\n\nOne, changed.\n\nTwo.\n\nThree.", world.tara)
    db.session.commit()
    tara.visit("/courses/digital-basics/translations")
    cell = tara.page.find("a", href=path(lesson))
    assert " ".join(cell.text.split()) == "2 of 4 ready 1 changed 1 missing"
    tara.visit(f"/lessons/{lesson.id}/languages")
    columns = [heading.text for heading in tara.page.select(".blocks thead th")]
    slovene = columns.index("Slovenščina")
    rows = [
        row.find_all(["th", "td"])[slovene].text.strip()
        for row in tara.page.select(".blocks tbody tr")
    ]
    assert rows == ["Ready", "Changed", "Ready", "Missing"]


def test_a_translator_saves_a_draft_that_nobody_else_sees(tara, lesson, app, world):
    tara.visit(path(lesson)).press("translation", "Save draft", text1="Prva.")
    draft = db.session.query(LessonDraft).one()
    assert (draft.markdown, draft.person_id) == ("# Gumbi\n\nPrva.\n\nDve.", world.tara.id)
    assert db.session.get(LessonText, (lesson.id, "sl")).markdown == "# Gumbi\n\nEna.\n\nDve."
    assert tara.page.find(id="text_1").text.strip() == "Prva."
    other = Visitor(app).sign_in(world.sam).visit(path(lesson))
    assert other.page.find(id="text_1").text.strip() == "Ena."
    assert "Tara" in other.text("#main .notice.warn")


def test_what_is_published_is_a_version_and_the_draft_is_gone(tara, lesson):
    tara.visit(path(lesson)).press("translation", "Publish", text1="Prva.", title="Moj zaslon")
    text = db.session.get(LessonText, (lesson.id, "sl"))
    assert (text.title, text.markdown) == ("Moj zaslon", "# Gumbi\n\nPrva.\n\nDve.")
    assert db.session.query(LessonDraft).count() == 0
    numbers = db.session.query(LessonVersion.number).filter_by(lesson_id=lesson.id, language="sl")
    assert sorted(number for (number,) in numbers)[-1] == text.version
    assert db.session.get(Lesson, lesson.id).titles["sl"] == "Moj zaslon"


def test_a_new_language_begins_empty_and_may_be_published_in_part(tara, lesson):
    tara.visit(path(lesson, "bs"))
    assert [box.text.strip() for box in tara.page.select("textarea[name^=text]")] == ["", "", ""]
    tara.press("translation", "Publish", title="Ekran", text1="Jedan.")
    text = db.session.get(LessonText, (lesson.id, "bs"))
    assert (text.markdown, len(text.links)) == ("Jedan.", 1)


def test_nothing_is_published_without_a_title_and_nothing_is_lost(tara, lesson):
    tara.visit(path(lesson, "bs")).press("translation", "Publish", status=422, text1="Jedan.")
    assert "Write a title." in tara.text("#problems")
    assert tara.page.find(id="text_1").text.strip() == "Jedan."
    assert db.session.get(LessonText, (lesson.id, "bs")) is None


UNFIT = {
    "text0": "See [[no-such-word]].",
    "text1": "[Listen](../media/none.mp3)",
    "text2": "![](../media/none.webp)",
}


def test_what_the_editor_would_not_publish_is_not_published_here(tara, lesson):
    tara.visit(path(lesson))
    typed = UNFIT | {"title": "Zaslon \u202egnp.exe"}
    tara.press("translation", "Publish", status=422, **typed)
    said = [" ".join(one.text.split()) for one in tara.page.select("#problems li")]
    assert any("hidden sign turns the words" in words for words in said)
    for number, name in ((1, "no-such-word"), (2, "none.mp3"), (3, "none.webp")):
        assert any(words.startswith(f"Line {number}: ") and name in words for words in said), said
    assert tara.page.select_one("#problems a[href='#text_2']")
    assert tara.page.find(id="text_0").text.strip() == "See [[no-such-word]]."
    assert "none.webp" in db.session.query(LessonDraft).one().markdown
    assert db.session.get(LessonText, (lesson.id, "sl")).title == "Zaslon"
    mended = {"title": "Zaslon", "text0": "Ena.", "text1": "Dve.", "text2": "Tri."}
    tara.press("translation", "Publish", **mended)
    assert db.session.get(LessonText, (lesson.id, "sl")).markdown == "Ena.\n\nDve.\n\nTri."


def test_control_signs_are_taken_out(tara, lesson):
    typed = {"title": "A\x1bb", "text0": "Prva\x1b.\x08"}
    tara.visit(path(lesson)).press("translation", "Save draft", **typed)
    draft = db.session.query(LessonDraft).one()
    assert (draft.title, draft.markdown) == ("A b", "Prva.\n\nEna.\n\nDve.")


@pytest.mark.parametrize("minutes", ["99999999999", "-1", "soon"])
def test_a_field_that_cannot_be_kept_says_so_and_the_rest_is_kept(tara, lesson, minutes):
    typed = {"minutes": minutes, "title": "x" * 301, "text1": "Prva."}
    tara.visit(path(lesson)).press("translation", "Save draft", status=422, **typed)
    assert "This is too long." in tara.text("#head_complaints")
    draft = db.session.query(LessonDraft).one()
    assert (draft.title, draft.minutes) == ("Zaslon", 10)
    assert draft.markdown == "# Gumbi\n\nPrva.\n\nDve."


def test_times_are_those_of_the_clock_on_the_wall(app, world, lesson):
    sam = Visitor(app, htmx=True).sign_in(world.sam).visit(path(lesson))
    sam.press("translation", "Save draft", text1="Prva.")
    assert "Saved at 20:30." in sam.text("#saved")
    assert "20:30" in Visitor(app).sign_in(world.tara).visit(path(lesson)).text(".notice.warn")


def test_an_answer_that_was_lost_on_its_way_is_no_other_window(app, world, lesson, later):
    one, two = (Visitor(app, htmx=True).sign_in(world.tara).visit(path(lesson)) for _ in range(2))
    later(20)
    one.press("translation", "Save draft", text1="Prva.")
    later(20)
    two.press("translation", "Save draft", text1="Prva.")
    assert "Saved at" in two.text("#saved")


def test_a_window_that_is_behind_stays_so_until_it_is_put_over_the_other(app, world, lesson, later):
    one, two = (Visitor(app, htmx=True).sign_in(world.tara).visit(path(lesson)) for _ in range(2))
    later(20)
    one.press("translation", "Save draft", text1="Prva.")
    for _ in range(2):
        two.press("translation", "Save draft", status=422, text1="Druga.")
        assert "Prva" in two.text("#saved .difference")
    assert "Prva." in db.session.query(LessonDraft).one().markdown
    two.press("translation", "Put this over the other draft", text1="Druga.")
    assert "Druga." in db.session.query(LessonDraft).one().markdown


def test_a_page_that_was_open_twice_does_not_write_over_itself(app, world, lesson, later):
    one, two = (Visitor(app).sign_in(world.tara).visit(path(lesson)) for _ in range(2))
    later(20)
    one.press("translation", "Save draft", text1="Prva.")
    two.press("translation", "Save draft", status=422, text1="Druga.")
    assert two.page.find(id="text_1").text.strip() == "Druga."
    two.press("translation", "Put this over the other draft")
    assert "Druga." in db.session.query(LessonDraft).one().markdown


def test_two_translators_both_see_what_the_other_has_published(app, world, lesson):
    tara, sam = (Visitor(app).sign_in(one) for one in (world.tara, world.sam))
    sam.visit(path(lesson)).press("translation", "Save draft", text1="Samova.")
    tara.visit(path(lesson)).press("translation", "Publish", text1="Tarina.")
    sam.visit(path(lesson)).press("translation", "Publish", status=409)
    assert "Tarina." in sam.text(".prose")
    assert sam.page.find(id="text_1").text.strip() == "Samova."
    sam.press("translation", "Publish")
    assert "Samova." in db.session.get(LessonText, (lesson.id, "sl")).markdown
    kept = db.session.query(LessonVersion).filter_by(lesson_id=lesson.id, language="sl")
    assert any("Tarina." in version.markdown for version in kept)


def test_a_language_can_be_taken_out_but_not_the_source(tara, lesson):
    tara.visit(f"/lessons/{lesson.id}/languages").press("withdraw_sl", "Do not show")
    assert db.session.get(LessonText, (lesson.id, "sl")) is None
    assert "sl" not in db.session.get(Lesson, lesson.id).titles
    token = tara.page.find("input", {"name": "csrf_token"})["value"]
    response = tara.send("POST", f"{path(lesson, 'en')}/withdrawal", {"csrf_token": token})
    assert response.status_code == 409


@pytest.mark.parametrize("language", ["en", "xx", "sl..", "sl-"])
def test_there_is_no_page_for_the_source_or_for_what_is_no_language(tara, lesson, language):
    tara.visit(path(lesson, language), status=404)


def test_the_grid_asks_as_much_for_many_lessons_as_for_one(tara, lesson, world):
    with count_queries() as few:
        tara.visit("/courses/digital-basics/translations")
    module = world.digital.modules[0]
    for number in range(10, 20):
        more = Lesson(module=module, slug=f"{number}-more", minutes=5, titles={})
        db.session.add(more)
        write(more, "en", "More", "One.", world.tara)
    db.session.commit()
    with count_queries() as many:
        tara.visit("/courses/digital-basics/translations")
    assert len(many) == len(few) <= 9


def test_another_language_is_chosen_among_likely_ones(tara, lesson):
    choices = tara.visit("/courses/digital-basics/translations").page.select("#new_language option")
    codes = [one["value"] for one in choices]
    assert codes[:2] == ["bs", "sq"]
    assert len(codes) < 50
    assert not {"en", "sl"} & set(codes)
