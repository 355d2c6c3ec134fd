"""Exactly those whom it concerns are told of sessions, each person once, in words of their own."""

from datetime import date, timedelta

import pytest

from lms import clock
from lms.attendance.actions.telling import Entry, own
from lms.attendance.facts import MEMBER, SIGNED_UP, WAITS
from lms.attendance.models import SignUp, SignUpState, Status
from lms.attendance.queries.affected import Concern
from lms.courses.models import Membership
from lms.db import db
from lms.messages.letters import part
from tests.attendance.series import notices, series
from tests.cast import NOW, THURSDAY, enrol, person
from tests.visitor import Visitor


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def url(session):
    return f"/sessions/{session.id}"


def save(visitor, session, **typed):
    return visitor.visit(url(session)).press("session", "Save the changes", **typed)


def test_a_new_session_is_told_to_its_group_and_not_to_who_published_it(tara, world):
    tara.visit("/sessions/new?group=jes-a")
    tara.press("session", "Publish", about=f"m{world.digital.modules[0].id}", day="2022-04-05")
    told = notices("session.published")
    assert sorted(told) == ["Lea", "Lou"]
    lea = told["Lea"]
    assert (lea.group, lea.about) == ("jes-a", "session:jes-a-2022-04-05")
    assert f"{lea.before}" == "2022-04-05 15:00:00+00:00"
    said = part(lea, world.lea)
    assert said.heading == "New session: My-Phone, 5 April"
    assert said.lines == ["Tuesday, 5 April 2022, 17:00 to 20:15: My-Phone. Centre, room 2"]
    assert said.why == "You are in Jesenice, group A."
    assert said.links[0].url.endswith("/sessions/4")
    ((method, event),) = said.events
    assert (method, event["summary"], event["sequence"]) == ("REQUEST", "My-Phone", 0)


def test_of_a_move_both_days_are_told(tara, world):
    new = date(2022, 4, 7)
    gone, coming, never = (person(name, world.centre) for name in ("Gone", "Coming", "Never"))
    until = enrol(gone, world.a)
    until.ends_on = date(2022, 3, 31)
    before = enrol(never, world.a)
    before.ends_on = date(2022, 3, 30)
    db.session.add_all([until, before, enrol(coming, world.a, new)])
    about = {"session_id": world.next_week.id, "since": NOW}
    waits = SignUp(**about, person=world.bo, state=SignUpState.WAITING)
    went = SignUp(**about, person=world.olga, state=SignUpState.WITHDRAWN)
    db.session.add_all([waits, went])
    world.next_week.link = "https://meet.example.org/1"
    save(tara, world.next_week, day=f"{new}", trainer=f"{world.sam.id}")
    told = notices()
    assert sorted(told) == ["Bo", "Coming", "Gone", "Lea", "Lou", "Sam"]
    assert {notice.kind for notice in told.values()} == {"session.moved"}
    said = part(told["Lea"], world.lea)
    assert said.heading == "Moved: Hello, 31 March"
    assert said.lines == [
        "Now: Thursday, 7 April 2022, 17:00 to 20:15: Hello. Centre, room 2",
        "It was: Thursday, 31 March 2022, 17:00 to 20:15",
    ]
    assert part(told["Sam"], world.sam).why == "You teach this session of Jesenice, group A."
    assert part(told["Bo"], world.bo).why.startswith("You wait for a place")
    assert "meet.example.org" not in f"{told['Bo'].data}", "the way in is for who has a place"
    assert "meet.example.org" in f"{told['Lea'].data}"


def test_who_is_expected_can_answer_that_they_cannot_come(tara, world):
    save(tara, world.next_week, place="Library", trainer=f"{world.sam.id}")
    told = notices("session.changed")
    ways_on = {name: [link.words for link in part(told[name], one).links]
               for name, one in (("Lea", world.lea), ("Sam", world.sam))}  # fmt: skip
    look = "Look at the session"
    assert ways_on == {"Lea": [look, "I cannot come"], "Sam": [look]}


def test_the_old_and_the_new_trainer_are_told(app, world, visitor):
    visitor.sign_in(world.ema)
    save(visitor, world.next_week, substitute=f"{world.sam.id}", substitute_reason="Tara is ill.")
    told = notices("session.changed")
    assert sorted(told) == ["Lea", "Lou", "Sam", "Tara"]
    lines = part(told["Lea"], world.lea).lines
    assert "The trainer is now Sam. It was Tara." in lines


def test_what_people_do_not_see_is_not_told(tara, world):
    save(tara, world.next_week, is_open="y", capacity="5")
    assert notices() == {}
    assert tara.text("#notice") == "Saved."


def test_of_the_past_nobody_is_told(tara, world):
    world.tonight.status = Status.PLANNED
    tara.visit(url(world.tonight))
    tara.press("cancel", "Cancel the session", **{"cancel-reason": "Nobody came."})
    assert notices() == {}


