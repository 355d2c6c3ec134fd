"""What a register says of one person: their live marks as one state, and what a new word does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.attendance.models import Kind, Mode, Session, Source
from lms.attendance.rules import worth
from lms.attendance.rules.timetable import as_time
from lms.attendance.rules.worth import Basis, Bend
from lms.courses.policy import Policy

PRESENT, ABSENT, PART, EXCUSED = MARKS = ("present", "absent", "part", "excused")
REASONS: dict[str, Any] = {
    "illness": _l("Illness"),
    "appointment": _l("Appointment at an office"),
    "childcare": _l("Care of a child"),
    "work": _l("Work"),
    "other": _l("Another reason"),
}


class State(NamedTuple):
    """What the page shows of a person: `mark` is empty while they are unmarked."""

    mark: str = ""
    times: str = ""  # of a part: "17:20-19:40"; with gaps "17:00-18:25+18:50-20:15"
    reason: str = ""  # of what is excused

    @property
    def came(self) -> str:
        return self.times.split("+")[0].split("-")[0]

    @property
    def left(self) -> str:
        return self.times.split("+")[-1].split("-")[-1]

    @property
    def token(self) -> str:
        """As one text, for a hidden field: what a page showed."""
        return "|".join(self)

    def shows(self, other: "State") -> bool:
        """Whether both look the same on the page, where gaps between two stays cannot be typed."""
        mine = (self.mark, self.came, self.left, self.reason)
        return mine == (other.mark, other.came, other.left, other.reason)


def as_state(token: str) -> State:
    """What a page showed, from its hidden field; anything unreadable is unmarked."""
    parts = token.split("|")
    return State(*parts) if len(parts) == 3 and parts[0] in MARKS else State()


class Entry(NamedTuple):
    """One live mark. Moments are seconds of UTC; `left` none: until the end."""

    kind: str
    came: int | None = None
    left: int | None = None
    excused: bool = False
    reason: str | None = None
    source: str = Source.TRAINER
    recorder_id: int | None = None
    recorder: str | None = None  # none: the command line
    at: datetime | None = None
    id: int = 0
    made: datetime | None = None  # without network, on a phone: before it came here at `at`


class Elsewhere(NamedTuple):
    """A presence of the same person at another on-site session, at about the same time."""

    session_id: int
    title: str
    came: int
    left: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What all lines of one register share."""

    session: Session
    span: Interval
    teaching: tuple[Interval, ...]
    net: int  # minutes
    policy: Policy

    def wall(self, seconds: int) -> str:
        return f"{datetime.fromtimestamp(seconds, ZoneInfo(self.session.zone)):%H:%M}"

    @property
    def basis(self) -> Basis:
        return Basis(self.span, self.teaching, self.policy)

    def interval(self, entry: Entry) -> Interval:
        """The presence, as it was recorded; without an end it lasts to the session's."""
        return Interval(entry.came or 0, self.span.end if entry.left is None else entry.left)

    def presence(self, came: str, left: str) -> Interval:
        """Two typed times as a presence. Raises ValueError (hours.ImpossibleTime is one)."""
        about = self.session
        return hours.presence(
            about.day, about.starts, about.ends, about.zone, as_time(came), as_time(left)
        )


def frame_of(session: Session) -> Frame:
    teaching = session.teaching
    policy = session.group.programme.policy
    return Frame(session, session.span, teaching, hours.minutes(teaching), policy)


def presences(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == Kind.PRESENCE]


def state_of(frame: Frame, entries: Sequence[Entry]) -> State:
    """All live marks of one person as one state. Several presences are a union (rule 2); an excused
    absence beside them excuses the part that was missed (settled point 7)."""
    if not entries:
        return State()
    absences = [entry for entry in entries if entry.kind == Kind.ABSENCE]
    excuse = next((entry.reason or "other" for entry in absences if entry.excused), "")
    stays = hours.union(frame.interval(entry) for entry in presences(entries))
    if not stays:
        return State(EXCUSED, "", excuse) if excuse else State(ABSENT)
    if any(stay.start <= frame.span.start and stay.end >= frame.span.end for stay in stays):
        return State(PRESENT)
    times = "+".join(f"{frame.wall(start)}-{frame.wall(end)}" for start, end in stays)
    return State(PART, times, excuse)


def entries_for(frame: Frame, state: State, **by: Any) -> list[Entry]:
    """The marks that say a typed state. Raises ValueError where its times cannot be."""
    if not state.mark:
        return []
    if state.mark == ABSENT:
        return [Entry(Kind.ABSENCE, **by)]
    made = []
    if state.mark == PRESENT:
        made = [Entry(Kind.PRESENCE, *frame.span, **by)]
    elif state.mark == PART:
        made = [Entry(Kind.PRESENCE, *frame.presence(state.came, state.left), **by)]
    if state.reason and state.mark in (PART, EXCUSED):
        made.append(Entry(Kind.ABSENCE, excused=True, reason=state.reason, **by))
    return made


