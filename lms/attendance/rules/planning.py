"""What a series would be, date by date, before anything of it is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms import clock
from lms.attendance import hours
from lms.attendance.rules.clashes import Clash, token
from lms.attendance.rules.rights import last_day
from lms.attendance.rules.timetable import Times, problems
from lms.courses.models import Course, Group, Module
from lms.i18n import day as shown

Subject = tuple[Course | None, Module | None]


@dataclass
class Line:
    """One date. `values` are what `actions.series` publishes of it."""

    key: str  # what its controls are called in the page
    values: dict[str, Any]
    wrong: str = ""  # why there cannot be a session
    reason: str = ""  # why it is left out, unless somebody takes it in
    notes: list[str] = field(default_factory=list)
    minutes: int = 0  # net
    taken: bool = False
    clashes: Sequence[Clash] = ()

    @property
    def day(self) -> date:
        return self.values["day"]

    @property
    def subject(self) -> str:
        """What it is about, as a short text that says whether it is still the same."""
        course, module = self.values.get("course"), self.values.get("module")
        return f"m{module.id}" if module else f"c{course.id}" if course else ""

    @property
    def seen(self) -> str:
        """What somebody sees of it: what it is about, and what it clashes with."""
        return f"{self.subject}|{token(self.clashes) if self.clashes else ''}"

    def is_as(self, seen: str) -> bool:
        """Whether it is what somebody saw; that a clash has gone needs no second look."""
        subject, _bar, clashes = seen.partition("|")
        return self.subject == subject and (not self.clashes or token(self.clashes) == clashes)


def line_of(
    group: Group, key: str, values: Mapping[str, Any], closed: Mapping[date, str], now: datetime
) -> Line:
    """A date with what speaks against it; taken, where nothing does."""
    times = Times(*(values[name] for name in Times._fields))
    made = Line(key, dict(values))
    made.wrong = next((why for _field, why in problems(group, times)), "")
    if not made.wrong and clock.today(times.zone, now) > last_day(group, times.day):
        made.wrong = _("The register of that day would be locked already.")
    made.reason = closed.get(times.day, "")
    if not made.wrong:
        made.minutes = net_minutes(times)
        made.notes = list(clock_changes(times))
    made.taken = not made.wrong and not made.reason
    return made


def net_minutes(times: Times) -> int:
    span = hours.session_span(times.day, times.starts, times.ends, times.zone)
    pauses = hours.break_intervals(*times)
    return hours.minutes(hours.less(span, pauses))


def clock_changes(times: Times) -> Iterable[str]:
    """What the change of the clocks does to a session of that night."""
    start, end = hours.session_span(times.day, times.starts, times.ends, times.zone)
    real = (end - start) // 60
    wall = (minute(times.ends) - minute(times.starts)) % (24 * 60) or 24 * 60
    later = hours.over_midnight(times.starts, times.ends)
    if is_repeated(times.day, times.starts, times.zone) or is_repeated(
        times.day + timedelta(days=later), times.ends, times.zone
    ):
        yield _("The clocks go back that night, so this time comes twice: the first is meant.")
    if real != wall:
        yield _(
            "The clocks change meanwhile: it lasts %(real)s minutes, not %(wall)s.",
            real=real,
            wall=wall,
        )


def minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def is_repeated(day: date, wall: time, zone: str) -> bool:
    """Whether a clock shows this time twice on that day."""
    first = datetime.combine(day, wall.replace(fold=0), ZoneInfo(zone))
    return first.astimezone(UTC) < first.replace(fold=1).astimezone(UTC)


def closed_words(holidays: Mapping[date, str], closing: Iterable[Any]) -> dict[date, str]:
    """Why nothing takes place on these days: holidays, and an organisation's own closing days."""
    words = {day: _("Holiday: %(name)s", name=name) for day, name in holidays.items()}
    for row in closing:
        for n in range((row.last - row.first).days + 1):
            words[row.first + timedelta(days=n)] = _("Closed: %(title)s", title=row.title)
    return words


def one_after_another(lines: Sequence[Line], subjects: Sequence[Subject]) -> tuple[int, int]:
    """Gives each date that is taken the next module; when none is left, the course of the last as a
    whole. Answers how many dates are left without a module, and modules without a date."""
    taken = [line for line in lines if line.taken]
    after: Subject = (subjects[-1][0], None) if subjects else (None, None)
    for place, line in enumerate(taken):
        course, module = subjects[place] if place < len(subjects) else after
        line.values |= {"course": course, "module": module}
    return max(0, len(taken) - len(subjects)), max(0, len(subjects) - len(taken))


def in_days(lines: Sequence[Line]) -> str:
    """From the first to the last day that is taken."""
    days = sorted(line.day for line in lines if line.taken)
    return _("%(first)s to %(last)s", first=shown(days[0]), last=shown(days[-1])) if days else ""
