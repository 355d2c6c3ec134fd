"""Publishing and cancelling sessions; and that one takes place after all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.attendance import rules
from lms.attendance.actions.columns import as_columns, free_codes, with_rows
from lms.attendance.actions.sign_ups import fill
from lms.attendance.actions.telling import news_of, tell_of
from lms.attendance.models import Session, Status
from lms.attendance.queries import sessions as queries
from lms.attendance.queries.series import later, spoken_for
from lms.attendance.rules.offer import offer_problems
from lms.attendance.rules.timetable import Times, course_problem, problems
from lms.courses.actions import touch
from lms.courses.models import Group
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record, record_all
from lms.people.models import Person


def publish(group: Group, values: Mapping[str, Any], *, by: Person, now: datetime) -> Session:
    """A new session of a group. `values` are a Session's columns by name, `breaks` pairs of times;
    `course`, `module`, `trainer` and `substitute` rows or none. Raises Refused where a rule
    forbids it."""
    refuse_problems(group, values)
    made = Session(
        group=group,
        code=free_codes(group, [values["day"]])[0],
        status=Status.PLANNED,
        published_by_id=by.id,
        published_at=now,
        **with_rows(as_columns(values), values),
    )
    if rules.is_locked(made, now):
        raise Refused(
            _("The register of that day would be locked already. Ask for it to be imported.")
        )
    db.session.add(made)
    db.session.flush()
    record("session", made.code, "published", {"day": f"{made.day}"}, by=by, now=now)
    touch(groups=[group.id])
    tell_of("session.published", [news_of(made)], group, by=by, now=now)
    return made


class Cancelled(NamedTuple):
    """How many later sessions were cancelled with it, and which of them stay as they are."""

    others: int
    left: Sequence[Session]


def cancel(
    session: Session, reason: str, *, by: Person, now: datetime, rest: bool = False
) -> Cancelled:
    """It does not take place; with `rest` the later ones of its series neither, but those that are
    marked. Raises Refused while somebody is marked (rule 9)."""
    refuse_fixed(session, now)
    if queries.has_marks(session):
        raise Refused(
            _("Somebody is marked in this session. Take the marks out of its register first.")
        )
    found = later(session) if rest else []
    marked = spoken_for(found) if found else set()
    left = [one for one in found if one.id in marked or rules.is_locked(one, now)]
    gone = [session, *(one for one in found if one not in left)]
    for one in gone:
        one.status = Status.CANCELLED
        one.sequence += 1
    notes = [("session", one.code, "cancelled", {"reason": reason}) for one in gone]
    record_all(notes, by=by, now=now)
    touch(groups=[session.group_id])
    news = [news_of(one) for one in gone]
    about = {"about": session.code, "reason": reason}
    tell_of("session.cancelled", news, session.group, by=by, now=now, **about)
    return Cancelled(len(gone) - 1, left)


def reinstate(session: Session, *, by: Person, now: datetime) -> None:
    """A cancelled session takes place after all. Raises Refused once its register is locked."""
    if session.status != Status.CANCELLED:
        raise Refused(_("This session is not cancelled."))
    session.status = Status.PLANNED
    refuse_fixed(session, now)
    session.sequence += 1
    record("session", session.code, "reinstated", by=by, now=now)
    touch(groups=[session.group_id])
    tell_of("session.reinstated", [news_of(session)], session.group, by=by, now=now)
    if session.is_open:
        fill(session, by=by, now=now)


def refuse_fixed(session: Session, now: datetime) -> None:
    if why := rules.why_fixed(session, now):
        raise Refused(why)


def refuse_problems(group: Group, values: Mapping[str, Any]) -> None:
    times = Times(*(values[name] for name in Times._fields))
    wrong = [why for _field, why in problems(group, times)]
    wrong.append(course_problem(group, values.get("course"), values.get("module")) or "")
    wrong += [why for _field, why in offer_problems(values)]
    if why := next(filter(None, wrong), None):
        raise Refused(why)
