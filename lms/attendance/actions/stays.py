"""Stays that something else recorded to the second, put into a register: the log of a meeting."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert

from lms.attendance.actions.register import Draft, refuse_closed, write
from lms.attendance.hours import Interval, union
from lms.attendance.models import Kind, Mark, Status
from lms.attendance.rules.lines import Entry, Frame, Question
from lms.attendance.rules.register import Line
from lms.attendance.rules.stays import contradicts, question, staying
from lms.courses.actions import touch
from lms.db import db
from lms.people.models import Person


class Put(NamedTuple):
    """What came of it. Lines that raise a question are as they were."""

    lines: dict[int, Line]
    mark_ids: list[int]  # the presences that were made
    questions: dict[int, Question]


def put_stays(
    frame: Frame, lines: Mapping[int, Line], stays: Mapping[int, Sequence[Interval]], *,
    source: str, by: Person, now: datetime,
    take: Collection[int] = (), keep: Collection[int] = (),
) -> Put:  # fmt: skip
    """Adds presences, several a person if need be, beside what the register says of them (a union,
    rule 2). Everybody in `stays` has a line; a guest's is empty.

    Who was marked absent is asked about: `keep` leaves them as they are; `take` takes the absence
    back, but an excuse stays beside the presence, for the part that was missed (settled point 7).
    Raises Refused where the register is closed.
    """
    refuse_closed(frame, now)
    draft = Draft(frame, lines, by, now)
    for key in (key for key in stays if key not in keep):
        line = lines[key]
        if contradicts(line.entries) and key not in take:
            draft.questions[key] = question(line.state, line.entries)
        else:
            left = staying(line.entries)
            gone = [entry for entry in line.entries if entry not in left]
            draft.replace(key, gone, presences(stays[key], source, by, now))
    write(frame, draft.gone, [], by, now)
    ids = insert_marks(frame, draft.made)
    draft.touch()
    return Put(draft.lines, ids, draft.questions)


def presences(stays: Sequence[Interval], source: str, by: Person, now: datetime) -> list[Entry]:
    return [
        Entry(Kind.PRESENCE, *stay, source=source, recorder_id=by.id, recorder=by.name, at=now)
        for stay in union(stays)
    ]


def take_stays_back(
    frame: Frame,
    lines: Mapping[int, Line],
    mark_ids: Collection[int],
    *,
    by: Person,
    now: datetime,
) -> int:
    """Withdraws exactly these presences, as far as they still count; of how many people. Raises
    Refused where the register is closed."""
    refuse_closed(frame, now)
    wanted = set(mark_ids)
    found = {
        key: [entry.id for entry in line.entries if entry.id in wanted]
        for key, line in lines.items()
    }
    people = {key for key, some in found.items() if some}
    write(frame, [one for some in found.values() for one in some], [], by, now)
    if people:
        touch(groups=[frame.session.group_id], people=people)
    return len(people)


def insert_marks(frame: Frame, made: list[dict]) -> list[int]:
    """The new marks in one statement; a first one makes the session held."""
    if not made:
        return []
    new = insert(Mark).returning(Mark.id).execution_options(render_nulls=True)
    ids = list(db.session.scalars(new, made))
    if frame.session.status == Status.PLANNED:
        frame.session.status = Status.HELD
        db.session.flush()
    return ids
