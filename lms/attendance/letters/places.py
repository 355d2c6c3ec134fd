"""Places in open sessions: booked, waited for, offered, gone.

The facts of such a notice: `session`, its facts; `position` of who waits; `until`, the moment at
which an offer ends; `at`, when it was so; `reason`, why staff took somebody off the list; `closed`,
where the session is only for its group now.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.attendance.facts import SIGNED_UP, Facts, from_data
from lms.attendance.letters import words
from lms.courses.letters import kept
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("place.booked", _l("A place in an open session"), necessary=True)
def booked(data: dict, reader: Person) -> Part:
    facts = facts_in(data)
    lines = [
        words.in_a_line(facts),
        _("You cannot come? Give the place back, so that somebody else has it."),
    ]
    made = part(data, _("You have a place: %(title)s, %(day)s", **named(data)), lines)
    ways_on = words.ways_on(reader, facts, SIGNED_UP)
    return made._replace(links=ways_on, events=[words.invitation(facts, data["at"])])


@kind("place.waiting", _l("Waiting for a place in an open session"))
def waiting(data: dict, reader: Person) -> Part:
    return part(data, _("You wait for a place: %(title)s, %(day)s", **named(data)), [
        words.in_a_line(facts_in(data)),
        _("You are number %(position)s in the queue.", position=data["position"]),
        _("You hear from us when a place is free for you."),
    ])  # fmt: skip


@kind("place.offered", _l("A place that is free for you"), necessary=True, at_once=True)
def offered(data: dict, reader: Person) -> Part:
    return part(data, _("A place is free for you: %(title)s, %(day)s", **named(data)), [
        words.in_a_line(facts_in(data)),
        *kept(data["until"], facts_in(data).zone),
    ])  # fmt: skip


@kind("place.expired", _l("A place that is not kept any more"), necessary=True)
def expired(data: dict, reader: Person) -> Part:
    lines = [words.in_a_line(facts_in(data))]
    if data.get("closed"):
        lines.append(_("This session is for the people of its group. Choose another one."))
    elif reason := data.get("reason"):
        lines.append(_("The trainer took you off the list. Reason: %(reason)s", reason=reason))
    else:
        lines.append(_("You did not answer in time, so the next person was asked."))
        lines.append(_("Do you still want to come? Sign up again."))
    return part(data, _("No place is kept for you: %(title)s, %(day)s", **named(data)), lines)


def facts_in(data: Mapping[str, Any]) -> Facts:
    return from_data(data["session"])


def named(data: Mapping[str, Any]) -> dict[str, str]:
    """What the session is about, and its day: for a heading."""
    facts = facts_in(data)
    return {"title": words.name_of(facts), "day": words.day_of(facts, "d MMMM")}


def part(data: Mapping[str, Any], heading: str, lines: list[str]) -> Part:
    others = Link(_("Look at the open sessions"), outside("attendance.open_sessions"))
    facts = facts_in(data)
    links = [others] if data.get("closed") else [words.to_session(facts), others]
    return Part(heading, lines, words.why(SIGNED_UP, facts), links)
