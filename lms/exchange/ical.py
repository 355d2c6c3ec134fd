"""Activities as calendars read them (RFC 5545). No database, no request: facts in, text out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import Event

from lms import calendars
from lms.calendars import DAY


class Facts(NamedTuple):
    """An activity as somebody on its list knows it. Times are those on its wall."""

    code: str
    made_at: datetime
    sequence: int  # how often it was changed
    title: Mapping[str, str]
    host: str
    first: date
    last: date
    starts: time | None
    ends: time | None
    zone: str
    place: str | None
    link: str | None
    status: str

    @property
    def uid(self) -> str:
        """The same for as long as the activity is there. Of two installations each may have an
        activity of one code: not made in the same second."""
        return f"activity-{self.code}-{self.made_at:%Y%m%d%H%M%S}"


def event(facts: Facts, *, site: str, now: datetime, url: str) -> Event:
    return calendars.event(facts, span(facts), lines(facts, site), url=url, now=now)


def span(facts: Facts) -> tuple[date, date | None]:
    """Whole days, to the one after the last, where no time is known. Where only the start is, an
    activity of one day has no end, and one of several lasts until its last day is over."""
    over = facts.last + DAY
    if facts.starts is None:
        return facts.first, over
    zone = ZoneInfo(facts.zone)
    begins = datetime.combine(facts.first, facts.starts, zone)
    if facts.ends is not None:
        ends = datetime.combine(facts.last, facts.ends, zone)
        return begins, ends if ends > begins else None
    return begins, None if facts.first == facts.last else datetime.combine(over, time(), zone)


def lines(facts: Facts, site: str) -> Iterator[str]:
    """What else a person wants to know, a line each."""
    yield facts.host
    if facts.link:
        yield _("Meeting link: %(link)s", link=facts.link)
    yield _("From %(site)s", site=site)
