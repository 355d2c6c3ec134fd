"""The rule: where one person stands in one programme on a day. No database, no clock, no words.

Everything is counted in whole minutes and compared in whole numbers; the two ratios are exact.
The reading of the rules, where they leave room:

- `ratio` under `delivered` is T / net(held); threshold and forecast look at held + still to come,
  and while something is to come nobody is complete by hours.
- A denominator of 0 gives ratio 0: complete only if the threshold is 0 too; under `delivered`,
  with nothing delivered, on track. Courses are judged beside it as always.
- Minutes that self-paced lessons credit are in `credited_minutes` and in their course.
- Only mandatory modules keep a standing open. One with `completion: attendance` is done by
  credited minutes of a session, never by make-up or self-paced lessons.
- A shortage of 0 is no reason, except where even the forecast says that it cannot be met.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from lms.completion.counting import Count, count, course_of, self_paced
from lms.completion.facts import PersonFact
from lms.completion.outcome import CourseStanding, Outlook, Standing
from lms.completion.timetable import CourseTerms, Plan, Timetable

_RANK = {outlook: rank for rank, outlook in enumerate(Outlook)}


class _Judged(NamedTuple):
    outlook: Outlook
    threshold_minutes: int
    needs_minutes: int
    short_minutes: int


class _Basis(NamedTuple):
    """The policy's own denominator: of the ratio, of the forecast, and what is added to T."""

    now: int
    at_best: int
    added: int


def standing(plan: Plan, person: PersonFact, on: date) -> Standing:
    """Where a person stands as of a day (settled point 2). The plan is the same for everyone."""
    timetable = plan.timetable(person.memberships, on)
    counted = count(plan, timetable, person, on)
    gains = _gains(plan, timetable, person, counted)
    credited, made_up = sum(counted.credited.values()), sum(counted.made_up.values())
    total, best = credited + made_up, credited + made_up + sum(gains.values())
    cap_left = plan.terms.make_up_cap - made_up
    left = min(cap_left, sum(counted.still_missed.values()))
    basis = _basis(plan, timetable, counted)
    judged = _total(plan, basis, timetable, total, best, left)
    courses = tuple(_course(terms, counted, gains, cap_left) for terms in plan.terms.courses)
    modules = _open_modules(plan, person, counted)
    reasons = _reasons(plan, person, judged, courses, modules)
    return Standing(
        standing=_worst(plan, timetable, judged, courses, modules, reasons),
        delivered_minutes=timetable.delivered_minutes,
        to_come_minutes=timetable.to_come_minutes,
        attended_minutes=counted.attended_minutes,
        credited_minutes=credited,
        make_up_minutes=made_up,
        make_up_left=left,
        excused_minutes=counted.excused_minutes,
        total_minutes=total,
        required_minutes=plan.terms.required_minutes,
        threshold_minutes=judged.threshold_minutes,
        needs_minutes=max(judged.needs_minutes, sum(course.needs_minutes for course in courses)),
        short_minutes=max(judged.short_minutes, sum(course.short_minutes for course in courses)),
        best_minutes=best,
        ratio=_ratio(total + basis.added, basis.now),
        best_ratio=_ratio(best + basis.added, basis.at_best),
        reasons=reasons,
        courses=courses,
        lines=tuple(counted.lines),
    )


def _gains(
    plan: Plan, timetable: Timetable, person: PersonFact, counted: Count
) -> dict[str | None, int]:
    """Minutes still to come, by course: only what rule 6 would add (settled point 3)."""
    gains = dict(timetable.loose)
    for module, coming in timetable.modules.items():
        had = counted.modules.get(module)
        if had is None:
            gain = max(coming.values())
        else:
            now = max(had.values())
            gain = max(0, *(had.get(group, 0) + net - now for group, net in coming.items()))
        course = timetable.courses[module]
        gains[course] = gains.get(course, 0) + gain
    if counted.self_paced and timetable.modules:
        _exchange_self_paced(gains, plan, timetable, person, counted)
    return gains


def _exchange_self_paced(
    gains: dict[str | None, int],
    plan: Plan,
    timetable: Timetable,
    person: PersonFact,
    counted: Count,
) -> None:
    """Sessions to come take the place of self-paced lessons, whose cap is then free for others."""
    brought = {module: max(groups.values()) for module, groups in counted.modules.items()}
    for module, coming in timetable.modules.items():
        had = counted.modules.get(module, {})
        most = max(had.get(group, 0) + net for group, net in coming.items())
        brought[module] = max(brought.get(module, 0), most)
    for module, minutes in self_paced(plan, person.self_paced, brought).items():
        gains[course_of(module)] = gains.get(course_of(module), 0) + minutes
    for module, minutes in counted.self_paced.items():
        gains[course_of(module)] = gains.get(course_of(module), 0) - minutes


