"""What does not depend on who was there: the sessions a person is due at, and what is asked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from lms.attendance import hours
from lms.completion.facts import Membership, PresenceFact, ProgrammeFact, SessionFact
from lms.completion.outcome import Line, Mark
from lms.courses import tree

if TYPE_CHECKING:  # a policy says its problems in words, which arithmetic does without
    from lms.courses.policy import Policy


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
    """What a programme asks, in whole minutes: caps are rounded down (settled point 6).

    `outcomes` is what is asked of everyone beside hours; `choices` are groups of which one part is
    enough, and `ways` all the ways to meet them (lms/courses/tree.py). What `conditions` ask of
    everyone is asked like the policy's own keys: of two thresholds the higher holds.
    """

    def __init__(self, programme: ProgrammeFact) -> None:
        policy, unit = programme.policy, programme.unit_minutes
        self.required_minutes = programme.required_units * unit
        self.make_up_cap = self._cap(policy.make_up_cap)
        self.excused_cap = self._cap(policy.excused_cap)
        self.self_paced_cap = self._cap(policy.self_paced_cap)
        self._units = {course: units * unit for course, units in programme.courses}
        self.course_keys = frozenset(self._units)
        fixed, choices = tree.parted(policy.conditions)
        every = [one.threshold for one in fixed if isinstance(one, tree.Hours)]
        hours = max(policy.threshold, *every) if every else policy.threshold
        self.threshold = Ask(hours.numerator, hours.denominator)
        shares = dict.fromkeys(self._units, policy.course_threshold)
        for one in fixed:
            if isinstance(one, tree.CourseHours) and one.course in shares:
                shares[one.course] = max(shares[one.course], one.threshold)
        asked = (self.course(key, share) for key, share in shares.items())
        self.courses = tuple(course for course in asked if course)
        self.outcomes = _outcomes(policy, fixed, choices)
        self.choices = (*choices, *self._strange(fixed))
        self.ways = tuple(tree.ways(tree.All(self.choices))) if self.choices else ()

    def _cap(self, share: Fraction) -> int:
        return self.required_minutes * share.numerator // share.denominator

    def course(self, key: str, share: Fraction) -> CourseTerms | None:
        """What a share of a course's minutes asks; None for a course that is not here."""
        if key not in self._units:
            return None
        minutes = self._units[key]
        return CourseTerms(key, minutes, minutes * share.numerator, share.denominator)

    def _strange(self, fixed: tree.Way) -> Iterator[tree.AnyOf]:
        """Hours in courses that the programme does not have: choices of nothing."""
        for one in fixed:
            if isinstance(one, tree.CourseHours) and one.course not in self._units:
                yield tree.AnyOf((one,))


def _outcomes(policy: "Policy", fixed: tree.Way, choices: tuple[tree.AnyOf, ...]) -> tree.Way:
    """Modules, assessments, the portfolio, evidence: what everyone must have, each once."""
    exams = filter(None, [policy.exit_assessment])
    modules = [one for one in fixed if isinstance(one, tree.Module)]
    tests = [one for one in fixed if isinstance(one, tree.Assessment)]
    wanted: list[tree.Condition] = [*map(tree.Module, policy.mandatory_modules), *modules]
    wanted += [*map(tree.Assessment, exams), *tests]
    if policy.portfolio or tree.PortfolioAccepted() in fixed:
        wanted.append(tree.PortfolioAccepted())
    chosen = any(tree.Evidence() in tree.leaves(one) for one in choices)
    if policy.evidence or tree.Evidence() in fixed or not chosen:
        wanted.append(tree.Evidence())  # a person has gaps only where the policy asks
    return tuple(dict.fromkeys(wanted))


class Due(NamedTuple):
    """A session in a person's list. `line` is what it is for everyone, where it was not held;
    `full` is its line for who was there all the time."""

    session: SessionFact
    line: Line | None
    full: Line


class Timetable(NamedTuple):
    """What one person is due at by their memberships, as of a day (settled points 2, 5, 19).

    sessions            in order of start
    held                the keys of those held
    one_group           all of them are one group's
    delivered_minutes   net minutes of those held
    to_come_minutes     net minutes of those still to come
    loose               course -> minutes still to come in sessions without a module
    modules             module -> group -> minutes still to come
    courses             module -> its course, for `modules`
    """

    sessions: Sequence[Due]
    held: frozenset[int | str]
    one_group: bool
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
        self.sessions = sorted(sessions, key=in_order)
        self._by_group: dict[int | str, list[SessionFact]] = {}
        for session in filter(self.counts, self.sessions):
            self._by_group.setdefault(session.group, []).append(session)
        self._worth: dict[PresenceFact, int] = {}
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

    def worth(self, session: SessionFact, rows: Sequence[PresenceFact]) -> int:
        """Minutes that presences at one session count for somebody, before rule 6."""
        if len(rows) != 1:
            return self._minutes(session, rows)
        row = rows[0]
        if row.start <= session.span.start and row.end >= session.span.end:
            return session.net
        if row not in self._worth:
            self._worth[row] = self._minutes(session, rows)
        return self._worth[row]

    def _minutes(self, session: SessionFact, rows: Sequence[PresenceFact]) -> int:
        policy = self.programme.policy
        return hours.credited(
            [(row.start, row.end) for row in rows],
            session.span,
            session.teaching,
            grace_in=policy.grace_minutes,
            grace_out=policy.grace_out_minutes,
            minimum_share=policy.minimum_share,
        )

    def timetable(self, memberships: tuple[Membership, ...], on: date) -> Timetable:
        """What these memberships make due as of that day."""
        known = self._timetables.get((memberships, on))
        if known is None:
            mine = {
                session.key: session
                for membership in memberships
                for session in self._by_group.get(membership.group, ())
                if membership.covers(session.day)
            }
            known = _timetable(sorted(mine.values(), key=in_order), on)
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


def in_order(session: SessionFact) -> tuple[int, int, str]:
    """The order of sessions: by start, then end, then key."""
    return *session.span, str(session.key)


def _mark(session: SessionFact, on: date) -> Mark | None:
    """What a session is for everyone as of a day; None when it was held (settled point 2)."""
    if session.status == "held":
        return None if session.day <= on else Mark.PLANNED
    if session.status == "planned":
        return Mark.PLANNED if session.day >= on else Mark.NOT_TAKEN
    return Mark(session.status)


def due(session: SessionFact, on: date) -> Due:
    """A session in a list as of a day."""
    mark, net = _mark(session, on), session.net
    line = None if mark is None else Line(session.key, mark, net)
    return Due(session, line, Line(session.key, Mark.PRESENT, net, net, net))


def _timetable(sessions: list[SessionFact], on: date) -> Timetable:
    rows = tuple(due(session, on) for session in sessions)
    held = [row.session for row in rows if row.line is None]
    coming = [row.session for row in rows if row.line and row.line.mark is Mark.PLANNED]
    loose: dict[str | None, int] = {}
    modules: dict[str, dict[int | str, int]] = {}
    for session in coming:
        if session.module is None:
            loose[session.course] = loose.get(session.course, 0) + session.net
        else:
            groups = modules.setdefault(session.module, {})
            groups[session.group] = groups.get(session.group, 0) + session.net
    return Timetable(
        sessions=rows,
        held=frozenset(session.key for session in held),
        one_group=len({session.group for session in sessions}) < 2,
        delivered_minutes=sum(session.net for session in held),
        to_come_minutes=sum(session.net for session in coming),
        loose=loose,
        modules=modules,
        courses={s.module: s.course for s in coming if s.module is not None},
    )
