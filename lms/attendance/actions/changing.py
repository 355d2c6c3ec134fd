"""Changing sessions. Another day is another session: the old slot stays, and says where it went."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import update

from lms.attendance import rules
from lms.attendance.actions.columns import as_columns, columns_of, free_codes, told, vars_of
from lms.attendance.actions.sessions import refuse_fixed, refuse_problems
from lms.attendance.models import Announcement, Material, Session, SignUp, Status
from lms.attendance.models.sessions import new_uid
from lms.attendance.queries import sessions as queries
from lms.attendance.rules.offer import too_few_places
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person

NOT_COPIED = {"id", "code", "status", "uid", "reminded_at"}


class Outcome(NamedTuple):
    """The session as it is now (after a move: the new one), and which columns are different."""

    session: Session
    different: list[str]


def change(session: Session, values: Mapping[str, Any], *, by: Person, now: datetime) -> Outcome:
    """Changes what is different, and says which; another day moves the session. Marks stay as they
    are; the history keeps before and after. Raises Refused where the register is locked, or a rule
    forbids it."""
    refuse_fixed(session, now)
    refuse_problems(session.group, values)
    if module := values.get("module"):
        values = {**values, "course": module.course}
    given = as_columns(values)
    different = {key: value for key, value in given.items() if getattr(session, key) != value}
    if not different:
        return Outcome(session, [])
    refuse_marked(session, different)
    if why := too_few_places(different.get("capacity"), queries.booked(session)):
        raise Refused(why)
    before = {key: told(vars_of(session), key) for key in different}
    after = {key: told({**values, **given}, key) for key in different}
    made = moved(session, different, by, now) if "day" in different else session
    for key, value in different.items():
        setattr(made, key, value)
    if rules.is_locked(made, now):
        raise Refused(_("The register of that day would be locked already. Choose a later day."))
    made.sequence += 1
    take_over(session, made)
    detail = {"before": before, "after": after}
    record("session", made.code, "changed" if made is session else "moved here", detail,
           by=by, now=now)  # fmt: skip
    if made is not session:
        where = {"after": {"day": f"{made.day}"}, "before": {"day": f"{session.day}"}}
        record("session", session.code, "moved", where, by=by, now=now)
    touch(groups=[session.group_id])
    return Outcome(made, list(different))


def refuse_marked(session: Session, different: Mapping[str, Any]) -> None:
    """Marks and make-up are of the day on which they were made: it does not move from under
    them."""
    if not different.keys() & {"day", "zone"}:
        return
    if queries.has_marks(session):
        raise Refused(
            _(
                "Somebody is marked on this day, so the session took place and stays here. "
                "Publish another session for the new day; or, if the marks are a mistake, take "
                "them out of the register first."
            )
        )
    if "day" in different and queries.has_make_up(session):
        raise Refused(
            _(
                "Make-up was recorded for this session, so it stays on this day. Publish another "
                "session for the new day."
            )
        )


def moved(session: Session, different: Mapping[str, Any], by: Person, now: datetime) -> Session:
    """The session on its new day, in the calendars still the same event; the old slot never
    counts."""
    columns = {key: value for key, value in columns_of(session).items() if key not in NOT_COPIED}
    columns |= {"published_by_id": by.id, "published_at": now, "moved_from_id": session.id}
    uid, session.uid = session.uid, new_uid()
    session.status = Status.MOVED
    return Session(
        code=free_codes(session.group, [different["day"]])[0], status=Status.PLANNED, uid=uid,
        group=session.group, **columns,
    )  # fmt: skip


def take_over(session: Session, made: Session) -> None:
    """Who signed up, who said that they cannot come, and what is handed out goes with a session
    that was moved."""
    if made is session:
        return
    db.session.flush()  # the old slot gives its name in calendars away first
    db.session.add(made)
    db.session.flush()
    live = Announcement.withdrawn_at.is_(None)
    for model, which in ((SignUp, None), (Announcement, live), (Material, None)):
        there = update(model).where(model.session_id == session.id)
        there = there if which is None else there.where(which)
        db.session.execute(there.values(session_id=made.id))
