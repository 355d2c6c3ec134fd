"""What of a record (lms/completion/record.py) the figures of a person give: its minutes, sessions
and days. Plain."""

from collections.abc import Mapping
from typing import Any

from lms.completion.outcome import Standing
from lms.completion.queries.shapes import MARKED, Meeting

MINUTES = (
    "attended_minutes",
    "credited_minutes",
    "make_up_minutes",
    "excused_minutes",
    "total_minutes",
)


def counted(found: Standing, sessions: Mapping[int, Meeting]) -> dict[str, Any]:
    """The keys of the record; `sessions` are all that the standing knows."""
    return {
        **_days(found, sessions),
        **{key: getattr(found, key) for key in MINUTES},
        "ratio": str(found.ratio),
        "percent": str(found.percent),
        "sessions": _sessions(found),
    }


def _days(found: Standing, sessions: Mapping[int, Meeting]) -> dict[str, Any]:
    days = [sessions[int(line.session)].day for line in found.lines if line.credited_minutes]
    first, last = min(days, default=None), max(days, default=None)
    return {"first_day": first and first.isoformat(), "last_day": last and last.isoformat()}


def _sessions(found: Standing) -> dict[str, int]:
    """Of those that were held: at how many the person was, and how many there were for them."""
    held = [line for line in found.lines if line.mark in MARKED or line.mark == "unmarked"]
    return {"attended": sum(1 for line in held if line.attended_minutes), "held": len(held)}
