"""Sessions as calendars read them: every moment right, updates recognised, nothing broken."""

from datetime import UTC, date, datetime, time

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lms.attendance import hours, ical
from lms.attendance.facts import Facts
from lms.calendars import UNSEEN, party
from tests.attendance.calendars import moments, read

NOW = datetime(2022, 3, 24, 19, 30, tzinfo=UTC)
LESSON = Facts(
    id=7,
    code="JES-1",
    uid="abc",
    sequence=0,
    day="2022-03-24",
    starts="17:00",
    ends="20:15",
    zone="Europe/Ljubljana",
    title={"en": "My phone", "sl": "Moj telefon"},
    group="Jesenice, group A",
    mode="onsite",
    status="planned",
    place="Cesta 1, Jesenice",
    link="https://meet.example/abc",
    teacher="Ana Novak",
)
ZONES = [
    "Europe/Ljubljana",
    "Europe/Brussels",
    "Europe/Athens",
    "Europe/Bucharest",
    "Europe/Dublin",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "UTC",
]


@pytest.fixture(scope="module")
def english(one_app):
    with one_app.app_context(), force_locale("en"):
        yield


def written(*facts, method=None, **more):
    events = [ical.event(each, site="Ura", now=NOW, **more) for each in facts]
    return ical.calendar(events, name="My sessions", method=method)


def on(day, starts, ends, zone="Europe/Ljubljana"):
    return LESSON._replace(day=day, starts=starts, ends=ends, zone=zone, uid=f"{day}{starts}{zone}")


@pytest.mark.parametrize(
    ("facts", "starts", "minutes"),
    [
        (on("2022-03-24", "17:00", "20:00"), "2022-03-24 16:00", 180),
        (on("2022-03-31", "17:00", "20:00"), "2022-03-31 15:00", 180),
        (on("2022-03-27", "00:00", "05:00"), "2022-03-26 23:00", 240),
        (on("2022-10-30", "00:00", "05:00"), "2022-10-29 22:00", 360),
        (on("2022-03-27", "03:00", "03:30"), "2022-03-27 01:00", 30),
        (on("2022-10-30", "02:15", "02:45"), "2022-10-30 00:15", 30),
        (on("2022-10-30", "02:15", "03:00"), "2022-10-30 00:15", 105),
        (on("2022-03-26", "22:00", "03:00"), "2022-03-26 21:00", 240),
        (on("2022-10-05", "10:00", "11:30", "Europe/Brussels"), "2022-10-05 08:00", 90),
        (on("2022-10-05", "11:00", "12:30", "Europe/Athens"), "2022-10-05 08:00", 90),
        (on("2022-10-05", "11:00", "12:30", "Europe/Bucharest"), "2022-10-05 08:00", 90),
    ],
)
def test_the_moments_of_w12_are_read_back(english, facts, starts, minutes):
    start, end = moments(written(facts))[f"{facts.uid}@ura.invalid"]
    assert f"{start:%Y-%m-%d %H:%M}" == starts
    assert (end - start).total_seconds() == minutes * 60
    alone = read(written(facts))[f"{facts.uid}@ura.invalid"]
    assert alone.start.astimezone(UTC) == start  # by the names of the zones, too
    assert alone.end.astimezone(UTC) == end


def test_three_zones_over_a_year_stand_in_one_calendar(english):
    everything = [
        on(day, "17:00", "20:15", zone)
        for zone in ("Europe/Ljubljana", "Europe/Athens", "Europe/Bucharest")
        for day in ("2022-03-24", "2022-03-31", "2022-10-27", "2022-11-03", "2023-03-30")
    ]
    text = written(*everything)
    found = moments(text)
    for facts in everything:
        assert found[f"{facts.uid}@ura.invalid"] == expected(facts)
    assert text.count("BEGIN:VTIMEZONE") == 3
    assert len(text.split("BEGIN:VEVENT")[0]) < 3_000  # each zone is told for its days only


