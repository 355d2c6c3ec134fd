"""The page on which everybody looks for something."""

import logging
import re

import pytest

from lms.courses.models import Term
from lms.db import db
from tests import cast
from tests.queries import count_queries
from tests.search.test_finding import add_lesson, write
from tests.visitor import Visitor


def shown(page):
    return [" ".join(found.text.split()) for found in page.page.select(".hit h3")]


def test_somebody_types_words_and_opens_what_is_found(visitor, world):
    visitor.sign_in(world.lea).visit("/")
    assert visitor.page.select_one("header a[href='/search']").text.strip() == "Search"
    visitor.visit("/search").press("search", "Search", q="first SAFE")
    assert shown(visitor) == ["First of 02-safe-online"]
    hit = visitor.page.select_one(".hit")
    assert [mark.text for mark in hit.select("h3 mark")] == ["First", "02-safe-online"]
    assert "Digital skills · Safe-Online" in visitor.text(".hit")
    assert visitor.text("#found") == "1 result"
    visitor.visit(hit.select_one("a")["href"])
    assert "First of 02-safe-online" in visitor.text("h1")


def test_words_are_marked_in_a_piece_of_the_text_and_nothing_else_of_it_is_html(app, world):
    lesson = add_lesson(world, en="Signs <b>& more</b>")
    write(lesson, "en", "x")
    said = (
        "<p>One two three four five six seven eight nine ten. A <em>žir</em>affe &lt;b&gt; eats. "
    )
    lesson.texts[0].blocks = [{"id": "1", "of": None, "html": said + "word " * 60 + "</p>"}]
    db.session.commit()
    page = Visitor(app).sign_in(world.lea).visit("/search?q=ziraffe")
    hit = page.page.select_one(".hit")
    assert shown(page) == ["Signs <b>& more</b>"]
    assert [mark.text for mark in hit.select("mark")] == ["žiraffe"]
    piece = " ".join(hit.select("p")[-1].text.split())
    assert piece.startswith("… four five six")
    assert "A žiraffe <b> eats." in piece
    assert piece.endswith("word …")
    assert not hit.select("b, script")


def test_a_result_speaks_its_own_language_and_runs_its_own_way(app, world):
    page = Visitor(app).sign_in(world.lea).visit("/search?q=أول+hello")
    hit = page.page.select_one(".hit h3")
    assert (hit["lang"], hit["dir"]) == ("ar", "rtl")
    assert hit.a["href"].endswith("lang=ar")
    assert "العربية" in page.text(".hit")


def test_filters_are_in_the_address(app, world):
    page = Visitor(app).sign_in(world.ema).visit("/search?q=phone")
    assert shown(page)[0] == "First of 01-my-phone"
    assert "My-Phone" in shown(page)
    chips = {" ".join(one.text.split()): one["href"] for one in page.page.select(".chips a")}
    assert shown(page.visit(chips["Sessions"])) == ["My-Phone", "My-Phone"]
    assert page.page.select_one(".chips [aria-current]").text.strip() == "Sessions"
    assert "Jesenice, group A · Centre, room 2" in page.text(".hit")
    page.press("search", "Search", q="prva", language="sl")
    assert "kind=session" in page.url
    assert "Nothing was found" in page.text(".empty")
    page.visit(page.page.find("a", string="Look in everything, in all languages")["href"])
    assert shown(page)[0].startswith("Prva")
    page.visit("/search?q=first&kind=nonsense&language=xx&page=-4")
    assert len(shown(page)) == 3


def test_who_is_not_signed_in_finds_programmes_and_is_told_so(app, world):
    page = Visitor(app).visit("/search?q=digital")
    assert shown(page) == ["Digital and Local"]
    assert "when you have come in" in page.text("main")
    assert not page.page.select(".chips")
    page.visit("/search?q=digital&kind=lesson")
    assert shown(page) == []


