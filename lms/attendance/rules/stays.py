"""What stays that a machine recorded do to what a register says of a person."""

from collections.abc import Sequence

from lms.attendance.models import Kind
from lms.attendance.rules.lines import Entry, Question, State, asked


def contradicts(entries: Sequence[Entry]) -> bool:
    """Whether the register says that they were not there, and nothing else."""
    return bool(entries) and all(entry.kind == Kind.ABSENCE for entry in entries)


def question(state: State, entries: Sequence[Entry]) -> Question:
    """What is asked before an absence is taken back."""
    return asked(entries[-1].source, state, entries)


def staying(entries: Sequence[Entry]) -> list[Entry]:
    """What of a line stays beside new presences: everything but plain absences. An excuse beside
    them excuses the part that was missed (settled point 7)."""
    return [entry for entry in entries if entry.kind == Kind.PRESENCE or entry.excused]
