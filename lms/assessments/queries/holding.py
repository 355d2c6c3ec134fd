"""What keeps still while attempts are begun, handed in or marked: the people whose they are.

What came of a person's attempts is read from all of them, so locking one of them is not enough.
Everybody locks in one order: the people by id, then their attempts by id.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from lms.assessments.models import Attempt
from lms.db import db
from lms.people.models import Person


def hold(people: Collection[int]) -> None:
    """Nobody else begins, hands in or marks an attempt of these people (ids) until the commit. One
    statement. Rows that only name them are written meanwhile."""
    _lock(Person.id.in_(sorted(people)))


def hold_of(attempt_id: int) -> None:
    """As `hold`, the person of an attempt. One statement."""
    whose = select(Attempt.person_id).where(Attempt.id == attempt_id).scalar_subquery()
    _lock(Person.id == whose)


def _lock(meant: ColumnElement[bool]) -> None:
    row = select(Person.id).where(meant).order_by(Person.id)
    db.session.execute(row.with_for_update(key_share=True)).all()
