"""Who was erased, and how long what proves their hours must be kept."""

from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Mark, Session
from lms.completion.models import Completion
from lms.courses.keeping import last_day, latest
from lms.courses.models import Enrolment, Group, GroupTrainer, Programme
from lms.db import db
from lms.people.models import Person
from lms.privacy.models import Erasure


def lock(person_id: int) -> datetime | None:
    """Nobody else changes this person, their completions or their places until the commit, in the
    order of docs/decisions/locks.md; since when they are erased."""
    theirs = select(Enrolment.programme_id).where(Enrolment.person_id == person_id)
    rows = select(Programme.id).where(Programme.id.in_(theirs)).order_by(Programme.id)
    db.session.execute(rows.with_for_update(key_share=True)).all()
    person = select(Person.erased_at).where(Person.id == person_id).with_for_update()
    erased_at = db.session.scalar(person)
    for table in (Completion, Enrolment):
        own = select(table.id).where(table.person_id == person_id).order_by(table.id)
        db.session.execute(own.with_for_update()).all()
    db.session.expire_all()
    return erased_at


def programmes(person_id: int) -> list[Programme]:
    """Programmes to whose proof a person belongs: they learned on them, are in a register of them,
    or taught in them."""
    marked = select(Mark.session_id).where(Mark.person_id == person_id)
    taught = or_(Session.trainer_id == person_id, Session.substitute_id == person_id)
    met = select(Session.group_id).where(or_(Session.id.in_(marked), taught))
    trains = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person_id)
    groups = select(Group.programme_id).where(or_(Group.id.in_(met), Group.id.in_(trains)))
    enrolled = select(Enrolment.programme_id).where(Enrolment.person_id == person_id)
    found = select(Programme).where(or_(Programme.id.in_(groups), Programme.id.in_(enrolled)))
    return list(db.session.scalars(found.order_by(Programme.slug)))


def kept_until(programmes: list[Programme]) -> date | None:
    """The last day on which something is kept: none where it is not known yet, `date.min` where
    nothing has to be."""
    return latest([last_day(one.kept_for, one.balance_paid_on) for one in programmes])


def erasures(viewer: Person, everywhere: bool) -> Select:
    """Those that a coordinator may see, the newest first: of their own organisation's people."""
    found = select(Erasure).options(joinedload(Erasure.person), joinedload(Erasure.by))
    if not everywhere:
        found = found.where(Erasure.organisation_id == viewer.organisation_id)
    return found.order_by(Erasure.at.desc(), Erasure.id.desc())


def waiting(limit: int, after: int = 0) -> list[int]:
    """Erasures of whom something is still kept, by their ids."""
    found = select(Erasure.id).where(Erasure.deleted_at.is_(None), Erasure.id > after)
    return list(db.session.scalars(found.order_by(Erasure.id).limit(limit)))