def plain(frame: Frame, state: State) -> State:
    """Who came at the start and left at the end was present. Raises ValueError, as `presence`."""
    if state.mark != PART:
        return state
    came, left = frame.presence(state.came, state.left)
    return State(PRESENT) if came <= frame.span.start and left >= frame.span.end else state


def conflicts(
    frame: Frame, entries: Sequence[Entry], elsewhere: Sequence[Elsewhere]
) -> tuple[set[Entry], list[Elsewhere]]:
    """The presences here that overlap others on site, and those others: compared as they were
    recorded, not counted until one is changed (rule 7, settled points 11 and 21)."""
    if frame.session.mode != Mode.ONSITE or not elsewhere:
        return set(), []
    pairs = [
        (entry, other)
        for entry in presences(entries)
        for other in elsewhere
        if frame.interval(entry).start < other.left and other.came < frame.interval(entry).end
    ]
    return {entry for entry, _other in pairs}, list(dict.fromkeys(other for _e, other in pairs))


def credited(frame: Frame, entries: Sequence[Entry], uncounted: set[Entry]) -> int:
    """Minutes of this session that count, before rule 6."""
    return hours.credited(
        [frame.interval(entry) for entry in presences(entries) if entry not in uncounted],
        frame.span,
        frame.teaching,
        grace_in=frame.policy.grace_minutes,
        grace_out=frame.policy.grace_out_minutes,
        minimum_share=frame.policy.minimum_share,
    )


def bends(
    frame: Frame, entries: Sequence[Entry], uncounted: set[Entry], counted: int
) -> list[Bend]:
    """Why other minutes count than those of the presences."""
    times = [frame.interval(entry) for entry in presences(entries) if entry not in uncounted]
    return worth.bends(frame.basis, times, counted)


class Typed(NamedTuple):
    """What somebody says of a person, and what their page showed when they said it."""

    state: State
    was: State = State()
    asked: State | None = None  # what they were asked about
    answer: str = ""  # "keep" what was there, or "take" what they say
    made: datetime | None = None  # when they said it, where that came from a phone


class Question(NamedTuple):
    """What is asked before a mark is replaced that the person who marks did not see or make."""

    about: str  # "other": somebody marked meanwhile; else the source of the mark
    now: State
    by: str  # who recorded it
    at: datetime | None


def verdict(
    frame: Frame,
    entries: Sequence[Entry],
    typed: Typed,
    by_id: int,
    source: str = Source.TRAINER,
) -> Question | list[Entry] | None:
    """What becomes of a line: a question; the entries to withdraw before what is typed is kept;
    or none, where nothing changes.

    A trainer's word replaces what trainers marked, and what was typed from paper replaces what was
    typed from paper (`source`). What the person who marks did not see, because
    somebody else marked meanwhile, or they themselves on another device and later, and what came
    from another source is replaced only when they were asked about exactly that.
    """
    now = state_of(frame, entries)
    if typed.answer == "keep" or typed.state.shows(typed.was) or typed.state.shows(now):
        return None
    if typed.answer == "take" and typed.asked == now:
        return list(entries)
    others = [
        entry for entry in entries if entry.recorder_id != by_id or is_later(entry, typed.made)
    ]
    if now != typed.was and others:
        return asked("other", now, others)
    foreign = [entry for entry in entries if entry.source != source]
    said = entries_for(frame, typed.state, source=source)
    if foreign and contradict(frame, foreign, said, source):
        return asked(foreign[-1].source, now, foreign)
    return [entry for entry in entries if entry.source == source]


def contradict(frame: Frame, there: Sequence[Entry], said: Sequence[Entry], source: str) -> bool:
    """Whether what is there would make something else of what is said. A list that says somebody
    was there whom the register has away contradicts it, too: nobody in the room says so now."""
    is_list = source in (Source.PAPER, Source.PLATFORM)
    if is_list and presences(said) and not presences(there):
        return True
    return state_of(frame, [*there, *said]) != state_of(frame, said)


def is_later(entry: Entry, made: datetime | None) -> bool:
    """Whether a mark was made after what now comes from a phone."""
    marked = entry.made or entry.at
    return made is not None and marked is not None and marked > made


def asked(about: str, now: State, entries: Sequence[Entry]) -> Question:
    last = entries[-1]
    return Question(about, now, last.recorder or "", last.made or last.at)


def in_words(state: State) -> str:
    """A state inside a sentence: "already marked ..."."""
    reason = str(REASONS.get(state.reason, state.reason))
    if state.mark == PART:
        times = {"came": state.came, "left": state.left}
        if state.reason:
            return _("came %(came)s, left %(left)s, excused: %(reason)s", **times, reason=reason)
        return _("came %(came)s, left %(left)s", **times)
    if state.mark == EXCUSED:
        return _("excused: %(reason)s", reason=reason)
    return {PRESENT: _("present"), ABSENT: _("absent")}.get(state.mark, _("unmarked"))


def moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
