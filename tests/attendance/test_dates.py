"""The dates of a series against a naive oracle; clock changes in the zones of W12."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.rules import calendars, dates
from lms.attendance.rules.dates import Rule
from lms.attendance.rules.planning import line_of
from tests.cast import NOW

ZONES = ["Europe/Ljubljana", "Europe/Brussels", "Europe/Athens"]
DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)


def naive(rule):
    """Every day from the first to the last, asked one by one."""
    monday = rule.first - timedelta(days=rule.first.weekday())
    days = [rule.first + timedelta(days=n) for n in range((rule.last - rule.first).days + 1)]
    return [
        day
        for day in days
        if day.weekday() in rule.weekdays and (day - monday).days // 7 % rule.every == 0
    ]


@given(WEEKDAYS, DAYS, st.integers(-10, 500), st.sampled_from([1, 2]))
def test_a_rule_means_the_days_that_a_person_would_count(weekdays, first, length, every):
    rule = Rule(weekdays, first, first + timedelta(days=length), every)
    assert rule.dates() == naive(rule)
    assert rule.how_many() == len(rule.dates())


@pytest.mark.parametrize(
    ("rule", "field", "words"),
    [
        (Rule(frozenset(), date(2022, 4, 1), date(2022, 6, 1)), "weekdays", "Choose at least"),
        (Rule(frozenset({1}), date(2022, 6, 1), date(2022, 4, 1)), "last", "before the first"),
        (Rule(frozenset({1}), date(2022, 4, 6), date(2022, 4, 8)), "weekdays", "None of these"),
        (Rule(frozenset(range(7)), date(2022, 1, 1), date(2049, 5, 18)), "last",
         "This would be 10000 sessions. One series has 200 at most"),
        (Rule(frozenset(range(7)), date.min, date.max), "last", "This would be 3652059 sessions"),
        (Rule(frozenset({1}), date(2022, 4, 1), date(2024, 6, 1)), "last", "two years at most"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_series_is_said(app, rule, field, words):
    with app.test_request_context():
        found = dates.problem(rule)
    assert found
    assert found[0] == field
    assert words in found[1]


class Somewhere:
    """What a line needs of a group."""

    starts_on = ends_on = None

    class programme:  # noqa: N801
        lock_days = 10_000


def line(zone, day, starts, ends, breaks=()):
    values = {"day": day, "starts": starts, "ends": ends, "breaks": list(breaks), "zone": zone}
    return line_of(Somewhere, "x", values, {}, NOW)


@given(
    st.sampled_from(ZONES), WEEKDAYS, st.dates(date(2022, 3, 1), date(2022, 11, 30)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.integers(1, 13 * 60),
)  # fmt: skip
def test_every_date_keeps_its_time_on_the_wall_and_its_length(zone, weekdays, first, starts, long):
    """In UTC a session is as long as on the wall, except over a change of the clocks."""
    ends = (datetime.combine(first, starts) + timedelta(minutes=long)).time()
    for day in Rule(weekdays, first, first + timedelta(days=40)).dates():
        assert day.weekday() in weekdays
        made = line(zone, day, starts, ends)
        later = day + timedelta(days=ends <= starts)
        begin, end = (
            datetime.combine(on, wall, ZoneInfo(zone))
            for on, wall in ((day, starts), (later, ends))
        )
        if made.wrong:
            back = [t.astimezone(UTC).astimezone(ZoneInfo(zone)) != t for t in (begin, end)]
            too_long = end.astimezone(UTC) - begin.astimezone(UTC) > timedelta(hours=14)
            assert any(back) or too_long or is_skipped(begin) or is_skipped(end)
            continue
        assert made.minutes == (end.astimezone(UTC) - begin.astimezone(UTC)) // timedelta(minutes=1)
        changes = begin.utcoffset() != end.utcoffset()
        assert (made.minutes != long) == changes
        assert any("The clocks change meanwhile" in note for note in made.notes) == changes


def is_skipped(moment):
    wall = moment.replace(tzinfo=None)
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != wall


@pytest.mark.parametrize(
    ("zone", "skipped", "repeated"),
    [
        ("Europe/Ljubljana", time(2, 30), time(2, 30)),
        ("Europe/Brussels", time(2), time(2)),
        ("Europe/Athens", time(3, 30), time(3, 30)),
    ],
)
def test_the_skipped_hour_cannot_be_and_of_the_repeated_hour_the_first_is_meant(
    app, zone, skipped, repeated
):
    with app.test_request_context():
        spring = line(zone, date(2022, 3, 27), skipped, time(8))
        assert "The clocks go forward over this time that night" in spring.wrong
        assert not spring.taken
        autumn = line(zone, date(2022, 10, 30), repeated, time(8))
        assert autumn.taken
        assert autumn.minutes == (8 - repeated.hour) * 60 - repeated.minute + 60
        assert "the first is meant" in autumn.notes[0]
        assert line(zone, date(2022, 10, 29), repeated, time(8)).notes == []


def test_the_two_nights_of_w12(app):
    with app.test_request_context():
        nights = [line("Europe/Ljubljana", day, time(0), time(5)) for day in (
            date(2022, 3, 27), date(2022, 10, 30), date(2022, 3, 24),
        )]  # fmt: skip
        assert [one.minutes for one in nights] == [240, 360, 300]
        assert nights[0].notes == ["The clocks change meanwhile: it lasts 240 minutes, not 300."]


def test_calendars_of_holidays_are_named_in_the_language_of_the_page(app):
    for language, country, holiday in (
        ("en", "Slovenia", "Easter Monday"), ("sl", "Slovenija", "velikonočni ponedeljek"),
        ("ar", "سلوفينيا", "Easter Monday"),
    ):  # fmt: skip
        with app.test_request_context(), force_locale(language):
            assert ("SI", country) in calendars.choices([])
            off = calendars.days_off("SI", date(2022, 4, 1), date(2022, 4, 30))
            assert off[date(2022, 4, 18)] == holiday
            assert calendars.days_off("", date(2022, 4, 1), date(2022, 4, 30)) == {}


def test_regions_have_their_own_holidays(app):
    with app.test_request_context():
        offered = dict(calendars.choices(["ES-CT"]))
        assert offered["ES-CT"].startswith("Spain: Catal")
        assert "DE-BY" not in offered
        diada = {date(2023, 9, 11)}
        ours = calendars.days_off("ES-CT", *[date(2023, 9, 11)] * 2)
        assert ours.keys() == diada
        assert calendars.days_off("ES", *[date(2023, 9, 11)] * 2) == {}
    assert calendars.is_known("ES-CT")
    for unknown in ("XX", "ES-XX", "", "es", "-CT"):
        assert not calendars.is_known(unknown)
