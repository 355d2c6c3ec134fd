"""What the rule of standing is told: plain values, filled from the database by others.

Keys are whatever the caller counts by (row ids or codes), the same everywhere; courses and modules
are named as policies name them: "digital-basics", "digital-basics/02-safe-online". Moments are
seconds of UTC, minutes are whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lms.attendance.hours import Interval

if TYPE_CHECKING:  # a policy says its problems in words, which arithmetic does without
    from lms.courses.policy import Policy


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A dated meeting of a group. `teaching` is the span less its breaks, `net` its minutes."""

    key: int | str
    group: int | str
    course: str | None
    module: str | None
    day: date
    span: Interval
    teaching: tuple[Interval, ...]
    net: int
    mode: str  # onsite, online, hybrid
    status: str  # planned, held, cancelled, moved


class Membership(NamedTuple):
    """A place in a group from `starts_on` up to and with `ends_on` (None: while it lasts)."""

    group: int | str
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class PresenceFact(NamedTuple):
    """[start, end) of one person at a session, as it was recorded: before any cut."""

    session: int | str
    start: int
    end: int


def recorded(session: SessionFact, came: int, left: int | None) -> PresenceFact:
    """A presence without an end lasts to the end of its session (settled point 14)."""
    return PresenceFact(session.key, came, session.span.end if left is None else left)


class CourseFact(NamedTuple):
    """A course of a programme, and the units that it carries there."""

    key: str
    units: int


@dataclass(frozen=True, slots=True)
class ProgrammeFact:
    """What is asked of everyone. `groups` are all groups that deliver the programme;
    `attendance_modules` those modules that say `completion: attendance`."""

    courses: tuple[CourseFact, ...]
    required_units: int
    unit_minutes: int
    policy: "Policy"
    groups: frozenset[int | str] = frozenset()
    attendance_modules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One person in one programme. What is dated after the day of the standing may be there: the
    rule leaves it out.

    memberships         in the groups of this programme, of all times
    presences           at every session that the plan knows, also as a guest and elsewhere
    absences            session -> excused; beside presences it excuses the part that was missed
    make_ups            (session, approved minutes), equal rows already made one
    instead             (missed session, the session attended instead, where that was offered)
    modules_done        by lessons and assessments, or confirmed by a trainer (settled point 16);
                        attended modules need not be in it
    self_paced          module -> its nominal minutes, where its self-paced lessons are done
    passed              assessments; the exit assessment need not be in it
    evidence_gaps       counted presences without proof; 0 where the policy does not ask
    """

    memberships: tuple[Membership, ...]
    presences: Sequence[PresenceFact] = ()
    absences: Mapping[int | str, bool] = field(default_factory=dict)
    make_ups: Sequence[tuple[int | str, int]] = ()
    instead: Sequence[tuple[int | str, int | str]] = ()
    modules_done: frozenset[str] | set[str] = frozenset()
    self_paced: Mapping[str, int] = field(default_factory=dict)
    exit_passed: bool = False
    passed: frozenset[str] | set[str] = frozenset()
    portfolio_accepted: bool = False
    evidence_gaps: int = 0
