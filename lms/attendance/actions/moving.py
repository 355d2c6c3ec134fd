"""Another day is another session: the old slot stays, never counts, and says where it went."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, insert, select, update

from lms.attendance.actions.columns import columns_of, free_codes
from lms.attendance.models import MakeUpOffer, Material, Session, SignUp, Status
from lms.attendance.models.sessions import new_uid
from lms.db import db
from lms.people.models import Person

NOT_COPIED = {"id", "code", "status", "uid", "reminded_at"}


class Step(NamedTuple):
    """A session, the columns that become different, and with them the rows that they name."""

    session: Session
    different: Mapping[str, Any]
    values: Mapping[str, Any]  # of `different`, and the rows


def move_all(steps: Sequence[Step], *, by: Person, now: datetime) -> list[Session]:
    """The sessions on their new days, in calendars still the same events. A bounded number of
    statements: who signed up and what is handed out goes with them."""
    group = steps[0].session.group
    codes = free_codes(group, [step.different["day"] for step in steps])
    rows = [moved(step, code, by, now) for step, code in zip(steps, codes, strict=True)]
    db.session.flush()  # the old slots give their names in calendars away first
    db.session.execute(insert(Session).execution_options(render_nulls=True), rows)
    found = {one.code: one for one in db.session.scalars(named(codes))}
    made = [found[code] for code in codes]
    take_over({new.moved_from_id: new.id for new in made})
    return made


def named(codes: Sequence[str]) -> Select[Session]:
    """The sessions of these codes. Groups, modules and people are at hand from the old slots."""
    return select(Session).where(Session.code.in_(codes))


def moved(step: Step, code: str, by: Person, now: datetime) -> dict[str, Any]:
    """The row of the new date; the old one says goodbye."""
    old = step.session
    columns = {key: value for key, value in columns_of(old).items() if key not in NOT_COPIED}
    columns |= step.different
    columns |= {"published_by_id": by.id, "published_at": now, "moved_from_id": old.id}
    columns |= {"code": code, "uid": old.uid, "status": Status.PLANNED}
    columns["sequence"] += 1
    old.uid, old.status = new_uid(), Status.MOVED
    return columns


def take_over(places: Mapping[int | None, int]) -> None:
    """What hangs on the old slots hangs on the new ones. Three statements. Who could not come on
    the old day may well come on the new one: what they said stays where they said it."""
    for column in (SignUp.session_id, Material.session_id, MakeUpOffer.to_session_id):
        there = update(column.class_).where(column.in_(places))
        new = case(dict(places), value=column)
        db.session.execute(
            there.values({column: new}), execution_options={"synchronize_session": "fetch"}
        )
