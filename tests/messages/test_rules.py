"""When a notice goes out: after others may have joined it, and not at night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.config import Hours, quiet_hours
from lms.messages.rules import IN_TIME, due_at

NIGHT = quiet_hours("21:00-07:00")
ZONE = "Europe/Ljubljana"
SINCE = datetime(2021, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: SINCE + timedelta(minutes=n))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
nights = st.builds(Hours, times, times).filter(lambda hours: hours.start != hours.end)
zones = st.sampled_from(["Europe/Ljubljana", "UTC", "America/St_Johns", "Asia/Kabul"])


def wall(text):
    """A moment of the cast's week: "24 20:30"."""
    day, clock = text.split()
    at = time.fromisoformat(clock)
    return datetime(2022, 3, int(day), at.hour, at.minute, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def due(now, quiet=NIGHT, digest_minutes=5, at_once=False, before=None, zone=ZONE):
    return due_at(
        now, quiet=quiet, digest_minutes=digest_minutes, at_once=at_once, before=before, zone=zone
    )


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("24 20:30", "24 20:35"),
        ("24 20:55", "25 07:00"),  # it would be night when others have joined it
        ("24 23:59", "25 07:00"),
        ("25 03:00", "25 07:00"),
        ("25 06:56", "25 07:01"),
        ("25 07:00", "25 07:05"),
        ("26 23:00", "27 07:00"),  # the clocks change this night
    ],
)
def test_a_notice_waits_for_others_and_for_the_morning(now, goes):
    assert due(wall(now)) == wall(goes)


def test_what_begins_soon_after_the_night_is_told_in_the_night():
    now, end = wall("24 23:00"), wall("25 07:00")
    assert due(now, at_once=True, before=end + IN_TIME) == end
    assert due(now, at_once=True, before=end + IN_TIME - timedelta(minutes=1)) == now
    assert due(now, before=wall("25 01:00")) == now + timedelta(minutes=5)


def test_quiet_hours_may_lie_in_one_day():
    noon = quiet_hours("12:00-14:00")
    assert due(wall("24 13:00"), noon) == wall("24 14:00")
    assert due(wall("24 23:00"), noon) == wall("24 23:05")


def test_without_quiet_hours_only_others_are_waited_for():
    assert due(wall("24 23:00"), quiet_hours("off")) == wall("24 23:05")
    assert due(wall("24 23:00"), None, at_once=True) == wall("24 23:00")


@given(moments, nights, st.integers(0, 600), st.booleans(), zones)
def test_it_is_never_early_never_a_day_late_and_never_at_night(now, quiet, minutes, at_once, zone):
    goes = due(now, quiet, minutes, at_once, None, zone)
    wanted = now + timedelta(minutes=0 if at_once else minutes)
    assert wanted <= goes <= wanted + timedelta(hours=25)
    clock = goes.astimezone(ZoneInfo(zone)).time()
    over_midnight = quiet.end < quiet.start
    inside = quiet.start <= clock < quiet.end
    if over_midnight:
        inside = clock >= quiet.start or clock < quiet.end
    assert not inside


@given(moments, nights, st.integers(0, 600), st.timedeltas(timedelta(), timedelta(days=3)), zones)
def test_what_begins_is_told_three_hours_before_or_at_once(now, quiet, minutes, ahead, zone):
    goes = due(now, quiet, minutes, False, now + ahead, zone)
    wanted = now + timedelta(minutes=minutes)
    assert goes == wanted or now + ahead - goes >= IN_TIME
