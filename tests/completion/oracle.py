"""The standing of a group, worked out slowly and plainly from the rules alone.

Nothing here is shared with the platform's own arithmetic, on purpose: sets of ticks of the clock,
fractions and loops, so that each line can be read against the rule or the settled point that it
names. `test_against_oracle.py` holds the platform to it.
"""

import datetime as dt
import math
from fractions import Fraction

from tests.completion.oracle_count import Case, by_group, self_paced, worked_out
from tests.completion.oracle_facts import Figures, Module, World
from tests.completion.oracle_hours import net

RANKS = ["complete", "on_track", "must_attend_all", "needs_make_up", "cannot"]


def courses(case: Case) -> list[str]:
    return [course for course, _ in case.programme.courses]


def strands(case: Case) -> list[str | None]:
    """The courses; in a programme without any, its sessions have none either."""
    return [*courses(case)] or [None]


def credited_in(case: Case, course: str | None, all_to_come: bool = False) -> int:
    """Minutes by rule 6 in one course, now or if every session still to come is attended."""
    credited = sum(case.credited[s.code] for s in case.held if s.course == course)
    coming = [s for s in case.to_come if s.course == course and all_to_come]
    credited += sum(net(s) for s in coming if s.module is None)
    for module in {s.module for s in coming if s.module is not None}:
        credited -= max(by_group(case, module).values(), default=0)
        credited += max(by_group(case, module, all_to_come=True).values())
    return credited + self_paced(case, all_to_come).get(course, 0)


def made_up_in(case: Case, course: str | None) -> int:
    return sum(case.made_up[s.code] for s in case.held if s.course == course)


def total_in(case: Case, course: str | None) -> int:
    return credited_in(case, course) + made_up_in(case, course)


def best_in(case: Case, course: str | None) -> int:
    return credited_in(case, course, all_to_come=True) + made_up_in(case, course)


def total(case: Case) -> int:
    return sum(total_in(case, course) for course in strands(case))


def best(case: Case) -> int:
    return sum(best_in(case, course) for course in strands(case))


def make_up_left(case: Case, of_courses: list[str | None]) -> int:
    """Settled point 6: the rest of the cap, or what was missed and is not yet made up."""
    cap = case.cap(case.policy.make_up_cap) - sum(case.made_up.values())
    sessions = [s.code for s in case.held if s.course in of_courses]
    return min(cap, sum(case.missed[code] - case.made_up[code] for code in sessions))


def excused(case: Case) -> int:
    """E, before its cap (settled point 7)."""
    return sum(
        case.missed[s.code] - case.made_up[s.code]
        for s in case.held
        if any(row.excused for row in case.rows(s))
    )


def delivered(case: Case) -> int:
    """Settled point 5."""
    return sum(net(s) for s in case.held if case.member(s))


def share(case: Case, minutes: int, forecast: bool) -> tuple[int, int]:
    """Numerator and denominator of the policy's ratio, now or when all was held."""
    spared = min(excused(case), case.cap(case.policy.excused_cap))
    if case.policy.denominator == "delivered":
        coming = sum(net(s) for s in case.to_come) if forecast else 0
        return minutes, delivered(case) + coming
    if case.policy.denominator == "excluded":
        return minutes, case.required - spared
    if case.policy.denominator == "credited":
        return minutes + spared, case.required
    return minutes, case.required


def ratio(case: Case, minutes: int, forecast: bool) -> Fraction:
    """Settled point 22: any denominator of 0 gives ratio 0."""
    numerator, denominator = share(case, minutes, forecast)
    return Fraction(numerator, denominator) if denominator else Fraction(0)


def course_need(case: Case, course: str) -> Fraction:
    units = dict(case.programme.courses)[course]
    return case.policy.course_threshold * units * case.programme.unit_minutes


def course_shortage(case: Case, course: str) -> int:
    """Settled point 24."""
    return max(0, math.ceil(course_need(case, course) - total_in(case, course)))


def hours_shortage(case: Case) -> int:
    """The least further minutes with which the policy's ratio reaches its threshold."""
    numerator, denominator = share(case, total(case), forecast=True)
    return max(0, math.ceil(case.policy.threshold * denominator - numerator))


def compare(now: Fraction, at_best: Fraction, repaired: Fraction, need: Fraction) -> str:
    if now >= need:
        return "complete"
    if at_best > need:
        return "on_track"
    if at_best == need:
        return "must_attend_all"
    return "needs_make_up" if repaired >= need else "cannot"


