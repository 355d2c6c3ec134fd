"""From a change on a page to the calendar of a learner: in a mail, and at their secret address."""

import pytest
from icalendar import Calendar

from lms.attendance.actions import feeds
from lms.attendance.views.feeds import secret_of
from lms.db import db
from lms.jobs.work import work_off
from tests.attendance.calendars import moments, read
from tests.cast import NOW
from tests.post import open_office
from tests.visitor import Visitor


@pytest.fixture
def office(app):
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, MAIL_FROM="Ura <noreply@ura.example>")
        yield office


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


@pytest.fixture
def address(world):
    """The calendar address of Lou."""
    made = feeds.make(world.lou, by=world.lou, now=NOW)
    db.session.commit()
    return f"/feeds/{secret_of(made)}.ics"


def invited(office):
    """What the last mail to Lou has for her calendar: its method and its event."""
    work_off(now=NOW)
    mail = [one for one in office.received if "lou@example.org" in one["To"]][-1]
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    return part.get_param("method"), Calendar.from_ical(part.get_content()).events[0]


def read_there(app, address, uid):
    text = Visitor(app).send("GET", address).text
    return read(text)[uid], moments(text)[uid][0]


def test_each_change_replaces_what_the_calendar_had(app, tara, world, office, address):
    page = f"/sessions/{world.next_week.id}"
    uid = f"{world.next_week.uid}@ura.invalid"

    tara.visit(page).press("session", "Save the changes", place="Centre, room 9")
    method, event = invited(office)
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", uid, 1)
    assert event["location"] == "Centre, room 9"
    assert event["organizer"] == "mailto:noreply@ura.example"
    assert event["attendee"] == "mailto:lou@example.org"
    assert read_there(app, address, uid)[0]["location"] == "Centre, room 9"

    tara.visit(page).press("session", "Save the changes", day="2022-04-01")
    method, event = invited(office)
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", uid, 2)
    there, begins = read_there(app, address, uid)
    assert there["sequence"] == 2
    assert f"{begins}" == "2022-04-01 15:00:00+00:00"

    reason = {"cancel-reason": "Snow"}
    tara.press("cancel", "Cancel the session", **reason)
    method, event = invited(office)
    assert (method, event["uid"], event["sequence"]) == ("CANCEL", uid, 3)
    assert event["status"] == "CANCELLED"
    there, _begins = read_there(app, address, uid)
    assert (there["status"], there["sequence"]) == ("CANCELLED", 3)
