"""What proves hours to the funder, when somebody is erased.

Lists of online meetings say their code from then on, in the file as well; packs that name them are
given up: they can be made again. The scan of a list that many have signed stays as it is until
nothing has to be kept of it: it is what the funder looks at.
"""

import io

from openpyxl import load_workbook
from sqlalchemy import Select, delete, or_, select

from lms import files
from lms.attendance.models import Mark, Session
from lms.courses.models import Membership
from lms.db import db
from lms.erasing import Leaving, forget, scrub
from lms.evidence import clues
from lms.evidence.models import MeetingList, MeetingName, Pack, PackPart, Scan, Sheet, Signature
from lms.tables import foreign


def at_once(who: Leaving) -> None:
    names = select(MeetingName.name).where(MeetingName.person_id == who.id)
    also = {part for key in db.session.scalars(names) for part in parts_of(key)}
    for row in db.session.scalars(select(MeetingList).where(MeetingList.session_id.in_(met(who)))):
        mine = {part for key, one in row.people.items() if one == who.id for part in parts_of(key)}
        without_name(row, who._replace(names=(*who.names, *sorted(also | mine))))
    give_up_packs(who)
    scrub(MeetingList.file_name, who)
    scrub(Scan.file_name, who)
    scrub(Pack.words, who)  # gaps, by name


def parts_of(key: str) -> list[str]:
    """The name and the address in what a name of a list is remembered by."""
    name, _mark, address = key.partition(" <")
    return [
        part for part in (name, address.removesuffix(">")) if part and part not in clues.ANYBODY
    ]


def met(who: Leaving) -> Select:
    """The sessions of their groups, and others in whose registers they are."""
    groups = select(Membership.group_id).where(Membership.person_id == who.id)
    marked = select(Mark.session_id).where(Mark.person_id == who.id)
    where = or_(Session.group_id.in_(groups), Session.id.in_(marked))
    return select(Session.id).where(where)


def without_name(row: MeetingList, who: Leaving) -> None:
    """A list in which their code stands for them. What was decided stays: the same rows mean the
    same people."""
    small = who._replace(code=who.code.casefold())
    row.people = {small.without(key): one for key, one in row.people.items()}
    content = files.content_of(row.file_id)
    if (made := rewritten(content, who)) != content:
        before, row.file_id = row.file_id, files.keep(made, row.file.kind, now=who.now).id
        db.session.flush()
        forget([before], now=who.now)


def rewritten(content: bytes, who: Leaving) -> bytes:
    """The same file, with their code for their name."""
    if not content.startswith(b"PK"):
        text = foreign.decoded(content)
        made = who.without(text)
        return content if made == text else made.encode()
    book, is_new = load_workbook(io.BytesIO(content)), False
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and who.without(cell.value) != cell.value:
            cell.value, is_new = who.without(cell.value), True
    if not is_new:
        return content
    made_of = io.BytesIO()
    book.save(made_of)
    return made_of.getvalue()


def give_up_packs(who: Leaving) -> None:
    """The bytes of packs of every group in whose registers or lists they are."""
    groups = select(Session.group_id).where(Session.id.in_(met(who)))
    packs = select(Pack.id).where(Pack.group_id.in_(groups))
    db.session.execute(delete(PackPart).where(PackPart.pack_id.in_(packs)))


def in_time(person: int) -> set[str]:
    """Scans of lists in which they stood go: nothing has to be kept of those programmes any more.
    Answers the files."""
    signed = select(Signature.sheet_id).where(Signature.person_id == person)
    came = select(Mark.session_id).where(Mark.person_id == person)
    sheets = db.session.scalars(select(Sheet).where(Sheet.session_id.in_(came))).all()
    listed = {one.id for one in sheets if person in (*one.rows, *one.guests.values())}
    where = or_(
        Scan.sheet_id.in_(signed),
        Scan.sheet_id.in_(listed),
        Scan.session_id.in_(came) & Scan.sheet_id.is_(None),
    )
    gone = set(db.session.scalars(select(Scan.file_id).where(where)))
    db.session.execute(delete(Scan).where(where))
    return gone
