"""The sessions of a mail are entries for the calendar of its reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from tests.cast import ZONE
from tests.messages.kinds import invitation, news
from tests.post import calendars


def entries(text):
    """The sessions of a calendar: the name, the number of changes, and the start."""
    found = Calendar.from_ical(text).walk("VEVENT")
    return [(str(one["uid"]), one["sequence"], one.start) for one in found]


def at(day):
    return datetime(2022, 3, day, 17, tzinfo=ZoneInfo(ZONE))


def test_one_session_is_an_invitation(world, post, work):
    world.lou.name = "Lou; Živa, \r\nATTENDEE:x"
    news(world.lou, events=[invitation("a")])
    work()
    [(method, text)] = calendars(post.last)
    assert method == "REQUEST"
    made = Calendar.from_ical(text)
    assert made["method"] == "REQUEST"
    assert {zone["tzid"] for zone in made.walk("VTIMEZONE")} == {ZONE}
    assert entries(text) == [("a", 0, at(31))]
    [event] = made.walk("VEVENT")
    assert event["organizer"] == "mailto:noreply@ura.example"
    assert event["attendee"] == "mailto:lou@example.org"
    assert event["attendee"].params["CN"] == "Lou; Živa, ATTENDEE:x"
    assert event["attendee"].params["RSVP"] == "FALSE"


def test_a_cancelled_session_leaves_the_calendar(world, post, work):
    news(world.lou, events=[invitation("a", method="CANCEL", sequence=2)])
    work()
    [(method, text)] = calendars(post.last)
    assert method == "CANCEL"
    assert Calendar.from_ical(text)["method"] == "CANCEL"


def test_of_a_session_that_is_told_of_twice_the_last_holds(world, post, work):
    news(world.lou, events=[invitation("a", sequence=1)])
    news(world.lou, events=[invitation("a", day=30, sequence=2)])
    work()
    [(method, text)] = calendars(post.last)
    assert method == "REQUEST"
    assert entries(text) == [("a", 2, at(30))]


def test_several_sessions_are_published_together(world, post, work):
    """An invitation is of one session only (RFC 5546)."""
    news(world.lou, events=[invitation("a"), invitation("b", day=24)])
    news(world.lou, events=[invitation("c", method="CANCEL")])
    work()
    [(method, text)] = calendars(post.last)
    assert method == "PUBLISH"
    assert [uid for uid, _sequence, _start in entries(text)] == ["a", "b", "c"]
    assert "ATTENDEE" not in text


def test_a_mail_without_sessions_has_no_calendar(world, post, work):
    news(world.lou)
    work()
    assert calendars(post.last) == []