def test_a_word_of_the_glossary_says_what_it_means(app, world):
    term, meaning = {"en": "Router"}, {"en": "A box that brings the internet"}
    db.session.add(Term(course_id=world.digital.id, slug="router", term=term, meaning=meaning))
    db.session.commit()
    page = Visitor(app).sign_in(world.lea).visit("/search?q=router")
    assert "Word Router Digital skills A box that brings the internet" in page.text(".hit")


def test_nothing_found_says_what_to_do_and_offers_what_is_near(app, world):
    page = Visitor(app).sign_in(world.lea).visit("/search?q=secnd+phon")
    words = page.text(".empty")
    assert "Check how the words are written." in words
    assert page.page.select(".empty a[href='/programmes'], .empty a[href='/timetable']")
    near = page.page.select_one(".empty p a")
    assert shown(page.visit(near["href"])), near


def test_an_empty_page_says_what_will_be_here(app, world):
    page = Visitor(app).sign_in(world.lea).visit("/search?q=")
    assert "What you find will be here" in page.text(".empty")
    assert "There is no word in this" in page.visit("/search?q=%22%2A%28%29").text(".empty")


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", '"first', "AND", "OR NOT", "NEAR(a, 5)", "*", "first*", "a:b", "(((", "\\", ";--",
        "😀😀", "\u202e\u2066first", "%", "_", "{title}", "x" * 10_000, "a " * 5_000, "ﷺ" * 400,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered_with_a_page(app, world, typed):
    visitor = Visitor(app).sign_in(world.lea)
    visitor.look(visitor.send("GET", "/search", query={"q": typed}), 200)


def test_a_nul_is_no_page_of_ours(app, world):
    visitor = Visitor(app).sign_in(world.lea)
    visitor.look(visitor.send("GET", "/search", query={"q": "a\0b"}), 400)


def test_much_at_once_is_cut_and_said(app, world):
    page = Visitor(app).sign_in(world.lea).visit("/search?q=" + "+".join("abcdefghijk"))
    assert "Only its first words were looked for" in page.text("main")


def test_many_results_come_in_pages_that_keep_the_question(app, world):
    module = world.digital.modules[0]
    db.session.add_all([cast.lesson(module, f"m{n:02d}", en=f"Gecko {n:02d}") for n in range(45)])
    db.session.commit()
    page = Visitor(app).sign_in(world.lea).visit("/search?q=gecko&kind=lesson")
    seen = list(shown(page))
    assert page.text("#found") == "45 results"
    while following := page.page.select_one(".pager a:last-child"):
        if "Next" not in following.text:
            break
        page.visit(following["href"])
        seen += shown(page)
    assert seen == [f"Gecko {n:02d}" for n in range(45)]
    page.visit("/search?q=gecko&page=99")
    assert shown(page) == ["Gecko 40", "Gecko 41", "Gecko 42", "Gecko 43", "Gecko 44"]


def test_the_page_costs_the_same_for_few_and_for_many(app, world):
    def cost(person, typed):
        visitor = Visitor(app).sign_in(person)
        with count_queries() as seen:
            visitor.visit(f"/search?q={typed}")
        return len(seen)

    def all_costs():
        return [cost(who, what) for who in (world.lea, world.ema) for what in ("phone", "zzzz")]

    before = all_costs()
    module = world.digital.modules[0]
    term = {"course_id": world.digital.id, "meaning": {"en": "M"}}
    db.session.add_all([cast.lesson(module, f"m{n:02d}", en=f"Phone {n}") for n in range(30)])
    db.session.add_all([Term(slug=f"t{n}", term={"en": f"Phone {n}"}, **term) for n in range(9)])
    db.session.commit()
    after = all_costs()
    assert max(after) <= 8
    assert all(many <= few for few, many in zip(before, after, strict=True))


def test_what_is_typed_is_not_logged(app, world, caplog):
    with caplog.at_level(logging.DEBUG):
        visitor = Visitor(app).sign_in(world.lea)
        visitor.visit("/search?q=wordofmine")
    logged = [record.getMessage() for record in caplog.records if "sqlalchemy" not in record.name]
    assert not re.search("wordofmine", "\n".join(logged))
