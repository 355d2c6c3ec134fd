"""Timetables, memberships and registers for the oracle: what a bad day looks like."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from tests.completion.oracle_facts import Membership, Refused, Row, Session
from tests.completion.oracle_hours import TICK, net, recorded

PEOPLE = ("ana", "bor")
GROUPS = {"A": "main", "B": "main", "C": "other"}
COURSES = {"main": ("digital", "slovene"), "other": ("slovene", "work")}  # one course is shared
STARTS = [dt.time(17), dt.time(18), dt.time(18, 30), dt.time(1, 30), dt.time(22, 30), dt.time(23)]
ZONES = ["Europe/Ljubljana", "Europe/Ljubljana", "Europe/Athens", "Australia/Lord_Howe"]
FIRST_DAYS = [  # the clocks go forward, back, back by half an hour, and stay as they are
    dt.date(2022, 3, 25),
    dt.date(2022, 10, 28),
    dt.date(2022, 4, 1),
    dt.date(2022, 2, 27),
]

# Strategies are made once: to make one costs more than to draw from it.
some_course = {group: st.sampled_from(COURSES[slug]) for group, slug in GROUPS.items()}
some_module = st.sampled_from([None, "1", "2"])
starts = st.sampled_from(STARTS)
lengths = st.sampled_from([20, 45, 60, 90, 195, 300])  # minutes
days = st.integers(0, 4)
zones = st.sampled_from(ZONES)
modes = st.sampled_from(["onsite", "onsite", "online", "hybrid"])
statuses = st.sampled_from(["held", "held", "held", "planned", "cancelled", "moved"])
pauses = st.lists(st.tuples(st.integers(0, 290), st.integers(1, 20)), max_size=2)  # from, how long


def wall(start: dt.time, seconds: int) -> dt.time:
    """The clock that many seconds after a time (or before it)."""
    moment = dt.datetime.combine(dt.date(2022, 1, 2), start) + dt.timedelta(seconds=seconds)
    return moment.time()


def possible(session: Session) -> bool:
    try:
        return net(session) >= 0
    except Refused:
        return False


@st.composite
def sessions(draw, group: str, code: str, first: dt.date, with_courses: bool) -> Session | None:
    """One session; None where its times were skipped by the clocks."""
    course = draw(some_course[group]) if with_courses else None
    number = draw(some_module) if course else None
    start, length = draw(starts), draw(lengths)
    session = Session(
        code=code,
        group=group,
        course=course,
        module=f"{course}/{number}" if number else None,
        date=first + dt.timedelta(days=draw(days)),
        start=start,
        end=wall(start, length * 60),
        zone=draw(zones),
        mode=draw(modes),
        status=draw(statuses),
    )
    breaks = tuple(
        (wall(start, begin * 60), wall(start, (begin + long) * 60)) for begin, long in draw(pauses)
    )
    with_breaks = replace(session, breaks=breaks)
    return next((s for s in (with_breaks, session) if possible(s)), None)


how_many = {
    group: st.integers(least, most)
    for group, least, most in (("A", 1, 6), ("B", 0, 4), ("C", 0, 3))
}


@st.composite
def timetables(draw, first: dt.date, with_courses: bool) -> tuple[Session, ...]:
    found = [
        draw(sessions(group, f"{group}{number}", first, with_courses))
        for group, numbers in how_many.items()
        for number in range(1, draw(numbers) + 1)
    ]
    return tuple(session for session in found if session is not None)


around = st.integers(-1, 1)
two_groups = st.sampled_from(["AB", "BA", "AA"])
ways = st.sampled_from(["stays", "moves", "moves", "pauses"])
elsewhere = st.sampled_from(["no", "no", "stays", "leaves"])


@st.composite
def memberships(draw, first: dt.date) -> list[Membership]:
    """One place at a time in the main programme, and sometimes one in the other."""
    found = []
    for person in PEOPLE:
        begin = first + dt.timedelta(days=draw(around))
        move = begin + dt.timedelta(days=draw(days))
        one, two = draw(two_groups)
        match draw(ways):
            case "stays":
                found.append(Membership(person, one, begin))
            case "moves":
                found.append(Membership(person, one, begin, move))
                found.append(Membership(person, two, move + dt.timedelta(days=1)))
            case "pauses":
                found.append(Membership(person, one, begin, move))
                found.append(Membership(person, two, move + dt.timedelta(days=3)))
        match draw(elsewhere):
            case "stays":
                found.append(Membership(person, "C", begin))
            case "leaves":
                found.append(Membership(person, "C", begin, move))
    return found


entries = st.sampled_from(["unmarked", "there", "times", "times", "absent", "excused"])
minute = 60 // TICK
edges = st.sampled_from([0, 5, 5, 10, 10, 11]).map(lambda minutes: minutes * minute)  # of a grace
near = st.integers(-3, 11 * minute)
by_fives = st.integers(-8, 60).map(lambda fives: fives * 5 * minute)  # thirds of a session, say
far = st.integers(-40 * minute, 300 * minute)
after = st.one_of(edges, near, by_fives, far)
before = st.one_of(edges, near, by_fives, far, st.none())
times = st.lists(
    st.tuples(
        after,  # the start, in ticks
        before,  # the end
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def registers(draw, session: Session, person: str) -> list[Row]:
    """What the register says of one person; unmarked is the empty list."""
    row = Row(session.code, person)
    match draw(entries):
        case "there":
            return [replace(row, came=session.start)]
        case "absent":
            return [row]
        case "excused":
            return [replace(row, excused=True)]
        case "unmarked":
            return []
    rows = [
        replace(
            row,
            came=wall(session.start, after * TICK),
            left=None if before is None else wall(session.end, -before * TICK),
            excused=excused,
        )
        for after, before, excused in draw(times)
    ]
    return [row for row in rows if could_be_recorded(session, row)]


def could_be_recorded(session: Session, row: Row) -> bool:
    try:
        recorded(session, row)
    except Refused:
        return False
    return True
