"""A series in one form: looked at date by date, then published, all of it or nothing."""

from datetime import date, time

import pytest
from sqlalchemy import select

from lms.attendance.actions.series import publish_series
from lms.attendance.models import ClosingDay, Mode, Series, Session, Status
from lms.db import db
from lms.errors import Refused
from lms.messages.letters import part
from lms.people.models import Change, Person
from tests.attendance.register import fill
from tests.attendance.series import notices
from tests.cast import NOW, session
from tests.queries import count_queries
from tests.visitor import Visitor, filled

NEW = "/sessions/series/new"
TUESDAY, THURSDAY = "1", "3"
APRIL = {"first": "2022-04-04", "last": "2022-05-05", "calendar": "SI"}


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def ask(visitor, world, status=200, do="look", days=(TUESDAY, THURSDAY), url=None, **typed):
    """The whole form as a browser sends it; `days` are ticked."""
    if not visitor.page.find("form", id="series"):
        visitor.visit(f"{NEW}?group=jes-a")
    form = visitor.page.find("form", id="series")
    data = several(form)
    data |= {"about": f"m{world.digital.modules[0].id}"} | APRIL | typed
    data |= {"weekdays": list(days), "do": do}
    response = visitor.send("POST", NEW, data)
    return visitor.look(response, status)


def several(form):
    """What a browser would send, with every box that is ticked."""
    boxes = {box["name"] for box in form.select("input[type=checkbox]")}
    ticked = {
        name: [b["value"] for b in form.select(f"[name={name}]") if b.has_attr("checked")]
        for name in boxes
    }
    return filled(form) | ticked


def again(visitor, status=None, do="publish", **typed):
    """The page's own form once more, with some of it changed."""
    form = visitor.page.find("form", id="series") or visitor.page.find("form", id="copy")
    response = visitor.send("POST", form["action"], several(form) | {"do": do} | typed)
    return visitor.look(response, status or 303)


def dates(visitor):
    return {
        li["id"].removeprefix("date_"): " ".join(li.text.split())
        for li in visitor.page.select(".plan > li")
    }


def ticked(visitor):
    return [box["value"] for box in visitor.page.select("[name=take][checked]")]


def made():
    return db.session.scalars(
        select(Session).where(Session.series_id.is_not(None)).order_by(Session.day, Session.starts)
    ).all()


def test_the_form_begins_like_the_last_session_and_offers_this_house_s_holidays(tara, world):
    tara.visit(f"{NEW}?group=jes-a")
    sent = filled(tara.page.find("form", id="series"))
    assert (sent["starts"], sent["ends"], sent["place"], sent["trainer"], sent["calendar"]) == (
        "17:00", "20:15", "Centre, room 2", f"{world.tara.id}", "SI",
    )  # fmt: skip
    words = [box.find_parent("label").text for box in tara.page.select("[name=weekdays]")]
    assert words[0] == "Monday"
    assert len(words) == 7


def test_looking_writes_nothing_and_shows_every_date_with_its_reason(tara, world):
    db.session.add(
        ClosingDay(
            organisation_id=world.centre.id, title="Spring break", first=date(2022, 4, 26),
            last=date(2022, 4, 26),
        )
    )  # fmt: skip
    before = db.session.query(Session).count()
    ask(tara, world, last="2022-05-03", days=("0", TUESDAY, "2"))
    shown = dates(tara)
    assert "Holiday: Easter Monday" in shown["2022-04-18"]
    assert "Holiday: Day of Uprising Against Occupation" in shown["2022-04-27"]
    assert "Closed: Spring break" in shown["2022-04-26"]
    assert "Holiday: Labor Day" in shown["2022-05-02"]
    assert "17:00 – 20:15, 180 minutes: My-Phone" in shown["2022-04-05"]
    assert shown["2022-04-05"].startswith("Tue 5 Apr")
    assert ticked(tara) == [
        "2022-04-04", "2022-04-05", "2022-04-06", "2022-04-11", "2022-04-12", "2022-04-13",
        "2022-04-19", "2022-04-20", "2022-04-25", "2022-05-03",
    ]  # fmt: skip
    words = tara.text("section[aria-labelledby=preview_words]")
    assert "10 sessions, 4 April 2022 to 3 May 2022: 1800 minutes = 40 units (30 h 00)" in words
    assert "48 units (36 h 00). The programme asks for 8 units (6 h 00)." in words
    assert (db.session.query(Session).count(), db.session.query(Series).count()) == (before, 0)


