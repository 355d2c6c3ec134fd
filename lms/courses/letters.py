"""What people are told of their places in groups, and on waiting lists, in words.

The facts of such a notice: `programme`, its slug; `title`, its title in its languages; `group`, the
title of one; `until`, the moment at which an offer ends, and the `zone` of the group; `number` and
`of` of who waits.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.i18n import day, in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("group.booked", _l("A place in a group"), necessary=True)
def booked(data: dict, reader: Person) -> Part:
    return part(data, _("You have a place: %(programme)s", **about(data)), [
        _("You are in %(group)s now.", group=data["group"]),
        _("Your lessons and your sessions are on your page."),
    ])  # fmt: skip


@kind("group.waiting", _l("A place on a waiting list"))
def waiting(data: dict, reader: Person) -> Part:
    where = {"number": data["number"], "of": data["of"]}
    lines = [_("You are number %(number)s of %(of)s on the waiting list.", **where)]
    if data.get("group"):
        lines.append(_("You wait for a place in %(group)s.", group=data["group"]))
    lines.append(_("You hear from us when a place is free for you."))
    return part(data, _("You wait for a place: %(programme)s", **about(data)), lines)


@kind("group.offered", _l("A place that is free for you in a group"), necessary=True, at_once=True)
def offered(data: dict, reader: Person) -> Part:
    return part(data, _("A place is free for you: %(programme)s", **about(data)), [
        _("It is in %(group)s.", group=data["group"]),
        *kept(data["until"], data["zone"]),
    ])  # fmt: skip


@kind("group.expired", _l("A place in a group that is not kept any more"), necessary=True)
def expired(data: dict, reader: Person) -> Part:
    return part(data, _("No place is kept for you: %(programme)s", **about(data)), [
        _("You did not answer in time, so the next person was asked."),
        _("Do you still want a place? Ask for one again."),
    ])  # fmt: skip


def kept(until: str, zone: str) -> list[str]:
    """Until when a place is kept for who is offered it, as the clock on the wall there shows it."""
    over = datetime.fromisoformat(until).astimezone(ZoneInfo(zone))
    return [
        _(
            "The place is yours until %(day)s, %(time)s. Take it, or let it go.",
            day=day(over, "EEEE d MMMM"),
            time=f"{over:%H:%M}",
        ),
        _("After that the next person is asked."),
    ]


def about(data: Mapping[str, Any]) -> dict[str, str]:
    return {"programme": in_words(data["title"])}


def part(data: Mapping[str, Any], heading: str, lines: list[str]) -> Part:
    url = outside("courses.programme", slug=data["programme"])
    link = Link(_("Open the programme"), url)
    return Part(heading, lines, _("You asked for a place in %(programme)s.", **about(data)), [link])
