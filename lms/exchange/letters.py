"""What people on the list of an activity are told, in words.

The facts of such a notice: `code`, `title` in its languages, `host`; the days `first` and `last`,
the time `starts` with its `zone`, `place` (None where there is none).
"""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.addresses import outside
from lms.i18n import day, in_words, isolated
from lms.messages.kinds import Link, Part, kind
from lms.people.models import Person


@kind("activity.cancelled", _l("That an activity does not take place"), necessary=True)
def cancelled(data: dict, reader: Person) -> Part:
    heading = _("Cancelled: %(title)s", title=in_words(data["title"]))
    return part(data, heading, [_("This activity does not take place. Do not come.")])


@kind("activity.changed", _l("That an activity is at another time or place"), necessary=True)
def changed(data: dict, reader: Person) -> Part:
    heading = _("Another time or place: %(title)s", title=in_words(data["title"]))
    return part(data, heading, [])


def part(data: dict[str, Any], heading: str, lines: list[str]) -> Part:
    why = _("You are on the list of %(title)s.", title=in_words(data["title"]))
    link = Link(_("Open the activity"), outside("exchange.activity", code=data["code"]))
    return Part(heading, [when(data), *lines], why, [link])


def when(data: dict[str, Any]) -> str:
    """When and where, in a line of facts."""
    first, last = (date.fromisoformat(data[key]) for key in ("first", "last"))
    found = [day(first)] if first == last else [
        _("%(first)s – %(last)s", first=day(first), last=day(last))
    ]  # fmt: skip
    if data["starts"]:
        found.append(isolated(f"{data['starts']} ({data['zone']})"))
    return " · ".join([*found, *filter(None, (data["place"], data["host"]))])
