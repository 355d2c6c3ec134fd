"""What the oracle is told, and what it tells: plain values with the names of the rules."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


class Refused(ValueError):
    """This could not have been recorded (settled points 13, 14 and 27)."""


@dataclass(frozen=True)
class Policy:
    """What a programme asks; shares are exact fractions, times whole minutes."""

    threshold: Fraction = Fraction(4, 5)
    course_threshold: Fraction = Fraction(0)
    denominator: str = "programme"
    excused_cap: Fraction = Fraction(1)
    make_up_cap: Fraction = Fraction(1)
    grace: int = 0
    grace_out: int = 0
    minimum_share: Fraction = Fraction(0)
    self_paced_cap: Fraction = Fraction(0)
    mandatory: tuple[str, ...] = ()
    exit_assessment: bool = False
    portfolio: bool = False


@dataclass(frozen=True)
class Programme:
    """`courses` are (slug, units) in their order; a programme may have none."""

    slug: str
    required_units: int
    unit_minutes: int
    courses: tuple[tuple[str, int], ...]
    policy: Policy


@dataclass(frozen=True)
class Module:
    slug: str
    course: str
    minutes: int = 0
    completion: str = "lessons"


@dataclass(frozen=True)
class Session:
    """As it stands in the timetable: times on the wall of its zone."""

    code: str
    group: str
    course: str | None
    module: str | None
    date: dt.date
    start: dt.time
    end: dt.time
    breaks: tuple[tuple[dt.time, dt.time], ...] = ()
    zone: str = "Europe/Ljubljana"
    mode: str = "onsite"
    status: str = "held"


@dataclass(frozen=True)
class Membership:
    """`last` is the last day, included; None while it lasts."""

    person: str
    group: str
    first: dt.date
    last: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Row:
    """One attendance row: a presence, or with no times an absence."""

    session: str
    person: str
    came: dt.time | None = None
    left: dt.time | None = None
    excused: bool = False


@dataclass(frozen=True)
class MakeUp:
    session: str
    person: str
    minutes: int
    note: str = ""


Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class World:
    """Everything that was recorded. `groups` maps a group to its programme.

    `done`: (person, module) whose lessons and assessments are done or that the trainer confirmed;
    `read`: (person, module) whose self-paced lessons are done; `passed` the exit assessment and
    `accepted` the portfolio: (person, programme); `gaps` in the evidence, where it is asked for.
    """

    programmes: tuple[Programme, ...]
    groups: Mapping[str, str]
    modules: tuple[Module, ...]
    sessions: tuple[Session, ...]
    memberships: tuple[Membership, ...]
    rows: tuple[Row, ...] = ()
    make_ups: tuple[MakeUp, ...] = ()
    done: Pairs = frozenset()
    read: Pairs = frozenset()
    passed: Pairs = frozenset()
    accepted: Pairs = frozenset()
    gaps: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """One person's standing; all times in minutes. `best` is T if all that is to come is attended.

    `sessions`: held session -> (attended, made up), where one was due or came as a guest;
    `courses`: course -> (credited, made up, best, needs, standing).
    """

    delivered: int
    attended: int
    credited: int
    make_up: int
    make_up_left: int
    excused: int
    total: int
    best: int
    required: int
    ratio: Fraction
    best_ratio: Fraction
    standing: str
    needs: int
    reasons: frozenset[tuple[object, ...]]
    courses: dict[str, tuple[object, ...]]
    sessions: dict[str, tuple[int, int]]
