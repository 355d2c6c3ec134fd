"""What a list of a meeting says, in whole sentences."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.attendance.hours import Interval
from lms.attendance.rules.lines import Frame, Question, State, in_words
from lms.attendance.rules.saying import asked
from lms.evidence import clues
from lms.evidence.models import ListState
from lms.evidence.queries.looking import Look
from lms.evidence.readers import columns, meeting
from lms.evidence.readers.meeting import Doubt
from lms.i18n import day

PROVIDERS = {
    columns.ZOOM: "Zoom",
    columns.TEAMS: "Microsoft Teams",
    columns.BBB: "BigBlueButton",
    columns.OTHER: _l("Another program"),
}
STATES = {  # words, icon, colour
    ListState.DRAFT: (_l("Not used yet"), "unknown", "c-part"),
    ListState.USED: (_l("In the register"), "done", "c-done"),
    ListState.WITHDRAWN: (_l("Taken back"), "back", ""),
}
WHY = {
    clues.EMAIL: _l("by the e-mail address"),
    clues.DECIDED: _l("as somebody decided"),
    clues.CODE: _l("by the code in the name"),
    clues.NAME: _l("by the name"),
    clues.STAFF: _l("staff"),
}
SHOWN = 10


def problems(found: Sequence[tuple[int, str]]) -> list[str]:
    """What could not be read, each kind with its rows."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, code in found:
        rows[code].append(row)
    return [one_problem(code, numbers) for code, numbers in rows.items()]


def one_problem(code: str, numbers: list[int]) -> str:
    shown = _(", ").join(map(str, numbers[:SHOWN])) + ("…" if len(numbers) > SHOWN else "")
    sentence = {
        meeting.FORMULA: _l(
            "A formula or an error stands there instead of a value (row %(rows)s)."
        ),
        meeting.NO_NAME: _l("There is no name (row %(rows)s)."),
        meeting.NO_TIME: _l("There is no time of joining (row %(rows)s)."),
        meeting.UNCLEAR: _l("The time cannot be read (row %(rows)s)."),
        meeting.SKIPPED: _l("The clock never showed this time on that day (row %(rows)s)."),
        meeting.BACKWARDS: _l("They left before they came (row %(rows)s)."),
    }[code]
    return str(sentence) % {"rows": shown}


def doubt(found: Doubt, frame: Frame) -> str:
    """What is asked about the list as a whole."""
    first, start = in_zone(found.first, frame), frame.wall(frame.span.start)
    if found.code == "day":
        return _(
            "This list is of %(day)s; the session is on %(other)s. Is it the right file?",
            day=day(first.date(), "full"),
            other=day(frame.session.day, "full"),
        )
    return _(
        "The first one joined at %(first)s, the session starts at %(start)s: is the list in "
        "another time zone?",
        first=f"{first:%H:%M}",
        start=start,
    )


def in_zone(moment: int, frame: Frame) -> datetime:
    return datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(frame.session.zone))


def stay(frame: Frame, one: Interval) -> str:
    """17:02–18:25, on the wall of the session; with the day where it is another."""
    start, end = in_zone(one.start, frame), in_zone(one.end, frame)
    times = f"{start:%H:%M}–{end:%H:%M}"
    if start.date() == frame.session.day:
        return times
    return _("%(day)s, %(times)s", day=day(start.date(), "d MMM"), times=times)


def question(frame: Frame, one: Question) -> str:
    """What is asked of somebody whom the register says absent."""
    return asked(frame, one)


def state(said: State) -> str:
    return in_words(said)


def used(people: int) -> str:
    return ngettext("In the register: %(num)s person.", "In the register: %(num)s people.", people)


def taken_back(people: int) -> str:
    if not people:
        return _("Taken back. The register is as it was.")
    return ngettext(
        "Taken back, with the presences of %(num)s person.",
        "Taken back, with the presences of %(num)s people.",
        people,
    )


def decided(look: Look) -> str:
    """After names were decided: how many are still open."""
    if not look.undecided:
        return _("Every name is decided. Look at the times, then put them into the register.")
    return ngettext(
        "Saved. %(num)s name is still open.",
        "Saved. %(num)s names are still open.",
        len(look.undecided),
    )
