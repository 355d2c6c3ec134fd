"""One person's minutes, session by session: what counts, what was missed, what was made up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf

from lms.attendance import hours
from lms.completion.conflicts import sorted_out
from lms.completion.facts import PersonFact, PresenceFact, SessionFact
from lms.completion.outcome import Line, Mark
from lms.completion.timetable import Due, Plan, Timetable, due, in_order

Key = int | str
Sums = dict[str | None, dict[Key, int]]  # module -> group -> attended minutes


@dataclass(slots=True)
class Count:
    """The sums of one person. By course: the course's key; None for sessions without one."""

    attended_minutes: int = 0
    excused_minutes: int = 0
    lines: list[Line] = field(default_factory=list)
    modules: Sums = field(default_factory=dict)
    self_paced: dict[str, int] = field(default_factory=dict)  # module -> minutes beyond sessions
    credited: dict[str | None, int] = field(default_factory=dict)
    made_up: dict[str | None, int] = field(default_factory=dict)
    still_missed: dict[str | None, int] = field(default_factory=dict)  # and not made up


def count(plan: Plan, timetable: Timetable, person: PersonFact, on: date) -> Count:
    """Everything that one person's presences, absences and make-up come to, as of a day."""
    held, sums = plan.held(on), Count()
    rows, conflicts = sorted_out(held, person.presences)
    attended = {key: plan.worth(held[key], mine) for key, mine in rows.items()}
    guests = [due(held[k], on) for k in rows.keys() - timetable.held if plan.counts(held[k])]
    sessions = timetable.sessions
    if guests:
        sessions = sorted((*sessions, *guests), key=lambda row: in_order(row.session))
    _add_modules(sums.modules, sessions, attended)
    alone = timetable.one_group and not guests  # then rule 6 has nothing to choose
    ledger = _Ledger(plan, timetable, person, sums, {} if alone else _choices(sums.modules))
    usual = alone and not (conflicts or person.make_ups)
    for session, line, full in sessions:
        if line is not None:
            ledger.lines.append(line if usual else ledger.with_approved(line))
        elif usual and attended.get(session.key) == session.net:
            ledger.enter(full, session.course)  # most lines of most people, the same for all
        else:
            line = ledger.line(session, attended.get(session.key), rows, conflicts)
            ledger.enter(line, session.course)
    if person.self_paced and plan.terms.self_paced_cap:
        _add_self_paced(sums, person.self_paced, plan)
    return sums


def _add_modules(modules: Sums, sessions: Iterable[Due], attended: Mapping[Key, int]) -> None:
    """Attended minutes of each module by group: within a group they add up (settled point 3)."""
    for session, *_ in sessions:
        minutes = attended.get(session.key)
        if minutes and session.module is not None:
            groups = modules.setdefault(session.module, {})
            groups[session.group] = groups.get(session.group, 0) + minutes


def _choices(modules: Sums) -> dict[str | None, Key]:
    """Module -> the group that counts: the larger, and of two equal ones the one seen first."""
    return {module: max(groups, key=groups.__getitem__) for module, groups in modules.items()}


