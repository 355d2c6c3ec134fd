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
    assert "Write the title." in tara.text("#head_complaints")
    assert tara.page.find(id="text_1").text.strip() == "Jedan."
    assert db.session.get(LessonText, (lesson.id, "bs")) is None


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
