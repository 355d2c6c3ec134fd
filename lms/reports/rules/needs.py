"""Why somebody is on the page "who needs me today", and from when on. No queries, no request."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

IN_ROW = 3  # absences
SILENT_DAYS = 14
AT_ONCE = 50  # rows that are dealt with together
LATER = {"week": 7, "fortnight": 14, "month": 28, "done": None}  # days; none: for good


class Need(StrEnum):
    CANNOT = "cannot"  # cannot finish any more
    ABSENCES = "absences"  # missed the last three sessions, or more
    SILENT = "silent"  # neither came nor opened a lesson for 14 days, while the group met
    REGISTER = "register"  # not taken, or somebody is not marked
    LEVELS = "levels"  # a level, or a test that says one, is due
    EVIDENCE = "evidence"  # people were there, and nothing proves it
    MAKE_UP = "needs_make_up"  # the sessions that are left are not enough
    EVERY_SESSION = "must_attend_all"  # they are enough, without one to spare


OF_PEOPLE = (Need.CANNOT, Need.ABSENCES, Need.SILENT)  # a person is in the first that is true
OF_A_STANDING = (Need.CANNOT, Need.MAKE_UP, Need.EVERY_SESSION)  # called as lms.completion.outcome
ELSEWHERE = (Need.MAKE_UP, Need.EVERY_SESSION)  # met in the list of a standing, not on the page
ABOUT_PEOPLE = (*OF_PEOPLE, *ELSEWHERE)
ON_THE_PAGE = tuple(need for need in Need if need not in ELSEWHERE)


class Row(NamedTuple):
    """What a row is about: a need, a group (slug), and a person's code, a session's number or what
    is due; nothing where it is the group."""

    need: Need
    group: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.need}:{self.group}:{self.about}"


def row_of(text: str) -> Row | None:
    """What `str` of a row says; None for anything else."""
    need, mark, rest = text.partition(":")
    group, second, about = rest.partition(":")
    if not (mark and second and group) or need not in set(Need):
        return None
    return Row(Need(need), group, about)


def until(choice: str, today: date) -> date | None:
    """The day on which a row that is put off now is shown again; none: never, unless it begins
    anew."""
    days = LATER[choice]
    return today + timedelta(days=days) if days else None