def test_what_is_ticked_is_published_and_told_once(tara, world):
    ask(tara, world)
    again(tara, take=["2022-04-05", "2022-04-07", "2022-04-12"])
    found = made()
    assert [one.day for one in found] == [date(2022, 4, 5), date(2022, 4, 7), date(2022, 4, 12)]
    assert {(one.status, one.trainer, one.module, one.published_at) for one in found} == {
        (Status.PLANNED, world.tara, world.digital.modules[0], NOW)
    }
    assert [one.code for one in found] == [f"jes-a-{one.day}" for one in found]
    assert len({one.uid for one in found}) == 3
    (series,) = db.session.scalars(select(Series))
    assert series.rule | {"about": ""} == {
        "weekdays": [1, 3], "from": "2022-04-04", "to": "2022-05-05", "every": 1,
        "calendar": "SI", "about": "",
    }  # fmt: skip
    assert tara.url == f"/sessions?series={series.id}"
    assert "Published: 3 sessions." in tara.text("#notice")
    assert world.a.revision == 1
    assert db.session.query(Change).filter_by(verb="published").count() == 3
    told = notices("session.published")
    assert sorted(told) == ["Lea", "Lou"]
    said = part(told["Lea"], world.lea)
    assert said.heading == "3 new sessions, the first on 5 April"
    assert len(said.events) == 3


def test_a_skipped_holiday_can_be_taken_in_and_a_date_left_out(tara, world):
    ask(tara, world, days=("0",), last="2022-04-25")
    assert ticked(tara) == ["2022-04-04", "2022-04-11", "2022-04-25"]
    again(tara, take=["2022-04-04", "2022-04-18"])
    assert [one.day for one in made()] == [date(2022, 4, 4), date(2022, 4, 18)]


def test_each_date_may_have_its_own_trainer_of_the_group(tara, world):
    world.a.trainers.append(world.sam)
    ask(tara, world, last="2022-04-14")
    again(tara, **{"trainer-2022-04-07": f"{world.sam.id}", "trainer-2022-04-12": "0",
                   "trainer-2022-04-14": f"{world.lea.id}"})  # fmt: skip
    assert [one.trainer for one in made()] == [world.tara, world.sam, None, None]


def test_everybody_who_can_teach_is_offered_at_each_date_unless_they_are_many(tara, world):
    def offered():
        options = tara.page.select("[name='trainer-2022-04-05'] option")
        return [option.text for option in options][1:]

    ask(tara, world, last="2022-04-05", days=(TUESDAY,))
    assert offered() == ["Ema", "Sam", "Tara"]
    house = {"role": "trainer", "organisation": world.centre, "password_hash": "x"}
    db.session.add_all(Person(code=f"S-{n}", name=f"Staff {n}", **house) for n in range(30))
    db.session.commit()
    tara.visit(f"{NEW}?group=jes-a")
    ask(tara, world, last="2022-04-05", days=(TUESDAY,), trainer=f"{world.sam.id}")
    assert offered() == ["Tara", "Sam"]


def test_an_open_series_has_places_on_every_date(tara, world):
    ask(tara, world, last="2022-04-14", is_open="y", capacity="5")
    assert "Open: 5 places for people who sign up" in tara.text("#on_every_date")
    again(tara)
    assert {(one.is_open, one.capacity) for one in made()} == {(True, 5)}


def test_places_mean_something_only_in_an_open_series(tara, world):
    ask(tara, world, 422, is_open="y", capacity="0")
    assert "Write a number of places from 1" in tara.text("#series_complaints")
    ask(tara, world, last="2022-04-14", is_open=[], capacity="5")
    again(tara)
    assert {(one.is_open, one.capacity) for one in made()} == {(False, None)}


