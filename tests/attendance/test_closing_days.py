"""Days on which an organisation is closed: coordinators say them, series leave them out."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.attendance.models import ClosingDay
from lms.db import db
from lms.people.models import Change
from tests.visitor import Visitor

PAGE = "/closing-days"
SUMMER = {"title": "Summer holidays", "first": "2022-07-18", "last": "2022-07-29"}


@pytest.fixture
def ema(visitor, world):
    return visitor.sign_in(world.ema)


def closing():
    return list(db.session.scalars(select(ClosingDay)))


def test_days_are_added_and_removed_and_both_are_remembered(ema, world):
    assert "None yet." in ema.visit(PAGE).text(".empty")
    ema.press("closing", "Add", **SUMMER)
    (days,) = closing()
    assert (days.organisation_id, days.title, days.first, days.last) == (
        world.centre.id, "Summer holidays", date(2022, 7, 18), date(2022, 7, 29),
    )  # fmt: skip
    assert "18 Jul 2022 – 29 Jul 2022" in ema.text(".agenda")
    ema.press(f"remove_{days.id}", "Remove Summer holidays")
    assert closing() == []
    changes = db.session.scalars(select(Change).order_by(Change.id)).all()
    assert [(change.noun, change.key, change.verb) for change in changes] == [
        ("organisation", "aec-jesenice", "closing days added"),
        ("organisation", "aec-jesenice", "closing days removed"),
    ]


def test_one_day_needs_no_last(ema, world):
    ema.visit(PAGE).press("closing", "Add", title="Moving house", first="2022-05-13", last="")
    (days,) = closing()
    assert days.first == days.last == date(2022, 5, 13)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"title": ""}, "title", "Write why"),
        ({"title": "x" * 201}, "title", "too long"),
        ({"first": ""}, "first", "Choose a day"),
        ({"first": "summer"}, "first", "Choose a day"),
        ({"last": "autumn"}, "last", "Choose a day"),
        ({"last": "2022-07-01"}, "last", "before the first"),
        ({"last": "2023-12-31"}, "last", "a year at most"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(ema, world, typed, field, words):
    ema.visit(PAGE).press("closing", "Add", 422, **SUMMER | typed)
    assert words in ema.text(f"#closing_{field}_wrong")
    assert closing() == []


def test_the_same_days_are_not_added_twice(ema, world):
    ema.visit(PAGE).press("closing", "Add", **SUMMER)
    ema.press("closing", "Add", 409, **SUMMER)
    assert "in the list already" in ema.text("#notice")
    assert len(closing()) == 1


def test_each_house_says_its_own_days_and_an_administrator_everybodys(app, world):
    Visitor(app).sign_in(world.ema).visit(PAGE).press("closing", "Add", **SUMMER)
    oto = Visitor(app).sign_in(world.oto).visit(PAGE)
    assert not oto.page.select(".agenda")
    (days,) = closing()
    token = oto.page.select_one("[name=csrf_token]")["value"]
    removal = f"{PAGE}/{days.id}/removal"
    assert oto.send("POST", removal, {"csrf_token": token}).status_code == 403
    assert oto.send("POST", f"{PAGE}/999/removal", {"csrf_token": token}).status_code == 409
    oto.press("closing", "Add", **SUMMER | {"organisation": f"{world.centre.id}"})
    assert {days.organisation_id for days in closing()} == {world.centre.id, world.network.id}
    ada = Visitor(app).sign_in(world.ada).visit(PAGE)
    assert "Adult Education Centre Jesenice" in ada.text(".agenda")
    assert "Assembly of European Regions" in ada.text(".agenda")
    ada.press("closing", "Add", **SUMMER, organisation=f"{world.network.id}", status=409)
