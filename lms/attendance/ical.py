"""Sessions as calendars read them (RFC 5545). No database, no request: facts in, text out.

event(facts, site="Ura", url=..., now=now)      one session, in the words of this language
calendar([...], name="My sessions")             a feed, or a file to save
calendar([...], name="Ura", method="REQUEST")   an invitation; with "CANCEL" its end
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import Event

from lms.attendance import hours
from lms.attendance.facts import Facts
from lms.calendars import DAY, DOMAIN, calendar, clean
from lms.i18n import in_words

__all__ = ["calendar", "event"]


def event(
    facts: Facts,
    *,
    site: str,
    now: datetime,
    url: str | None = None,
) -> Event:
    """One session. Who invites and who is invited is added by a mail (lms.messages.letters)."""
    off, title = facts.status == "cancelled", in_words(facts.title)
    begins, ends = span(facts)
    made = Event()
    made.add("uid", f"{facts.uid}@{DOMAIN}")
    made.add("sequence", facts.sequence)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", begins)
    made.add("dtend", ends)
    made.add("summary", clean(_("Cancelled: %(title)s", title=title) if off else title))
    made.add("status", "CANCELLED" if off else "CONFIRMED")
    made.add("description", clean("\n".join(lines(facts, site))))
    if where := facts.place or facts.link:
        made.add("location", clean(where))
    if url:
        made.add("url", clean(url))
    return made


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
