"""What was missed in a session, and what was made up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.attendance.models import MakeUp, Session
from lms.attendance.queries.offers import Seen
from lms.attendance.rules.lines import Frame
from lms.attendance.rules.offers import Stand
from lms.attendance.rules.register import Line
from lms.db import db
from lms.people.models import Person


def make_ups(session: Session) -> list[tuple[MakeUp, str]]:
    """All that was approved for this session, with whose it is, as it was recorded."""
    kept = select(MakeUp, Person.name).join(Person, Person.id == MakeUp.person_id)
    kept = kept.where(MakeUp.session_id == session.id).order_by(MakeUp.id)
    rows = db.session.execute(kept.options(joinedload(MakeUp.approved_by)))
    return [(row, name) for row, name in rows]


def missed(frame: Frame, line: Line) -> int:
    """Minutes of the session that were missed; none of an unmarked person's (rule 10)."""
    return frame.net - line.credited if line.state.mark else 0


def approved(session: Session, person_id: int) -> Sequence[MakeUp]:
    mine = select(MakeUp).filter_by(session_id=session.id, person_id=person_id)
    return db.session.scalars(mine.order_by(MakeUp.id)).all()


def more_than_missed(
    frame: Frame, lines: Mapping[int, Line], made_up: Iterable[MakeUp]
) -> dict[int, int]:
    """person -> the minutes that they missed, where more than that was approved (rule 5)."""
    approved: Counter[int] = Counter()
    for row in made_up:
        approved[row.person_id] += row.minutes
    missing = {key: missed(frame, lines[key]) for key in approved if key in lines}
    return {key: minutes for key, minutes in missing.items() if approved[key] > minutes}


def unmade(
    frame: Frame, lines: Mapping[int, Line], made_up: Iterable[MakeUp], offers: Iterable[Seen]
) -> dict[int, Line]:
    """Those of these lines who have not made up for all that they missed, by what was approved and
    by attending instead."""
    minutes = Counter[int]()
    for row in made_up:
        minutes[row.person_id] += row.minutes
    for one in offers:
        if one.stand == Stand.DONE:
            minutes[one.offer.person_id] += one.attended or 0  # a task is among `made_up`
    return {key: line for key, line in lines.items() if missed(frame, line) > minutes[key]}
