"""Which presence has which proof, and what keeps a group's evidence from being complete.

A presence is a person at a session that was held, with at least one live presence mark. Only the
kinds of proof that the programme names count.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from lms.attendance import hours
from lms.attendance.models import Mode, Session, Source, Status
from lms.attendance.rules.lines import Frame, presences
from lms.attendance.rules.register import Line, Who
from lms.courses.models import PROOFS


class Gap(StrEnum):
    """Why evidence is not complete. The values are those of gaps.csv."""

    NO_PROOF = "no_proof"  # a presence that nothing proves
    NO_SCAN = "no_scan"  # the list was signed, and its scan is missing
    UNMARKED = "unmarked"  # somebody in a register that was taken
    CONFLICT = "conflict"  # at two on-site sessions at once: not counted until resolved
    WAITS = "amendment_waits"  # a correction that no second person has settled
    NOT_TAKEN = "not_taken"  # a session that is planned still: nobody took its register
    NOT_SEALED = "not_sealed"  # a register that can still be changed without a trace
    SEAL_BROKEN = "seal_broken"  # the register or the chain is not what was sealed


class Traces(NamedTuple):
    """What is known of one person at one session, beside their marks."""

    signed: bool = False  # somebody says that they signed a list
    scanned: bool = False  # and a scan of that list is here
    checked_in: bool = False  # they did it themselves, by square or code
    waits: bool = False  # a correction about them waits


NONE = Traces()


class Open(NamedTuple):
    """One gap: in which session, and about whom (none: about the whole register)."""

    kind: Gap
    session: Session
    who: Who | None
    proofs: tuple[str, ...] = ()  # of those that count, which can still be added


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one register, with what proves that they were there."""

    line: Line
    is_presence: bool
    proofs: tuple[str, ...]  # that count, in the order of PROOFS
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of the period and its register. Without rows where it was not held."""

    frame: Frame
    rows: tuple[Row, ...]
    broken: tuple[Who | None, ...] = ()  # whose marks are not those of the seal; none: the whole
    proofs: tuple[str, ...] = ()  # that count, and can still be added

    @property
    def session(self) -> Session:
        return self.frame.session

    @property
    def is_held(self) -> bool:
        return self.session.status == Status.HELD

    @property
    def figure(self) -> "Figure":
        return figure(self.rows)

    @property
    def gaps(self) -> list[Open]:
        """Those of the whole register first, then person by person, as the rows are."""
        session = self.session
        found = [Open(Gap.SEAL_BROKEN, session, who) for who in self.broken]
        if session.status == Status.PLANNED:
            found.append(Open(Gap.NOT_TAKEN, session, None))
        elif self.is_held and session.sealed_at is None:
            found.append(Open(Gap.NOT_SEALED, session, None))
        pairs = ((row.line.who, gap) for row in self.rows for gap in row.gaps)
        return found + [Open(gap, session, who, self.proofs) for who, gap in pairs]


class Figure(NamedTuple):
    """How many presences there are, and how many of them are proven."""

    presences: int
    proven: int

    @property
    def ratio(self) -> Fraction:
        """Exact; of no presence at all, 0 (settled point 21)."""
        return Fraction(self.proven, self.presences) if self.presences else Fraction(0)

    @property
    def percent(self) -> Decimal:
        """Two decimals, cut off: 156/158 is 98.73 (W15)."""
        return hours.percent(self.ratio)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The evidence of a group in a time."""

    accepted: tuple[str, ...]  # the kinds of proof that the programme names
    sittings: tuple[Sitting, ...]

    @property
    def held(self) -> list[Sitting]:
        return [sitting for sitting in self.sittings if sitting.is_held]

    @property
    def figure(self) -> Figure:
        return figure(row for sitting in self.sittings for row in sitting.rows)

    @property
    def gaps(self) -> list[Open]:
        return [gap for sitting in self.sittings for gap in sitting.gaps]

    @property
    def by_proof(self) -> dict[str, int]:
        """How many presences each kind proves; one that has two is in both."""
        rows = (row for sitting in self.sittings for row in sitting.rows)
        counts = Counter(proof for row in rows if row.is_presence for proof in row.proofs)
        return {proof: counts[proof] for proof in PROOFS if proof in self.accepted}


def later(mode: str, accepted: Collection[str]) -> tuple[str, ...]:
    """The proofs that count and can be added when the session is over: nobody checks in any more.
    A meeting has a list where there was one; what was online alone is signed for if need be."""
    possible = ["signature"] if mode != Mode.ONLINE else []
    possible += ["platform"] if mode != Mode.ONSITE else []
    found = tuple(one for one in possible if one in accepted)
    return found or tuple(one for one in ("signature",) if one in accepted)


def figure(rows: Iterable[Row]) -> Figure:
    there = [row for row in rows if row.is_presence]
    return Figure(len(there), sum(1 for row in there if row.proofs))


def row_of(line: Line, traces: Traces, listed: bool, accepted: Collection[str]) -> Row:
    """A line of the register of a session that was held; `listed`: a list of the online meeting is
    in use there."""
    stays = presences(line.entries)
    by_platform = listed and any(entry.source == Source.PLATFORM for entry in stays)
    has = {
        "signature": traces.signed and traces.scanned,
        "check_in": traces.checked_in,
        "platform": by_platform,
    }
    proofs = tuple(proof for proof in PROOFS if has[proof] and proof in accepted)
    there = bool(stays)
    return Row(line, there, proofs if there else (), tuple(gaps_of(line, traces, proofs, accepted)))


def gaps_of(
    line: Line, traces: Traces, proofs: Sequence[str], accepted: Collection[str]
) -> Iterable[Gap]:
    """What is open about one person in a register that was taken."""
    if not line.entries:
        yield Gap.UNMARKED
    elif presences(line.entries) and not proofs:
        signed = traces.signed and "signature" in accepted
        yield Gap.NO_SCAN if signed else Gap.NO_PROOF
    if line.conflicts:
        yield Gap.CONFLICT
    if traces.waits:
        yield Gap.WAITS