def test_what_is_the_same_on_every_date_is_said_once_above_them(tara, world):
    link = "https://meet.example.org/room"
    ask(tara, world, mode="hybrid", link=link, last="2022-04-14")
    said = tara.text("#on_every_date")
    assert "break 18:30 to 18:45" in said
    assert "On site and online" in said
    assert "Centre, room 2" in said
    assert link in said


def test_what_is_folded_away_is_open_when_there_is_something_in_it(tara, world):
    for page in (f"{NEW}?group=jes-a", "/sessions/new?group=jes-a"):
        assert fold(tara, page).has_attr("open"), "the last session has a break"
    world.next_week.breaks = []
    db.session.commit()
    for page in (f"{NEW}?group=jes-a", "/sessions/new?group=jes-a"):
        assert not fold(tara, page).has_attr("open")
    world.next_week.mode = Mode.HYBRID
    db.session.commit()
    assert fold(tara, f"{NEW}?group=jes-a").has_attr("open")


def fold(visitor, page):
    return visitor.visit(page).page.select_one("[name=breaks]").find_parent("details")


def test_a_link_is_never_carried_over_and_what_does_not_take_place_is_no_example(tara, world):
    world.next_week.status, world.next_week.place = Status.CANCELLED, "Nowhere"
    world.tonight.link = "https://meet.example.org/tonight"
    db.session.commit()
    for page, form in ((f"{NEW}?group=jes-a", "series"), ("/sessions/new?group=jes-a", "session")):
        sent = filled(tara.visit(page).page.find("form", id=form))
        assert (sent["place"], sent["link"]) == ("Centre, room 2", "")


def test_after_publishing_the_way_to_material_for_all_of_it_is_shown(tara, world):
    ask(tara, world)
    again(tara)
    link = tara.page.select_one("#notice a[href$=material_words]")
    assert link["href"] == f"/sessions/{made()[0].id}#material_words"


def test_modules_come_one_after_another_and_what_is_left_is_said(tara, world):
    ask(tara, world, about="each", last="2022-04-21")
    lines = list(dates(tara).values())
    assert [words.partition("minutes: ")[2].split(" Trainer")[0] for words in lines] == [
        "My-Phone", "Safe-Online", "Hello", "Slovene", "Slovene", "Slovene",
    ]  # fmt: skip
    assert "3 dates are left after the last module" in tara.text("main")
    again(tara)
    assert [(one.module and one.module.slug, one.course) for one in made()[:4]] == [
        ("01-my-phone", world.digital), ("02-safe-online", world.digital),
        ("01-hello", world.slovene), (None, world.slovene),
    ]  # fmt: skip


def test_the_modules_of_one_course_with_too_few_dates(tara, world):
    ask(tara, world, about=f"each-{world.digital.id}", last="2022-04-05")
    assert "1 module has no date." in tara.text("main")


def test_modules_that_move_along_are_shown_before_anything_is_published(tara, world):
    ask(tara, world, about="each", last="2022-04-14")
    without_first = ["2022-04-07", "2022-04-12", "2022-04-14"]
    again(tara, 409, take=without_first)
    assert "Something is different from what you saw" in tara.text("#not_yet")
    assert "My-Phone" in dates(tara)["2022-04-07"]
    assert ticked(tara) == without_first
    again(tara)
    assert [one.module.slug for one in made()] == ["01-my-phone", "02-safe-online", "01-hello"]


def test_a_rule_that_was_changed_is_shown_before_anything_is_published(tara, world):
    ask(tara, world)
    again(tara, 409, starts="16:00")
    assert made() == []
    assert "16:00 – 20:15, 240 minutes" in dates(tara)["2022-04-05"]


def test_nothing_that_was_sent_is_trusted(tara, world):
    world.a.ends_on = date(2022, 4, 14)
    ask(tara, world, last="2022-04-21")
    assert "The group ends on 14 April 2022" in dates(tara)["2022-04-19"]
    again(tara, take=["2022-04-05", "2022-04-19", "2022-04-06", "x", "2030-01-01"])
    assert [one.day for one in made()] == [date(2022, 4, 5)]


