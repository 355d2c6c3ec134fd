"""Activities in the calendars of who is registered for them, and one as a file."""

from datetime import date, time
from urllib.parse import quote

import pytest
from werkzeug.http import parse_options_header

from lms.db import db
from lms.exchange.actions import cancel, change, leave
from lms.privacy.actions import erase
from tests.attendance.calendars import moments, read
from tests.attendance.test_feeds import fetch, make
from tests.cast import NOW, THURSDAY
from tests.exchange.samples import activity_of, on_the_list, project_of
from tests.queries import count_queries
from tests.visitor import Visitor

FRIDAY = date(2022, 3, 25)
LINK = "https://meet.example/visit"


@pytest.fixture
def project(world):
    return project_of(world)


@pytest.fixture
def visit(world, project):
    """On two days, in no room yet; nobody can register for it themselves."""
    return activity_of(project, world.centre, ends_on=FRIDAY, is_open=False, link=LINK)


@pytest.fixture
def olga(visitor, world):
    """An official who is in no group that meets."""
    return visitor.sign_in(world.olga)


def its(text, activity):
    """The event of an activity."""
    [found] = [one for one in read(text).values() if one["url"].endswith(f"/{activity.code}")]
    return found


def are_in(app, path):
    return {one["url"].rpartition("/")[2] for one in read(fetch(app, path).text).values()}


def test_who_is_registered_reads_it_in_their_calendar_and_nobody_else(app, olga, world, visit):
    path = make(olga)
    assert are_in(app, path) == set()
    place = on_the_list(visit, world.olga)
    assert are_in(app, path) == {"visit-1"}
    other = make(Visitor(app).sign_in(world.lou))
    assert "visit-1" not in are_in(app, other)
    leave(visit, place.person, by=world.ema, now=NOW)
    db.session.commit()
    assert are_in(app, path) == set()


def test_where_there_is_no_time_it_takes_whole_days(app, olga, world, visit):
    on_the_list(visit, world.olga)
    one = its(fetch(app, make(olga)).text, visit)
    assert (one["dtstart"].dt, one["dtend"].dt) == (THURSDAY, date(2022, 3, 26))
    assert one["dtstart"].params["VALUE"] == "DATE"
    assert (one["summary"], one["status"]) == ("Visit to the centre", "CONFIRMED")
    assert one["location"] == LINK
    assert f"Meeting link: {LINK}" in one["description"]
    assert world.centre.name in one["description"]


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Europe/Ljubljana", "2022-03-24T08:00:00+00:00"),
        ("Asia/Amman", "2022-03-24T06:00:00+00:00"),
    ],
)
def test_its_times_are_those_of_its_own_zone(app, olga, world, project, zone, begins):
    times = {"starts": time(9), "ends": time(12, 30), "zone": zone}
    talk = activity_of(project, world.centre, code="talk", place="Hall", link=LINK, **times)
    on_the_list(talk, world.olga)
    text = fetch(app, make(olga)).text
    [(start, end)] = moments(text).values()
    assert start.isoformat() == begins
    assert (end - start).total_seconds() == 3.5 * 3600
    assert its(text, talk)["location"] == "Hall"


def test_without_an_end_it_has_none_and_of_several_days_it_lasts_until_they_are_over(
    app, olga, world, project
):
    for code, last in (("short", THURSDAY), ("long", FRIDAY)):
        made = activity_of(project, world.centre, code=code, starts=time(9), ends_on=last)
        on_the_list(made, world.olga)
    text = fetch(app, make(olga)).text
    ends = {one["url"].rpartition("/")[2]: one.get("dtend") for one in read(text).values()}
    assert ends["short"] is None
    assert ends["long"].dt.isoformat() == "2022-03-26T00:00:00+01:00"


def test_a_change_and_a_cancellation_are_the_same_event_with_a_higher_number(
    app, olga, world, visit
):
    on_the_list(visit, world.olga)
    path = make(olga)
    answer = fetch(app, path)
    same = fetch(app, path, **{"If-None-Match": answer.headers["ETag"]})
    assert same.status_code == 304
    found = [its(answer.text, visit)]
    change(visit, {"place": "Hall"}, by=world.ema, now=NOW)
    db.session.commit()
    answer = fetch(app, path, **{"If-None-Match": answer.headers["ETag"]})
    found.append(its(answer.text, visit))
    cancel(visit, by=world.ema, now=NOW)
    db.session.commit()
    found.append(its(fetch(app, path).text, visit))
    assert [one["sequence"] for one in found] == [0, 1, 2]
    assert len({one["uid"] for one in found}) == 1
    assert (found[2]["status"], found[2]["summary"]) == (
        "CANCELLED", "Cancelled: Visit to the centre",
    )  # fmt: skip


def test_what_was_long_ago_or_is_far_ahead_is_left_out(app, olga, world, project):
    for code, day in (("old", date(2022, 1, 22)), ("far", date(2023, 4, 30))):
        made = activity_of(project, world.centre, code=code, starts_on=day, ends_on=day)
        on_the_list(made, world.olga)
    assert are_in(app, make(olga)) == set()


def test_it_is_not_in_the_calendar_of_a_group(app, world, visit):
    on_the_list(visit, world.lou)
    tara = Visitor(app).sign_in(world.tara)
    assert "visit-1" not in are_in(app, make(tara, "/groups/jes-a/calendar"))


def test_the_calendar_of_who_is_erased_is_gone(app, olga, world, visit):
    on_the_list(visit, world.olga)
    path = make(olga)
    erase(world.olga, "Asked.", by=world.ada, now=NOW)
    db.session.commit()
    assert fetch(app, path).status_code == 404


def test_a_calendar_asks_as_many_statements_for_many_as_for_one(app, olga, world, project):
    path = make(olga)
    costs = []
    for code in ("a", "b", "c"):
        on_the_list(activity_of(project, world.centre, code=code), world.olga)
        with count_queries() as seen:
            fetch(app, path)
        costs.append(len(seen))
    assert costs[0] == costs[1] == costs[2] <= 4


def test_the_page_has_it_as_a_file_with_the_link_for_who_is_on_the_list(app, world, project):
    talk = activity_of(project, world.centre, code="talk", link=LINK)
    olga = Visitor(app).sign_in(world.olga).visit("/activities/talk")
    [button] = [one for one in olga.page.select("a.btn") if one.text == "Add to my calendar"]
    answer = olga.send("GET", button["href"])
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert LINK not in answer.text
    on_the_list(talk, world.olga)
    assert LINK in olga.send("GET", button["href"]).text


def test_the_name_of_its_file_is_its_code_whatever_letters_that_has(app, world, project):
    activity_of(project, world.centre, code="obisk; šola")
    address = f"/activities/{quote('obisk; šola')}/calendar.ics"
    name = Visitor(app).sign_in(world.olga).send("GET", address).headers["Content-Disposition"]
    assert name.isascii(), "no header is sent with other letters"
    assert parse_options_header(name)[1] == {"filename": "obisk; šola.ics"}


def test_a_file_of_what_nobody_can_register_for_is_for_who_may_open_its_page(app, world, visit):
    address = "/activities/visit-1/calendar.ics"
    Visitor(app).sign_in(world.olga).visit(address, 403)
    on_the_list(visit, world.olga)
    assert Visitor(app).sign_in(world.olga).send("GET", address).status_code == 200
    assert Visitor(app).sign_in(world.ema).send("GET", address).status_code == 200
    Visitor(app).sign_in(world.ema).visit("/activities/none/calendar.ics", 404)