def test_a_cancelled_session_and_one_that_takes_place_after_all(tara, world):
    tara.visit(url(world.next_week))
    tara.press("cancel", "Cancel the session", **{"cancel-reason": "Tara is ill."})
    said = part(notices("session.cancelled")["Lou"], world.lou)
    assert said.heading == "Cancelled: Hello, 31 March"
    assert said.lines[-1] == "Reason: Tara is ill."
    ((method, event),) = said.events
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    tara.press("reinstate", "It takes place after all")
    said = part(notices("session.reinstated")["Lou"], world.lou)
    assert said.heading == "It takes place after all: Hello, 31 March"
    ((method, event),) = said.events
    assert (method, event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 2)


def test_the_page_says_how_many_are_told_and_how(app, tara, world):
    app.config["MAIL_SERVER"] = "smtp://127.0.0.1:1"
    save(tara, world.next_week, place="Library")
    words = tara.text("#notice")
    assert "1 person is told by mail. 1 person has no mail: call them." in words
    app.config["MAIL_SERVER"] = ""
    world.next_week.place = "Somewhere"
    save(tara, world.next_week, place="Centre")
    (link,) = tara.page.select("#notice a")
    assert link.text == "2 people have no mail: call them."
    tara.visit(link["href"])


def test_the_time_passes_while_people_are_told(app, world, monkeypatch):
    """The clock goes on between the change and the words about it."""
    ticks = iter(NOW + timedelta(seconds=n) for n in range(1000))
    monkeypatch.setattr(clock, "now", lambda: next(ticks))
    tara = Visitor(app).sign_in(world.tara)
    save(tara, world.next_week, place="Library")
    assert "2 people have no mail" in tara.text("#notice")


def test_each_is_told_of_the_sessions_that_concern_them(tara, world):
    found = series(world, 4)
    place = db.session.query(Membership).filter_by(person_id=world.lou.id).one()
    place.ends_on = found[1].day
    tara.visit(url(found[0]))
    reason = {"cancel-reason": "The centre is closed.", "cancel-scope": "rest"}
    tara.press("cancel", "Cancel the session", **reason)
    told = notices()
    assert {name: notice.data["count"] for name, notice in told.items()} == {"Lea": 4, "Lou": 2}
    assert part(told["Lea"], world.lea).heading == "Cancelled sessions: 4, from 5 April"


def test_a_long_list_is_cut_and_says_so(world, tara):
    found = series(world, 14)
    tara.visit(url(found[0])).press("session", "Save the changes", place="Library", scope="rest")
    lines = part(notices()["Lea"], world.lea).lines
    assert len(lines) == 10 + 1 + 1
    assert lines[10] == "And 4 more."
    assert lines[11] == "The place was: Centre, room 2"


def test_people_elsewhere_are_told_the_zone(tara, world):
    save(tara, world.next_week, mode="online", link="https://meet.example.org/1")
    (line, *_more) = part(notices()["Lea"], world.lea).lines
    assert line == (
        "Thursday, 31 March 2022, 17:00 to 20:15 (time of Europe/Ljubljana): Hello. "
        "https://meet.example.org/1"
    )
    assert THURSDAY + timedelta(days=7) == world.next_week.day


def test_a_substitute_is_told_how_many_to_call_without_a_way_that_is_not_theirs(visitor, world):
    world.next_week.substitute = world.sam
    world.next_week.substitute_reason = "Tara is ill."
    db.session.commit()
    visitor.sign_in(world.sam).visit(url(world.next_week))
    visitor.press("cancel", "Cancel the session", **{"cancel-reason": "Snow"})
    assert "call them" in visitor.text("#notice")
    assert not visitor.page.select("#notice a")


def test_of_several_sessions_the_link_is_of_those_in_which_one_has_a_place():
    data = [{"after": {"link": f"https://meet.example.org/{n}"}} for n in range(3)]
    entries = [Entry(f"{n}", one, NOW.isoformat()) for n, one in enumerate(data)]
    told = own(Concern(SIGNED_UP, {0: SIGNED_UP, 1: WAITS, 2: MEMBER}), entries, {})
    links = [one["after"]["link"] for one in told["sessions"]]
    assert links == ["https://meet.example.org/0", None, "https://meet.example.org/2"]


def test_of_a_cancelled_session_no_way_in_is_told(tara, world):
    world.next_week.mode, world.next_week.link = "hybrid", "https://meet.example.org/1"
    db.session.commit()
    tara.visit(url(world.next_week))
    tara.press("cancel", "Cancel the session", **{"cancel-reason": "Snow"})
    said = part(notices("session.cancelled")["Lea"], world.lea)
    assert said.lines == ["Thursday, 31 March 2022, 17:00 to 20:15: Hello", "Reason: Snow"]
    ((_method, event),) = said.events
    assert b"meet.example.org" not in event.to_ical()
