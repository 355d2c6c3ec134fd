"""A coordinator sees what was gained, and chooses which levels a programme asks for."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.db import db
from lms.levels.actions.saying import Word, say
from lms.levels.models import Method, Occasion
from lms.levels.rules.access import instruments_of
from lms.people.models import Change, Role
from lms.questions.frameworks import level
from tests import cast
from tests.cast import NOW
from tests.levels.test_gains import W13
from tests.queries import count_queries
from tests.visitor import Visitor

GAINS = "/programmes/digital-local/levels"
SETTINGS = "/programmes/digital-local/levels/settings"


@pytest.fixture
def w13(world):
    """The language course of the domain's table: seven people, all of them have left."""
    world.local.levels = [
        {"framework": "cefr", "language": "sl", "skills": ["speaking"], "methods": ["trainer"]}
    ]
    instrument = instruments_of(world.local)[0]
    for member in world.memberships:
        member.person.role = Role.TRAINER if member.person in (world.lea, world.lou) else "learner"
    world.bo.role = Role.TRAINER  # staff are never counted
    for name, (entry, exit_) in W13.items():
        who = cast.person(name, world.centre)
        place = cast.enrol(who, world.a)
        place.ends_on = date(2022, 3, 20)
        db.session.add(place)
        db.session.flush()
        for occasion, found in ((Occasion.ENTRY, entry), (Occasion.EXIT, exit_)):
            if found:
                words = [Word(who, "speaking", level("cefr", found))]
                about = (world.local, instrument, words, occasion, Method.TRAINER)
                say(*about, by=world.tara, now=NOW)
    db.session.commit()
    return world


@pytest.fixture
def ema(app, w13):
    return Visitor(app).sign_in(w13.ema).visit(GAINS)


def counts(visitor):
    return {
        a.strong.text: int(a.b.text) for a in visitor.page.select(".figures a")
    }  # fmt: skip


def names(visitor):
    return [row.th.bdi.text for row in visitor.page.select("#people tbody tr")]


def test_who_went_up_is_counted_and_each_number_opens_its_rows(ema):
    assert counts(ema) == {
        "up by a level or more": 4, "the same level": 1, "a lower level": 1,
        "still learning": 0, "unknown": 1,
    }  # fmt: skip
    assert len(names(ema)) == 7
    ema.visit(ema.page.find("strong", string="up by a level or more").parent["href"].split("#")[0])
    assert names(ema) == ["P1", "P2", "P4", "P8"]


def test_gaps_are_listed_with_their_reason(ema):
    gap = ema.page.select_one("#counts ~ .row a") or ema.page.select_one("a.c-cannot")
    assert " ".join(gap.text.split()) == "no level at the end: 1"
    ema.visit(gap["href"].split("#")[0])
    assert names(ema) == ["P7"]


def test_who_is_still_there_is_not_among_those_whose_end_is_missing(app, asking):
    """The number of a reason and the people that it opens are the same."""
    slovene = instruments_of(asking.local)[0]
    words = [Word(asking.lea, skill, level("cefr", "a1")) for skill in slovene.skills]
    say(asking.local, slovene, words, Occasion.ENTRY, Method.TRAINER, by=asking.tara, now=NOW)
    db.session.commit()
    ema = Visitor(app).sign_in(asking.ema).visit(GAINS)
    assert counts(ema)["still learning"] == 1
    assert names(ema.visit(f"{GAINS}?show=exit")) == []
    assert names(ema.visit(f"{GAINS}?show=learning")) == ["Lea"]


def test_the_page_costs_the_same_for_few_and_for_many(app, w13):
    ema = Visitor(app).sign_in(w13.ema)
    with count_queries() as few:
        ema.visit(GAINS)
    for number in range(30):
        db.session.add(cast.enrol(cast.person(f"Q{number:02}", w13.centre), w13.a))
    db.session.commit()
    with count_queries() as many:
        ema.visit(GAINS)
    assert len(few) == len(many) <= 10, many


@pytest.fixture
def chooser(visitor, asking):
    return visitor.sign_in(asking.ema).visit(SETTINGS)


def typed(visitor, place, **values):
    return {f"{key}-{place}": value for key, value in values.items()}


def boxes(visitor):
    """What a browser sends of the boxes that are ticked, several of one name together."""
    found = {}
    for box in visitor.page.select("#asked input[type=checkbox]"):
        if box.has_attr("checked"):
            found.setdefault(box["name"], []).append(box["value"])
    return found


def press(visitor, words, status=200, **more):
    return visitor.press("asked", words, status, **(boxes(visitor) | more))


def save(visitor, **more):
    return press(visitor, "Save", 204 if visitor.htmx else 303, **more)


def test_a_programme_asks_for_what_its_coordinator_chooses(chooser, asking):
    press(chooser, "Add", add="intercultural")
    assert len(chooser.page.select("#asked > section")) == 3
    more = {"skills-2": ["self", "dialogue"], "overall-2": "highest"}
    save(chooser, **more, **{"first-0": "self"})
    db.session.expire_all()
    kept = asking.local.levels
    assert kept[0]["methods"] == ["self", "trainer"]
    assert kept[2] == {
        "framework": "intercultural", "skills": ["self", "dialogue"], "methods": ["self"],
        "overall": "highest",
    }  # fmt: skip
    change = db.session.scalar(select(Change).where(Change.verb == "levels chosen"))
    assert change.detail["after"] == kept
    assert change.by_id == asking.ema.id


def test_one_is_taken_out_and_saving_the_same_changes_nothing(chooser, asking):
    before = list(asking.local.levels)
    save(chooser)
    db.session.expire_all()
    assert asking.local.levels == before
    chooser.visit(SETTINGS)
    button = chooser.page.find(id="out-0")
    chooser.page.find(id="out-1").decompose()
    assert button
    press(chooser, "Take out")
    assert len(chooser.page.select("#asked > section")) == 1
    save(chooser)
    db.session.expire_all()
    assert [one["framework"] for one in asking.local.levels] == ["digcomp"]


def test_what_is_wrong_is_said_and_kept_on_the_page(chooser, asking):
    press(chooser, "Add", add="laslliam")
    press(chooser, "Save", 422)
    assert "Say of which language, such as sl." in chooser.text("#asked")
    press(chooser, "Save", 422, **{"language-2": "sl"})
    assert "This framework is in the list itself." in chooser.text("#asked")
    db.session.expire_all()
    assert len(asking.local.levels) == 2


def test_everything_can_be_taken_out(chooser, asking):
    for _time in range(2):
        button = chooser.page.select("#asked button[name=do][value^=out]")
        for other in button[1:]:
            other.decompose()
        press(chooser, "Take out")
    save(chooser)
    db.session.expire_all()
    assert asking.local.levels is None
