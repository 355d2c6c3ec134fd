"""Taking the register: everything that was typed at once, in three statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import insert, update

from lms.attendance import rules
from lms.attendance.models import Mark, Source, Status
from lms.attendance.rules.lines import (
    PRESENT,
    Entry,
    Frame,
    Question,
    State,
    Typed,
    entries_for,
    moment,
    verdict,
)
from lms.attendance.rules.register import Line, Who, line_of
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person


class Saved(NamedTuple):
    """What came of it. Lines that raise a question are as they were."""

    lines: dict[int, Line]  # all of them, as they are now
    changed: set[int]
    questions: dict[int, Question]


class Draft:
    """A register as it becomes, before anything is written: its lines, and what of the old marks
    (ids) and of the new ones (rows) that takes."""

    def __init__(self, frame: Frame, lines: Mapping[int, Line], by: Person, now: datetime) -> None:
        self.frame, self.by, self.now = frame, by, now
        self.before, self.lines = lines, dict(lines)
        self.questions: dict[int, Question] = {}
        self.gone: list[int] = []
        self.made: list[dict] = []

    def replace(self, key: int, gone: Collection[Entry], new: Sequence[Entry]) -> None:
        """In the line of a person; what is not gone stays beside the new."""
        line = self.before[key]
        kept = [entry for entry in line.entries if entry not in gone]
        self.lines[key] = line_of(self.frame, line.who, [*kept, *new], line.nearby)
        self.gone += [entry.id for entry in gone]
        self.made += [row(self.frame, key, entry, self.by, self.now) for entry in new]

    @property
    def changed(self) -> set[int]:
        """Of whom the register says something else."""
        return {key for key, line in self.lines.items() if line is not self.before[key]}

    def touch(self) -> None:
        """The figures of those people are read again."""
        if changed := self.changed:
            touch(groups=[self.frame.session.group_id], people=changed)


def save(
    frame: Frame,
    lines: Mapping[int, Line],
    typed: Mapping[int, Typed],
    *,
    by: Person,
    now: datetime,
    source: str = Source.TRAINER,
) -> Saved:
    """Keeps what was typed of each person (id -> Typed); who is not in it stays as they are.

    `source`: where the word comes from; it replaces what came from the same source, and asks
    before it replaces anything else. What is replaced is withdrawn, never deleted. Raises Refused
    where the register is closed, ValueError for times that the form should not have let through.
    """
    refuse_closed(frame, now)
    draft = Draft(frame, lines, by, now)
    for key, say in typed.items():
        found = verdict(frame, lines[key].entries, say, by.id, source)
        if isinstance(found, Question):
            draft.questions[key] = found
        elif found is not None:
            draft.replace(key, found, said(frame, say.state, by, now, source))
    write(frame, draft.gone, draft.made, by, now)
    draft.touch()
    return Saved(draft.lines, draft.changed, draft.questions)


def refuse_closed(frame: Frame, now: datetime) -> None:
    if why := rules.why_closed(frame.session, now):
        raise Refused(why)


def with_all_present(lines: Mapping[int, Line], typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """Everyone who is unmarked, on the page and in fact, was here from start to end; but who said
    that they cannot come stays unmarked, until somebody says what they are."""
    blank = Typed(State())
    filled = {
        key: Typed(State(PRESENT))
        for key, line in lines.items()
        if not line.state.mark and not line.waits and not typed.get(key, blank).state.mark
    }
    return {**typed, **filled}


def add_guest(
    frame: Frame, lines: Mapping[int, Line], guest: Person, *, by: Person, now: datetime
) -> Saved:
    """Somebody who is not in the group came along: present from start to end (settled point 12)."""
    if guest.id in lines:
        raise Refused(_("%(name)s is on this register already.", name=guest.name))
    who = Who(guest.id, guest.code, guest.name, guest.native_name, True)
    everyone = {**lines, guest.id: line_of(frame, who, [])}
    return save(frame, everyone, {guest.id: Typed(State(PRESENT))}, by=by, now=now)


def unmark_everyone(frame: Frame, lines: Mapping[int, Line], *, by: Person, now: datetime) -> Saved:
    """Withdraws every mark of the register, whoever made it."""
    typed = {
        key: Typed(State(), line.state, line.state, "take")
        for key, line in lines.items()
        if line.entries
    }
    return save(frame, lines, typed, by=by, now=now)


def said(
    frame: Frame, state: State, by: Person, now: datetime, source: str = Source.TRAINER
) -> list[Entry]:
    who = {"recorder_id": by.id, "recorder": by.name, "at": now}
    return entries_for(frame, state, source=source, **who)


def row(frame: Frame, person_id: int, entry: Entry, by: Person, now: datetime) -> dict:
    return {
        "session_id": frame.session.id,
        "person_id": person_id,
        "kind": entry.kind,
        "came_at": moment(entry.came),
        "left_at": moment(entry.left),
        "excused": entry.excused,
        "reason": entry.reason,
        "source": entry.source,
        "recorder_id": by.id,
        "recorded_at": now,
    }


def write(frame: Frame, gone: Iterable[int], made: list[dict], by: Person, now: datetime) -> None:
    """One statement for what is withdrawn, one for what is new; a first mark makes it held."""
    if gone:
        withdrawn = {"withdrawn_at": now, "withdrawn_by_id": by.id}
        old = update(Mark).where(Mark.id.in_(list(gone))).values(withdrawn)
        db.session.execute(old, execution_options={"synchronize_session": False})
    if made:
        db.session.execute(insert(Mark).execution_options(render_nulls=True), made)
    if made and frame.session.status == Status.PLANNED:
        frame.session.status = Status.HELD
        db.session.flush()
