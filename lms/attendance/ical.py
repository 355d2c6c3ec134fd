"""Sessions as calendars read them (RFC 5545). No database, no request: facts in, text out.

event(facts, site="Ura", url=..., now=now)      one session, in the words of this language
calendar([...], name="My sessions")             a feed, or a file to save
calendar([...], name="Ura", method="REQUEST")   an invitation; with "CANCEL" its end
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import Event

from lms import calendars
from lms.attendance import hours
from lms.attendance.facts import Facts
from lms.calendars import DAY, calendar

__all__ = ["calendar", "event"]


def event(
    facts: Facts,
    *,
    site: str,
    now: datetime,
    url: str | None = None,
) -> Event:
    """One session. Who invites and who is invited is added by a mail (lms.messages.letters)."""
    return calendars.event(facts, span(facts), lines(facts, site), url=url, now=now)


def span(facts: Facts) -> tuple[datetime, datetime]:
    """Start and end as the clock on the session's wall shows them.

    A calendar reads a time in the repeated hour as the first one, as the register does (settled
    point 13); an end at or before the start is the next day's.
    """
    day, zone = date.fromisoformat(facts.day), ZoneInfo(facts.zone)
    starts, ends = time.fromisoformat(facts.starts), time.fromisoformat(facts.ends)
    last = day + DAY if hours.over_midnight(starts, ends) else day
    return datetime.combine(day, starts, zone), datetime.combine(last, ends, zone)


def lines(facts: Facts, site: str) -> Iterator[str]:
    """What else a person wants to know, a line each."""
    yield _("Group: %(group)s", group=facts.group)
    if facts.teacher:
        yield _("Trainer: %(name)s", name=facts.teacher)
    if facts.link:
        yield _("Meeting link: %(link)s", link=facts.link)
    yield _("From %(site)s", site=site)