@given(
    day=st.dates(date(2000, 1, 1), date(2035, 12, 31)),
    starts=st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda wall: wall.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    changing=st.sampled_from([None, (3, 27), (10, 30)]),
)
def test_any_possible_session_is_read_back(english, day, starts, ends, zone, changing):
    if changing:
        day = date(2022, *changing)
    facts = on(f"{day}", f"{starts:%H:%M}", f"{ends:%H:%M}", zone)
    try:
        hours.session_span(day, starts, ends, zone)
    except hours.ImpossibleTime:
        return
    assert moments(written(facts))[f"{facts.uid}@ura.invalid"] == expected(facts)


def expected(facts):
    """By the arithmetic of the register."""
    walls = time.fromisoformat(facts.starts), time.fromisoformat(facts.ends)
    span = hours.session_span(date.fromisoformat(facts.day), *walls, facts.zone)
    return tuple(datetime.fromtimestamp(moment, UTC) for moment in span)


def test_an_event_says_what_where_when_and_with_whom(english):
    event = read(written(LESSON, url="https://ura.example/sessions/7"))["abc@ura.invalid"]
    assert event["summary"] == "My phone"
    assert event["location"] == "Cesta 1, Jesenice"
    assert event["url"] == "https://ura.example/sessions/7"
    assert event["status"] == "CONFIRMED"
    assert event["description"].split("\n") == [
        "Group: Jesenice, group A",
        "Trainer: Ana Novak",
        "Meeting link: https://meet.example/abc",
        "From Ura",
    ]
    assert event["dtstamp"].dt == NOW


def test_an_online_session_is_where_its_link_leads(english):
    event = read(written(LESSON._replace(place=None)))["abc@ura.invalid"]
    assert event["location"] == "https://meet.example/abc"


def test_an_update_is_the_same_event_with_a_higher_sequence(english):
    moved = LESSON._replace(day="2022-03-29", sequence=3)
    first, later = (read(written(facts))["abc@ura.invalid"] for facts in (LESSON, moved))
    assert (first["sequence"], later["sequence"]) == (0, 3)
    assert first["uid"] == later["uid"]


def test_a_cancelled_one_says_so_twice(english):
    event = read(written(LESSON._replace(status="cancelled")))["abc@ura.invalid"]
    assert event["status"] == "CANCELLED"
    assert event["summary"] == "Cancelled: My phone"


def test_an_invitation_names_who_invites_and_who_is_invited(english):
    event = ical.event(LESSON, site="Ura", now=NOW)
    event.add("organizer", party('"Ura, Jesenice" <noreply@example.org>'))
    event.add("attendee", party('"Amal \\"A\\" Haddad" <amal@example.org>', RSVP="FALSE"))
    text = ical.calendar([event], name="Ura", method="REQUEST")
    event = read(text)["abc@ura.invalid"]
    assert "METHOD:REQUEST\r\n" in text
    assert event["organizer"] == "mailto:noreply@example.org"
    assert event["organizer"].params["CN"] == "Ura, Jesenice"
    assert event["attendee"] == "mailto:amal@example.org"
    assert event["attendee"].params["CN"] == "Amal 'A' Haddad"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert "REFRESH-INTERVAL" not in text


def test_a_feed_says_its_name_and_when_to_come_again(english):
    text = written(LESSON)
    feed = Calendar.from_ical(text)
    assert feed["x-wr-calname"] == feed["name"] == "My sessions"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert "METHOD" not in text


@given(text=st.text(st.characters(codec="utf-8"), max_size=120))
def test_no_text_breaks_a_calendar(english, text):
    facts = LESSON._replace(title=text, place=text, group=text, teacher=text)
    event = ical.event(facts, site=text, now=NOW)
    event.add("attendee", party(f"{text} <c@d.example>"))
    whole = ical.calendar([event], name=text)
    assert list(read(whole)) == ["abc@ura.invalid"]
    assert all(len(line.encode()) <= 75 for line in whole.split("\r\n"))
    assert not UNSEEN.search(whole.replace("\r\n", "\n"))


def test_texts_are_read_back_as_they_were_written(english):
    title = "Ura; a, b\\n: „Živa“ " + "ع" * 80
    assert read(written(LESSON._replace(title=title)))["abc@ura.invalid"]["summary"] == title


def test_a_calendar_without_sessions_is_one(english):
    assert read(written()) == {}
