"""Publishing, changing and cancelling sessions."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _

from lms.attendance import rules
from lms.attendance.models import Session, Status
from lms.attendance.queries import sessions as queries
from lms.attendance.rules.timetable import Times, course_problem, problems
from lms.courses.actions import touch
from lms.courses.models import Group
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def publish(group: Group, values: Mapping[str, Any], *, by: Person, now: datetime) -> Session:
    """A new session of a group. `values` are a Session's columns by name, `breaks` pairs of times,
    `course`, `module` and `trainer` rows or none. Raises Refused where a rule forbids it."""
    refuse_problems(group, values)
    made = Session(
        group=group,
        code=free_code(group, values["day"]),
        status=Status.PLANNED,
        published_by_id=by.id,
        published_at=now,
        **as_columns(values),
    )
    if rules.is_locked(made, now):
        raise Refused(
            _("The register of that day would be locked already. Ask for it to be imported.")
        )
    db.session.add(made)
    db.session.flush()
    record("session", made.code, "published", {"day": f"{made.day}"}, by=by, now=now)
    touch(groups=[group.id])
    return made


def change(session: Session, values: Mapping[str, Any], *, by: Person, now: datetime) -> list[str]:
    """Changes what is different, and says which. Marks stay as they are; the history keeps before
    and after. Raises Refused where the register is locked, or a rule forbids it."""
    refuse_fixed(session, now)
    refuse_problems(session.group, values)
    if module := values.get("module"):
        values = {**values, "course": module.course}
    given = as_columns(values)
    different = {key: value for key, value in given.items() if getattr(session, key) != value}
    if not different:
        return []
    if different.keys() & {"day", "zone"} and queries.has_marks(session):
        raise Refused(
            _("Somebody is marked on this day. Take the marks out of the register first.")
        )
    before = {key: told(vars_of(session), key) for key in different}
    for key, value in different.items():
        setattr(session, key, value)
    if rules.is_locked(session, now):
        raise Refused(_("The register of that day would be locked already. Choose a later day."))
    after = {key: told({**values, **given}, key) for key in different}
    detail = {"before": before, "after": after}
    record("session", session.code, "changed", detail, by=by, now=now)
    touch(groups=[session.group_id])
    return list(different)


def cancel(session: Session, reason: str, *, by: Person, now: datetime) -> None:
    """It does not take place. Raises Refused while somebody is marked (rule 9)."""
    refuse_fixed(session, now)
    if queries.has_marks(session):
        raise Refused(
            _("Somebody is marked in this session. Take the marks out of its register first.")
        )
    session.status = Status.CANCELLED
    record("session", session.code, "cancelled", {"reason": reason}, by=by, now=now)
    touch(groups=[session.group_id])


def reinstate(session: Session, *, by: Person, now: datetime) -> None:
    """A cancelled session takes place after all. Raises Refused once its register is locked."""
    if session.status != Status.CANCELLED:
        raise Refused(_("This session is not cancelled."))
    session.status = Status.PLANNED
    refuse_fixed(session, now)
    record("session", session.code, "reinstated", by=by, now=now)
    touch(groups=[session.group_id])


def refuse_fixed(session: Session, now: datetime) -> None:
    if why := rules.why_fixed(session, now):
        raise Refused(why)


def refuse_problems(group: Group, values: Mapping[str, Any]) -> None:
    times = Times(*(values[name] for name in Times._fields))
    wrong = [why for _field, why in problems(group, times)]
    wrong.append(course_problem(group, values.get("course"), values.get("module")) or "")
    if why := next(filter(None, wrong), None):
        raise Refused(why)


def as_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a Session keeps them: breaks as texts; a module brings its course."""
    kept = dict(values)
    kept["breaks"] = [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in values["breaks"]]
    if module := kept.get("module"):
        kept["course"] = module.course
    for name in ("course", "module", "trainer"):
        row = kept.pop(name, None)
        kept[f"{name}_id"] = row.id if row else None
    return kept


def free_code(group: Group, day: date) -> str:
    """A code that no session has: "jes-a-2022-03-24", the next of that day ends in -2."""
    stem = f"{group.slug[:60]}-{day}"
    used = queries.codes_like(stem)
    if stem not in used:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(used) + 3) if f"{stem}-{n}" not in used)


def vars_of(session: Session) -> dict[str, Any]:
    """A session's columns, and the rows that they name."""
    columns = {column.key: getattr(session, column.key) for column in Session.__table__.columns}
    return columns | {name: getattr(session, name) for name in ("course", "module", "trainer")}


def told(values: Mapping[str, Any], key: str) -> Any:
    """A column as the history keeps it: what people call a course, a module or a trainer."""
    value = values[key]
    if key == "module_id":
        return value and values["module"].key
    if key == "course_id":
        return value and values["course"].slug
    if key == "trainer_id":
        return value and values["trainer"].code
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value if isinstance(value, (str, int, list, type(None))) else f"{value}"
