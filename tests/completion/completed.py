"""Lea of W7 as rows: 2,025 minutes attended and 180 made up, 49 units of 45 minutes of 60."""

from sqlalchemy import select

from lms.attendance.models import Mark
from lms.completion import actions
from lms.completion.models import Completion
from lms.courses.actions import touch
from lms.db import db
from tests.cast import NOW
from tests.completion.rows import away, base, made_up, there


def w7(world, **policy):
    """The base programme, its group and sessions, and Lea, who is complete."""
    made = base(world, **policy)
    complete(world, world.lea, made.sessions)
    return made


def complete(world, who, sessions):
    """What makes somebody of the base programme complete: as W7."""
    there(who, *sessions[:10], sessions[14])
    there(who, sessions[10], left="19:15")  # 120 of 180
    there(who, sessions[15], left="17:15")  # 15 of 90
    away(who, sessions[11])
    made_up(who, sessions[11], 225, world.tara)


def amend(who, session):
    """The register does not say any more that somebody was at a session."""
    mark = db.session.scalar(
        select(Mark).where(Mark.person_id == who.id, Mark.session_id == session.id)
    )
    mark.withdrawn_at = NOW
    touch(people=[who.id])
    db.session.commit()


def look(group, by=None, now=NOW):
    found = actions.look([group.id], by=by, now=now)
    db.session.commit()
    return found


def completions():
    return list(db.session.scalars(select(Completion).order_by(Completion.id)))


def proposed(group):
    """The one proposal that a look at a group makes."""
    look(group)
    (one,) = completions()
    return one


def confirmed(group, by):
    """The same, confirmed."""
    one = proposed(group)
    actions.confirm(one, by=by, now=NOW)
    db.session.commit()
    return one
