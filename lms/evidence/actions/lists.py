"""Lists of online meetings: kept as they came, read, their names decided, put into the register."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms import files
from lms.attendance.actions.stays import put_stays, take_stays_back
from lms.attendance.models import Session, Source
from lms.attendance.rules.lines import Frame
from lms.attendance.rules.register import Line
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.evidence import clues
from lms.evidence.clues import NOBODY
from lms.evidence.models import ListState, MeetingList, MeetingName
from lms.evidence.queries import lists as queries
from lms.evidence.queries.looking import ASK, Look, Named, with_guests
from lms.evidence.readers import columns
from lms.evidence.rules import lists as rules
from lms.evidence.rules.lists import Reading
from lms.people.actions import record
from lms.people.models import Person
from lms.tables import XLSX
from lms.tables.foreign import ZIP


class Added(NamedTuple):
    """A list, and whether it was in already."""

    row: MeetingList
    was_there: bool


def add(session: Session, content: bytes, name: str, *, by: Person, now: datetime) -> Added:
    """Keeps the file of a list, to be read and used. The same file is one list; one that was taken
    back is a draft again. The session's row is locked by who calls. Raises Refused for a session
    that has no meeting, or lists enough; FileRefused for a file that is no list."""
    if why := rules.why_no_list(session):
        raise Refused(why)
    rows = rules.rows_of(content)
    reading = rules.first_reading(rows)
    kind = XLSX if content.startswith(ZIP) else rules.CSV
    file = files.keep(content, kind, now=now)
    if known := queries.same_list(session, file.id):
        return Added(known, reopened(known, session, by=by, now=now))
    if len(queries.lists_of(session)) >= rules.MOST_LISTS:
        raise Refused(_("This session has %(number)s lists already.", number=rules.MOST_LISTS))
    made = MeetingList(
        session_id=session.id,
        file_id=file.id,
        file_name=name[:200],
        provider=columns.provider(rows, reading.block),
        reading=rules.as_data(reading),
        people={},
        mark_ids=[],
        state=ListState.DRAFT,
        added_by_id=by.id,
        added_at=now,
    )
    db.session.add(made)
    db.session.flush()
    record("session", session.code, "meeting list added", {"note": name}, by=by, now=now)
    return Added(made, False)


def reopened(row: MeetingList, session: Session, *, by: Person, now: datetime) -> bool:
    """A list that was taken back is a draft again, with what was decided in it. Whether it was in
    already."""
    if row.state != ListState.WITHDRAWN:
        return True
    row.state, row.mark_ids = ListState.DRAFT, []
    row.settled_by_id = row.settled_at = None
    record("session", session.code, "meeting list added", {"note": row.file_name}, by=by, now=now)
    return False


def read_so(row: MeetingList, reading: Reading) -> None:
    """How a list is read from now on; only of a draft."""
    refuse_settled(row)
    row.reading = rules.as_data(reading)


def refuse_settled(row: MeetingList) -> None:
    if row.state == ListState.USED:
        raise Refused(_("This list is in the register already. Take it back first."))
    if row.state == ListState.WITHDRAWN:
        raise Refused(_("This list was taken back. Choose its file again to use it."))


def decide(
    look: Look,
    chosen: Mapping[str, int],
    again: Collection[str],
    *,
    by: Person,
    now: datetime,
) -> int:
    """Keeps whom names mean (key -> a person's id, or NOBODY), and which are to be asked about
    `again`. What was chosen is remembered for the organisation, but not of names behind which
    anybody can be. How many were decided."""
    refuse_settled(look.row)
    names = {one.key: one for one in look.names}
    kept = {key: value for key, value in look.row.people.items() if key in names}
    kept |= dict.fromkeys((key for key in again if key in names), ASK)
    kept |= {key: value for key, value in chosen.items() if key in names}
    look.row.people = kept
    mine = [names[key] for key in chosen if key in names]
    remember(look, [one for one in mine if not clues.is_anybody(one.name, one.email)],
             chosen, by=by, now=now)  # fmt: skip
    return len(mine)


def remember(
    look: Look, names: list[Named], chosen: Mapping[str, int], *, by: Person, now: datetime
) -> None:
    """For the next list of this organisation."""
    organisation_id = look.frame.session.group.organisation_id
    if organisation_id is None:
        return
    known = queries.decisions(organisation_id, [one.key for one in names])
    for one in names:
        person_id = chosen[one.key] or None
        row = known.get(one.key)
        if row is None:
            row = MeetingName(organisation_id=organisation_id, name=one.key)
            db.session.add(row)
        elif row.person_id == person_id:
            continue
        row.person_id, row.decided_by_id, row.decided_at = person_id, by.id, now


def use(
    look: Look,
    take: Collection[int],
    keep: Collection[int],
    *,
    by: Person,
    now: datetime,
) -> int:
    """Puts the list into the register: of how many people. `take` and `keep` answer what is asked
    of those whom the register says absent. Raises Refused where something is still open, or where
    the register is closed; then the list stays as it is."""
    refuse_settled(look.row)
    refuse_open(look)
    stays = {one.before.who.id: one.stays for one in look.people}
    put = put_stays(
        look.frame, with_guests(look), stays,
        source=Source.PLATFORM, by=by, now=now, take=take, keep=keep,
    )  # fmt: skip
    if put.questions:
        raise Refused(_("Say first what holds for those whom the register says absent."))
    row = look.row
    row.people = {one.key: one.found.person or NOBODY for one in look.names}
    row.mark_ids, row.state = put.mark_ids, ListState.USED
    row.settled_by_id, row.settled_at = by.id, now
    session = look.frame.session
    db.session.flush()
    touch(groups=[session.group_id])  # what was there already is proven now
    record("session", session.code, "meeting list used", {"note": row.file_name}, by=by, now=now)
    return len(set(stays) - set(keep))


def refuse_open(look: Look) -> None:
    if not look.is_read or look.doubts:
        raise Refused(_("Say first how this list is read."))
    if look.undecided:
        raise Refused(_("Say first who is meant by every name."))
    if not look.people:
        raise Refused(_("Nobody of ours is in this list, so there is nothing to put in."))


def take_back(
    row: MeetingList, frame: Frame, lines: Mapping[int, Line], *, by: Person, now: datetime
) -> int:
    """A list that is not to be used: exactly its presences leave the register; of how many people.
    What was decided of its names stays. Raises Refused where the register is closed."""
    if row.state == ListState.WITHDRAWN:
        return 0
    people = 0
    if row.state == ListState.USED:
        people = take_stays_back(frame, lines, row.mark_ids, by=by, now=now)
    row.state, row.settled_by_id, row.settled_at = ListState.WITHDRAWN, by.id, now
    session, detail = frame.session, {"note": row.file_name}
    db.session.flush()
    touch(groups=[session.group_id])
    record("session", session.code, "meeting list taken back", detail, by=by, now=now)
    return people
