"""What happened to the places of an open session, in words that a person reads."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance.rules.sign_ups import WHY_NOT
from lms.people.models import Change

VERBS = {
    "booked": _l("has a place"),
    "waiting": _l("waits in the queue"),
    "offered": _l("was offered a place"),
    "accepted": _l("took the place"),
    "declined": _l("let the offer go"),
    "withdrawn": _l("gave the place up"),
    "offer ended": _l("did not answer in time"),
    "passed over": _l("was passed over"),
    "taken off": _l("was taken off the list"),
    "closed": _l("was taken off the list: the session is only for its group now"),
}


class Step(NamedTuple):
    """One step: whose (a code), what, why, when (a moment in UTC), and who did it."""

    code: str
    what: str
    why: str
    at: datetime
    who: str


def of_a_place(change: Change) -> Step:
    detail = change.detail or {}
    why = detail.get("reason", "")
    return Step(
        detail.get("person", ""),
        str(VERBS.get(change.verb, change.verb)),
        str(WHY_NOT.get(why, why)),
        change.at,
        change.by.name if change.by else _("By itself"),
    )
