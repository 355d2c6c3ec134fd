"""What happened to an enrolment, in words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.courses.rules.places import WHY_NOT
from lms.i18n import day
from lms.people.models import Change

VERBS = {
    "applied": _l("Asked for a place"),
    "waitlisted": _l("Put on the waiting list"),
    "enrolled": _l("Came into a group"),
    "declined": _l("Got no place"),
    "moved": _l("Changed the group"),
    "changed": _l("Got another last day"),
    "offered": _l("Was offered a place"),
    "offer declined": _l("Let the offered place go"),
    "offer ended": _l("Did not answer an offer in time"),
    "withdrawn": _l("Left"),
    "dropped": _l("Taken off"),
    "completed": _l("Completed the programme"),
    "reopened": _l("A completion was taken back"),
}


def change_words(change: Change) -> str:
    """A change of an enrolment: what was done, in which group, from which day."""
    detail = change.detail or {}
    if change.verb == "moved" and {"from", "to", "on"} <= detail.keys():
        return _(
            "Moved from %(old)s to %(new)s, from %(day)s on",
            old=detail["from"],
            new=detail["to"],
            day=_day(detail["on"]),
        )
    if change.verb == "enrolled" and {"group", "from"} <= detail.keys():
        return _("Came into %(group)s on %(day)s", group=detail["group"], day=_day(detail["from"]))
    if change.verb == "passed over" and {"group", "reason"} <= detail.keys():
        return _(
            "Was passed over for a place in %(group)s: %(reason)s",
            group=detail["group"],
            reason=WHY_NOT.get(detail["reason"], detail["reason"]),
        )
    if change.verb == "offered" and {"group", "until"} <= detail.keys():
        return _("Was offered a place in %(group)s", group=detail["group"])
    words = str(VERBS.get(change.verb, change.verb))
    if "last" in detail:
        return _("%(what)s; the last day was %(day)s", what=words, day=_day(detail["last"]))
    if last := detail.get("after", {}).get("to"):
        return _("%(what)s: %(day)s", what=words, day=_day(last))
    return words


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
