"""Ways to make up for a session that was missed: offered, answered, settled.

The facts of such a notice: `offer`, its number; `missed`, the session; `to`, the other one, or
`task` and the `minutes` that it is worth; `cap` and `left`, minutes of the programme; `name`, of
who offered or who answered.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.addresses import outside
from lms.attendance.facts import MEMBER, TEACHES, from_data
from lms.attendance.letters import words
from lms.attendance.models import OfferState
from lms.attendance.rules.offers import offer_url
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("make_up.offered", _l("How to make up for what you missed"), necessary=True)
def offered(data: dict, reader: Person) -> Part:
    lines = [
        _("You missed: %(session)s", session=named(data)),
        *what(data),
        in_cap(data["cap"], data["left"]),
        _("Can you do it? Please answer yes or no."),
    ]
    link = Link(_("Answer yes or no"), offer_url(data["offer"], reader.id))
    return part(data, _("You can make up for %(day)s", day=day_of(data)), lines, link)


@kind("make_up.settled", _l("What became of your make-up"))
def settled(data: dict, reader: Person) -> Part:
    link = Link(_("Look at it"), offer_url(data["offer"], reader.id))
    if data.get("withdrawn"):
        lines = [_("%(name)s took this offer back:", name=data["name"]), *what(data)]
        return part(data, _("Make-up for %(day)s: taken back", day=day_of(data)), lines, link)
    if approved := data.get("approved"):
        lines = [minutes_approved(approved, data["name"]), *what(data)]
        return part(data, _("Make-up for %(day)s: approved", day=day_of(data)), lines, link)
    lines = [
        _("%(name)s says: %(words)s", name=data["name"], words=data["words"]),
        *what(data),
        _("You can still do it. Ask your trainer how."),
    ]
    return part(data, _("Make-up for %(day)s: not accepted yet", day=day_of(data)), lines, link)


@kind("make_up.answered", _l("Answers to your offers of make-up"), staff=True)
def answered(data: dict, reader: Person) -> Part:
    about = {"name": data["name"], "day": day_of(data)}
    heading = _("%(name)s says no to the make-up for %(day)s", **about)
    if data["state"] == OfferState.ACCEPTED:
        heading = _("%(name)s says yes to the make-up for %(day)s", **about)
    lines = what(data)
    if data["words"]:
        lines.append(_("In their words: %(words)s", words=data["words"]))
    link = Link(_("Look at the make-up"), outside("attendance.make_up_list"))
    return Part(heading, lines, words.why(TEACHES, from_data(data["missed"])), [link])


def named(data: Mapping[str, Any]) -> str:
    missed = from_data(data["missed"])
    return _("%(when)s: %(title)s", when=words.when(missed), title=words.name_of(missed))


def day_of(data: Mapping[str, Any]) -> str:
    return words.day_of(from_data(data["missed"]), "d MMMM")


def what(data: Mapping[str, Any]) -> list[str]:
    if data["to"]:
        to = words.in_a_line(from_data(data["to"]))
        return [_("Come instead: %(session)s", session=to)]
    return [
        ngettext(
            "A task, worth %(num)s minute: %(task)s",
            "A task, worth %(num)s minutes: %(task)s",
            data["minutes"],
            task=data["task"],
        )
    ]


def minutes_approved(minutes: int, name: str) -> str:
    return ngettext(
        "%(name)s approved %(num)s minute.",
        "%(name)s approved %(num)s minutes.",
        minutes,
        name=name,
    )


def in_cap(cap: int, left: int) -> str:
    """What the programme's policy allows altogether."""
    return _(
        "At most %(cap)s minutes can be made up in the programme; %(left)s are left for you.",
        cap=cap,
        left=left,
    )


def part(data: Mapping[str, Any], heading: str, lines: list[str], link: Link) -> Part:
    return Part(heading, lines, words.why(MEMBER, from_data(data["missed"])), [link])
