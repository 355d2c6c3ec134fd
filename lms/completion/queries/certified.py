"""What the record of a confirmed completion says, in the shape in which pages show a standing."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lms.completion.outcome import CourseStanding, Outlook, Standing
from lms.completion.queries.shapes import Certified


def frozen(record: Mapping[str, Any], now: Standing) -> Certified:
    """The figures of a record (lms/completion/record.py) beside the standing of today, of which the
    lines are kept; nothing is needed any more."""
    known = {course.course for course in now.courses}
    courses = tuple(_course(one) for one in record["courses"] if one["slug"] in known)
    total, ratio = record["total_minutes"], Fraction(record["ratio"])
    figures = now._replace(
        standing=Outlook.COMPLETE,
        attended_minutes=record["attended_minutes"],
        credited_minutes=record["credited_minutes"],
        make_up_minutes=record["make_up_minutes"],
        excused_minutes=record["excused_minutes"],
        total_minutes=total,
        required_minutes=record["required_minutes"],
        best_minutes=total,
        ratio=ratio,
        best_ratio=ratio,
        courses=courses,
        **NOTHING_OPEN,
    )
    return Certified(figures, record["unit_minutes"], record["required_units"])


NOTHING_OPEN: Any = {
    "make_up_left": 0,
    "threshold_minutes": 0,
    "needs_minutes": 0,
    "short_minutes": 0,
    "reasons": (),
}


def _course(one: Mapping[str, Any]) -> CourseStanding:
    total = one["total_minutes"]
    return CourseStanding(
        course=one["slug"],
        credited_minutes=one["credited_minutes"],
        make_up_minutes=one["make_up_minutes"],
        total_minutes=total,
        required_minutes=one["required_minutes"],
        threshold_minutes=0,
        best_minutes=total,
        needs_minutes=0,
        short_minutes=0,
        standing=Outlook.COMPLETE,
    )
