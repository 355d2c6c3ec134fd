"""Whether what was confirmed is still what the registers say: counted anew as of the day of the
record, by its own rules and hours (rule 13). Nothing changes by itself."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from lms.completion.models import Completion
from lms.completion.queries.anew import Anew, anew
from lms.completion.queries.counted import counted

PLACE, COURSE, TOTAL = "group", "courses", "total_minutes"
FIGURES = (  # what is certified besides, by its key in the record
    "attended_minutes",
    "credited_minutes",
    "make_up_minutes",
    "excused_minutes",
    "ratio",
    "sessions",
    "first_day",
    "last_day",
)


class Difference(NamedTuple):
    """A figure as it was confirmed, and as the registers give it now. `what`: its key in the record
    (lms/completion/record.py), of a course its minutes in all. `group`: the person is not in it any
    more on that day, and `confirmed` are the minutes in all."""

    what: str
    confirmed: Any
    now: Any
    course: Mapping[str, str] | None = None  # its title


def differences(completions: Collection[Completion]) -> dict[int, list[Difference]]:
    """Completion -> where it differs; those that do not are left out. As many statements as
    `anew`."""
    found = anew([(one, one.on) for one in completions])
    compared = {
        one.id: list(_compared(one, one.facts, found.get((one.id, one.on))))
        for one in completions
        if one.facts
    }
    return {key: different for key, different in compared.items() if different}


def _compared(one: Completion, facts: Mapping[str, Any], now: Anew | None) -> Iterator[Difference]:
    if now is None or one.group_id not in now.groups:
        yield Difference(PLACE, facts[TOTAL], None)
        return
    figures = counted(now.standing, now.sessions)
    courses = {course.course: course.total_minutes for course in now.standing.courses}
    pairs = [Difference(TOTAL, facts[TOTAL], figures[TOTAL])]
    for course in facts["courses"]:
        minutes = courses.get(course["slug"])
        pairs.append(Difference(COURSE, course[TOTAL], minutes, course["title"]))
    pairs += [Difference(key, facts[key], figures[key]) for key in FIGURES]
    yield from (pair for pair in pairs if pair.confirmed != pair.now)
