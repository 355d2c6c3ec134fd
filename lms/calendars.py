"""Calendars as text (RFC 5545), and the time zones in them. Events in, text out.

What stands in somebody's own calendar beside their sessions is found by packages that name theirs:

    @in_own_calendar(find)             (person, first day, last day) -> facts
    def event(facts, now): ...         one of them -> an Event, in the words of this language
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parseaddr
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from lms.i18n import in_words

PRODID = "-//Ura//Inclusion LMS//EN"
REFRESH = timedelta(hours=1)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # no calendar may hold them
DAY = timedelta(days=1)

# A calendar knows an event by its uid for as long as it lives, so it must outlive every other name:
# the site's and its address. What stands before it is unique in the world; `.invalid` is nobody's.
DOMAIN = "ura.invalid"

Find = Callable[[Any, date, date], Sequence[Any]]
AsEvent = Callable[[Any, datetime], Event]
OWN: list[tuple[Find, AsEvent]] = []


def in_own_calendar(find: Find) -> Callable[[AsEvent], AsEvent]:
    """Registers what somebody's own calendar holds. `find` asks one statement; of facts that are
    the same (by their repr) so is the event."""

    def register(event: AsEvent) -> AsEvent:
        OWN.append((find, event))
        return event

    return register


class Found(NamedTuple):
    """What a package found, and how it is an event."""

    facts: Sequence[Any]
    event: AsEvent


def own_of(person: Any, first: date, last: date) -> list[Found]:
    """What stands in somebody's own calendar beside their sessions, in these days."""
    return [Found(find(person, first, last), event) for find, event in OWN]


def clean(text: str) -> str:
    """Without the characters that no calendar may hold; the library escapes the others."""
    return UNSEEN.sub("", text.replace("\r\n", "\n"))


class Facts(Protocol):
    """What an event of any kind is made of. `sequence` grows with each change."""

    @property
    def uid(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def title(self) -> Mapping[str, str] | str: ...
    @property
    def place(self) -> str | None: ...
    @property
    def link(self) -> str | None: ...
    @property
    def status(self) -> str: ...


def event(
    facts: Facts,
    span: tuple[date, date | None],
    lines: Iterable[str],
    *,
    url: str | None,
    now: datetime,
) -> Event:
    """One event, in the words of this language. `span`: whole days, or times in their zone; with no
    end where none is known. `lines`: what else a person wants to know."""
    off, title = facts.status == "cancelled", in_words(facts.title)
    begins, ends = span
    made = Event()
    made.add("uid", f"{facts.uid}@{DOMAIN}")
    made.add("sequence", facts.sequence)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", begins)
    if ends is not None:
        made.add("dtend", ends)
    made.add("summary", clean(_("Cancelled: %(title)s", title=title) if off else title))
    made.add("status", "CANCELLED" if off else "CONFIRMED")
    made.add("description", clean("\n".join(lines)))
    if where := facts.place or facts.link:
        made.add("location", clean(where))
    if url:
        made.add("url", clean(url))
    return made


def party(address: str, **more: str) -> vCalAddress:
    """Somebody who invites or is invited."""
    name, mail = parseaddr(clean(address).replace("\n", " "))
    made = vCalAddress(f"mailto:{mail}")
    if name:
        more["CN"] = name.replace('"', "'")
    for key, value in more.items():
        made.params[key] = value
    return made


def calendar(events: Iterable[Event], *, name: str, method: str | None = None) -> str:
    """The text of a calendar. Without a `method` it is one that is read again and again."""
    events = list(events)
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    else:
        for key in ("name", "x-wr-calname"):  # the library does not know that these are texts
            made.add(key, vText(clean(name)))
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "PT1H")
    for zone in zones(events):
        made.add_component(zone)
    for each in events:
        made.add_component(each)
    return made.to_ical().decode()


def zones(events: Sequence[Event]) -> Iterator[Timezone]:
    """A description of each zone, for the days of its events and no longer."""
    days: dict[str, set[date]] = {}
    for each in events:
        bounds: tuple[Any, Any] = each.start, each.end
        for moment in bounds:
            if not isinstance(moment, datetime):
                continue  # a whole day is in no zone
            days.setdefault(str(moment.tzinfo), set()).add(moment.date())
    for zone in sorted(days.keys() - {"UTC"}):
        yield described(ZoneInfo(zone), min(days[zone]), max(days[zone]))


def described(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """A zone from its first to its last day: how it begins, and each change of its clocks.

    Our own, since the library's writes a change in spring by the new clock where the standard
    wants the old one, and so has it an hour late.
    """
    made = Timezone()
    made.add("tzid", zone.key)
    begin = datetime.combine(nearest(first.toordinal() - 1), time(), UTC)
    end = datetime.combine(nearest(last.toordinal() + 2), time(), UTC)
    made.add_component(observance(zone, begin, begin))
    for before, after in changes(zone, begin, end):
        made.add_component(observance(zone, before, after))
    return made


def nearest(day: int) -> date:
    """The day of this number; where no clock on earth can show it, the nearest that all can."""
    return date.fromordinal(min(max(day, date.min.toordinal() + 1), date.max.toordinal() - 1))


def observance(
    zone: ZoneInfo, before: datetime, at: datetime
) -> TimezoneDaylight | TimezoneStandard:
    """What holds from `at` on; it is written by the clock that held `before`."""
    was, now = before.astimezone(zone), at.astimezone(zone)
    offset = was.utcoffset() or timedelta()
    summer = (now.dst() or timedelta()) > timedelta()
    made = TimezoneDaylight() if summer else TimezoneStandard()
    made.add("dtstart", (at + offset).replace(tzinfo=None))
    made.add("tzoffsetfrom", offset)
    made.add("tzoffsetto", now.utcoffset() or timedelta())
    made.add("tzname", now.tzname() or zone.key)
    return made


def changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The changes of a zone's clocks: the minute before, and the minute itself, in UTC."""
    day = begin
    while day < end:
        if differ(zone, day, day + DAY):
            low, high = 0, 24 * 60  # minutes: before and after the change
            while high - low > 1:
                middle = (low + high) // 2
                changed = differ(zone, day, day + timedelta(minutes=middle))
                low, high = (low, middle) if changed else (middle, high)
            yield day + timedelta(minutes=low), day + timedelta(minutes=high)
        day += DAY


def differ(zone: ZoneInfo, one: datetime, other: datetime) -> bool:
    """Whether a zone's clocks changed between two moments."""
    a, b = one.astimezone(zone), other.astimezone(zone)
    return (a.utcoffset(), a.tzname()) != (b.utcoffset(), b.tzname())
