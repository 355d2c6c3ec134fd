"""A session in a line of plain text, in the language of who reads it."""

from datetime import date, datetime

from flask_babel import gettext as _
from icalendar import Event

from lms.addresses import outside, site
from lms.attendance import ical
from lms.attendance.facts import MEMBER, SIGNED_UP, TEACHES, WAITS, Facts
from lms.attendance.models import Mode, Status
from lms.attendance.rules.answers import answer_url
from lms.i18n import day, in_words
from lms.messages.kinds import Link
from lms.people.models import Person


def name_of(facts: Facts) -> str:
    """What it is about."""
    return in_words(facts.title) or facts.group


def day_of(facts: Facts, form: str = "full") -> str:
    return day(date.fromisoformat(facts.day), form)


def when(facts: Facts) -> str:
    """Thursday 24 March 2022, 17:00 to 20:15; with the zone where nobody is in a room."""
    values = {"day": day_of(facts), "start": facts.starts, "end": facts.ends}
    if facts.mode != Mode.ONLINE:
        return _("%(day)s, %(start)s to %(end)s", **values)
    return _("%(day)s, %(start)s to %(end)s (time of %(zone)s)", **values, zone=facts.zone)


def where(facts: Facts) -> str:
    """The place, or how to take part from afar."""
    if facts.mode == Mode.ONLINE:
        return facts.link or facts.place or _("online")
    if facts.mode == Mode.HYBRID and facts.link:
        return _("%(place)s, or online: %(link)s", place=facts.place or "–", link=facts.link)
    return facts.place or _("no place yet")


def in_a_line(facts: Facts) -> str:
    """When and what, and where; of a session that does not take place there is no way in."""
    if facts.status == Status.CANCELLED:
        return _("%(when)s: %(title)s", when=when(facts), title=name_of(facts))
    return _("%(when)s: %(title)s. %(where)s", when=when(facts), title=name_of(facts),
             where=where(facts))  # fmt: skip


def to_session(facts: Facts) -> Link:
    return Link(_("Look at the session"), outside("attendance.session", session_id=facts.id))


def ways_on(reader: Person, facts: Facts, role: str) -> list[Link]:
    """To the session; and, for who is expected as a learner, to say that they cannot come."""
    expected = role in (MEMBER, SIGNED_UP)
    answer = [Link(_("I cannot come"), answer_url(reader.id, facts.uid))] if expected else []
    return [to_session(facts), *answer]


def why(role: str, facts: Facts) -> str:
    """Why this person is told."""
    if role == TEACHES:
        return _("You teach this session of %(group)s.", group=facts.group)
    if role == SIGNED_UP:
        return _("You signed up for this session of %(group)s.", group=facts.group)
    if role == WAITS:
        return _("You wait for a place in this session of %(group)s.", group=facts.group)
    return _("You are in %(group)s.", group=facts.group)


def invitation(facts: Facts, at: str, method: str = "REQUEST") -> tuple[str, Event]:
    """A session for the reader's calendar, as it was `at` that moment; "CANCEL" takes it out.

    Mails add who invites and who is invited (lms.messages.letters): so programs show it as an
    invitation, and a later one with the same uid replaces it.
    """
    moment, url = datetime.fromisoformat(at), to_session(facts).url
    if facts.status == Status.CANCELLED:
        facts = facts._replace(link=None)
    return method, ical.event(facts, site=site(), now=moment, url=url)
