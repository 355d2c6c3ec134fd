"""The history of a session, in words that a person reads."""

from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.attendance.forms.meeting import MODES
from lms.attendance.models import Mode
from lms.attendance.rules.lines import REASONS
from lms.attendance.rules.timetable import as_text
from lms.people.models import Change

VERBS = {
    "published": _l("Published"),
    "attendance imported": _l("Attendance imported"),
    "changed": _l("Changed"),
    "moved": _l("Moved"),
    "moved here": _l("Moved to this day"),
    "cancelled": _l("Cancelled"),
    "reinstated": _l("Takes place after all"),
    "make-up accepted": _l("%(person)s says yes to the make-up"),
    "make-up declined": _l("%(person)s says no to the make-up"),
    "make-up taken back": _l("Make-up offered to %(person)s was taken back"),
    "make-up sent back": _l("Make-up of %(person)s is not accepted yet"),
    "make-up missed": _l("%(person)s did not come to the make-up"),
    "handed out": _l("Handed out"),
    "taken away": _l("Taken away"),
    "meeting list added": _l("List of the online meeting brought in"),
    "meeting list used": _l("List of the online meeting put into the register"),
    "meeting list taken back": _l("List of the online meeting taken back"),
    "cannot come": _l("Says they cannot come"),
    "can come after all": _l("Comes after all"),
    "list printed": _l("List to sign printed"),
    "guest on a list": _l("Guest in a row of a list"),
    "scan added": _l("Scan of a list added"),
    "scan withdrawn": _l("Scan of a list withdrawn"),
}
COLUMNS = {
    "group_id": _l("Group"),
    "course_id": _l("Course"),
    "module_id": _l("Module"),
    "title": _l("Title"),
    "day": _l("Day"),
    "starts": _l("Start"),
    "ends": _l("End"),
    "breaks": _l("Breaks"),
    "zone": _l("Time zone"),
    "mode": _l("How people meet"),
    "place": _l("Place"),
    "link": _l("Link to the online meeting"),
    "trainer_id": _l("Trainer"),
    "substitute_id": _l("Teaches instead"),
    "substitute_reason": _l("Why somebody else teaches"),
    "is_open": _l("Open: people who are not in the group can sign up"),
    "capacity": _l("Places for those who sign up"),
    "status": _l("Status"),
}


class Told(NamedTuple):
    """One change: who, when (a moment in UTC), what, why, and each value before and since."""

    who: str
    at: datetime
    what: str
    why: str
    values: list[tuple[str, str, str]]


def in_plain_words(change: Change) -> Told:
    """A change of a session's record."""
    detail = change.detail or {}
    before, after = detail.get("before", {}), detail.get("after", {})
    values = [
        (str(COLUMNS.get(key, key)), plain(before.get(key)), plain(value))
        for key, value in after.items()
    ]
    is_whole = change.verb.startswith("make-up")  # a sentence that names all but the words
    keys = ("note",) if is_whole else ("reason", "person", "to", "minutes", "note")
    why = _(", ").join(
        str(REASONS.get(detail[key], detail[key])) for key in keys if detail.get(key)
    )
    who = change.by.name if change.by else _("A file or command on the server")
    return Told(who, change.at, what(change.verb, detail), why, values)


def what(verb: str, detail: dict[str, Any]) -> str:
    """What was done, as a sentence."""
    minutes, to = detail.get("minutes") or 0, detail.get("to")
    named = {"person": detail.get("person"), "session": to}
    if verb == "make-up approved":
        return ngettext(
            "Make-up of %(num)s minute was recorded for %(person)s",
            "Make-up of %(num)s minutes was recorded for %(person)s",
            minutes, **named,
        )  # fmt: skip
    if verb == "make-up offered" and to:
        return _("Session %(session)s was offered to %(person)s to make up", **named)
    if verb == "make-up offered":
        return ngettext(
            "A task worth %(num)s minute was offered to %(person)s to make up",
            "A task worth %(num)s minutes was offered to %(person)s to make up",
            minutes, **named,
        )  # fmt: skip
    if verb == "make-up attended":
        return ngettext(
            "%(person)s attended %(num)s minute instead",
            "%(person)s attended %(num)s minutes instead",
            minutes, **named,
        )  # fmt: skip
    return str(VERBS[verb]) % named if verb in VERBS else verb


def plain(value: Any) -> str:
    """A value of the history as it is typed: breaks as text, nothing as a dash."""
    if isinstance(value, list):
        return as_text(value) or "–"
    if isinstance(value, str) and value in MODES:
        return str(MODES[Mode(value)])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)
