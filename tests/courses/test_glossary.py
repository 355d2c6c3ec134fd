"""Learners look words up: in two languages, by letter, by what they type."""

import pytest

from lms.courses.models import Term
from lms.db import db
from tests.queries import count_queries
from tests.visitor import Visitor

PAGE = "/courses/digital-basics/glossary"


def put(world, slug, **said):
    terms = {lang: words for lang, (words, _meaning) in said.items()}
    meanings = {lang: meaning for lang, (_words, meaning) in said.items()}
    db.session.add(Term(course_id=world.digital.id, slug=slug, term=terms, meaning=meanings))


@pytest.fixture
def words(world):
    put(world, "button", en=("button", "You press it."), sl=("gumb", "Pritisnete ga."))
    put(world, "school", en=("school", "You learn there."), sl=("šola", "Tam se učite."))
    put(world, "only", sl=("črka", "Del besede."))
    db.session.commit()
    return world


@pytest.fixture
def lea(app, words):
    return Visitor(app).sign_in(words.lea)


def shown(visitor):
    return [part["id"] for part in visitor.page.select("ul.words > li")]


def test_words_stand_beside_each_other_in_two_languages(lea):
    lea.visit(PAGE)
    assert shown(lea) == ["term-button", "term-only", "term-school"]
    pair = lea.page.find(id="term-button").find_all("div")
    assert [(part["lang"], part.strong.text, part.find_all("p")[1].text) for part in pair] == [
        ("en", "button", "You press it."), ("sl", "gumb", "Pritisnete ga."),
    ]  # fmt: skip


def test_a_word_is_found_in_any_language_and_without_its_hooks(lea):
    assert shown(lea.visit(f"{PAGE}?q=SOLA")) == ["term-school"]
    assert shown(lea.visit(f"{PAGE}?q=press")) == ["term-button"]
    lea.visit(f"{PAGE}?q=zzz")
    assert "No word here has this." in lea.text("main")
    assert lea.page.find("input", id="find_q")["value"] == "zzz"


def test_letters_lead_to_the_words_that_begin_with_them(lea):
    letters = [link.text for link in lea.visit(PAGE).page.select("nav.letters a")]
    assert letters == ["All", "B", "C", "S"]
    assert shown(lea.visit(f"{PAGE}?letter=S")) == ["term-school"]


@pytest.mark.parametrize("query", ["q=" + "x" * 5000, "page=-1", "q=%E2%80%AE"])
def test_whatever_is_asked_is_answered(lea, query):
    lea.visit(f"{PAGE}?{query}")


def test_an_empty_glossary_says_so(app, world):
    lea = Visitor(app).sign_in(world.lea).visit(PAGE)
    assert "This course has no words to look up yet." in lea.text("main")


def test_a_long_glossary_costs_no_more_than_a_short_one(lea, words):
    with count_queries() as few:
        lea.visit(PAGE)
    for number in range(120):
        put(words, f"w-{number}", en=(f"w{number}", "m"))
    db.session.commit()
    with count_queries() as many:
        lea.visit(PAGE)
    assert len(many) == len(few)
    assert len(shown(lea)) == 100


def test_a_course_that_is_not_there_has_none(lea):
    lea.visit("/courses/nothing/glossary", status=404)
