"""Which sessions can have lists of an online meeting, and what a list is for its page."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms import clock
from lms.attendance import rules
from lms.attendance.models import Mode, Session, Status
from lms.evidence.readers import columns, meeting
from lms.evidence.readers.columns import Block
from lms.people.models import Person
from lms.tables import foreign
from lms.tables.problems import refuse

MOST_LISTS = 20  # of one session
CSV = "text/csv"


class Reading(NamedTuple):
    """How a list is read. `columns`: their places by what they are; `order`: how days are written,
    empty as it can be found out; `zone`: an IANA name, empty for the session's; `sure`: somebody
    looked at it, although it seems to be of another day or zone."""

    head: int
    end: int
    columns: Mapping[str, int]
    order: str = ""
    zone: str = ""
    sure: bool = False

    @property
    def block(self) -> Block:
        return Block(self.head, self.end, dict(self.columns), False)


def as_data(reading: Reading) -> dict[str, Any]:
    """As a row of the database keeps it."""
    return {**reading._asdict(), "columns": dict(reading.columns)}


def as_reading(data: Mapping[str, Any]) -> Reading:
    return Reading(**data)


def may_have_lists(person: Person, session: Session) -> bool:
    """Whether the page of a session leads to its lists, for this person."""
    takes_place = session.status in (Status.PLANNED, Status.HELD)
    return takes_place and session.mode != Mode.ONSITE and rules.may_manage(person, session)


def why_no_list(session: Session) -> str | None:
    """Why no list can be added to a session, in words; none if one can."""
    if session.status == Status.CANCELLED:
        return _("This session is cancelled.")
    if session.status == Status.MOVED:
        return _("This session was moved. Look for it on its new date.")
    if session.mode == Mode.ONSITE:
        return _(
            "This session is on site, so no meeting has a list of it. If people could join online, "
            "change how they meet first."
        )
    return None


def rows_of(content: bytes) -> foreign.Rows:
    """The rows of a file. Raises FileRefused where it is no table."""
    return foreign.rows(content, columns.worth, meeting.ROWS_MOST + columns.LOOKED_AT)


def first_reading(rows: Sequence[Sequence[foreign.Cell]]) -> Reading:
    """How a list is read as long as nobody says otherwise. Raises FileRefused where the file cannot
    be a list of people."""
    if columns.are_events(rows) and not columns.blocks(rows):
        raise refuse(
            _(
                "This is a list of single comings and goings. Take the attendance report of the "
                "meeting instead: it has a line for each stay."
            )
        )
    found = columns.blocks(rows)
    block = found[0] if found else columns.first_guess(rows)
    if block is None:
        raise refuse(_("This is not a list of people with times. Choose another file."))
    if not any(any(row) for row in rows[block.head + 1 : block.end]):
        raise refuse(_("This list is empty: nobody was in the meeting."))
    return Reading(block.head, block.end, block.columns)


def zone_of(reading: Reading, session: Session) -> str:
    return reading.zone if reading.zone in clock.zones() else session.zone
