"""Minutes of one person against thresholds: of the whole programme, and of a course.

Everything is whole minutes, compared in whole numbers. "Asked" are `asked / scale` minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lms.completion.counting import Count
from lms.completion.outcome import Outlook
from lms.completion.timetable import Ask, CourseTerms, Plan, Timetable


class Judged(NamedTuple):
    """What is asked in minutes, rounded up; what is missing of it; what no session will bring."""

    outlook: Outlook
    threshold_minutes: int
    needs_minutes: int
    short_minutes: int


class Basis(NamedTuple):
    """The policy's own denominator: of the ratio, of the forecast, and what is added to T."""

    now: int
    at_best: int
    added: int


def basis_of(plan: Plan, timetable: Timetable, counted: Count) -> Basis:
    required, held = plan.terms.required_minutes, timetable.delivered_minutes
    match plan.programme.policy.denominator:
        case "delivered":
            return Basis(held, held + timetable.to_come_minutes, 0)
        case "excluded":
            asked = required - min(counted.excused_minutes, plan.terms.excused_cap)
            return Basis(asked, asked, 0)
        case "credited":
            return Basis(required, required, min(counted.excused_minutes, plan.terms.excused_cap))
        case _:
            return Basis(required, required, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person has and can reach: `gains` are the minutes still to come, by course;
    `cap_left` is what of the make-up cap is left; `left` is what of that could be made up."""

    by_delivered: bool
    to_come: bool
    basis: Basis
    counted: Count
    gains: Mapping[str | None, int]
    total: int
    best: int
    cap_left: int
    left: int

    def of_all(self, ask: Ask) -> Judged:
        """The whole programme against a threshold (settled points 8, 17, 22)."""
        share, scale = ask
        basis = self.basis
        asked = share * basis.at_best - scale * basis.added
        open_end = self.by_delivered and self.to_come
        found = judged(asked, scale, self.total, self.best, self.left, open_end)
        if self.by_delivered and not basis.now:
            return found._replace(outlook=Outlook.ON_TRACK)
        if not basis.now:
            return found._replace(outlook=Outlook.CANNOT if share else Outlook.COMPLETE)
        return found

    def in_course(self, course: str) -> tuple[int, int]:
        """Minutes credited and made up in a course."""
        counted = self.counted
        return counted.credited.get(course, 0), counted.made_up.get(course, 0)

    def best_in(self, course: str) -> int:
        return sum(self.in_course(course)) + self.gains.get(course, 0)

    def of_course(self, terms: CourseTerms) -> Judged:
        """One course against its own threshold: forecast like the total (settled points 9, 22)."""
        left = min(self.cap_left, self.counted.still_missed.get(terms.key, 0))
        total, best = sum(self.in_course(terms.key)), self.best_in(terms.key)
        return judged(terms.asked, terms.scale, total, best, left)


def judged(
    asked: int, scale: int, total: int, best: int, left: int, open_end: bool = False
) -> Judged:
    """Minutes against `asked / scale` of them. With an open end nothing is complete yet."""
    if total * scale >= asked:
        outlook = Outlook.ON_TRACK if open_end else Outlook.COMPLETE
    elif best * scale > asked:
        outlook = Outlook.ON_TRACK
    elif best * scale == asked:
        outlook = Outlook.MUST_ATTEND_ALL
    elif (best + left) * scale >= asked:
        outlook = Outlook.NEEDS_MAKE_UP
    else:
        outlook = Outlook.CANNOT
    threshold = max(0, -(-asked // scale))
    return Judged(outlook, threshold, max(0, threshold - total), max(0, threshold - best))
