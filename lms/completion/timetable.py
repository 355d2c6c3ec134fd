"""What does not depend on who was there: the sessions a person is due at, and what is asked."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from lms.completion.facts import Membership, ProgrammeFact, SessionFact


class Mark(StrEnum):
    """What one session is for one person, on one day."""

    PRESENT = "present"  # all of its net minutes, grace included
    PART = "part"
    ABSENT = "absent"
    EXCUSED = "excused"
    UNMARKED = "unmarked"  # held, and nobody has said anything: that is not absent (rule 10)
    CONFLICT = "conflict"  # at two places at once: not counted until resolved (rule 7)
    PLANNED = "planned"  # still to come
    NOT_TAKEN = "not_taken"  # planned, and its day is past (settled point 2)
    CANCELLED = "cancelled"
    MOVED = "moved"  # the old slot; the new date is a session of its own


class Line(NamedTuple):
    """One session of one person. Minutes are whole.

    attended    what counts of the presences (grace, breaks, minimum share), before rule 6
    credited    after rule 6
    missed      what make-up may repair: never of a guest, nor of an unmarked session
    approved    make-up as it was approved; make_up is what of it is credited
    excused     missed and excused, less the make-up
    conflicts   the sessions of which a presence overlaps one of this
    lost        why presence is worth less than it seems: conflict, other_group, minimum_share,
                outside (of the session, or in a break)
    """

    session: int | str
    mark: Mark
    net_minutes: int
    attended_minutes: int = 0
    credited_minutes: int = 0
    missed_minutes: int = 0
    approved_minutes: int = 0
    make_up_minutes: int = 0
    excused_minutes: int = 0
    guest: bool = False
    conflicts: tuple[int | str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def over_limit_minutes(self) -> int:
        """Approved make-up beyond what was missed or beyond the cap: kept, not credited."""
        return self.approved_minutes - self.make_up_minutes


class Ask(NamedTuple):
    """A threshold of some minutes, in whole numbers: `share / scale` of them."""

    share: int
    scale: int


class CourseTerms(NamedTuple):
    """What one course asks: its required minutes R_c and `asked / scale` of them."""

    key: str
    required_minutes: int
    asked: int
    scale: int


class Terms:
    """What a programme asks, in whole minutes: caps are rounded down (settled point 6)."""

    def __init__(self, programme: ProgrammeFact) -> None:
        policy, unit = programme.policy, programme.unit_minutes
        self.required_minutes = programme.required_units * unit
        self.threshold = Ask(policy.threshold.numerator, policy.threshold.denominator)
        self.make_up_cap = self._cap(policy.make_up_cap)
        self.excused_cap = self._cap(policy.excused_cap)
        self.self_paced_cap = self._cap(policy.self_paced_cap)
        share = policy.course_threshold
        self.courses = tuple(
            CourseTerms(key, units * unit, units * unit * share.numerator, share.denominator)
            for key, units in programme.courses
        )
        self.course_keys = frozenset(course.key for course in programme.courses)

    def _cap(self, share: Fraction) -> int:
        return self.required_minutes * share.numerator // share.denominator


class Timetable(NamedTuple):
    """What one person is due at by their memberships, as of a day (settled points 2, 5, 19).

    sessions            (session, line) in order of start; the line is None where the session was
                        held and so depends on the person
    due                 the keys of those held
    delivered_minutes   net minutes of those held
    to_come_minutes     net minutes of those still to come
    loose               course -> minutes still to come in sessions without a module
    modules             module -> group -> minutes still to come
    courses             module -> its course, for `modules`
    """

    sessions: tuple[tuple[SessionFact, Line | None], ...]
    due: frozenset[int | str]
    delivered_minutes: int
    to_come_minutes: int
    loose: dict[str | None, int]
    modules: dict[str, dict[int | str, int]]
    courses: dict[str, str | None]


class GroupHours(NamedTuple):
    """Minutes of one group's sessions on a day; `short_minutes` is what no session will bring."""

    delivered_minutes: int
    to_come_minutes: int
    not_taken_minutes: int
    short_minutes: int


