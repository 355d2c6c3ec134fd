"""The oracle's sums for one person in one programme: credited, missed, made up, still to come."""

import datetime as dt
import math
from dataclasses import dataclass, field
from fractions import Fraction

from tests.completion.oracle_facts import Policy, Programme, Row, Session, World
from tests.completion.oracle_hours import attended, bounds, net, recorded


@dataclass
class Case:
    """What one person did in one programme up to a day, and what is still to come.

    `held` are all held sessions whose hours are hours of the programme, whosoever's group it is.
    """

    world: World
    programme: Programme
    person: str
    day: dt.date
    held: list[Session] = field(default_factory=list)
    to_come: list[Session] = field(default_factory=list)
    attended: dict[str, int] = field(default_factory=dict)
    credited: dict[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    made_up: dict[str, int] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        return self.programme.policy

    @property
    def required(self) -> int:
        return self.programme.required_units * self.programme.unit_minutes

    def rows(self, session: Session) -> list[Row]:
        every = self.world.rows
        return [r for r in every if (r.session, r.person) == (session.code, self.person)]

    def member(self, session: Session) -> bool:
        """Rule 11: whether the session's day lies in a membership of its group.

        What one is due at in this programme are the sessions of its own groups.
        """
        return self.world.groups[session.group] == self.programme.slug and any(
            m.person == self.person and m.group == session.group and m.covers(session.date)
            for m in self.world.memberships
        )

    def cap(self, share: Fraction) -> int:
        """Settled point 6: caps are whole minutes, rounded down."""
        return math.floor(share * self.required)


def counts(case: Case, session: Session) -> bool:
    """Settled points 12 and 20: a programme's own sessions, and those in a course it shares."""
    own = case.world.groups[session.group] == case.programme.slug
    return own or session.course in [course for course, _ in case.programme.courses]


def sort_sessions(case: Case) -> None:
    """Settled points 2 and 19: which sessions are held, and which are still to come."""
    for session in sorted(case.world.sessions, key=lambda s: (*bounds(s), s.code)):
        if not counts(case, session):
            continue
        if session.status == "held" and session.date <= case.day:
            case.held.append(session)
        to_come = (session.status == "planned" and session.date >= case.day) or (
            session.status == "held" and session.date > case.day
        )
        if to_come and case.member(session):
            case.to_come.append(session)


def conflicting(case: Case) -> list[Row]:
    """Rule 7, settled points 11 and 21: rows at two on-site sessions that overlap as recorded."""
    found = []
    there = [
        (session, row, recorded(session, row))
        for session in case.world.sessions
        if (session.mode, session.status) == ("onsite", "held") and session.date <= case.day
        for row in case.rows(session)
    ]
    for session, row, times in there:
        for other_session, _, other_times in there:
            if session is other_session or times is None or other_times is None:
                continue
            if max(times[0], other_times[0]) < min(times[1], other_times[1]):
                found.append(row)
    return found


def attend(case: Case) -> None:
    left_out = conflicting(case)
    for session in case.held:
        rows = [row for row in case.rows(session) if row not in left_out]
        times = [recorded(session, row) for row in rows]
        presences = [pair for pair in times if pair is not None]
        case.attended[session.code] = attended(session, presences, case.policy)


def by_group(case: Case, module: str, all_to_come: bool = False) -> dict[str, int]:
    """Minutes of one module in each group: there they add up (settled point 3)."""
    groups: dict[str, int] = {}
    for session in case.held:
        if session.module == module:
            groups[session.group] = groups.get(session.group, 0) + case.attended[session.code]
    for session in case.to_come:
        if session.module == module and all_to_come:
            groups[session.group] = groups.get(session.group, 0) + net(session)
    return groups


def credit(case: Case) -> None:
    """Rule 6: of each module the larger group counts; without a module always its own."""
    for session in case.held:
        case.credited[session.code] = case.attended[session.code]
        if session.module is not None:
            groups = by_group(case, session.module)
            if session.group != max(groups, key=lambda group: groups[group]):
                case.credited[session.code] = 0


def miss(case: Case) -> None:
    """What make-up may repair. Unmarked is not absent (rule 10), and guests miss nothing.

    Nor is missed what another group credits of the module (settled point 20): of that, the time
    that one was here as well is here not missed anyhow, and the rest goes to the earliest sessions.
    """
    spare: dict[tuple[str, str], int] = {}
    for session in case.held:
        case.missed[session.code] = 0
        if not case.member(session) or not case.rows(session):
            continue
        missed = net(session) - case.attended[session.code]
        if session.module is not None:
            groups = by_group(case, session.module)
            place = (session.module, session.group)
            spare.setdefault(place, max(groups.values()) - groups[session.group])
            not_missed = min(missed, spare[place])
            spare[place] -= not_missed
            missed -= not_missed
        case.missed[session.code] = missed


def make_up(case: Case) -> None:
    """Rule 5, settled points 6, 15 and 26: the earliest first, while the cap lasts."""
    left = case.cap(case.policy.make_up_cap)
    for session in case.held:
        mine = {m for m in case.world.make_ups if m.person == case.person}
        approved = sum(m.minutes for m in mine if m.session == session.code)
        case.made_up[session.code] = min(approved, case.missed[session.code], left)
        left -= case.made_up[session.code]


def self_paced(case: Case, all_to_come: bool) -> dict[str | None, int]:
    """Course -> minutes of self-paced lessons, up to the policy's cap, in the programme's order.

    A module is credited once: what its sessions bring is not brought again by its lessons.
    """
    left = case.cap(case.policy.self_paced_cap)
    found: dict[str | None, int] = {}
    for course, _ in case.programme.courses:
        for module in case.world.modules:
            if module.course == course and (case.person, module.slug) in case.world.read:
                groups = by_group(case, module.slug, all_to_come)
                more = min(left, max(0, module.minutes - max(groups.values(), default=0)))
                found[course] = found.get(course, 0) + more
                left -= more
    return found


def worked_out(world: World, programme: Programme, person: str, day: dt.date) -> Case:
    case = Case(world, programme, person, day)
    for step in (sort_sessions, attend, credit, miss, make_up):
        step(case)
    return case
