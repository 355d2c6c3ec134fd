"""PO files: saved for a translator, brought back, and what is kept when both sides have moved."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po, write_po

from lms.authoring.models import LessonDraft
from lms.authoring.views import catalogues
from lms.courses.models import LessonText
from lms.db import db
from tests.authoring.conftest import write
from tests.authoring.test_translation import path
from tests.visitor import Visitor

FILES = "/courses/digital-basics/translations/bs"


def saved(visitor):
    """The file as a translator's program reads it."""
    response = visitor.client.get(f"{FILES}/file")
    assert response.status_code == 200
    assert response.mimetype == "text/x-gettext-translation"
    return read_po(BytesIO(response.data), abort_invalid=True)


def bytes_of(catalog):
    made = BytesIO()
    write_po(made, catalog)
    return made.getvalue()


def translated(catalog, words):
    for message in catalog:
        if message.id in words:
            message.string = words[message.id]
    return bytes_of(catalog)


def bring(visitor, content, status=303, **more):
    typed = {"file": (BytesIO(content), "bs.po"), **more}
    return visitor.visit(FILES).press("po", "Bring it in", status=status, **typed)


WORDS = {"Screen": "Ekran", "One.": "Jedan.", "Two.": "Dva."}


def test_a_file_has_each_block_once_with_what_is_translated(tara, lesson):
    catalog = saved(tara)
    ids = [message.id for message in catalog if message.id]
    assert ids.index("Screen") < ids.index("# Buttons") < ids.index("One.") < ids.index("Two.")
    assert (catalog.project, catalog.version.split("@")[0]) == ("digital-basics", "bs")


def test_what_comes_back_is_a_draft_and_the_same_file_again_says_nothing_new(tara, lesson):
    content = translated(saved(tara), WORDS)
    bring(tara, content)
    draft = db.session.query(LessonDraft).one()
    assert (draft.title, draft.markdown) == ("Ekran", "Jedan.\n\nDva.")
    assert db.session.get(LessonText, (lesson.id, "bs")) is None
    bring(tara, content, over="y")
    assert "says nothing that is not here already" in tara.text("#notice")
    again = saved(tara)
    assert {m.id: m.string for m in again if m.id and m.string} == WORDS


def test_a_file_made_before_the_source_was_changed_leaves_that_block_stale(tara, lesson, world):
    content = translated(saved(tara), WORDS | {"# Buttons": "# Dugmad"})
    write(lesson, "en", "Screen", "# Buttons\n\nOne, changed.\n\nTwo.", world.tara)
    db.session.commit()
    bring(tara, content)
    tara.visit(path(lesson, "bs"))
    states = [" ".join(p.text.split()) for p in tara.page.select("[id^=state_]")]
    assert states == ["1 Ready", "2 The source was changed", "3 Ready"]


def test_what_was_changed_here_since_is_not_written_over(tara, lesson, later):
    content = translated(saved(tara), WORDS)
    later(20)
    tara.visit(path(lesson, "bs")).press("translation", "Save draft", title="Zaslon", text1="Moje.")
    bring(tara, content)
    assert "Moje." in db.session.query(LessonDraft).one().markdown
    bring(tara, content, over="y")
    assert "Jedan." in db.session.query(LessonDraft).one().markdown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n", "This file cannot be read."),
        (b'msgid "a"\nmsgstr "b', "This file cannot be read."),
        (b"", "This file cannot be read."),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(tara, lesson, content, words):
    bring(tara, content, status=422)
    assert words in tara.text("#po .field.error")
    assert db.session.query(LessonDraft).count() == 0


def test_the_file_of_another_language_or_course_is_refused(tara, lesson, app, world):
    content = translated(saved(tara), WORDS)
    visitor = Visitor(app).sign_in(world.tara)
    visitor.visit(FILES.replace("/bs", "/sq"))
    visitor.press("po", "Bring it in", status=422, file=(BytesIO(content), "bs.po"))
    assert "in the language bs" in visitor.text("#po_complaints")


def test_without_a_file_the_form_says_so(tara, lesson):
    tara.visit(FILES).press("po", "Bring it in", status=422)
    assert "Choose a file first." in tara.text("#po_complaints")


def test_the_page_says_when_a_file_does_not_have_all_lessons(tara, lesson, monkeypatch):
    page = "/courses/digital-basics/translations/bs"
    assert not tara.visit(page).page.find(id="most")
    monkeypatch.setattr(catalogues, "MOST_LESSONS", 1)
    assert "the first 1 lessons" in tara.visit(page).text("#most")
