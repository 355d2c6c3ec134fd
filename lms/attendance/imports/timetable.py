"""What a row of sessions.csv says: a meeting as the clock on its wall shows it."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from flask_babel import gettext as _

from lms.attendance import hours
from lms.attendance.models import Mode, Status
from lms.attendance.rules.timetable import WORDS, Times, problems
from lms.courses.models import Group
from lms.tables import Row, cells
from lms.tables.items import Item

COLUMNS = {"zone": "timezone", "day": "date", "starts": "start", "ends": "end", "breaks": "breaks"}


def session_of(row: Row) -> Item[str]:
    """The values of a row by the columns of a Session; course, module, group and trainer as the
    file names them. What is not said is left out."""
    code = row.code("session_code")
    values: dict[str, Any] = {
        "code": code,
        "group": row.code("group"),
        "day": row.day("date", needed=True),
        "starts": row.time("start", needed=True),
        "ends": row.time("end", needed=True),
    }
    optional = {
        "course": row.code("course", 80, needed=False) or None,
        "module": row.code("module", 161, needed=False) or None,
        "breaks": row.read("breaks", as_breaks, False) or [],
        "place": row.text("place", 300) or None,
        "trainer": row.code("trainer", 40, needed=False) or None,
    }
    values |= {name: value for name, value in optional.items() if row.has(name)}
    if row.has("timezone"):
        values["zone"] = row.zone("timezone")
    mode, status = row.choice("mode", tuple(Mode)), row.choice("status", tuple(Status))
    values |= {name: v for name, v in (("mode", mode), ("status", status)) if v}
    return Item(row, code, values)


def as_breaks(text: str) -> list[list[str]]:
    """ "18:30-18:45;20:00-20:10" as [["18:30", "18:45"], ...]. Raises cells.Unreadable."""
    pairs = []
    for part in filter(str.strip, text.split(";")):
        ends = part.replace("–", "-").split("-")
        if len(ends) != 2:
            raise cells.Unreadable(_("Write breaks like this: 18:30-18:45;20:00-20:10"))
        pairs.append([f"{cells.as_time(end.strip()):%H:%M}" for end in ends])
    return pairs


def wrong_times(group: Group, values: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """What is wrong with the times of a session: (column, words) pairs."""
    day, starts, ends, zone = (values[name] for name in ("day", "starts", "ends", "zone"))
    skipped = [
        (column, str(WORDS["skipped_hour"]))
        for column, wall in (("start", starts), ("end", ends))
        if is_skipped(day, wall, starts, ends, zone)
    ]
    breaks = [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in values["breaks"]]
    times = Times(day, starts, ends, breaks, zone)
    yield from skipped
    for name, words in problems(group, times):
        if not (skipped and name in ("starts", "ends")):
            yield COLUMNS[name], words


def is_skipped(day: date, wall: time, starts: time, ends: time, zone: str) -> bool:
    try:
        hours.wall_seconds(day, wall, starts, ends, zone)
    except hours.SkippedHour:
        return True
    except hours.ImpossibleTime:
        return False
    return False
