"""Days on which an organisation is closed: coordinators say them, series leave them out."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.attendance.models import ClosingDay, Session, Status
from lms.db import db
from lms.people.models import Change
from tests.attendance.series import FIRST, series
from tests.queries import count_queries
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
        ({"last": "2023-12-31"}, "last", "more days than a year has"),
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


@pytest.fixture
def closed(world):
    """The centre is closed on the second Tuesday of April."""
    days = {"first": date(2022, 4, 12), "last": date(2022, 4, 12)}
    made = ClosingDay(organisation_id=world.centre.id, title="Winter break", **days)
    db.session.add(made)
    db.session.commit()
    return made


def asked(visitor):
    return [item.text for item in visitor.page.select("#session_clashes li")]


WORDS = "The centre is closed on that day: Winter break."


def test_publishing_one_session_on_a_closing_day_is_asked_about(ema, world, closed):
    before = db.session.query(Session).count()
    ema.visit("/sessions/new?group=jes-a")
    about = f"m{world.digital.modules[1].id}"
    ema.press("session", "Publish", 409, about=about, day="2022-04-12")
    assert asked(ema) == [WORDS]
    assert db.session.query(Session).count() == before
    ema.press("session", "Publish all the same")
    assert db.session.query(Session).count() == before + 1


def test_moving_onto_a_closing_day_is_asked_about_and_a_new_time_there_is_not(ema, world, closed):
    ema.visit(f"/sessions/{world.next_week.id}")
    ema.press("session", "Save the changes", 409, day="2022-04-12")
    assert asked(ema) == [WORDS]
    ema.press("session", "Save all the same")
    assert world.next_week.status == Status.MOVED
    ema.press("session", "Save the changes", starts="16:00")
    assert "Saved." in ema.text("#notice")


def test_moving_the_rest_of_a_series_onto_a_closing_day_is_asked_about(ema, world, closed):
    first, *_later = series(world, 3, first=date(2022, 4, 4))
    ema.visit(f"/sessions/{first.id}")
    ema.press("session", "Save the changes", 409, day="2022-04-05", scope="rest")
    assert asked(ema) == [f"Tue 12 Apr: {WORDS}"]


def test_closing_days_of_another_house_are_not_asked_about(ema, world, closed):
    closed.organisation_id = world.network.id
    db.session.commit()
    ema.visit(f"/sessions/{world.next_week.id}")
    ema.press("session", "Save the changes", day="2022-04-12")
    assert world.next_week.status == Status.MOVED


def test_planned_sessions_on_closing_days_are_counted_with_the_way_to_them(ema, world):
    sessions = series(world, 4)
    ema.visit(PAGE).press("closing", "Add", title="Break", first=f"{FIRST}", last="2022-04-19")
    (link,) = ema.page.select(".agenda a")
    assert (link.text, link["href"]) == (
        "3 planned sessions lie on these days.", f"/timetable?on={FIRST}",
    )  # fmt: skip
    sessions[0].status = Status.CANCELLED
    sessions[1].status = Status.MOVED
    db.session.commit()
    ema.visit(PAGE)
    (link,) = ema.page.select(".agenda a")
    assert (link.text, link["href"]) == (
        "1 planned session lies on these days.", "/timetable?on=2022-04-19",
    )  # fmt: skip


def test_many_closing_days_cost_as_much_as_one(app, world, closed):
    ema = Visitor(app).sign_in(world.ema).visit(PAGE)
    seen = []
    for count in (0, 9):
        db.session.add_all(
            ClosingDay(
                organisation_id=world.centre.id, title="x", first=date(2022, 5, 1 + n),
                last=date(2022, 5, 20),
            )
            for n in range(count)
        )  # fmt: skip
        db.session.commit()
        with count_queries() as statements:
            ema.visit(PAGE)
        seen.append(len(statements))
    assert seen[0] == seen[1]
