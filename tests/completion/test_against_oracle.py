"""The platform's arithmetic against a slow and plain one that was written from the rules alone.

Every figure of every person must be the same, in small worlds with everything that goes wrong.
"""

import datetime as dt

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from lms.attendance import hours
from lms.completion import facts
from lms.completion.standing import standing
from lms.completion.timetable import Plan
from lms.courses import policy as policies
from tests.completion import oracle
from tests.completion.oracle_facts import Figures, Programme, Refused, Row, Session, World
from tests.completion.oracle_hours import TICK, bounds, recorded, taught
from tests.completion.oracle_timetables import FIRST_DAYS, STARTS, ZONES, wall
from tests.completion.oracle_worlds import worlds


def session_fact(session: Session) -> facts.SessionFact:
    times = (session.date, session.start, session.end)
    span = hours.session_span(*times, session.zone)
    pauses = hours.break_intervals(*times, session.breaks, session.zone)
    teaching = tuple(hours.less(span, pauses))
    return facts.SessionFact(
        key=session.code,
        group=session.group,
        course=session.course,
        module=session.module,
        day=session.date,
        span=span,
        teaching=teaching,
        net=hours.minutes(teaching),
        mode=session.mode,
        status=session.status,
    )


def presence(session: Session, row: Row) -> hours.Interval:
    return hours.presence(
        session.date, session.start, session.end, session.zone, row.came, row.left
    )


def programme_fact(world: World, programme: Programme) -> facts.ProgrammeFact:
    asks = programme.policy
    return facts.ProgrammeFact(
        courses=tuple(facts.CourseFact(*course) for course in programme.courses),
        required_units=programme.required_units,
        unit_minutes=programme.unit_minutes,
        policy=policies.Policy(
            threshold=asks.threshold,
            course_threshold=asks.course_threshold,
            denominator=asks.denominator,
            excused_cap=asks.excused_cap,
            make_up_cap=asks.make_up_cap,
            minimum_share=asks.minimum_share,
            self_paced_cap=asks.self_paced_cap,
            grace_minutes=asks.grace,
            grace_out_minutes=asks.grace_out,
            mandatory_modules=asks.mandatory,
            exit_assessment="digital/1/exit" if asks.exit_assessment else None,
            portfolio=asks.portfolio,
        ),
        groups=frozenset(g for g, slug in world.groups.items() if slug == programme.slug),
        attendance_modules=frozenset(m.slug for m in world.modules if m.completion == "attendance"),
    )


def person_fact(world: World, programme: Programme, person: str) -> facts.PersonFact:
    sessions = {session.code: session for session in world.sessions}
    rows = [row for row in world.rows if row.person == person]
    absences: dict[int | str, bool] = {}
    for row in rows:
        if row.excused or row.came is None:
            absences[row.session] = absences.get(row.session, False) or row.excused
    mine, me = {m for m in world.make_ups if m.person == person}, (person, programme.slug)
    return facts.PersonFact(
        memberships=tuple(
            facts.Membership(m.group, m.first, m.last)
            for m in world.memberships
            if m.person == person and world.groups[m.group] == programme.slug
        ),
        presences=[
            facts.PresenceFact(row.session, *presence(sessions[row.session], row))
            for row in rows
            if row.came is not None
        ],
        absences=absences,
        make_ups=[(m.session, m.minutes) for m in mine],
        modules_done={slug for who, slug in world.done if who == person},
        self_paced={m.slug: m.minutes for m in world.modules if (person, m.slug) in world.read},
        exit_passed=me in world.passed,
        portfolio_accepted=me in world.accepted,
        evidence_gaps=world.gaps.get(me, 0),
    )


def reason(told) -> tuple[object, ...]:
    values = [told[key] for key in ("course", "module", "minutes", "gaps") if key in told]
    return (told["code"], *values)


def figures(plan: Plan, person: facts.PersonFact, day: dt.date) -> Figures:
    found = standing(plan, person, day)
    return Figures(
        delivered=found.delivered_minutes,
        attended=found.attended_minutes,
        credited=found.credited_minutes,
        make_up=found.make_up_minutes,
        make_up_left=found.make_up_left,
        excused=found.excused_minutes,
        total=found.total_minutes,
        best=found.best_minutes,
        required=found.required_minutes,
        ratio=found.ratio,
        best_ratio=found.best_ratio,
        standing=str(found.standing),
        needs=found.needs_minutes,
        reasons=frozenset(reason(told) for told in found.reasons),
        courses={
            course.course: (
                course.credited_minutes,
                course.make_up_minutes,
                course.best_minutes,
                course.needs_minutes,
                str(course.standing),
            )
            for course in found.courses
        },
        sessions={
            str(line.session): (line.attended_minutes, line.make_up_minutes)
            for line in found.lines
            if line.mark not in ("planned", "not_taken", "cancelled", "moved")
        },
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@given(worlds())
def test_every_figure_is_the_one_that_the_rules_alone_give(asked):
    world, day = asked
    sessions = [session_fact(session) for session in world.sessions]
    for group, slug in world.groups.items():
        programme = next(p for p in world.programmes if p.slug == slug)
        plan = Plan(programme_fact(world, programme), sessions)
        for person, by_the_rules in oracle.standings(world, group, day).items():
            event(by_the_rules.standing)
            found = figures(plan, person_fact(world, programme, person), day)
            assert found == by_the_rules, (group, person)


def in_ticks(moments) -> tuple[int, ...]:
    return tuple(moment // TICK for moment in moments)


def by_the_platform(session: Session, row: Row):
    """The ticks of a session and of a presence at it, or that one of them is refused."""
    try:
        span = session_fact(session).span
    except hours.ImpossibleTime:
        return "no such session"
    try:
        return in_ticks(span), in_ticks(presence(session, row))
    except hours.ImpossibleTime:
        return "no such presence"


def by_the_rules(session: Session, row: Row):
    try:
        taught(session)
    except Refused:
        return "no such session"
    try:
        return bounds(session), recorded(session, row)
    except Refused:
        return "no such presence"


days = st.builds(
    lambda first, days: first + dt.timedelta(days=days),
    st.sampled_from(FIRST_DAYS),
    st.integers(0, 4),
)
lengths = st.integers(1, 15 * 60)  # minutes
ticks = st.integers(-90 * 60 // TICK, 16 * 3600 // TICK)  # after the start
pauses = st.lists(st.tuples(st.integers(-10, 300), st.integers(-10, 300)), max_size=2)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    days, st.sampled_from(STARTS), lengths, pauses, st.sampled_from(ZONES),
    st.one_of(st.none(), ticks), st.one_of(st.none(), ticks),
)  # fmt: skip
def test_times_on_the_wall_mean_the_same_moments_or_are_refused_by_both(
    day, start, length, pauses, zone, came, left
):
    assume(came is not None or left is not None)  # else it is an absence
    session = Session(
        "A1", "A", None, None, day, start, wall(start, length * 60), zone=zone,
        breaks=tuple((wall(start, one * 60), wall(start, two * 60)) for one, two in pauses),
    )  # fmt: skip
    times = [None if ticks is None else wall(start, ticks * TICK) for ticks in (came, left)]
    row = Row("A1", "ana", *times)
    assert by_the_platform(session, row) == by_the_rules(session, row)
