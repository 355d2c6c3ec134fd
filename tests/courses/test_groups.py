"""The groups of a centre: the list, a new one, its record."""

import pytest
from sqlalchemy import select

from lms.courses import actions, queries
from lms.courses.models import (
    Group,
    Membership,
)
from lms.db import db
from lms.people.models import Change, Organisation, Role
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def ema(visitor, world):
    return visitor.sign_in(world.ema)


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("tara", {"Jesenice, group A"}),
        ("ema", {"Jesenice, group A", "Jesenice, group B"}),
        ("oto", {"Officials, group 1"}),
        ("ada", {"Jesenice, group A", "Jesenice, group B", "Officials, group 1"}),
    ],
)
def test_everybody_sees_the_groups_that_they_teach_or_coordinate(app, world, who, titles):
    visitor = Visitor(app).sign_in(getattr(world, who)).visit("/groups")
    assert {link.text for link in visitor.page.select("tbody th a")} == titles


def test_learners_have_no_list_of_groups_and_trainers_make_none(app, world):
    Visitor(app).sign_in(world.lea).visit("/groups", 403)
    Visitor(app).sign_in(world.tara).visit("/groups/new", 403)
    Visitor(app).sign_in(world.tara).visit("/groups/jes-a/edit", 403)
    Visitor(app).sign_in(world.oto).visit("/groups/jes-a/edit", 403)


def test_a_group_of_ones_organisation_on_a_programme_of_another_is_coordinated_by_both(app, world):
    world.c.organisation = world.centre
    for who in (world.ema, world.oto):
        visitor = Visitor(app).sign_in(who).visit("/groups")
        assert "Officials, group 1" in visitor.text("table")
        visitor.visit("/groups/cities-1/people").visit("/groups/cities-1/edit")


def test_the_list_says_how_many_people_are_there_today(app, world):
    place = db.session.scalars(select(Membership).filter_by(person_id=world.lou.id)).one()
    place.ends_on = cast.FEBRUARY
    visitor = Visitor(app).sign_in(world.tara).visit("/groups")
    assert visitor.text("tbody td.n") == "1 / 15"


def test_no_groups_yet(app, world):
    nobody = cast.person("Nik", world.centre, role="trainer")
    db.session.add(nobody)
    db.session.commit()
    visitor = Visitor(app).sign_in(nobody).visit("/groups")
    assert "Your groups will be here." in visitor.text(".empty")


def test_a_new_group_has_a_slug_of_its_title(ema, world):
    ema.visit("/groups/new?programme=digital-local")
    typed = {
        "title": "Jesenice, četrtek", "starts_on": "2022-04-01", "ends_on": "2022-06-30",
        "capacity": "12", "trainers": str(world.sam.id),
    }  # fmt: skip
    ema.press("group", "Save", **typed)
    assert "The group Jesenice, četrtek is there now." in ema.text("#notice")
    group = queries.group("jesenice-cetrtek")
    assert (group.programme.slug, group.organisation.slug) == ("digital-local", "aec-jesenice")
    assert (group.capacity, group.zone) == (12, "Europe/Ljubljana")
    assert [person.name for person in group.trainers] == ["Sam"]
    change = db.session.scalars(select(Change).filter_by(noun="group")).one()
    assert (change.key, change.verb, change.detail["trainers"]) == (
        "jesenice-cetrtek", "created", ["SAM"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Jes A", ["jes-a-2", "jes-a-3"]),
        ("Łódź Đakovo", ["lodz-dakovo", "lodz-dakovo-2"]),
        ("Straße Æbeløgade ÞÓR", ["strasse-aebelogade-thor", "strasse-aebelogade-thor-2"]),
        ("Київ", ["digital-local-1", "digital-local-1-2"]),
        ("مجموعة", ["digital-local-1", "digital-local-1-2"]),
        ("!!!", ["digital-local-1", "digital-local-1-2"]),
    ],
)
def test_a_slug_is_never_given_twice_and_every_script_gets_one(world, title, slugs):
    values = {"title": title, "zone": cast.ZONE}
    made = [
        actions.create_group(world.local, dict(values), by=world.ema, now=cast.NOW)
        for _ in range(2)
    ]
    assert [group.slug for group in made] == slugs


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Write a title"),
        ({"title": "x" * 201}, "This is too long."),
        ({"starts_on": "2022-04-31"}, "Write the day like 2022-03-24."),
        ({"starts_on": "2022-05-02", "ends_on": "2022-05-01"}, "The last day is before the first."),
        ({"capacity": "0"}, "Write a number from 1 to 10000."),
        ({"capacity": "many"}, "Write a whole number, like 15."),
        ({"zone": "Middle/Earth"}, "Write a time zone like Europe/Ljubljana."),
        ({"programme": "999"}, "Choose one from the list."),
        ({"trainers": "999"}, "Choose one from the list."),
    ],
)
def test_a_group_that_cannot_be(ema, world, typed, words):
    ema.visit("/groups/new").press("group", "Save", status=422, **({"title": "New"} | typed))
    assert words in ema.text("#group_complaints")
    assert ema.text("title").startswith("Error: New group")
    assert len(db.session.scalars(select(Group)).all()) == 3


def test_a_change_is_saved_with_its_history(ema, world):
    ema.visit("/groups/jes-a/edit").press("group", "Save", title="Group A", capacity="")
    group = queries.group("jes-a")
    assert (group.title, group.capacity, [p.name for p in group.trainers]) == (
        "Group A", None, ["Tara"],
    )  # fmt: skip
    change = db.session.scalars(select(Change).filter_by(noun="group")).one()
    assert change.detail == {
        "before": {"title": "Jesenice, group A", "capacity": 15},
        "after": {"title": "Group A", "capacity": None},
    }
    ema.visit("/groups/jes-a/edit").press("group", "Save")
    assert "Nothing was different" in ema.text("#notice")


def test_a_group_never_has_fewer_places_than_people(ema, world):
    ema.visit("/groups/jes-a/edit").press("group", "Save", status=409, capacity="1")
    assert "2 people are in this group. Leave room for them." in ema.text("#notice")
    assert queries.group("jes-a").capacity == 15


def test_the_list_costs_the_same_for_few_and_for_many(app, world):
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as for_few:
        visitor.visit("/groups")
    common = {"organisation": world.centre, "zone": cast.ZONE}
    for n in range(60):
        local = cast.programme(f"p-{n}", f"P {n}", world.centre, 4, [(world.digital, 4)])
        group = Group(slug=f"g{n}", title=f"G{n}", programme=local, **common)
        group.trainers = [cast.person(f"T{n}", world.centre, role="trainer")]
        db.session.add(group)
    db.session.commit()
    with count_queries() as for_many:
        visitor.visit("/groups")
    assert len(for_many) == len(for_few) <= 6
    assert len(visitor.page.select("tbody tr")) == 50


def test_who_has_no_programme_is_told_that_a_group_needs_one(app, world):
    una = cast.person("Una", Organisation(slug="new", name="New"), role=Role.COORDINATOR)
    db.session.add(una)
    db.session.commit()
    visitor = Visitor(app).sign_in(una).visit("/groups/new")
    assert "your organisation has none yet" in visitor.text("main")
    assert not visitor.page.select("form#group")
    assert visitor.send("POST", "/groups", data={"title": "A"}).status_code in (400, 422)
