"""One person's minutes, session by session: what counts, what was missed, what was made up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lms.attendance import hours
from lms.completion.facts import PersonFact, PresenceFact, SessionFact
from lms.completion.timetable import Line, Mark, Plan, Timetable
from lms.courses.policy import Policy

Key = int | str
Sums = dict[str, dict[Key, int]]  # module -> group -> attended minutes


@dataclass(slots=True)
class Count:
    """The sums of one person. By course: the course's key; None for sessions without one."""

    attended_minutes: int = 0
    make_up_minutes: int = 0
    excused_minutes: int = 0
    unmarked: int = 0
    lines: tuple[Line, ...] = ()
    modules: Sums = field(default_factory=dict)
    self_paced: dict[str, int] = field(default_factory=dict)  # module -> minutes beyond sessions
    credited: dict[str | None, int] = field(default_factory=dict)
    made_up: dict[str | None, int] = field(default_factory=dict)
    still_missed: dict[str | None, int] = field(default_factory=dict)  # and not made up


class _Seen(NamedTuple):
    """A held session and what the presences of one person at it are worth."""

    session: SessionFact
    guest: bool
    attended_minutes: int
    present: bool
    conflicts: tuple[Key, ...]
    lost: tuple[str, ...]


def count(plan: Plan, timetable: Timetable, person: PersonFact, on: date) -> Count:
    """Everything that one person's presences, absences and make-up come to, as of a day."""
    counting = Count()
    rows, conflicts = _sorted_out(plan.held(on), person.presences)
    sessions = _with_guests(plan, timetable, rows, conflicts, on)
    seen = {
        session.key: _seen(session, timetable, rows, conflicts, plan.programme.policy)
        for session, line in sessions
        if line is None
    }
    counting.modules = _by_module(seen.values())
    ledger = _Ledger(counting, person, plan.terms.make_up_cap)
    counting.lines = tuple(line or ledger.line(seen[session.key]) for session, line in sessions)
    if person.self_paced and plan.terms.self_paced_cap:
        _add_self_paced(counting, person.self_paced, plan)
    return counting


# Presences and conflicts


def _sorted_out(
    held: Mapping[Key, SessionFact], presences: Iterable[PresenceFact]
) -> tuple[dict[Key, list[PresenceFact]], dict[Key, tuple[Key, ...]]]:
    """The rows that count, by session, and the conflicts: session -> the sessions it meets.

    A session in conflict may have no row left; it is a key all the same.
    """
    rows: dict[Key, list[PresenceFact]] = {}
    on_site: list[PresenceFact] = []
    latest, tangled = 0, False
    for row in presences:
        session = held.get(row.session)
        if session is None:
            continue
        rows.setdefault(row.session, []).append(row)
        if session.mode == "onsite":
            on_site.append(row)
            tangled = tangled or row.start < latest
            latest = max(latest, row.end)
    if not tangled:
        return rows, {}
    clashes = _clashes(on_site)
    for key in {row.session for row in clashes}:
        rows[key] = [row for row in rows[key] if row not in clashes]
    conflicts: dict[Key, tuple[Key, ...]] = {}
    for row, others in clashes.items():
        met = dict.fromkeys((*conflicts.get(row.session, ()), *others))
        conflicts[row.session] = tuple(met)
    return rows, conflicts


def _clashes(rows: list[PresenceFact]) -> dict[PresenceFact, list[Key]]:
    """Rows that overlap a row of another session, as they were recorded (settled points 11, 21)."""
    rows = sorted(rows, key=lambda row: (row.start, row.end))
    found: dict[PresenceFact, list[Key]] = {}
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            if other.start >= row.end:
                break
            if other.session != row.session:
                found.setdefault(row, []).append(other.session)
                found.setdefault(other, []).append(row.session)
    return found


def _with_guests(
    plan: Plan,
    timetable: Timetable,
    rows: Mapping[Key, list[PresenceFact]],
    conflicts: Mapping[Key, tuple[Key, ...]],
    on: date,
) -> Sequence[tuple[SessionFact, Line | None]]:
    """The sessions of the timetable and those of others where the person was (settled point 12)."""
    away = rows.keys() - timetable.due
    if not away:
        return timetable.sessions
    held = plan.held(on)
    guests = [(held[key], None) for key in away if plan.counts(held[key])]
    return sorted((*timetable.sessions, *guests), key=lambda pair: pair[0].span)


def _seen(
    session: SessionFact,
    timetable: Timetable,
    rows: Mapping[Key, list[PresenceFact]],
    conflicts: Mapping[Key, tuple[Key, ...]],
    policy: Policy,
) -> _Seen:
    mine = rows.get(session.key)
    if mine is None:
        return _Seen(session, False, 0, False, (), ())
    guest = session.key not in timetable.due
    if len(mine) == 1 and mine[0].start <= session.span.start and mine[0].end >= session.span.end:
        minutes = session.net  # the usual case, and it is quick
    else:
        minutes = _minutes(session, mine, policy)
    met = conflicts.get(session.key, ())
    lost = ["conflict"] if met else []
    if mine and not minutes and session.net:
        plain = hours.credited([row[1:] for row in mine], session.span, session.teaching)
        lost.append("minimum_share" if plain else "outside")
    return _Seen(session, guest, minutes, True, met, tuple(lost))


def _minutes(session: SessionFact, rows: Iterable[PresenceFact], policy: Policy) -> int:
    return hours.credited(
        [row[1:] for row in rows],
        session.span,
        session.teaching,
        grace_in=policy.grace_minutes,
        grace_out=policy.grace_out_minutes,
        minimum_share=policy.minimum_share,
    )


# Rule 6, make-up, excuses


def _by_module(seen: Iterable[_Seen]) -> Sums:
    """Attended minutes of each module by group: within a group they add up (settled point 3)."""
    sums: Sums = {}
    for session, _, minutes, *_ in seen:
        if minutes and session.module is not None:
            groups = sums.setdefault(session.module, {})
            groups[session.group] = groups.get(session.group, 0) + minutes
    return sums


class _Ledger:
    """Goes through the sessions in order of start: the earliest are made up first."""

    def __init__(self, counting: Count, person: PersonFact, cap: int) -> None:
        self.sums = counting
        self.absences = person.absences
        self.cap_left = cap
        self.approved: dict[Key, int] = {}
        for session, minutes in person.make_ups:
            self.approved[session] = self.approved.get(session, 0) + minutes
        # the group that counts for a module: the larger, of two equal ones the one seen first
        self.counts = {
            module: max(groups, key=groups.__getitem__)
            for module, groups in counting.modules.items()
            if len(groups) > 1 or groups
        }
        self.elsewhere: dict[tuple[str, Key], int] = {}

    def line(self, seen: _Seen) -> Line:
        """One session's line; its minutes are added to the sums."""
        session, guest, attended, present, conflicts, lost = seen
        counts = self.counts.get(session.module, session.group) if session.module else session.group
        credited = attended if counts == session.group else 0
        if attended and not credited:
            lost = (*lost, "other_group")
        excused = self.absences.get(session.key)
        mark = _mark(seen, excused)
        missed = made = pardoned = 0
        if mark is not Mark.UNMARKED and not guest:
            missed = session.net - attended
            if missed and counts != session.group:
                missed -= self.brought_by_other(session, missed)
        return Line()
