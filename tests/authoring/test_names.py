"""Titles, summaries and the glossary of a course in another language."""

import pytest

from lms.courses.models import Course, Term
from lms.db import db
from lms.people.models import Change
from tests.queries import count_queries
from tests.visitor import Visitor

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
    tara.visit(PAGE).press("names_form", "Save", **typed(tara, course_title=" "))
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


def title_of(world):
    db.session.expire_all()
    return db.session.get(Course, world.digital.id).title


def typed(visitor, **words):
    """What the form of the page sends, with words of one's own (by key, its spaces as "_")."""
    rows = visitor.page.find(id="names_form").select(".field")
    keys = [row.find("input", {"name": "key"})["value"] for row in rows]
    was = [row.find("input", {"name": "was"})["value"] for row in rows]
    there = [row.find("textarea").text.removeprefix("\n") for row in rows]
    said = [words.get(key.replace(" ", "_"), text) for key, text in zip(keys, there, strict=True)]
    return {"key": keys, "text": said, "was": was}


def test_an_old_page_changes_nothing_that_it_did_not_touch(app, tara, world):
    sam = Visitor(app).sign_in(world.sam)
    tara.visit(PAGE)
    sam.visit(PAGE).press("names_form", "Save", **typed(sam, course_title="Osnove"))
    tara.press("names_form", "Save", **typed(tara, course_summary="Kratko"))
    assert title_of(world)["bs"] == "Osnove"


@pytest.mark.parametrize("htmx", [False, True])
def test_words_of_another_are_shown_before_they_are_replaced(app, world, htmx):
    tara, sam = (Visitor(app, htmx).sign_in(one) for one in (world.tara, world.sam))
    tara.visit(PAGE)
    sam.visit(PAGE).press("names_form", "Save", **typed(sam, course_title="Osnove"))
    tara.press("names_form", "Save", 422, **typed(tara, course_title="Vještine"))
    assert title_of(world)["bs"] == "Osnove"
    assert "Osnove" in tara.text("#wrong_1")
    assert tara.page.find(id="name_1").text == "Vještine"
    tara.press("names_form", "Save", **typed(tara))
    assert title_of(world)["bs"] == "Vještine"


def test_the_history_has_the_words_before_and_after(tara, world):
    world.digital.title = {"en": "Digital skills", "bs": "Osnove"}
    tara.visit(PAGE).press("names_form", "Save", **typed(tara, course_title="Vještine"))
    change = db.session.query(Change).filter_by(verb="translated").one()
    assert change.detail["before"] == {"course title": "Osnove"}
    assert change.detail["after"] == {"course title": "Vještine"}


@pytest.mark.parametrize("words", ["Osnove \u202egnp", "x" * 301])
def test_a_title_that_is_not_fit_is_refused_and_stays_as_it_was_typed(tara, world, words):
    tara.visit(PAGE).press("names_form", "Save", 422, **typed(tara, course_title=words))
    assert "bs" not in title_of(world)
    assert tara.page.find(id="wrong_1")
    assert tara.page.find(id="name_1").text == words


def test_control_signs_are_no_part_of_a_title(tara, world):
    tara.visit(PAGE).press("names_form", "Save", **typed(tara, course_title="Osn\x1bove\x08"))
    assert title_of(world)["bs"] == "Osnove"
