"""What was gained between entry and exit: skill by skill, and as a whole.

Entry and exit are compared by the same method: what a person says of themselves and what their
trainer says are not. A level that nobody has said is unknown: a gap with a name, never a zero.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from lms.courses.instruments import HIGHEST, LOWEST, MIDDLE, Instrument
from lms.levels.models import Occasion
from lms.levels.rules.said import Said, by_method, first, of_instrument
from lms.questions.frameworks import Level


class Outcome(StrEnum):
    UP = "up"
    SAME = "same"
    DOWN = "down"
    LEARNING = "learning"  # still there, and the last level is not said yet
    GAP = "gap"  # what is missing cannot be found any more by itself


class Gap(StrEnum):
    """Why it cannot be said what was gained in a skill."""

    ENTRY = "entry"  # nobody said a level at the beginning
    EXIT = "exit"
    METHODS = "methods"  # one was said by another method than the other


OVERALL: Mapping[str, Callable[[Sequence[Level]], Level]] = {
    LOWEST: lambda ordered: ordered[0],
    MIDDLE: lambda ordered: ordered[(len(ordered) - 1) // 2],
    HIGHEST: lambda ordered: ordered[-1],
}


class InSkill(NamedTuple):
    """A skill at entry and at exit; `now`: the newest level, on the way or at exit."""

    skill: str
    entry: Said | None
    exit: Said | None
    now: Said | None
    gap: Gap | None

    @property
    def outcome(self) -> Outcome:
        if self.gap or not (self.entry and self.exit):
            return Outcome.GAP
        return compared(self.entry.level, self.exit.level)


class Gain(NamedTuple):
    """What a person gained by an instrument. `entry` and `exit`: as a whole; None: unknown."""

    skills: list[InSkill]
    entry: Level | None
    exit: Level | None
    outcome: Outcome

    @property
    def gaps(self) -> list[InSkill]:
        return [one for one in self.skills if one.gap]

    @property
    def reasons(self) -> set[Gap]:
        """Why it is unknown, each once; who is still there has no gap at exit."""
        return {one.gap for one in self.gaps if one.gap} if self.outcome == Outcome.GAP else set()


def gain(instrument: Instrument, said: Iterable[Said], *, has_left: bool) -> Gain:
    """What one person gained, of all that was said of them in the programme."""
    own = of_instrument(said, instrument)
    skills = [in_skill(instrument, own, skill) for skill in instrument.skills]
    entry = overall(instrument, [one.entry for one in skills])
    exit_ = overall(instrument, [one.exit for one in skills])
    gaps = {one.gap for one in skills if one.gap}
    if not gaps and entry and exit_:
        return Gain(skills, entry, exit_, compared(entry, exit_))
    still = not has_left and gaps == {Gap.EXIT}
    return Gain(skills, entry, exit_, Outcome.LEARNING if still else Outcome.GAP)


def in_skill(instrument: Instrument, said: Sequence[Said], skill: str) -> InSkill:
    """By the first method that has both; where none has, each by the first that has it."""
    entries = by_method(said, skill, [Occasion.ENTRY], instrument.methods)
    exits = by_method(said, skill, [Occasion.EXIT], instrument.methods)
    both = next((method for method in instrument.methods if method in entries.keys() & exits), None)
    entry = entries[both] if both else first(entries)
    exit_ = exits[both] if both else first(exits)
    method = entry.method if entry else None
    later = by_method(said, skill, [Occasion.EXIT, Occasion.PROGRESS], instrument.methods)
    now = later.get(method or "") or first(later)
    gap = None if both else missing(entry, exit_)
    return InSkill(skill, entry, exit_, now, gap)


def missing(entry: Said | None, exit_: Said | None) -> Gap:
    if entry is None:
        return Gap.ENTRY
    return Gap.EXIT if exit_ is None else Gap.METHODS


def compared(entry: Level, exit_: Level) -> Outcome:
    """Up only where it is surely higher: levels of two frameworks that overlap are the same."""
    if exit_.is_above(entry):
        return Outcome.UP
    return Outcome.DOWN if entry.is_above(exit_) else Outcome.SAME


def overall(instrument: Instrument, said: Sequence[Said | None]) -> Level | None:
    """The level of the person as a whole; unknown while one of the skills is."""
    levels = [one.level for one in said if one]
    if not levels or len(levels) < len(said):
        return None
    return OVERALL[instrument.overall](sorted(levels, key=lambda one: (one.low, one.high)))
