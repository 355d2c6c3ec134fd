"""The conditions of a policy, judged for one person: what everyone must meet, and the choices.

Of a group of which every condition is asked, the standing is the worst of its parts; where one of
them is enough, it is the best. So a tree of groups stands like the best of its ways, a way being
conditions that are enough together (lms/courses/tree.py). What is asked beside the choices is
asked in every way, so shortages of a way are counted together with those (settled points 10, 24):
a minute in a course is a minute of the programme too.

- `needs_minutes` is that of the way with the least, of those that can still be reached.
- A course that is not in the programme has no hours: only a threshold of 0 is met in it.
- The reason of an unmet choice holds those of each of its parts: {"code": "any_of", "of": [...]}.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from lms.completion.counting import Count
from lms.completion.facts import PersonFact
from lms.completion.outcome import CourseStanding, Outlook
from lms.completion.thresholds import Judged, Reach
from lms.completion.timetable import Ask, CourseTerms, Plan, Timetable
from lms.courses.tree import (
    All,
    AnyOf,
    Assessment,
    Condition,
    CourseHours,
    Evidence,
    Hours,
    Module,
    PortfolioAccepted,
    Way,
)

RANK = {outlook: rank for rank, outlook in enumerate(Outlook)}
Reasons = tuple[Mapping[str, Any], ...]
NO_HOURS = Judged(Outlook.CANNOT, 0, 0, 0)


class Known(NamedTuple):
    """Everything about one person on a day."""

    plan: Plan
    timetable: Timetable
    person: PersonFact
    counted: Count
    reach: Reach


class Verdict(NamedTuple):
    """One condition; `hours` where it is a threshold."""

    outlook: Outlook
    reasons: Reasons = ()
    hours: Judged | None = None


MET = Verdict(Outlook.COMPLETE)


def verdict(known: Known, leaf: Condition) -> Verdict:
    """Where a person stands in one condition (settled points 16, 23, 25, 28)."""
    person, policy = known.person, known.plan.programme.policy
    match leaf:
        case Hours(threshold):
            found = known.reach.of_all(Ask(threshold.numerator, threshold.denominator))
            return Verdict(found.outlook, hours_short(known, found), found)
        case CourseHours(course, threshold):
            return _course(known, course, threshold)
        case Module(module):
            return _module(known, module)
        case Assessment(test):
            passed = test in person.passed or (
                person.exit_passed and test == policy.exit_assessment
            )
            return MET if passed else _open({"code": "assessment_open", "assessment": test})
        case PortfolioAccepted():
            return MET if person.portfolio_accepted else _open({"code": "portfolio_open"})
        case Evidence():
            gaps = person.evidence_gaps
            return _open({"code": "evidence_gap", "gaps": gaps}) if gaps else MET
        case _:
            raise ValueError(leaf)


def hours_short(known: Known, hours: Judged) -> Reasons:
    """The reason of a threshold of the programme; none where nothing is missing. Minutes of 0 are
    a reason where even the forecast says that it cannot be met."""
    if not hours.needs_minutes and hours.outlook is not Outlook.CANNOT:
        return ()
    return ({"code": "hours_short", **_missing(known, hours.needs_minutes)},)


def course_short(known: Known, course: str, minutes: int) -> Mapping[str, Any]:
    """The reason of a threshold of a course."""
    return {"code": "course_short", "course": course, **_missing(known, minutes)}


def _missing(known: Known, minutes: int) -> dict[str, Any]:
    """Missing minutes, and the same in units as exact text: 135 of 45 are "3", 100 are "20/9"."""
    unit = known.plan.programme.unit_minutes
    whole, rest = divmod(minutes, unit)
    return {"minutes": minutes, "units": str(Fraction(minutes, unit)) if rest else str(whole)}


def _open(reason: Mapping[str, Any], outlook: Outlook = Outlook.ON_TRACK) -> Verdict:
    return Verdict(outlook, (reason,))


def _course(known: Known, course: str, threshold: Fraction) -> Verdict:
    terms = known.plan.terms.course(course, threshold)
    found = known.reach.of_course(terms) if terms else NO_HOURS
    if not threshold:
        return MET
    if not found.needs_minutes and found.outlook is not Outlook.CANNOT:
        return Verdict(found.outlook, (), found)
    return Verdict(found.outlook, (course_short(known, course, found.needs_minutes),), found)


def _module(known: Known, module: str) -> Verdict:
    by_attendance = module in known.plan.programme.attendance_modules
    attended = by_attendance and module in known.counted.modules
    if attended or module in known.person.modules_done:
        return MET
    gone = by_attendance and module not in known.timetable.modules
    reason = {"code": "module_open", "module": module}
    return _open(reason, Outlook.CANNOT if gone else Outlook.ON_TRACK)


class Chosen(NamedTuple):
    """What the choices come to, counted together with all that is asked beside them."""

    outlook: Outlook
    reasons: Reasons
    threshold_minutes: int
    needs_minutes: int
    short_minutes: int


class _Sum(NamedTuple):
    """One way, with what is asked of everyone."""

    outlook: Outlook
    needs_minutes: int
    threshold_minutes: int
    short_minutes: int


def chosen(known: Known, hours: Judged, courses: Iterable[CourseStanding]) -> Chosen:
    """The choices of the programme; `hours` and `courses` are what is asked beside them."""
    terms, courses = known.plan.terms, tuple(courses)
    if not terms.choices:
        alone = _sum(hours, courses, ())
        return Chosen(Outlook.COMPLETE, (), *_shown(alone, alone))
    found = {leaf: verdict(known, leaf) for way in terms.ways for leaf in way}
    sums = [_way(hours, courses, way, found) for way in terms.ways]
    best = min(sums, key=lambda one: (RANK[one.outlook], one.short_minutes))
    possible = [one for one in sums if one.outlook is not Outlook.CANNOT] or sums
    least = min(possible, key=lambda one: one[1:])
    reasons = [reason for choice in terms.choices for reason in _reasons(choice, found)]
    return Chosen(best.outlook, tuple(reasons), *_shown(least, best))


def shortages(known: Known) -> list[tuple[int, dict[str, int]]]:
    """Minutes that are missing in all and by course, in each way of what is asked."""
    terms, reach = known.plan.terms, known.reach
    found = []
    for way in terms.ways or ((),):
        in_all = reach.of_all(terms.threshold).needs_minutes
        by_course = {one.key: reach.of_course(one).needs_minutes for one in terms.courses}
        for leaf in way:
            hours = verdict(known, leaf).hours
            if isinstance(leaf, CourseHours) and hours:
                had = by_course.get(leaf.course, 0)
                by_course[leaf.course] = max(had, hours.needs_minutes)
            elif hours:
                in_all = max(in_all, hours.needs_minutes)
        found.append((in_all, by_course))
    return found


def _shown(least: _Sum, best: _Sum) -> tuple[int, int, int]:
    return least.threshold_minutes, least.needs_minutes, best.short_minutes


def _way(
    hours: Judged,
    courses: tuple[CourseStanding, ...],
    way: Way,
    found: Mapping[Condition, Verdict],
) -> _Sum:
    verdicts = [(leaf, found[leaf]) for leaf in way]
    outlook = max((one.outlook for _leaf, one in verdicts), key=RANK.__getitem__)
    asked = [(leaf, one.hours) for leaf, one in verdicts if one.hours]
    return _sum(hours, courses, asked)._replace(outlook=outlook)


def _sum(
    hours: Judged,
    courses: tuple[CourseStanding, ...],
    asked: Iterable[tuple[Condition, Judged]],
) -> _Sum:
    """A programme's minutes are those of its courses too: the larger shortage holds both."""
    threshold, needs, short = hours[1:]
    in_courses = {one.course: (one.needs_minutes, one.short_minutes) for one in courses}
    for leaf, one in asked:
        if isinstance(leaf, CourseHours):
            had = in_courses.get(leaf.course, (0, 0))
            more = (one.needs_minutes, one.short_minutes)
            in_courses[leaf.course] = (max(had[0], more[0]), max(had[1], more[1]))
        else:
            threshold = max(threshold, one.threshold_minutes)
            needs, short = max(needs, one.needs_minutes), max(short, one.short_minutes)
    return _Sum(
        Outlook.COMPLETE,
        max(needs, sum(pair[0] for pair in in_courses.values())),
        threshold,
        max(short, sum(pair[1] for pair in in_courses.values())),
    )


def _reasons(condition: Condition, found: Mapping[Condition, Verdict]) -> Reasons:
    """What is open in a tree; of a choice nothing, once one of its parts has nothing open."""
    match condition:
        case All(of):
            return tuple(reason for one in of for reason in _reasons(one, found))
        case AnyOf(of):
            parts = [_reasons(one, found) for one in of]
            if not all(parts):
                return ()
            if len(parts) == 1:
                return parts[0]
            return ({"code": "any_of", "of": [list(part) for part in parts]},)
        case leaf:
            return found[leaf].reasons


def of_course(known: Known, terms: CourseTerms) -> CourseStanding:
    """One course of the programme, against what is asked in it of everyone."""
    reach = known.reach
    credited, made_up = reach.in_course(terms.key)
    found = reach.of_course(terms)
    return CourseStanding(
        course=terms.key,
        credited_minutes=credited,
        make_up_minutes=made_up,
        total_minutes=credited + made_up,
        required_minutes=terms.required_minutes,
        threshold_minutes=found.threshold_minutes,
        best_minutes=reach.best_in(terms.key),
        needs_minutes=found.needs_minutes,
        short_minutes=found.short_minutes,
        standing=found.outlook,
    )
