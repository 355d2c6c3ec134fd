"""Small but nasty worlds for the oracle: programmes, and everything that was recorded in them."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from tests.completion import oracle
from tests.completion.oracle_facts import MakeUp, Module, Policy, Programme, World
from tests.completion.oracle_timetables import (
    COURSES,
    FIRST_DAYS,
    GROUPS,
    PEOPLE,
    memberships,
    registers,
    timetables,
)

SHARES = [Fraction(part) for part in ("0", "1/10", "1/3", "1/2", "7/10", "4/5", "1")]

# Strategies are made once: to make one costs more than to draw from it.
shares = st.sampled_from(SHARES)
modules = st.builds(
    lambda minutes, kinds: tuple(
        Module(f"{course}/{number}", course, minutes[at], kinds[at])
        for at, (course, number) in enumerate(
            (course, number) for course in ("digital", "slovene", "work") for number in "12"
        )
    ),
    st.lists(st.sampled_from([0, 20, 45, 100]), min_size=6, max_size=6),
    st.lists(st.sampled_from(["lessons", "trainer", "attendance"]), min_size=6, max_size=6),
)
graces = st.sampled_from([0, 5, 10])
small = st.sampled_from([Fraction(1, 20), Fraction(1, 10)])
asked_for = st.sampled_from([False, False, True])
slugs = {
    slug: [f"{course}/{number}" for course in courses for number in "12"]
    for slug, courses in COURSES.items()
}
policies = {
    slug: st.builds(
        Policy,
        threshold=shares,
        course_threshold=shares,
        denominator=st.sampled_from(["programme", "delivered", "excluded", "credited"]),
        excused_cap=shares,
        make_up_cap=st.one_of(small, shares),
        grace=graces,
        grace_out=graces,
        minimum_share=st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 3), Fraction(1, 2)]),
        self_paced_cap=shares,
        mandatory=st.lists(st.sampled_from(own), max_size=2, unique=True).map(tuple),
        exit_assessment=asked_for,
        portfolio=asked_for,
    )
    for slug, own in slugs.items()
}
units = st.integers(1, 6)
unit_minutes = st.sampled_from([45, 50, 60])


@st.composite
def programmes(draw, slug: str, with_courses: bool) -> Programme:
    courses = tuple((course, draw(units)) for course in COURSES[slug] if with_courses)
    policy = draw(policies[slug])
    return Programme(
        slug=slug,
        required_units=sum(number for _, number in courses) or draw(units),
        unit_minutes=draw(unit_minutes),
        courses=courses,
        policy=policy if with_courses else replace(policy, mandatory=()),
    )


in_modules = st.frozensets(
    st.sampled_from(
        [(p, slug) for p in PEOPLE for slug in sorted({*slugs["main"], *slugs["other"]})]
    )
)
of_programmes = st.sampled_from([(person, slug) for person in PEOPLE for slug in COURSES])
in_programmes = st.frozensets(of_programmes)
gaps = st.dictionaries(of_programmes, st.integers(1, 3), max_size=1)
first_days = st.sampled_from(FIRST_DAYS)
mostly = st.sampled_from([True] * 7 + [False])
asked_days = st.integers(-1, 6)
make_up_rows = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 3), st.integers(0, 12)),  # which session
        st.sampled_from(PEOPLE),
        st.integers(1, 200),
        st.sampled_from(["", "again"]),
    ),
    max_size=8,
)


@st.composite
def recorded_worlds(draw) -> tuple[World, dt.date]:
    """A world, and the day that is asked for."""
    first, with_courses = draw(first_days), draw(mostly)
    timetable = draw(timetables(first, with_courses))
    rows = [
        row
        for session in timetable
        if session.status == "held"
        for person in PEOPLE
        for row in draw(registers(session, person))
    ]
    make_ups = [
        MakeUp(timetable[at].code, person, minutes, note)
        for at, person, minutes, note in draw(make_up_rows)
        if at < len(timetable)
    ]
    world = World(
        programmes=tuple(draw(programmes(slug, with_courses)) for slug in COURSES),
        groups=GROUPS,
        modules=draw(modules) if with_courses else (),
        sessions=timetable,
        memberships=tuple(draw(memberships(first))),
        rows=tuple(rows),
        make_ups=tuple(make_ups),
        done=draw(in_modules),
        read=draw(in_modules) if with_courses else frozenset(),
        passed=draw(in_programmes),
        accepted=draw(in_programmes),
        gaps=draw(gaps),
    )
    return world, first + dt.timedelta(days=draw(asked_days))


aims = st.sampled_from(["nowhere", "now", "best", "repaired", "course"])
whose = st.tuples(st.sampled_from(PEOPLE), st.sampled_from([0, 1]))


@st.composite
def worlds(draw) -> tuple[World, dt.date]:
    """A world whose threshold may lie exactly where somebody is, or could still come to."""
    world, day = draw(recorded_worlds())
    aim = draw(aims)
    if aim == "nowhere":
        return world, day
    person, at = draw(whose)
    programme = world.programmes[at]
    policy = aimed(oracle.worked_out(world, programme, person, day), aim)
    others = [replace(programme, policy=policy) if p is programme else p for p in world.programmes]
    return replace(world, programmes=tuple(others)), day


def aimed(case: oracle.Case, aim: str) -> Policy:
    """The policy, with a threshold that is met to the minute."""
    if aim == "course" and case.programme.courses:
        course, units = case.programme.courses[0]
        part = Fraction(oracle.best_in(case, course), units * case.programme.unit_minutes)
        return replace(case.policy, course_threshold=min(part, Fraction(1)))
    minutes = {"now": oracle.total(case), "best": oracle.best(case)}.get(
        aim, oracle.best(case) + oracle.make_up_left(case, oracle.strands(case))
    )
    part = oracle.ratio(case, minutes, forecast=True)
    return replace(case.policy, threshold=min(part, Fraction(1)))