class _Ledger:
    """Goes through the held sessions in order of start, so the earliest are made up first."""

    def __init__(
        self,
        plan: Plan,
        timetable: Timetable,
        person: PersonFact,
        sums: Count,
        counts: dict[str | None, Key],
    ) -> None:
        self.mine = timetable.held
        self.sums = sums
        self.lines = sums.lines
        self.absences = person.absences
        self.cap_left = plan.terms.make_up_cap
        self.approved: dict[Key, int] = {}
        for session, minutes in person.make_ups:
            self.approved[session] = self.approved.get(session, 0) + minutes
        self.counts = counts
        self.beyond: dict[tuple[str | None, Key], int] = {}

    def line(
        self,
        session: SessionFact,
        attended: int | None,
        rows: Mapping[Key, list[PresenceFact]],
        conflicts: Mapping[Key, tuple[Key, ...]],
    ) -> Line:
        """One held session; `attended` is None where there is no presence."""
        key, minutes = session.key, attended or 0
        guest, met, excused = key not in self.mine, conflicts.get(key, ()), self.absences.get(key)
        counts = self.counts.get(session.module, session.group) == session.group
        missed = 0
        if not guest and (attended is not None or excused is not None):
            missed = session.net - minutes
            if missed and not counts:
                missed -= self._brought_by_other(session.module, session.group, missed)
        approved = self.approved.get(key, 0)
        made_up = min(approved, missed, self.cap_left)
        return Line(
            session=key,
            mark=Mark.CONFLICT if met else _mark(session.net, attended, excused),
            net_minutes=session.net,
            attended_minutes=minutes,
            credited_minutes=minutes if counts else 0,
            missed_minutes=missed,
            approved_minutes=approved,
            make_up_minutes=made_up,
            excused_minutes=missed - made_up if excused else 0,
            guest=guest,
            conflicts=met,
            lost=_lost(session, minutes, rows.get(key, ()), bool(met), counts),
        )

    def _brought_by_other(self, module: str | None, group: Key, missed: int) -> int:
        """Minutes of a module that another group credits are not missed (settled point 20).

        What that group credits beyond the presence in this one goes to the earliest sessions here.
        """
        place = (module, group)
        if place not in self.beyond:
            groups = self.sums.modules[module]
            self.beyond[place] = groups[self.counts[module]] - groups.get(group, 0)
        brought = min(missed, self.beyond[place])
        self.beyond[place] -= brought
        return brought

    def enter(self, line: Line, course: str | None) -> None:
        """Add a line to the sums."""
        sums = self.sums
        self.lines.append(line)
        if line.attended_minutes:
            sums.attended_minutes += line.attended_minutes
            sums.credited[course] = sums.credited.get(course, 0) + line.credited_minutes
        if line.missed_minutes:
            made_up = line.make_up_minutes
            self.cap_left -= made_up
            sums.made_up[course] = sums.made_up.get(course, 0) + made_up
            left = line.missed_minutes - made_up
            sums.still_missed[course] = sums.still_missed.get(course, 0) + left
            sums.excused_minutes += line.excused_minutes

    def with_approved(self, line: Line) -> Line:
        """The line of a session that was not held: make-up for it is kept, and worth nothing."""
        approved = self.approved.get(line.session, 0)
        if not approved or line.mark is Mark.PLANNED:
            return line
        return line._replace(approved_minutes=approved)


def _mark(net: int, attended: int | None, excused: bool | None) -> Mark:
    if attended is not None:
        return Mark.PRESENT if attended == net else Mark.PART
    if excused is None:
        return Mark.UNMARKED
    return Mark.EXCUSED if excused else Mark.ABSENT


def _lost(
    session: SessionFact, minutes: int, rows: Iterable[PresenceFact], met: bool, counts: bool
) -> tuple[str, ...]:
    """Why presence is worth less than it seems."""
    lost = ["conflict"] if met else []
    if rows and not minutes and session.net:
        times = [(row.start, row.end) for row in rows]
        there = hours.credited(times, session.span, session.teaching)
        lost.append("minimum_share" if there else "outside")
    if minutes and not counts:
        lost.append("other_group")
    return tuple(lost)


def gaps(plan: Plan, person: PersonFact, proven: Collection[Key], on: date) -> int:
    """How many counted presences nothing proves, as of a day: at sessions of the programme, or
    attended instead of one. `proven` are the sessions at which something does."""
    held = plan.held(on)
    rows, _conflicts = sorted_out(held, person.presences)
    instead = {there for _missed, there in person.instead}
    return sum(
        1
        for key, mine in rows.items()
        if key not in proven
        and (plan.counts(held[key]) or key in instead)
        and plan.worth(held[key], mine)
    )


def self_paced(
    plan: Plan, nominal: Mapping[str, int], brought: Mapping[str | None, int]
) -> dict[str, int]:
    """Module -> minutes that self-paced lessons bring beyond what its sessions `brought`.

    A module is credited once, the larger of the two; the cap goes to the modules in the order of
    the programme's courses, then of their own names. Empty unless the policy allows any.
    """
    places = {course.key: place for place, course in enumerate(plan.programme.courses)}
    found, left = {}, plan.terms.self_paced_cap
    for module in sorted(nominal, key=lambda name: (places.get(course_of(name), inf), name)):
        beyond = min(left, nominal[module] - brought.get(module, 0))
        if beyond > 0 and (course_of(module) in places or not places):
            found[module] = beyond
            left -= beyond
    return found


def _add_self_paced(sums: Count, nominal: Mapping[str, int], plan: Plan) -> None:
    brought = {module: max(groups.values()) for module, groups in sums.modules.items()}
    sums.self_paced = self_paced(plan, nominal, brought)
    for module, beyond in sums.self_paced.items():
        course = course_of(module)
        sums.credited[course] = sums.credited.get(course, 0) + beyond


def course_of(module: str) -> str:
    """The course in a module's full name."""
    return module.partition("/")[0]
