"""What a session may be: the times it can have, and the course it belongs to."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.attendance import hours
from lms.courses.models import Course, Group, Module
from lms.i18n import day as shown

NO_DAY_BESIDE = (date.min, date.max)  # a session is compared with those of the days around it
WORDS: Mapping[str, Any] = {  # by the code of an ImpossibleTime
    "impossible_time": _l("There is no such day in the calendar."),
    "skipped_hour": _l("The clocks go forward over this time that night. Choose another one."),
    "session_too_long": _l("This is longer than 14 hours. Look at the start and the end."),
    "break_outside": _l("A break must lie between the start and the end of the session."),
    "break_backwards": _l("A break must end after it begins."),
    "breaks_overlap": _l("Two breaks are at the same time. Write them one after the other."),
    "out_without_in": _l("Say when they came, too."),
    "out_not_after_in": _l("Nobody leaves before they come. Look at both times."),
    "in_after_end": _l("The session was over by then. Look at the time."),
}


class Times(NamedTuple):
    """When a session is, as the clock on its wall shows it."""

    day: date
    starts: time
    ends: time
    breaks: list[tuple[time, time]]
    zone: str


def problems(group: Group, times: Times) -> Iterable[tuple[str, str]]:
    """What is wrong with the times of a session of this group: (field, words) pairs."""
    if times.zone not in clock.zones():
        yield "zone", _("Write a time zone like Europe/Ljubljana.")
        return
    if group.starts_on and times.day < group.starts_on:
        day = shown(group.starts_on)
        yield "day", _("The group begins on %(day)s. Choose that day or a later one.", day=day)
    if group.ends_on and times.day > group.ends_on:
        day = shown(group.ends_on)
        yield "day", _("The group ends on %(day)s. Choose that day or an earlier one.", day=day)
    yield from wrong_times(times)


def wrong_times(times: Times) -> Iterable[tuple[str, str]]:
    """What is wrong with them whatever group it is: (field, words) pairs."""
    if times.day in NO_DAY_BESIDE:
        yield "day", str(WORDS["impossible_time"])
        return
    try:
        hours.session_span(times.day, times.starts, times.ends, times.zone)
    except hours.SessionTooLong as why:
        yield "ends", str(WORDS[why.code])
    except hours.ImpossibleTime as why:
        yield "starts", str(WORDS[why.code])
    else:
        yield from break_problems(times)


def break_problems(times: Times) -> Iterable[tuple[str, str]]:
    try:
        hours.break_intervals(times.day, times.starts, times.ends, times.breaks, times.zone)
    except hours.ImpossibleTime as why:
        yield "breaks", str(WORDS[why.code])


def course_problem(group: Group, course: Course | None, module: Module | None) -> str | None:
    """A module implies its course; where a programme has courses, a session must be in one of them
    (settled point 17)."""
    courses = {part.course_id for part in group.programme.courses}
    if module and course and module.course_id != course.id:
        return _("This module is of another course. Choose one of the two.")
    chosen = module.course_id if module else course.id if course else None
    if chosen is None and courses:
        return _("Choose what the session is about: its hours are counted there.")
    if chosen is not None and chosen not in courses:
        return _("The programme of this group does not have that course. Choose another one.")
    return None


def as_time(text: str) -> time:
    """ "8:30" or "18.30" as a time; digits of any script. Raises ValueError."""
    found = re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*", text)
    if not found:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def as_breaks(text: str) -> list[tuple[time, time]]:
    """ "18:30-18:45; 20:00-20:10" as pairs of times. Raises ValueError."""
    pairs = []
    for part in re.split(r"[;,،\n]", text):
        if part.strip():
            start, end = re.split(r"[-–—]", part)
            pairs.append((as_time(start), as_time(end)))
    return pairs


def as_pairs(breaks: Iterable[Iterable[str]]) -> list[tuple[time, time]]:
    """The breaks of a session as pairs of times."""
    return [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in breaks]


def as_text(breaks: Iterable[Iterable[str]]) -> str:
    """The breaks of a session as they are typed."""
    return "; ".join("-".join(pair) for pair in breaks)