def _basis(plan: Plan, timetable: Timetable, counted: Count) -> _Basis:
    required, held = plan.terms.required_minutes, timetable.delivered_minutes
    match plan.programme.policy.denominator:
        case "delivered":
            return _Basis(held, held + timetable.to_come_minutes, 0)
        case "excluded":
            asked = required - min(counted.excused_minutes, plan.terms.excused_cap)
            return _Basis(asked, asked, 0)
        case "credited":
            return _Basis(required, required, min(counted.excused_minutes, plan.terms.excused_cap))
        case _:
            return _Basis(required, required, 0)


def _total(
    plan: Plan, basis: _Basis, timetable: Timetable, total: int, best: int, left: int
) -> _Judged:
    """The whole programme against its threshold (settled points 8, 17, 22)."""
    share, scale = plan.terms.threshold
    asked = share * basis.at_best - scale * basis.added
    by_delivered = plan.programme.policy.denominator == "delivered"
    open_end = by_delivered and timetable.to_come_minutes > 0
    judged = _judged(asked, scale, total, best, left, open_end)
    if by_delivered and not basis.now:
        return judged._replace(outlook=Outlook.ON_TRACK)
    if not basis.now:
        return judged._replace(outlook=Outlook.CANNOT if share else Outlook.COMPLETE)
    return judged


def _course(
    terms: CourseTerms, counted: Count, gains: Mapping[str | None, int], cap_left: int
) -> CourseStanding:
    """One course against its own threshold: forecast like the total (settled points 9, 22)."""
    credited, made_up = counted.credited.get(terms.key, 0), counted.made_up.get(terms.key, 0)
    total = credited + made_up
    best = total + gains.get(terms.key, 0)
    left = min(cap_left, counted.still_missed.get(terms.key, 0))
    judged = _judged(terms.asked, terms.scale, total, best, left)
    return CourseStanding(
        course=terms.key,
        credited_minutes=credited,
        make_up_minutes=made_up,
        total_minutes=total,
        required_minutes=terms.required_minutes,
        threshold_minutes=judged.threshold_minutes,
        best_minutes=best,
        needs_minutes=judged.needs_minutes,
        short_minutes=judged.short_minutes,
        standing=judged.outlook,
    )


def _judged(
    asked: int, scale: int, total: int, best: int, left: int, open_end: bool = False
) -> _Judged:
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
    return _Judged(outlook, threshold, max(0, threshold - total), max(0, threshold - best))


def _ratio(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _open_modules(plan: Plan, person: PersonFact, counted: Count) -> list[str]:
    """Mandatory modules that are not done (settled points 16, 25)."""
    by_attendance = plan.programme.attendance_modules
    return [
        module
        for module in plan.programme.policy.mandatory_modules
        if module not in person.modules_done
        and not (module in by_attendance and module in counted.modules)
    ]


def _reasons(
    plan: Plan,
    person: PersonFact,
    judged: _Judged,
    courses: tuple[CourseStanding, ...],
    modules: list[str],
) -> tuple[dict[str, Any], ...]:
    """Everything that is still open, with its value (settled point 28)."""
    policy, unit = plan.programme.policy, plan.programme.unit_minutes
    reasons: list[dict[str, Any]] = [
        {"code": "course_short", "course": course.course, **_missing(course.needs_minutes, unit)}
        for course in courses
        if course.needs_minutes
    ]
    if judged.needs_minutes or judged.outlook is Outlook.CANNOT:
        reasons.append({"code": "hours_short", **_missing(judged.needs_minutes, unit)})
    reasons += [{"code": "module_open", "module": module} for module in modules]
    if policy.exit_assessment is not None and not person.exit_passed:
        reasons.append({"code": "assessment_open", "assessment": policy.exit_assessment})
    if policy.portfolio and not person.portfolio_accepted:
        reasons.append({"code": "portfolio_open"})
    if person.evidence_gaps:
        reasons.append({"code": "evidence_gap", "gaps": person.evidence_gaps})
    return tuple(reasons)


def _missing(minutes: int, unit_minutes: int) -> dict[str, Any]:
    """Missing minutes, and the same in units as exact text: 135 of 45 are "3", 100 are "20/9"."""
    whole, rest = divmod(minutes, unit_minutes)
    return {
        "minutes": minutes,
        "units": str(Fraction(minutes, unit_minutes)) if rest else str(whole),
    }


def _worst(
    plan: Plan,
    timetable: Timetable,
    judged: _Judged,
    courses: tuple[CourseStanding, ...],
    modules: list[str],
    reasons: tuple[dict[str, Any], ...],
) -> Outlook:
    """The worst of the total and all courses; then what else is open (settled points 9, 23, 25)."""
    by_attendance = plan.programme.attendance_modules
    if any(m in by_attendance and m not in timetable.modules for m in modules):
        return Outlook.CANNOT
    worst = max((judged.outlook, *(course.standing for course in courses)), key=_RANK.__getitem__)
    return Outlook.ON_TRACK if worst is Outlook.COMPLETE and reasons else worst
