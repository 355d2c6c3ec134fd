"""Calendars that read sessions: at a secret address, which can be stopped; and one alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.actions import sessions as actions
from lms.attendance.models import Feed, Session, SignUp, SignUpState, Status
from lms.db import db
from lms.people.models import Change
from tests.attendance.calendars import moments, read
from tests.cast import NOW, THURSDAY, session
from tests.queries import count_queries
from tests.visitor import Visitor


def make(visitor, url="/account/calendar", words="Make a calendar address"):
    """The path of a new address, without the site."""
    visitor.visit(url)
    visitor.press("make", words)
    return path_on(visitor)


def path_on(visitor):
    return visitor.page.find(id="address")["value"].removeprefix("http://127.0.0.1:8000")


def fetch(app, path, **headers):
    """As a calendar does: no cookie, no person."""
    return Visitor(app).send("GET", path, headers=headers)


def events(app, path):
    return {each["url"].rpartition("/")[2]: each for each in read(fetch(app, path).text).values()}


def ids(*sessions):
    return {str(each.id) for each in sessions}


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


@pytest.fixture
def lou(visitor, world):
    return visitor.sign_in(world.lou)


def test_a_learner_reads_the_sessions_of_their_group(app, lou, world):
    path = make(lou)
    answer = fetch(app, path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert events(app, path).keys() == ids(world.tonight, world.next_week)
    assert {span[0].isoformat() for span in moments(answer.text).values()} == {
        "2022-03-24T16:00:00+00:00",
        "2022-03-31T15:00:00+00:00",
    }
    assert "Set-Cookie" not in answer.headers


def test_only_days_in_the_group_count(app, lou, world):
    path = make(lou)
    world.memberships[1].ends_on = THURSDAY
    assert events(app, path).keys() == ids(world.tonight)


def test_an_open_session_is_there_with_a_place_and_not_without(app, lou, world):
    path = make(lou)
    place = SignUp(session=world.of_b, person=world.lou, state=SignUpState.WAITING, since=NOW)
    db.session.add(place)
    assert str(world.of_b.id) not in events(app, path)
    place.state = SignUpState.BOOKED
    assert str(world.of_b.id) in events(app, path)


def test_a_trainer_reads_what_they_teach_and_not_what_another_does_instead(app, tara, world):
    path = make(tara)
    assert events(app, path).keys() == ids(world.tonight, world.next_week)
    world.next_week.substitute_id = world.sam.id
    world.of_b.substitute_id = world.tara.id
    assert events(app, path).keys() == ids(world.tonight, world.of_b)


def test_a_change_is_read_the_next_time(app, lou, world):
    path = make(lou)
    key = str(world.next_week.id)
    before = events(app, path)[key]
    world.next_week.sequence += 1
    world.next_week.status = Status.CANCELLED
    after = events(app, path)[key]
    assert (before["sequence"], before["status"]) == (0, "CONFIRMED")
    assert (after["sequence"], after["status"]) == (1, "CANCELLED")
    assert before["uid"] == after["uid"]


def test_cancelling_on_the_page_is_read(app, world, lou):
    path = make(lou)
    actions.cancel(world.next_week, "Snow", by=world.tara, now=NOW)
    assert events(app, path)[str(world.next_week.id)]["status"] == "CANCELLED"


def test_an_old_slot_is_not_read(app, lou, world):
    path = make(lou)
    world.next_week.status = Status.MOVED
    assert events(app, path).keys() == ids(world.tonight)


def test_sessions_long_ago_and_far_ahead_are_left_out(app, lou, world):
    path = make(lou)
    world.memberships[1].starts_on = THURSDAY - timedelta(days=900)
    for days in (-61, -60, 400, 401):
        day = THURSDAY + timedelta(days=days)
        db.session.add(session(world.a, f"FAR{days}", day, world.digital))
    assert len(events(app, path)) == 4


def test_a_calendar_that_knows_it_all_is_told_so(app, lou, world):
    path = make(lou)
    first = fetch(app, path)
    again = fetch(app, path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "private, no-cache"
    world.next_week.place = "Centre, room 3"
    changed = fetch(app, path, **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_it_speaks_the_language_of_the_person(app, lou, world):
    path = make(lou)
    world.lou.language = "sl"
    text = fetch(app, path, **{"Accept-Language": "ar"}).text
    assert "SUMMARY:Hello" in text  # has no Slovene title
    assert "Slovene (sl)" not in text
    world.next_week.module_id = None
    assert "SUMMARY:Slovene (sl)" in fetch(app, path).text


def test_a_new_address_stops_the_old_one(app, lou, world):
    old = make(lou)
    new = make(lou, words="Make a new address")
    assert old != new
    assert fetch(app, new).status_code == 200
    stopped = fetch(app, old)
    assert stopped.status_code == 410
    assert stopped.content_type == "text/plain; charset=utf-8"
    assert stopped.text == "This calendar address was stopped. Make a new one on the site.\n"


def test_it_can_be_stopped(app, lou, world):
    path = make(lou)
    lou.press("stop", "Stop")
    assert "Stopped. No calendar reads the sessions now." in lou.text()
    assert fetch(app, path).status_code == 410
    assert not lou.page.find(id="address")
    verbs = db.session.scalars(select(Change.verb).where(Change.key == "LOU").order_by(Change.id))
    assert list(verbs) == ["calendar address made", "calendar address stopped"]


@pytest.mark.parametrize("secret", ["x", "MQ.x", "MQ", "0" * 300])
def test_what_is_guessed_is_not_found(app, world, secret):
    assert fetch(app, f"/feeds/{secret}.ics").status_code == 404


def test_a_changed_address_is_not_found(app, lou, world):
    path = make(lou).removesuffix(".ics")
    assert fetch(app, f"{path[:-1]}{'A' if path[-1] != 'A' else 'B'}.ics").status_code == 404


def test_the_page_has_a_link_a_square_and_the_address(tara, world):
    path = make(tara)
    assert tara.page.find("a", href=f"webcal://127.0.0.1:8000{path}")
    assert tara.page.select_one(".feed-qr svg.qr")
    assert len(path) < 60


def test_a_group_has_an_address_of_its_own(app, tara, world):
    path = make(tara, "/groups/jes-a/calendar")
    world.a.title = "Jesenice, group A, evenings"
    answer = fetch(app, path)
    assert events(app, path).keys() == ids(world.tonight, world.next_week)
    assert "X-WR-CALNAME:Jesenice\\, group A\\, evenings (Ura)" in answer.text
    assert "Lou" not in answer.text
    tara.press("stop", "Stop")
    assert fetch(app, path).status_code == 410
    assert (
        db.session.scalars(select(Change.key).where(Change.noun == "group")).all() == ["jes-a"] * 2
    )


def test_many_sessions_cost_what_few_do(app, lou, world):
    path, costs = make(lou), []
    for count in (3, 297):
        for n in range(count):
            day = THURSDAY + timedelta(days=n)
            made = session(world.a, f"{count}-{n}", day, world.digital, trainer=world.tara)
            db.session.add(made)
        db.session.commit()
        with count_queries() as seen:
            assert len(events(app, path)) >= count
        costs.append(len(seen))
    assert costs == [5, 5]  # feed, sessions, titles of modules and of courses, activities


def test_one_session_is_saved_alone(app, lou, world):
    answer = lou.send("GET", f"/sessions/{world.tonight.id}/calendar.ics")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=session-")
    assert "METHOD:PUBLISH" in answer.text
    assert list(read(answer.text)) == [f"{world.tonight.uid}@ura.invalid"]


def test_who_does_not_belong_cannot_save_it_unless_it_is_open(app, lou, world):
    path = f"/sessions/{world.of_b.id}/calendar.ics"
    assert lou.send("GET", path).status_code == 403
    world.of_b.is_open = True
    assert lou.send("GET", path).status_code == 200


def test_the_meeting_link_is_for_those_who_come(lou, world):
    world.of_b.is_open, world.of_b.link = True, "https://meet.example/b"
    place = SignUp(session=world.of_b, person=world.lou, state=SignUpState.WAITING, since=NOW)
    db.session.add(place)
    path = f"/sessions/{world.of_b.id}/calendar.ics"
    assert "meet.example" not in lou.send("GET", path).text
    place.state = SignUpState.BOOKED
    assert "meet.example" in lou.send("GET", path).text


def test_an_old_slot_is_not_saved(app, tara, world):
    world.tonight.status = Status.MOVED
    tara.visit(f"/sessions/{world.tonight.id}/calendar.ics", 409)
    assert "This session was moved. Look for it on its new date." in tara.text()


def test_nothing_is_kept_that_opens_a_calendar(tara, world):
    path = make(tara)
    feed = db.session.scalars(select(Feed)).one()
    kept = {str(getattr(feed, column.key)) for column in Feed.__table__.columns}
    assert not any(len(value) > 3 and value in path for value in kept)
    assert db.session.scalar(select(Session.id).limit(1))
