"""How standings and marks look, and what they are called: never by colour alone."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from lms.completion.outcome import Mark, Outlook


class Sign(NamedTuple):
    """How something looks: never by colour alone."""

    words: Any
    icon: str
    css: str  # the class of its colour


STANDINGS = {
    Outlook.COMPLETE: Sign(_l("Complete"), "done", "c-done"),
    Outlook.ON_TRACK: Sign(_l("On track"), "track", "c-track"),
    Outlook.MUST_ATTEND_ALL: Sign(_l("Must attend all"), "alert", "c-all"),
    Outlook.NEEDS_MAKE_UP: Sign(_l("Needs make-up"), "plus", "c-makeup"),
    Outlook.CANNOT: Sign(_l("Cannot finish"), "stop", "c-cannot"),
}
MARKS = {
    Mark.PRESENT: Sign(_l("Present"), "check", "c-present"),
    Mark.PART: Sign(_l("Part of the time"), "clock", "c-part"),
    Mark.ABSENT: Sign(_l("Absent"), "cross", "c-absent"),
    Mark.EXCUSED: Sign(_l("Excused"), "note", "c-excused"),
    Mark.UNMARKED: Sign(_l("Not marked yet"), "unknown", "c-open"),
    Mark.CONFLICT: Sign(_l("At two places at once"), "alert", "c-absent"),
    Mark.PLANNED: Sign(_l("To come"), "cal", "c-open"),
    Mark.NOT_TAKEN: Sign(_l("Register not taken yet"), "unknown", "c-open"),
    Mark.CANCELLED: Sign(_l("Cancelled"), "stop", "c-open"),
    Mark.MOVED: Sign(_l("Moved to another day"), "cal", "c-open"),
}

NOW = Sign(_l("Now"), "clock", "c-track")  # a session that is still going on