def of_the_hours(case: Case) -> str:
    """The total, by the policy's own denominator (settled points 8 and 17)."""
    by_delivered = case.policy.denominator == "delivered"
    if by_delivered and delivered(case) == 0:
        return "on_track"
    repaired = best(case) + make_up_left(case, strands(case))
    found = compare(
        ratio(case, total(case), forecast=True),
        ratio(case, best(case), forecast=True),
        ratio(case, repaired, forecast=True),
        case.policy.threshold,
    )
    before_the_last = by_delivered and bool(case.to_come)
    return "on_track" if found == "complete" and before_the_last else found


def of_a_course(case: Case, course: str) -> str:
    """Settled points 9 and 22."""
    at_best = best_in(case, course)
    repaired = at_best + make_up_left(case, [course])
    need = course_need(case, course)
    return compare(Fraction(total_in(case, course)), Fraction(at_best), Fraction(repaired), need)


def module_of(case: Case, slug: str) -> Module:
    return next(m for m in case.world.modules if m.slug == slug)


def module_done(case: Case, slug: str) -> bool:
    """Settled points 16 and 25."""
    attended = module_of(case, slug).completion == "attendance" and any(
        case.credited[s.code] > 0 for s in case.held if s.module == slug
    )
    return attended or (case.person, slug) in case.world.done


def out_of_reach(case: Case, slug: str) -> bool:
    """Settled point 25: an attendance module that nobody will teach this person any more."""
    by_attendance = module_of(case, slug).completion == "attendance"
    return by_attendance and not any(s.module == slug for s in case.to_come)


def open_modules(case: Case) -> list[str]:
    return [slug for slug in case.policy.mandatory if not module_done(case, slug)]


def open_beside_the_hours(case: Case) -> set[tuple[object, ...]]:
    """Settled point 28."""
    me = (case.person, case.programme.slug)
    found: set[tuple[object, ...]] = {("module_open", slug) for slug in open_modules(case)}
    if case.policy.exit_assessment and me not in case.world.passed:
        found.add(("assessment_open",))
    if case.policy.portfolio and me not in case.world.accepted:
        found.add(("portfolio_open",))
    if case.world.gaps.get(me):
        found.add(("evidence_gap", case.world.gaps[me]))
    return found


def standing(case: Case) -> str:
    """The worst of all (settled points 9, 23 and 25)."""
    found = [of_the_hours(case)] + [of_a_course(case, course) for course in courses(case)]
    if any(out_of_reach(case, slug) for slug in open_modules(case)):
        found.append("cannot")
    if open_beside_the_hours(case):
        found.append("on_track")
    return max(found, key=RANKS.index)


def reasons(case: Case) -> frozenset[tuple[object, ...]]:
    """Settled point 28. Hours that cannot be met are named, even if no minutes would help."""
    found = open_beside_the_hours(case)
    for course in courses(case):
        if course_shortage(case, course):
            found.add(("course_short", course, course_shortage(case, course)))
    if hours_shortage(case) or of_the_hours(case) == "cannot":
        found.add(("hours_short", hours_shortage(case)))
    return frozenset(found)


def of_course(case: Case, course: str) -> tuple[object, ...]:
    return (
        credited_in(case, course),
        made_up_in(case, course),
        best_in(case, course),
        course_shortage(case, course),
        of_a_course(case, course),
    )


def figures(case: Case) -> Figures:
    return Figures(
        delivered=delivered(case),
        attended=sum(case.attended.values()),
        credited=sum(credited_in(case, course) for course in strands(case)),
        make_up=sum(case.made_up.values()),
        make_up_left=make_up_left(case, strands(case)),
        excused=excused(case),
        total=total(case),
        best=best(case),
        required=case.required,
        ratio=ratio(case, total(case), forecast=False),
        best_ratio=ratio(case, best(case), forecast=True),
        standing=standing(case),
        needs=max(hours_shortage(case), sum(course_shortage(case, c) for c in courses(case))),
        reasons=reasons(case),
        courses={course: of_course(case, course) for course in courses(case)},
        sessions={
            s.code: (case.attended[s.code], case.made_up[s.code])
            for s in case.held
            if case.member(s) or any(row.came for row in case.rows(s))
        },
    )


def standings(world: World, group: str, day: dt.date) -> dict[str, Figures]:
    """The figures of each person whose membership of the group covers the day (settled point 1)."""
    programme = next(p for p in world.programmes if p.slug == world.groups[group])
    return {
        m.person: figures(worked_out(world, programme, m.person, day))
        for m in world.memberships
        if m.group == group and m.covers(day)
    }
