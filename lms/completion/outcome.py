"""What the rule of standing tells: a mark for each session, and where the person stands."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from lms.attendance import hours


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


class Outlook(StrEnum):
    """The five standings, from the best to the worst."""

    COMPLETE = "complete"
    ON_TRACK = "on_track"
    MUST_ATTEND_ALL = "must_attend_all"
    NEEDS_MAKE_UP = "needs_make_up"
    CANNOT = "cannot"


class CourseStanding(NamedTuple):
    """One course of one person, in whole minutes. `needs` reach its threshold; `short` is what even
    all sessions to come leave missing."""

    course: str
    credited_minutes: int
    make_up_minutes: int
    total_minutes: int
    required_minutes: int
    threshold_minutes: int
    best_minutes: int
    needs_minutes: int
    short_minutes: int
    standing: Outlook


class Standing(NamedTuple):
    """Where one person stands. Minutes are whole; `needs_minutes` are what is missing to every
    threshold (settled points 10, 24), `short_minutes` what of it no session to come will bring.
    """

    standing: Outlook
    delivered_minutes: int
    to_come_minutes: int
    attended_minutes: int
    credited_minutes: int
    make_up_minutes: int
    make_up_left: int
    excused_minutes: int
    total_minutes: int
    required_minutes: int
    threshold_minutes: int
    needs_minutes: int
    short_minutes: int
    best_minutes: int
    ratio: Fraction
    best_ratio: Fraction
    reasons: tuple[Mapping[str, Any], ...]
    courses: tuple[CourseStanding, ...]
    lines: tuple[Line, ...]

    @property
    def percent(self) -> Decimal:
        """The ratio with two truncated decimals, for the eye only (rule 1)."""
        return hours.percent(self.ratio)
