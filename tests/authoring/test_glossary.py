"""Authors write the words of a course and what they mean."""

import pytest
from sqlalchemy import select

from lms.courses.models import Term
from lms.db import db
from lms.people.models import Change
from tests.authoring.conftest import write
from tests.queries import count_queries
from tests.visitor import Visitor

LIST = "/courses/digital-basics/words"


@pytest.fixture
def pin(world):
    term = Term(
        course_id=world.digital.id, slug="pin-code",
        term={"en": "PIN code", "sl": "koda PIN"}, meaning={"en": "Four digits", "sl": "Štiri"},
    )  # fmt: skip
    db.session.add(term)
    db.session.commit()
    return term


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def terms():
    db.session.expire_all()
    return list(db.session.scalars(select(Term).order_by(Term.slug)))


def test_a_word_is_added_and_its_short_name_made_of_it(tara, world):
    tara.visit(f"{LIST}/new")
    tara.press("word", "Save", **{"term-en": " Bank card ", "meaning-en": "You pay with it."})
    (word,) = terms()
    assert (word.slug, word.term, word.meaning, word.audio) == (
        "bank-card", {"en": "Bank card"}, {"en": "You pay with it."}, None,
    )  # fmt: skip
    assert "[[bank-card]]" in tara.visit(LIST).text("main")
    change = db.session.scalars(select(Change).where(Change.noun == "term")).one()
    assert (change.key, change.verb, change.by_id) == (
        "digital-basics/bank-card", "created", world.tara.id,
    )  # fmt: skip


def test_two_words_of_one_name_have_two_short_names(tara, pin):
    tara.visit(f"{LIST}/new").press("word", "Save", **{"term-en": "PIN code", "meaning-en": "x"})
    assert [word.slug for word in terms()] == ["pin-code", "pin-code-2"]


def test_a_word_is_changed_and_the_history_says_what_it_was(tara, pin):
    tara.visit(f"{LIST}/pin-code").press("word", "Save", **{"meaning-en": "Four secret digits"})
    (word,) = terms()
    assert word.meaning == {"en": "Four secret digits", "sl": "Štiri"}
    seen = tara.visit(f"{LIST}/pin-code").text("main")
    assert "It was: Four digits" in seen
    tara.press("word", "Save")
    assert "Nothing was different" in tara.text("#notice")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"term-en": "", "meaning-en": "x"}, "Write the word."),
        ({"term-en": "x", "meaning-en": " "}, "Write what it means."),
        ({"term-en": "x", "meaning-en": "y", "meaning-sl": "z"}, "Write the word."),
        ({"term-en": "a\u202eb", "meaning-en": "y"}, "A hidden sign turns the words round here."),
        ({"term-en": "x" * 300, "meaning-en": "y"}, "This is too long."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(tara, world, typed, words):
    tara.visit(f"{LIST}/new")
    tara.press("word", "Save", status=422, **typed)
    assert words in tara.text(".notice.bad")
    kept = tara.page.find("textarea", id="word_meaning-en").text.strip()
    assert kept == typed["meaning-en"].strip()
    assert terms() == []


def test_a_word_that_nobody_names_is_retired_and_comes_back(tara, pin):
    tara.visit(f"{LIST}/pin-code").press("retire", "Retire the word")
    assert terms()[0].retired_at is not None
    tara.visit(f"{LIST}/pin-code").press("retire", "Bring it back")
    assert terms()[0].retired_at is None
    verbs = db.session.scalars(select(Change.verb).where(Change.noun == "term").order_by(Change.id))
    assert list(verbs) == ["retired", "brought back"]


def test_a_word_that_lessons_name_stays(tara, world, pin):
    lesson = world.digital.modules[0].lessons[0]
    tara.visit(f"{LIST}/pin-code")
    write(lesson, "en", "Screen", "The [[pin-code]].", world.tara)
    db.session.commit()
    tara.press("retire", "Retire the word", status=409)
    assert "Lessons still name this word: Screen." in tara.page.text
    tara.visit(f"{LIST}/pin-code")
    assert "Screen" in tara.text("main")
    assert tara.page.find("form", id="retire") is None


def test_a_long_glossary_costs_no_more_than_a_short_one(app, world, pin):
    tara = Visitor(app).sign_in(world.tara)
    with count_queries() as few:
        tara.visit(LIST)
    db.session.add_all(
        Term(course_id=world.digital.id, slug=f"w-{n}", term={"en": f"W{n}"}, meaning={"en": "m"})
        for n in range(150)
    )
    db.session.commit()
    with count_queries() as many:
        tara.visit(LIST)
    assert len(many) == len(few)
    assert "Page 1 of 2" in tara.text("nav.pager")


def test_the_way_is_on_the_courses_page_for_authors(tara):
    buttons = tara.visit("/courses/digital-basics/edit").page.select("main a.btn")
    assert [a["href"] for a in buttons if "Glossary" in a.text] == [LIST]
    assert not [a for a in buttons if "Words" in a.text]
    learners = next(a for a in tara.visit(LIST).page.select("a.btn") if "As learners" in a.text)
    assert tara.visit(learners["href"]).page.find("a", href=LIST)
