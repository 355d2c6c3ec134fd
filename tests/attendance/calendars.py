"""Reading calendars as a strict program does: by what they say of their zones, not by our own."""

from datetime import UTC, timedelta
from itertools import pairwise

from icalendar import Calendar

LONG = timedelta(days=36_500)


def read(text):
    """The events of a calendar by their uid."""
    return {str(each["uid"]): each for each in Calendar.from_ical(text).events}


def moments(text):
    """{uid: (start, end)}, in UTC, by the VTIMEZONEs of the calendar itself (RFC 5545, 3.6.5)."""
    calendar = Calendar.from_ical(text)
    zones = {str(zone["tzid"]): onsets(zone) for zone in calendar.timezones}
    return {
        str(each["uid"]): (at(each["dtstart"], zones), at(each["dtend"], zones))
        for each in calendar.events
    }


def onsets(zone):
    """Since when (UTC) which offset holds; an onset is written by the clock that held before."""
    found = sorted(
        (each["dtstart"].dt.replace(tzinfo=None) - each.TZOFFSETFROM, each.TZOFFSETTO)
        for each in zone.subcomponents
    )
    return [*found, (found[0][0] + LONG, None)]


def at(value, zones):
    """A time of the calendar in UTC; of a repeated hour the first is meant (3.3.5)."""
    wall = value.dt.replace(tzinfo=None)
    if "TZID" not in value.params:
        return wall.replace(tzinfo=UTC)
    return min(
        (wall - offset).replace(tzinfo=UTC)
        for (since, offset), (until, _) in pairwise(zones[value.params["TZID"]])
        if since <= wall - offset < until
    )
