"""A timetable is copied from one group to another of the same programme."""

from datetime import date, time

import pytest
from sqlalchemy import select

from lms.attendance.models import Series, Session, Status
from lms.db import db
from tests.attendance.series import series
from tests.attendance.test_series import again, dates, several, ticked
from tests.cast import THURSDAY
from tests.visitor import Visitor, filled

COPY = "/sessions/series/copy"


@pytest.fixture
def ema(visitor, world):
    """Group A has a session tonight, one next week, and three more, two of them on holidays."""
    series(world, 3, first=date(2022, 4, 18), link="https://meet.example.org/a")
    world.c.programme = world.cities
    return visitor.sign_in(world.ema)


def copied():
    found = select(Session).where(
        Session.series_id.is_not(None), Session.code.startswith("jes-b-20")
    )
    return db.session.scalars(found.order_by(Session.day)).all()


def test_the_group_and_the_timetable_are_chosen_first(ema, world):
    ema.visit(COPY)
    assert [a["href"] for a in ema.page.select("main a.huge")] == [
        f"{COPY}?group=jes-a", f"{COPY}?group=jes-b",
    ]  # fmt: skip
    ema.visit(f"{COPY}?group=jes-b")
    (link,) = ema.page.select("main a.huge")
    ema.visit(link["href"])
    assert "From Jesenice, group A." in ema.text("main")
    assert filled(ema.page.find("form", id="copy"))["first"] == f"{THURSDAY}", "the same weekday"


def test_every_session_moves_by_as_many_days_and_keeps_its_time(ema, world):
    world.b.zone = "Europe/Athens"
    ema.visit(f"{COPY}?group=jes-b&source=jes-a")
    again(ema, 200, do="look", first="2022-05-05", calendar="SI", place="Room 5")
    assert next(iter(dates(ema).values())).startswith(
        "Thu 5 May 17:00 – 20:15, 180 minutes: My-Phone"
    )
    assert len(ticked(ema)) == 5
    again(ema)
    made = copied()
    assert [one.day for one in made] == [
        date(2022, 5, 5), date(2022, 5, 12), date(2022, 5, 30), date(2022, 6, 6), date(2022, 6, 13),
    ]  # fmt: skip
    assert {(one.starts, one.zone, one.place, one.link, one.trainer) for one in made} == {
        (time(17), "Europe/Athens", "Room 5", None, world.sam)
    }
    assert [one.module for one in made[:2]] == [world.digital.modules[0], world.slovene.modules[0]]
    assert db.session.scalars(select(Series).order_by(Series.id.desc())).first().rule == {
        "copied": "jes-a", "from": "2022-05-05", "calendar": "SI",
    }  # fmt: skip


def test_holidays_of_the_copy_are_left_out(ema, world):
    ema.visit(f"{COPY}?group=jes-b&source=jes-a")
    again(ema, 200, do="look", first="2022-03-24", calendar="SI")
    skipped = [words for words in dates(ema).values() if "Holiday" in words]
    assert [words.partition(" 17")[0] for words in skipped] == ["Mon 18 Apr", "Mon 2 May"]
    assert "Easter Monday" in skipped[0]


def test_one_trainer_may_teach_all_of_them(ema, world):
    ema.visit(f"{COPY}?group=jes-b&source=jes-a")
    again(ema, 200, do="look", first="2022-05-05", trainer=f"{world.sam.id}", place="Room 5")
    again(ema)
    assert {one.trainer for one in copied()} == {world.sam}


def test_the_trainer_stays_where_the_group_has_the_same_or_none(ema, world):
    for trainers, chosen in (
        ([world.sam], world.sam.id), ([world.sam, world.tara], -1), ([], -1),
    ):  # fmt: skip
        world.b.trainers = trainers
        db.session.commit()
        ema.visit(f"{COPY}?group=jes-b&source=jes-a")
        assert filled(ema.page.find("form", id="copy"))["trainer"] == f"{chosen}"


def test_the_button_says_that_dates_with_clashes_are_published_all_the_same(ema, world):
    ema.visit(f"{COPY}?group=jes-b&source=jes-a")
    again(ema, 200, do="look", first=f"{THURSDAY}", calendar="")
    assert "in Centre, room 2 at this time" in ema.text("main")
    assert ema.text("button[value=publish]") == "Publish 5 sessions all the same"
    again(ema, 200, do="look", place="Room 5", trainer="0")
    assert ema.text("button[value=publish]") == "Publish 5 sessions"


def test_what_did_not_take_place_is_not_copied(ema, world):
    world.next_week.status = Status.CANCELLED
    ema.visit(f"{COPY}?group=jes-b&source=jes-a")
    again(ema, 200, do="look", first="2022-05-05")
    assert len(dates(ema)) == 4


@pytest.mark.parametrize(
    ("first", "words"), [("9999-12-20", "The calendar ends"), ("x", "Choose a day")]
)
def test_a_first_day_that_cannot_be_is_said(ema, world, first, words):
    ema.visit(f"{COPY}?group=jes-b&source=jes-a")
    again(ema, 422, do="look", first=first)
    assert words in ema.text("#copy_complaints")
    assert copied() == []


def test_both_groups_must_be_ones_own_and_of_one_programme(app, world):
    sam = Visitor(app).sign_in(world.sam)
    sam.visit(f"{COPY}?group=jes-b&source=jes-a", 403)
    assert "No other group of this programme" in sam.visit(f"{COPY}?group=jes-b").text("main")
    ada = Visitor(app).sign_in(world.ada)
    ada.visit(f"{COPY}?group=jes-b&source=cities-1")
    assert "Whose timetable is copied?" in ada.text("h1")
    ada.visit(f"{COPY}?group=jes-b&source=jes-a")
    form = several(ada.page.find("form", id="copy"))
    assert ada.send("POST", COPY, form | {"source": "cities-1", "do": "publish"}).status_code == 409
    assert ada.send("POST", COPY, form | {"source": "nowhere"}).status_code == 404
