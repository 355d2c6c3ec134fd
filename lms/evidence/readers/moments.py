"""What a cell says of a day and a time, in the forms in which meeting programs write them.

"2022-03-24 17:02:11", "24.03.2022, 17:02", "3/24/22, 5:02:11 PM", "17:02"; digits of any script.
"03/04/2022" is two days: the form of the whole file decides it, never one cell alone.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.attendance import hours

DMY, MDY = ORDERS = ("dmy", "mdy")
CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
HALF = r"(?:\s*(?P<half>[ap]\.?\s?m\.?|dop\.?|pop\.?|ص|م|π\.?μ\.?|μ\.?μ\.?))?"
ZONE = r"(?:\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}))?"
DAY = (
    r"(?:(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4}|\d{2})"
    r"|(?P<a>\d{1,2})(?P<mark>[/-])(?P<b>\d{1,2})(?P=mark)(?P<y3>\d{4}|\d{2}))"
)
FORM = re.compile(rf"(?:{DAY}(?:t|,?\s+|$))?(?:{CLOCK}{HALF}{ZONE})?", re.IGNORECASE)
AFTERNOON = ("p", "pop", "م", "μ")
SPELLED = re.compile(r"(\d+)\s*(h|hr|hrs|hour|hours|ur|u|std|ore|ч|س|min|m|mins|minutes|с|s|sec|"
                     r"sek|secs|seconds|д)\b\.?", re.IGNORECASE)  # fmt: skip


class Unclear(ValueError):
    """A cell that says no time."""


class When(NamedTuple):
    """What a cell says. `pair` are the two numbers of which one is the day and one the month;
    `offset` is in minutes east of Greenwich, none where the cell does not say it."""

    day: date | None
    pair: tuple[int, int, int] | None  # the first number, the second, the year
    clock: time
    offset: int | None


def plain(text: str) -> str:
    """One kind of space, and digits of every script as 0-9; what turns a line is left out."""
    kept = (c for c in text if unicodedata.category(c) != "Cf")
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)
    return " ".join(digits.replace("،", ",").split())


def when(text: str) -> When:
    """Raises Unclear."""
    found = FORM.fullmatch(plain(text))
    if not found or not found["hour"]:
        raise Unclear(text)
    part = found.groupdict()
    try:
        clock = clock_of(part)
        day = pair = None
        if part["a"]:
            pair = (int(part["a"]), int(part["b"]), year(part["y3"]))
        elif part["y1"] or part["y2"]:
            n = "1" if part["y1"] else "2"
            day = date(year(part[f"y{n}"]), int(part[f"m{n}"]), int(part[f"d{n}"]))
    except ValueError:
        raise Unclear(text) from None
    return When(day, pair, clock, offset(part["zone"]))


def clock_of(part: dict[str, str | None]) -> time:
    hour, half = int(part["hour"] or 0), (part["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * half.startswith(AFTERNOON)
    return time(hour, int(part["minute"] or 0), int(part["second"] or 0))


def year(text: str | None) -> int:
    number = int(text or 0)
    return number + 2000 if number < 100 else number


def offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text.lower() in ("z", "utc", "gmt"):
        return 0
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return -minutes if text[0] == "-" else minutes


def orders(cells: Iterable[When]) -> list[str]:
    """In which orders all these days can be read: both, one, or (then something is wrong) none."""
    pairs = {one.pair for one in cells if one.pair}
    return [order for order in ORDERS if all(day_of(pair, order) for pair in pairs)]


def day_of(pair: tuple[int, int, int], order: str) -> date | None:
    first, second, in_year = pair
    month, day = (first, second) if order == MDY else (second, first)
    try:
        return date(in_year, month, day)
    except ValueError:
        return None


def moment(said: When, order: str, zone: str, today: date, after: int | None = None) -> int:
    """Seconds of UTC. `zone` is that of the file, `today` the day where the cell names none.

    `after`: the moment before it, of which this is the end: a time of day alone that lies before is
    the next day's, and in an hour that the clock repeats the second one can be meant. Raises
    Unclear, hours.SkippedHour.
    """
    day = said.day or (day_of(said.pair, order) if said.pair else today)
    if day is None:
        raise Unclear
    try:
        if said.offset is not None:
            local = datetime.combine(day, said.clock, UTC) - timedelta(minutes=said.offset)
            return hours.seconds(local)
        found = hours.seconds(hours.moment(day, said.clock, zone))
        if after is not None and found <= after:
            found = later(found, said, day, zone, after)
        return found
    except OverflowError:
        raise Unclear from None


def later(found: int, said: When, day: date, zone: str, after: int) -> int:
    again = datetime.combine(day, said.clock.replace(fold=1), ZoneInfo(zone))
    second = hours.seconds(again.astimezone(UTC))
    if second > after:
        return second
    if said.day is None and said.pair is None:
        return hours.seconds(hours.moment(day + timedelta(days=1), said.clock, zone))
    return found


def seconds(text: str) -> int | None:
    """A duration: "95", "95.5", "1:35:00", "1h 35m 20s", in seconds; none where it says nothing.
    A number alone is minutes, as Zoom writes it."""
    text = plain(text)
    if re.fullmatch(r"\d{1,5}([.,]\d+)?", text):
        return int(float(text.replace(",", ".")) * 60)
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2}):(\d{2})", text):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3])
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2})", text):
        return int(clock[1]) * 3600 + int(clock[2]) * 60
    parts = SPELLED.findall(text)
    return sum(int(number) * in_seconds(unit.lower()) for number, unit in parts) if parts else None


def in_seconds(unit: str) -> int:
    if unit.startswith(("min",)) or unit == "m":
        return 60
    return 1 if unit.startswith(("s", "с")) and unit != "std" else 3600
