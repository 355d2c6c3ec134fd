"""Whose a session is: those of its group on its day, and those who signed up for it."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, or_, select

from lms.attendance.models import Session, SignUp, SignUpState
from lms.courses.models import Membership
from lms.courses.queries import covers
from lms.db import db
from lms.people.models import Person


def is_member(person: Person) -> ColumnElement[bool]:
    """Whether a person is in the session's group on the session's day."""
    return exists().where(
        Membership.person_id == person.id,
        Membership.group_id == Session.group_id,
        covers(Session.day),  # type: ignore[arg-type]
    )


def signed_up(person: Person, *states: str) -> ColumnElement[bool]:
    """Whether a person has a place in the session, waits for one, or was offered one."""
    mine = exists().where(SignUp.person_id == person.id, SignUp.session_id == Session.id)
    return mine.where(SignUp.state.in_(states) if states else SignUp.state != SignUpState.WITHDRAWN)


class Belonging(NamedTuple):
    """Why a session is somebody's: they are in its group, or have signed up; or neither."""

    is_member: bool
    signed_up: bool


def belonging(person: Person, session: Session) -> Belonging:
    """Whether and why a session is somebody's. One query."""
    here = select(is_member(person), signed_up(person)).select_from(Session)
    return Belonging(*db.session.execute(here.where(Session.id == session.id)).one())


def belongs(person: Person, session: Session) -> bool:
    """Whether somebody is expected at a session, or has signed up for it. One query."""
    return any(belonging(person, session))


def comes(person: Person, session: Session) -> bool:
    """Whether somebody is expected at a session, as a member or with a place. One query."""
    return holds(session, or_(is_member(person), signed_up(person, SignUpState.BOOKED)))


def holds(session: Session, condition: ColumnElement[bool]) -> bool:
    here = select(Session.id).where(Session.id == session.id)
    return db.session.scalar(here.where(condition)) is not None