def test_no_date_at_all_is_said(tara, world):
    ask(tara, world)
    again(tara, 409, take=[])
    assert "Choose at least one date." in tara.text("#not_yet")


@pytest.mark.parametrize(
    ("typed", "days", "field", "words"),
    [
        ({"last": "2049-05-18", "first": "2022-01-01"}, "0123456", "last", "would be 10000 sess"),
        ({"last": "2022-04-01"}, "13", "last", "The last day is before the first"),
        ({}, "", "weekdays", "Choose at least one weekday"),
        ({"first": "2022-04-06", "last": "2022-04-07"}, "0", "weekdays", "None of these weekdays"),
        ({"last": "2024-12-01"}, "1", "last", "two years at most"),
        ({"calendar": "XX"}, "1", "calendar", "There is no calendar of holidays by this name"),
        ({"calendar": "ES-XX"}, "1", "calendar", "There is no calendar of holidays by this name"),
        ({"about": ""}, "1", "about", "Choose what the session is about"),
        ({"about": "each-999"}, "1", "about", "Choose what the session is about"),
        ({"first": "soon"}, "1", "first", "Choose a day"),
        ({"starts": "25:00"}, "1", "starts", "Write a time"),
        ({"breaks": "at six"}, "1", "breaks", "Write each break like"),
        ({"breaks": "23:00-23:15"}, "1", "breaks", "A break must lie between"),
        ({"starts": "08:00", "ends": "23:00"}, "1", "ends", "longer than 14 hours"),
        ({"link": "ftp://x"}, "1", "link", "begins with https://"),
        ({"every": "3"}, "1", "every", "Choose one"),
        ({"trainer": "9999"}, "1", "trainer", "Choose one"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(tara, world, typed, days, field, words):
    ask(tara, world, 422, days=tuple(days), **typed)
    assert tara.text("title").startswith("Error: ")
    assert words in tara.text("#series_complaints")
    assert tara.page.select(f"#series_complaints a[href='#series_{field}']")
    assert made() == []


def test_a_region_chosen_stays_in_the_list(tara, world):
    ask(tara, world, calendar="ES-CT", last="2022-06-30", days=("0",))
    assert tara.page.select_one("[name=calendar] [selected]")["value"] == "ES-CT"
    assert "Holiday" in dates(tara)["2022-06-06"]
    again(tara)
    tara.visit(f"{NEW}?group=jes-a")
    assert tara.page.select_one("[name=calendar] [selected]")["value"] == "ES-CT"


def test_a_setting_without_a_meaning_means_no_holidays(app, tara, world):
    app.config["HOLIDAYS"] = "Atlantis"
    tara.visit(f"{NEW}?group=jes-a")
    assert filled(tara.page.find("form", id="series"))["calendar"] == ""


def test_the_skipped_and_the_repeated_hour_in_a_series(tara, world):
    typed = {"starts": "02:30", "ends": "05:00", "breaks": "", "calendar": ""}
    ask(tara, world, days=("6",), first="2022-03-26", last="2022-04-03", **typed)
    assert "The clocks go forward" in dates(tara)["2022-03-27"]
    assert ticked(tara) == ["2022-04-03"]
    ask(tara, world, days=("6",), first="2022-10-24", last="2022-11-06", **typed)
    assert (
        "the first is meant. The clocks change meanwhile: it lasts 210 minutes, not 150."
        in (dates(tara)["2022-10-30"])
    )
    again(tara)
    assert [one.net_minutes for one in made()] == [210, 150]


def test_clashes_are_said_at_their_dates_and_new_ones_are_shown_first(tara, world):
    ask(tara, world, last="2022-04-14")
    there = session(
        world.b, "B-9", date(2022, 4, 7), world.digital, trainer=world.tara, status=Status.PLANNED
    )
    db.session.add(there)
    again(tara, 409)
    assert "Tara teaches elsewhere at this time (17:00 to 20:15)." in dates(tara)["2022-04-07"]
    assert "Jesenice, group B is in Centre, room 2" in dates(tara)["2022-04-07"]
    again(tara)
    assert len(made()) == 4


def test_days_that_would_be_locked_are_left_out(tara, world):
    ask(tara, world, first="2022-03-01", last="2022-03-31", days=(TUESDAY,))
    assert "would be locked already" in dates(tara)["2022-03-08"]
    assert ticked(tara) == ["2022-03-15", "2022-03-22", "2022-03-29"]


@pytest.mark.parametrize(
    ("who", "status"), [("tara", 200), ("ema", 200), ("sam", 403), ("oto", 403), ("lea", 403)]
)
def test_only_the_groups_own_people_publish_a_series(app, world, who, status):
    Visitor(app).sign_in(getattr(world, who)).visit(f"{NEW}?group=jes-a", status)


def test_who_works_with_several_groups_chooses_one_first(app, world):
    ema = Visitor(app).sign_in(world.ema).visit(NEW)
    links = [link["href"] for link in ema.page.select("main a.huge")]
    assert links == [f"{NEW}?group=jes-a", f"{NEW}?group=jes-b"]


# the verb itself


def rows(world, count, **values):
    common = {
        "starts": time(17), "ends": time(18), "breaks": [], "zone": "Europe/Ljubljana",
        "mode": Mode.ONSITE, "place": "Room", "course": world.digital, "module": None,
        "trainer": world.tara,
    } | values  # fmt: skip
    first = date(2022, 5, 1).toordinal()
    return [{**common, "day": date.fromordinal(first + n)} for n in range(count)]


def test_sixty_sessions_cost_as_many_statements_as_five(world):
    fill(world.a, 30)
    db.session.commit()
    seen = []
    publish_series(world.a, rows(world, 1), {}, by=world.tara, now=NOW)  # a code is taken
    db.session.commit()
    for count, hour in ((5, 9), (60, 19)):
        wanted = rows(world, count, starts=time(hour), ends=time(hour + 1))
        db.session.refresh(world.a)
        with count_queries() as statements:
            publish_series(world.a, wanted, {}, by=world.tara, now=NOW)
            db.session.flush()
        db.session.commit()
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 20
    assert len(made()) == 66


def test_dates_with_and_without_a_module_or_a_trainer_are_written_at_once(world):
    wanted = rows(world, 12)
    for number, row in enumerate(wanted):
        row["module"] = world.digital.modules[0] if number % 2 else None
        row["trainer"] = world.tara if number % 3 else None
    with count_queries() as statements:
        publish_series(world.a, wanted, {}, by=world.tara, now=NOW)
    assert len([one for one in statements if one.startswith("INSERT INTO sessions")]) == 1
    assert [bool(one.module) for one in made()] == [bool(row["module"]) for row in wanted]
    assert [bool(one.trainer) for one in made()] == [bool(row["trainer"]) for row in wanted]


def test_looking_at_many_dates_costs_as_much_as_at_few(app, world):
    tara = Visitor(app).sign_in(world.tara)
    seen = []
    for last in ("2022-04-07", "2022-12-24"):
        tara.visit(f"{NEW}?group=jes-a")
        with count_queries() as statements:
            ask(tara, world, last=last)
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 20


def test_all_or_nothing(world):
    wanted = [*rows(world, 3), *rows(world, 1, ends=time(16, 59))]
    with pytest.raises(Refused, match="longer than 14 hours"):
        publish_series(world.a, wanted, {}, by=world.tara, now=NOW)
    with pytest.raises(Refused, match="200 sessions at most"):
        publish_series(world.a, rows(world, 201), {}, by=world.tara, now=NOW)
    with pytest.raises(Refused, match="at least one"):
        publish_series(world.a, [], {}, by=world.tara, now=NOW)
    assert made() == []


def test_two_on_one_day_have_their_own_codes(world):
    both = [*rows(world, 1), *rows(world, 1, starts=time(9), ends=time(10))]
    publish_series(world.a, both, {}, by=world.tara, now=NOW)
    assert {one.code for one in made()} == {"jes-a-2022-05-01", "jes-a-2022-05-01-2"}
