"""Where published figures come from: the sources of a project, changed in the browser."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people.models import Change
from lms.projects.models import Project
from tests.cast import NOW
from tests.projects.samples import wide
from tests.visitor import Visitor

FIGURES = "/projects/wide/figures"
S0 = {"code": "S0", "words": {"en": "What was published"}, "url": None}


@pytest.fixture
def project(world):
    return wide(world, published_at=NOW)


@pytest.fixture
def ema(visitor, world, project):
    return visitor.sign_in(world.ema).visit(FIGURES)


def sources():
    db.session.expire_all()
    return db.session.scalars(select(Project.sources)).one()


def value(visitor, name):
    field = visitor.page.find(id=name)
    return field.get("value", field.text)


def after(visitor):
    return 204 if visitor.htmx else 303


def test_a_new_source_is_kept_and_a_figure_names_it(app, ema, world):
    typed = {"code-new": "S1", "words-new": "The report", "url-new": "https://wide.example/r"}
    ema.press("sources", "Save the sources", after(ema), **typed)
    new = {"code": "S1", "words": {"en": "The report"}, "url": "https://wide.example/r"}
    assert sources() == [S0, new]
    kept = db.session.scalars(select(Change).where(Change.key == "wide")).one()
    assert (kept.verb, kept.by, kept.at) == ("sources changed", world.ema, NOW)
    assert kept.detail == {"before": [S0], "after": [S0, new]}
    ema.visit(ema.page.select_one("#listed li a")["href"])
    ema.press("typed", "Save", after(ema), source="S1")
    page = Visitor(app).visit("/projects/wide/results").page
    assert page.find("a", href="#source-S1")
    assert "The report" in page.find(id="sources").parent.text


def test_what_is_wrong_with_a_source_is_said_with_its_field_and_who_saves_is_led_there(ema):
    ema.press("sources", "Save the sources", 422, **{"code-new": "S1", "url-new": "ftp://x"})
    told = ema.page.find(id="sources_complaints")
    assert told.has_attr("autofocus")
    said = [" ".join(one.text.split()) for one in told.select("a")]
    assert said == [
        "What it is: Fill this in.",
        "Link: Write an address that begins with https://.",
    ]


def test_words_are_of_the_language_of_the_page_and_the_others_stay(ema, project):
    project.sources = [{**S0, "words": {"sl": "Objava"}}]
    db.session.commit()
    ema.visit(FIGURES)
    assert "In another language: Objava" in ema.text("#sources")
    ema.press("sources", "Save the sources", after(ema))
    assert "Nothing was different" in ema.text("#notice")
    ema.press("sources", "Save the sources", after(ema), **{"words-0": "What was said"})
    assert sources()[0]["words"] == {"sl": "Objava", "en": "What was said"}


def test_a_source_that_something_names_stays_and_another_goes(ema, project):
    project.sources = [S0, {**S0, "code": "S1"}, {**S0, "code": "S2"}]
    project.notes = [{"what": {"en": "Two"}, "handling": {"en": "One"}, "sources": ["S2"]}]
    db.session.commit()
    ema.visit(FIGURES)
    out = {f"out-{place}": "yes" for place in range(3)}
    ema.press("sources", "Save the sources", 422, **out, **{"words-1": "Kept"})
    assert "names S0. Take it out there first." in ema.text("#out-0_wrong")
    assert "names S2. Take it out there first." in ema.text("#out-2_wrong")
    assert ema.page.find(id="out-1").has_attr("checked")
    assert value(ema, "words-1") == "Kept"
    ema.press("sources", "Save the sources", after(ema), **{"out-0": None, "out-2": None})
    assert [one["code"] for one in sources()] == ["S0", "S2"]


WRONG = {
    "words-0": (" ", "Fill this in."),
    "url-0": ("javascript:1", "Write an address that begins with https://."),
    "code-new": ("S0", 'The source "S0" is in the list twice.'),
    "words-new": ("x" * 1001, "This text is longer than 1000 characters."),
    "url-new": ("wide.example", "Write an address that begins with https://."),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(ema, field):
    wrong, words = WRONG[field]
    typed = {"url-0": "https://wide.example/0", "code-new": "S1", "words-new": "New", field: wrong}
    ema.press("sources", "Save the sources", 422, **typed)
    assert words in ema.text(f"[id='{field}_wrong']")
    for name, said in typed.items():
        assert value(ema, name) == said.strip()
    assert sources() == [S0]


def test_who_comes_second_is_told(app, ema, world):
    ada = Visitor(app).sign_in(world.ada).visit(FIGURES)
    ema.press("sources", "Save the sources", after(ema), **{"words-0": "First"})
    ada.press("sources", "Save the sources", 409, **{"words-0": "Second"})
    assert "Look at it now" in ada.text()
    assert sources()[0]["words"] == {"en": "First"}


def test_two_who_change_different_sources_lose_nothing(app, ema, project, world):
    project.sources = [S0, {**S0, "code": "S1"}, {**S0, "code": "S2"}]
    db.session.commit()
    ada = Visitor(app).sign_in(world.ada).visit(FIGURES)
    hers = {"words-0": "First", "out-1": "yes", "code-new": "S3", "words-new": "Third"}
    ema.visit(FIGURES).press("sources", "Save the sources", after(ema), **hers)
    typed = {"words-2": "Second", "url-2": "wide", "code-new": "S4", "words-new": "Fourth"}
    ada.press("sources", "Save the sources", 422, **typed)
    assert value(ada, "words-1") == "Second"  # has another place now
    assert value(ada, "words-0") == "First"
    ada.press("sources", "Save the sources", **{"url-1": "https://wide.example/2"})
    assert [(one["code"], one["words"]["en"], one["url"]) for one in sources()] == [
        ("S0", "First", None), ("S2", "Second", "https://wide.example/2"), ("S3", "Third", None),
        ("S4", "Fourth", None),
    ]  # fmt: skip


def test_what_is_taken_out_meanwhile_and_was_changed_here_is_told(app, ema, project, world):
    project.sources = [S0, {**S0, "code": "S1"}]
    db.session.commit()
    ada = Visitor(app).sign_in(world.ada).visit(FIGURES)
    ema.visit(FIGURES).press("sources", "Save the sources", after(ema), **{"out-1": "yes"})
    ada.press("sources", "Save the sources", 409, **{"words-1": "Second"})
    assert "Look at it now" in ada.text()
    assert sources() == [S0]


def test_texts_of_a_file_that_nobody_touched_stay_to_the_letter(ema, project):
    project.sources = [S0, {"code": "S1", "words": {"en": "Two \n\n\n\nlines"}, "url": None}]
    db.session.commit()
    ema.visit(FIGURES).press("sources", "Save the sources", after(ema), **{"words-0": "First"})
    assert [one["words"]["en"] for one in sources()] == ["First", "Two \n\n\n\nlines"]


def test_a_project_has_fifty_sources_and_no_more(ema, project):
    project.sources = [{**S0, "code": f"S{place}"} for place in range(50)]
    db.session.commit()
    typed = {"code-new": "S50", "words-new": "One more"}
    ema.visit(FIGURES).press("sources", "Save the sources", 422, **typed)
    assert "50 sources or less" in ema.text("#sources")
    assert len(sources()) == 50
