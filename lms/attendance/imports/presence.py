"""What people missed in sessions, as their registers and those of other sessions say."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from lms.attendance import hours
from lms.attendance.models import Kind, Mark, Mode, Session, Status
from lms.attendance.rules.lines import Elsewhere, Entry, Frame, conflicts, credited, frame_of
from lms.tables.lookups import found


@dataclass(slots=True)
class Presence:
    """All live marks of some people."""

    marks: dict[int, list[Any]]  # by person, each with its session's times
    frames: dict[int, Frame] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Collection[int]) -> "Presence":
        columns = (
            Mark.session_id,
            Mark.person_id,
            Mark.kind,
            Mark.came_at,
            Mark.left_at,
            Mark.excused,
            Session.day,
            Session.starts,
            Session.ends,
            Session.zone,
            Session.mode,
            Session.status,
        )
        query = select(*columns).join(Mark.session).where(Mark.withdrawn_at.is_(None))
        marks = defaultdict(list)
        for row in found(query.order_by(Mark.id), Mark.person_id, people):
            marks[row.person_id].append(row)
        return cls(marks)

    def is_marked(self, session: Session, person_id: int) -> bool:
        """Unmarked is not absent (rule 10)."""
        return any(row.session_id == session.id for row in self.marks.get(person_id, ()))

    def missed(self, session: Session, person_id: int) -> int:
        """Minutes; presences in conflict with another session do not count (rule 7)."""
        frame = self.frames.get(session.id) or frame_of(session)
        self.frames[session.id] = frame
        rows = self.marks.get(person_id, ())
        here = [entry_of(row) for row in rows if row.session_id == session.id]
        others = [elsewhere_of(row) for row in rows if is_elsewhere(row, session)]
        uncounted, _others = conflicts(frame, here, others)
        return frame.net - credited(frame, here, uncounted)


def entry_of(row: Any) -> Entry:
    came, left = (moment and hours.seconds(moment) for moment in (row.came_at, row.left_at))
    return Entry(row.kind, came, left, row.excused)


def is_elsewhere(row: Any, session: Session) -> bool:
    """Whether this is a presence at another session on site."""
    if row.session_id == session.id or row.kind != Kind.PRESENCE:
        return False
    return row.mode == Mode.ONSITE and row.status == Status.HELD


def elsewhere_of(row: Any) -> Elsewhere:
    end = hours.session_span(row.day, row.starts, row.ends, row.zone).end
    left = hours.seconds(row.left_at) if row.left_at else end
    return Elsewhere(row.session_id, "", hours.seconds(row.came_at), left)