class Plan:
    """A programme and its sessions. Make one for a page, not one for a person: it remembers.

    `sessions` are those of the programme's groups, of other programmes' groups in a course that it
    shares (settled point 20), and any other on-site one that could conflict with them; the last
    count for nothing else.
    """

    def __init__(self, programme: ProgrammeFact, sessions: Iterable[SessionFact]) -> None:
        self.programme = programme
        self.terms = Terms(programme)
        self.sessions = sorted(sessions, key=lambda session: session.span)
        self._by_group: dict[int | str, list[SessionFact]] = {}
        for session in filter(self.counts, self.sessions):
            self._by_group.setdefault(session.group, []).append(session)
        self._held: dict[date, dict[int | str, SessionFact]] = {}
        self._timetables: dict[tuple[tuple[Membership, ...], date], Timetable] = {}

    def counts(self, session: SessionFact) -> bool:
        """Whether hours of this session are hours of this programme."""
        groups, courses = self.programme.groups, self.terms.course_keys
        return session.group in groups or session.course in courses or not (groups or courses)

    def held(self, on: date) -> dict[int | str, SessionFact]:
        """Every session that was held on that day or before, by its key."""
        if on not in self._held:
            self._held[on] = {s.key: s for s in self.sessions if _mark(s, on) is None}
        return self._held[on]

    def timetable(self, memberships: tuple[Membership, ...], on: date) -> Timetable:
        """What these memberships make due as of that day."""
        known = self._timetables.get((memberships, on))
        if known is None:
            due = {
                session.key: session
                for membership in memberships
                for session in self._by_group.get(membership.group, ())
                if membership.covers(session.day)
            }
            known = _timetable(sorted(due.values(), key=lambda session: session.span), on)
            self._timetables[memberships, on] = known
        return known

    def group_hours(self, group: int | str, on: date) -> GroupHours:
        """Delivered and still to come of one group, and how much it is short of the programme."""
        minutes = dict.fromkeys((None, *Mark), 0)
        for session in self._by_group.get(group, ()):
            minutes[_mark(session, on)] += session.net
        reached = minutes[None] + minutes[Mark.PLANNED]
        short = max(0, self.terms.required_minutes - reached)
        return GroupHours(minutes[None], minutes[Mark.PLANNED], minutes[Mark.NOT_TAKEN], short)


def _mark(session: SessionFact, on: date) -> Mark | None:
    """What a session is for everyone as of a day; None when it was held (settled point 2)."""
    if session.status == "held":
        return None if session.day <= on else Mark.PLANNED
    if session.status == "planned":
        return Mark.PLANNED if session.day >= on else Mark.NOT_TAKEN
    return Mark(session.status)


def _timetable(sessions: list[SessionFact], on: date) -> Timetable:
    marks = [_mark(session, on) for session in sessions]
    held = [session for session, mark in zip(sessions, marks, strict=True) if mark is None]
    coming = [s for s, mark in zip(sessions, marks, strict=True) if mark is Mark.PLANNED]
    loose: dict[str | None, int] = {}
    modules: dict[str, dict[int | str, int]] = {}
    for session in coming:
        if session.module is None:
            loose[session.course] = loose.get(session.course, 0) + session.net
        else:
            groups = modules.setdefault(session.module, {})
            groups[session.group] = groups.get(session.group, 0) + session.net
    return Timetable(
        sessions=tuple(
            (session, None if mark is None else Line(session.key, mark, session.net))
            for session, mark in zip(sessions, marks, strict=True)
        ),
        due=frozenset(session.key for session in held),
        delivered_minutes=sum(session.net for session in held),
        to_come_minutes=sum(session.net for session in coming),
        loose=loose,
        modules=modules,
        courses={s.module: s.course for s in coming if s.module is not None},
    )
