"""A trainer says the levels of several people at once, and sees what is due."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.levels.models import LevelSaid
from lms.people.models import Change
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor

PAGE = "/groups/jes-a/levels?of=cefr-sl"


@pytest.fixture
def tara(visitor, asking):
    return visitor.sign_in(asking.tara).visit(PAGE)


def name(person, skill):
    return f"level-{person.id}-{skill}"


def save(visitor, status=None, **typed):
    status = status or (204 if visitor.htmx else 303)
    return visitor.press("said", "Save", status, **typed)


def kept():
    order = LevelSaid.person_id, LevelSaid.skill, LevelSaid.id
    rows = db.session.scalars(select(LevelSaid).order_by(*order))
    return [(r.person.name, r.framework, r.skill, r.level, r.occasion, r.method) for r in rows]


def test_several_people_are_said_at_once_and_what_is_left_open_is_unknown(tara, asking):
    lea, lou = asking.lea, asking.lou
    assert "overdue since 24 February 2022" in tara.text("table")
    save(tara, **{
        name(lea, "speaking"): "cefr:a1", name(lea, "reading"): "laslliam:2",
        name(lou, "speaking"): "cefr:none",
    })  # fmt: skip
    assert kept() == [
        ("Lea", "laslliam", "reading", "2", "entry", "trainer"),
        ("Lea", "cefr", "speaking", "a1", "entry", "trainer"),
        ("Lou", "cefr", "speaking", "none", "entry", "trainer"),
    ]
    assert "3 levels are kept." in tara.text("main, #notice")
    chosen = tara.page.find(id=name(lea, "reading")).find("option", selected=True)
    assert chosen.text == "LASLLIAM 2"
    rows = tara.page.select("tbody tr")
    assert ["overdue" in row.text for row in rows] == [False, True]


def test_a_correction_is_a_new_row_and_saving_the_same_again_is_none(tara, asking):
    save(tara, **{name(asking.lea, "speaking"): "cefr:a1"})
    save(tara)
    assert len(kept()) == 1
    save(tara, **{name(asking.lea, "speaking"): "cefr:a2"})
    assert [row[3] for row in kept()] == ["a1", "a2"]
    told = db.session.scalars(
        select(Change).where(Change.noun == "level").order_by(Change.id)
    ).all()
    assert told[-1].detail["before"] == "cefr a1"
    assert told[-1].by_id == asking.tara.id
    on_screen = tara.page.find(id=name(asking.lea, "speaking")).find("option", selected=True)
    assert on_screen.text == "A2"


def test_what_each_gained_stands_beside_their_levels(tara, asking):
    both = [name(asking.lea, skill) for skill in ("speaking", "reading")]
    save(tara, **dict.fromkeys(both, "cefr:a1"))
    assert [row.select("td")[-1].text for row in tara.page.select("tbody tr")] == [
        "still learning", "unknown",
    ]  # fmt: skip
    save(tara.visit(f"{PAGE}&on=exit"), **dict.fromkeys(both, "cefr:a2"))
    assert tara.page.select("tbody tr")[0].select("td")[-1].text == "up by a level or more"


def test_a_level_that_does_not_exist_is_refused_and_what_was_typed_stays(tara, asking):
    typed = {name(asking.lea, "speaking"): "cefr:a9", name(asking.lou, "speaking"): "cefr:b1"}
    save(tara, 422, **typed)
    assert "Choose a level from the list." in tara.text("#said")
    assert (
        tara.page.find(id=name(asking.lou, "speaking")).find("option", selected=True).text == "B1"
    )
    assert kept() == []


def test_a_framework_that_is_not_asked_and_people_of_another_group_are_not_said(tara, asking):
    save(tara, 422, **{name(asking.lea, "speaking"): "digcomp:basic"})
    tara.visit(PAGE)
    save(tara, **{name(asking.bo, "speaking"): "cefr:b1"})
    assert kept() == []


def test_what_people_say_themselves_is_only_looked_at(tara, asking):
    tara.visit("/groups/jes-a/levels?of=digcomp")
    assert tara.page.find("select") is None
    assert "the people themselves" in tara.text("main")


def test_what_is_to_be_said_waits_on_the_trainers_first_page(tara, asking):
    tara.visit("/sessions")
    todo = tara.text("#to_do")
    assert "2 levels to say in Jesenice, group A: Slovenian, at the beginning" in todo
    for person in (asking.lea, asking.lou):
        tara.visit(PAGE)
        save(tara, **{name(person, s): "cefr:a1" for s in ("speaking", "reading")})
    tara.visit("/sessions")
    assert "to say in" not in tara.text("body")


def test_a_coordinator_looks_and_another_trainer_does_not(app, asking):
    ema = Visitor(app).sign_in(asking.ema).visit(PAGE)
    assert ema.page.find("select") is None
    Visitor(app).sign_in(asking.sam).visit(PAGE, 403)


def test_a_programme_that_asks_for_nothing_has_no_such_page(app, world):
    tara = Visitor(app).sign_in(world.tara)
    tara.visit("/groups/jes-a/levels", 403)
    assert "Levels" not in tara.visit("/groups/jes-a/people").text("main nav")


def test_the_page_costs_the_same_for_few_and_for_many(app, asking):
    tara = Visitor(app).sign_in(asking.tara)
    with count_queries() as few:
        tara.visit(PAGE)
    for number in range(30):
        db.session.add(cast.enrol(cast.person(f"P{number:02}", asking.centre), asking.a))
    db.session.commit()
    with count_queries() as many:
        tara.visit(PAGE)
    assert len(many) == len(few) <= 12, many
    assert len(tara.page.select("tbody tr")) == 25
