"""Lists of online meetings, and who can be meant by the names in them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Session
from lms.courses.models import Group, Membership
from lms.db import db
from lms.evidence.clues import NOBODY, Known
from lms.evidence.models import ListState, MeetingList, MeetingName
from lms.evidence.rules.lists import MOST_LISTS
from lms.people.models import Person, Role

MOST_PEOPLE = 10_000


def lists_of(session: Session) -> Sequence[MeetingList]:
    """The lists of a session, the newest first. One query."""
    found = select(MeetingList).where(MeetingList.session_id == session.id)
    found = found.options(joinedload(MeetingList.added_by)).order_by(MeetingList.id.desc())
    return db.session.scalars(found.limit(MOST_LISTS)).all()


def same_list(session: Session, file_id: str) -> MeetingList | None:
    """The list of this session that came with the same file, whatever became of it."""
    found = select(MeetingList).where(
        MeetingList.session_id == session.id, MeetingList.file_id == file_id
    )
    return db.session.scalars(found.order_by(MeetingList.id.desc()).limit(1)).first()


def remembered(organisation_id: int | None, keys: Collection[str]) -> dict[str, int]:
    """What was decided of these names before: a person's id, or NOBODY of ours. One query."""
    found = select(MeetingName.name, MeetingName.person_id)
    found = found.where(MeetingName.organisation_id == organisation_id, MeetingName.name.in_(keys))
    return {name: person or NOBODY for name, person in db.session.execute(found)}


def decisions(organisation_id: int | None, keys: Collection[str]) -> dict[str, MeetingName]:
    """The same as rows, to change them."""
    found = select(MeetingName).where(
        MeetingName.organisation_id == organisation_id, MeetingName.name.in_(keys)
    )
    return {row.name: row for row in db.session.scalars(found)}


def in_programme(session: Session) -> ColumnElement[bool]:
    learning = select(Membership.person_id).join(Membership.group)
    return Person.id.in_(learning.where(Group.programme_id == session.group.programme_id))


def may_be_guest(session: Session) -> ColumnElement[bool]:
    """Learners of the group's organisation or programme (settled point 12)."""
    ours = Person.organisation_id == session.group.organisation_id
    return and_(Person.role == Role.LEARNER, or_(ours, in_programme(session)))


def people_meant(
    session: Session, here: Collection[int], ids: Collection[int], emails: Collection[str]
) -> list[Known]:
    """Who can be meant by a name: who is on the register (`here`), the other learners of the
    programme, the staff; of the rest of the organisation those with these ids or e-mail addresses.
    One query."""
    group = session.group
    staff = {one.id for one in (*group.trainers, session.trainer, session.substitute) if one}
    colleagues = and_(Person.role != Role.LEARNER, Person.organisation_id == group.organisation_id)
    named = or_(Person.id.in_(ids), Person.email.in_(emails))
    found = (
        select(Person.id, Person.code, Person.name, Person.native_name, Person.email, Person.role)
        .where(
            or_(
                Person.id.in_(here),
                Person.id.in_(staff),
                colleagues,
                and_(Person.role == Role.LEARNER, in_programme(session)),
                and_(may_be_guest(session), named),
            )
        )
        .order_by(Person.id.not_in(here), Person.search, Person.id)
        .limit(MOST_PEOPLE)
    )
    return [
        Known(
            row.id, row.code, row.name, row.native_name, row.email,
            is_here=row.id in here, is_staff=row.role != Role.LEARNER or row.id in staff,
        )
        for row in db.session.execute(found)
    ]  # fmt: skip


def learners_by_code(session: Session, codes: Collection[str]) -> Mapping[str, int]:
    """The ids of learners who may be meant, by their codes in small letters. One query."""
    spellings = {s for code in codes for s in (code, code.upper(), code.lower())}
    found = select(Person.code, Person.id).where(Person.code.in_(spellings), may_be_guest(session))
    return {code.lower(): key for code, key in db.session.execute(found)}


def used(session: Session) -> list[MeetingList]:
    """The lists whose presences are in the register."""
    found = select(MeetingList).where(
        MeetingList.session_id == session.id, MeetingList.state == ListState.USED
    )
    return list(db.session.scalars(found.order_by(MeetingList.id)))
