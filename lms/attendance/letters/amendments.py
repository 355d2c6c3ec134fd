"""What staff are told of corrections of a register.

The facts of such a notice: `session`, its facts; `amendment`, its id; `name`, who it is about;
`old` and `new`, what the register says and is to say (rules.lines.State.token). Of one that waits
also `asker` and `reason`; of one that is settled `state`, `by`, and `answer`: why it was refused.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.attendance.facts import from_data
from lms.attendance.letters import words
from lms.attendance.models import AmendmentState
from lms.attendance.rules.lines import as_state, in_words
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("amendment.asked", _l("Corrections of registers that wait for you"), staff=True)
def asked(data: dict, reader: Person) -> Part:
    lines = [
        *about(data),
        _("Reason: %(reason)s", reason=data["reason"]),
        _("Somebody who did not record it has to agree or to refuse. Nothing changes before."),
    ]
    heading = _("%(asker)s asks for a correction: %(name)s, %(day)s", **named(data))
    return part(data, heading, lines, _("Decide"))


@kind("amendment.settled", _l("What became of corrections that you asked for"), staff=True)
def settled(data: dict, reader: Person) -> Part:
    lines = about(data)
    if data["state"] == AmendmentState.MADE:
        heading = _("%(by)s agreed to your correction: %(name)s, %(day)s", **named(data))
    else:
        heading = _("%(by)s refused your correction: %(name)s, %(day)s", **named(data))
        lines.append(_("Why: %(answer)s", answer=data.get("answer") or "–"))
    return part(data, heading, lines, _("Look at the correction"))


def named(data: Mapping[str, Any]) -> dict[str, str]:
    day = words.day_of(from_data(data["session"]), "d MMMM")
    return {"day": day} | {key: data.get(key) or "" for key in ("name", "asker", "by")}


def about(data: Mapping[str, Any]) -> list[str]:
    old, new = (in_words(as_state(data[key])) for key in ("old", "new"))
    return [
        words.in_a_line(from_data(data["session"])),
        _("The register says: %(mark)s.", mark=old),
        _("It should say: %(mark)s.", mark=new),
    ]


def part(data: Mapping[str, Any], heading: str, lines: list[str], way: str) -> Part:
    facts = from_data(data["session"])
    link = Link(way, outside("attendance.amendment", amendment_id=data["amendment"]))
    why = _("You coordinate or teach %(group)s.", group=facts.group)
    return Part(heading, lines, why, [link, words.to_session(facts)])
