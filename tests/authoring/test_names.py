"""Titles, summaries and the glossary of a course in another language."""

from lms.courses.models import Course, Term
from lms.db import db
from tests.queries import count_queries

PAGE = "/courses/digital-basics/translations/bs/names"


def test_a_title_is_shown_in_the_new_language_as_soon_as_it_is_saved(tara, world):
    tara.visit(PAGE)
    assert "0 of" in tara.text("#names_title")
    form = tara.page.find(id="names_form")
    keys = [field["value"] for field in form.select("[name=key]")]
    texts = ["Digitalne osnove" if key == "course title" else "" for key in keys]
    tara.press("names_form", "Save", key=keys, text=texts)
    course = db.session.get(Course, world.digital.id)
    assert course.title["bs"] == "Digitalne osnove"
    assert course.title["en"] == "Digital skills"
    assert "1 of" in tara.text("#names_title")


def test_the_words_of_the_glossary_are_among_them(tara, world):
    term = Term(course_id=world.digital.id, slug="button", term={"en": "button"}, meaning={})
    db.session.add(term)
    tara.visit(PAGE)
    typed = {"key": ["term button term"], "text": ["dugme"]}
    tara.press("names_form", "Save", **typed)
    assert db.session.get(Term, term.id).term == {"en": "button", "bs": "dugme"}


def test_a_text_without_words_is_not_there_in_that_language(tara, world):
    world.digital.title = {"en": "Digital skills", "bs": "Vještine"}
    tara.visit(PAGE).press("names_form", "Save", key=["course title"], text=[" "])
    assert db.session.get(Course, world.digital.id).title == {"en": "Digital skills"}


def test_a_key_that_names_nothing_changes_nothing(tara, world):
    tara.visit(PAGE).press("names_form", "Save", key=["course slug"], text=["x"])
    assert "Nothing was different" in tara.text("#notice")


def test_many_words_cost_no_more_queries_than_few(tara, world):
    with count_queries() as few:
        tara.visit(PAGE)
    for number in range(80):
        words = {"en": f"word {number}"}
        db.session.add(Term(course_id=world.digital.id, slug=f"w{number}", term=words, meaning={}))
    db.session.commit()
    with count_queries() as many:
        tara.visit(PAGE)
    assert len(few) == len(many) <= 8
