"""The rule: where one person stands in one programme on a day. No database, no clock, no words.

Everything is counted in whole minutes and compared in whole numbers; the two ratios are exact.
The reading of the rules, where they leave room:

- `ratio` under `delivered` is T / net(held); threshold and forecast look at held + still to come,
  and while something is to come nobody is complete by hours.
- A denominator of 0 gives ratio 0: complete only if the threshold is 0 too; under `delivered`,
  with nothing delivered, on track. Courses are judged beside it as always.
- Minutes that self-paced lessons credit are in `credited_minutes` and in their course.
- Only modules that are asked for keep a standing open. One with `completion: attendance` is done by
  credited minutes of a session, never by make-up or self-paced lessons.
- A shortage of 0 is no reason, except where even the forecast says that it cannot be met.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from lms.completion.conditions import (
    RANK,
    Known,
    Reasons,
    chosen,
    course_short,
    hours_short,
    of_course,
    verdict,
)
from lms.completion.counting import Count, count, course_of, self_paced
from lms.completion.facts import PersonFact
from lms.completion.outcome import CourseStanding, Outlook, Standing
from lms.completion.thresholds import Judged, Reach, basis_of
from lms.completion.timetable import Plan, Timetable


def standing(plan: Plan, person: PersonFact, on: date) -> Standing:
    """Where a person stands as of a day (settled point 2). The plan is the same for everyone."""
    known = known_of(plan, person, on)
    timetable, counted, reach = known.timetable, known.counted, known.reach
    hours = reach.of_all(plan.terms.threshold)
    courses = tuple(of_course(known, terms) for terms in plan.terms.courses)
    outcomes = [verdict(known, leaf) for leaf in plan.terms.outcomes]
    choices = chosen(known, hours, courses)
    reasons = (
        *_short(known, hours, courses),
        *(reason for one in outcomes for reason in one.reasons),
        *choices.reasons,
    )
    outlooks = [one.outlook for one in outcomes]
    outlooks += [hours.outlook, *(one.standing for one in courses), choices.outlook]
    basis, credited = reach.basis, sum(counted.credited.values())
    return Standing(
        standing=_worst(outlooks, reasons),
        delivered_minutes=timetable.delivered_minutes,
        to_come_minutes=timetable.to_come_minutes,
        attended_minutes=counted.attended_minutes,
        credited_minutes=credited,
        make_up_minutes=reach.total - credited,
        make_up_left=reach.left,
        excused_minutes=counted.excused_minutes,
        total_minutes=reach.total,
        required_minutes=plan.terms.required_minutes,
        threshold_minutes=choices.threshold_minutes,
        needs_minutes=choices.needs_minutes,
        short_minutes=choices.short_minutes,
        best_minutes=reach.best,
        ratio=_ratio(reach.total + basis.added, basis.now),
        best_ratio=_ratio(reach.best + basis.added, basis.at_best),
        reasons=reasons,
        courses=courses,
        lines=tuple(counted.lines),
    )


def known_of(plan: Plan, person: PersonFact, on: date) -> Known:
    """A person's minutes as of a day, and what they can reach."""
    timetable = plan.timetable(person.memberships, on)
    counted = count(plan, timetable, person, on)
    return Known(plan, timetable, person, counted, _reach(plan, timetable, person, counted))


def _reach(plan: Plan, timetable: Timetable, person: PersonFact, counted: Count) -> Reach:
    gains = _gains(plan, timetable, person, counted)
    made_up = sum(counted.made_up.values())
    total = sum(counted.credited.values()) + made_up
    cap_left = plan.terms.make_up_cap - made_up
    return Reach(
        by_delivered=plan.programme.policy.denominator == "delivered",
        to_come=timetable.to_come_minutes > 0,
        basis=basis_of(plan, timetable, counted),
        counted=counted,
        gains=gains,
        total=total,
        best=total + sum(gains.values()),
        cap_left=cap_left,
        left=min(cap_left, sum(counted.still_missed.values())),
    )


def _short(known: Known, hours: Judged, courses: Iterable[CourseStanding]) -> Reasons:
    """Hours that are missing, in courses and in all (settled point 28)."""
    of_courses = (
        course_short(known, course.course, course.needs_minutes)
        for course in courses
        if course.needs_minutes
    )
    return (*of_courses, *hours_short(known, hours))


def _worst(outlooks: Iterable[Outlook], reasons: Reasons) -> Outlook:
    """The worst of all; and on track while anything is open (settled points 9, 23, 25)."""
    worst = max(outlooks, key=RANK.__getitem__)
    return Outlook.ON_TRACK if worst is Outlook.COMPLETE and reasons else worst


def _ratio(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


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
