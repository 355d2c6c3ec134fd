"""Making, changing and cancelling activities; who is on their list; who came."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from lms.db import db
from lms.errors import Refused
from lms.exchange import queries
from lms.exchange.actions.telling import CANCELLED, CHANGED, TOLD, tell_list
from lms.exchange.models import Activity, ActivityStatus, Delegation, Participation
from lms.exchange.rules import PARTICIPANT, comes_as, is_open
from lms.people import queries as people
from lms.people.actions import record
from lms.people.models import Person
from lms.projects.models import Project


def make(
    project: Project, values: Mapping[str, Any], *, by: Person | None, now: datetime
) -> Activity:
    """A new activity, which is planned. Its code says what and when: "webinar-2022-03-24"."""
    code = free_code(f"{values['kind'].replace('_', '-')}-{values['starts_on'].isoformat()}")
    planned = ActivityStatus.PLANNED
    activity = Activity(code=code, project_id=project.id, made_at=now, status=planned, **values)
    db.session.add(activity)
    db.session.flush()
    record("activity", activity.code, "created", {"kind": activity.kind}, by=by, now=now)
    return activity


def free_code(wanted: str) -> str:
    """This code, or the first of `wanted-2`, `wanted-3`, ... that is not taken."""
    like = Activity.code.startswith(wanted, autoescape=True)
    taken = set(db.session.scalars(select(Activity.code).where(like)))
    code, number = wanted, 1
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code


def change(
    activity: Activity, values: Mapping[str, Any], *, by: Person | None, now: datetime
) -> list[str]:
    """Changes what is different, and says which. Who is on the list is told of another time or
    place."""
    before = {key: getattr(activity, key) for key, value in values.items()}
    different = sorted(key for key, value in values.items() if before[key] != value)
    for key in different:
        setattr(activity, key, values[key])
    if different:
        record("activity", activity.code, "changed", {"fields": different}, by=by, now=now)
    if TOLD.intersection(different) and activity.status == ActivityStatus.PLANNED:
        db.session.flush()
        tell_list(CHANGED, activity, by=by, now=now)
    return different


def cancel(activity: Activity, *, by: Person | None, now: datetime) -> None:
    """It does not happen; who is on the list is told, and stays there. Raises Refused once held."""
    hold(activity)
    if activity.status == ActivityStatus.HELD:
        raise Refused(_("This activity was held. What was held cannot be cancelled."))
    if activity.status != ActivityStatus.CANCELLED:
        activity.status = ActivityStatus.CANCELLED
        record("activity", activity.code, "cancelled", by=by, now=now)
        tell_list(CANCELLED, activity, by=by, now=now)


def put(
    activity: Activity, chosen: Collection[Person], role: str, *, by: Person | None, now: datetime
) -> int:
    """People on the list, as registered; how many are new. Raises Refused where somebody is
    erased meanwhile, or the activity is cancelled."""
    refuse_cancelled(activity)
    alive = people.hold([person.id for person in chosen])
    hold(activity)
    there = {one.person_id: one for one in queries.people_at(activity.id)}
    new = 0
    for person in chosen:
        if person.id not in alive:
            raise Refused(_("Somebody of these is not here any more. Reload the page and look."))
        known = there.get(person.id)
        comes = comes_as(person, role, known)
        if known is None:
            added(activity, person, comes, by=by, now=now)
            new += 1
        elif known.role != comes or known.registered_at is None:
            known.role, known.at, known.by_id = role, now, by.id if by else None
            known.registered_at = known.registered_at or now
    if new:
        record("activity", activity.code, "registered", {"people": new}, by=by, now=now)
    return new


def added(
    activity: Activity, person: Person, role: str, *, by: Person | None, now: datetime
) -> Participation:
    place = Participation(
        activity_id=activity.id, person_id=person.id, role=role, registered_at=now, at=now,
        by_id=by and by.id, organisation_id=person.organisation_id,
    )  # fmt: skip
    db.session.add(place)
    return place


def join(activity: Activity, person: Person, *, now: datetime) -> bool:
    """Somebody registers themselves; false where they are on the list already. Raises Refused
    where it is closed or full: the row of the activity is locked, so the last place is given once.
    """
    people.hold([person.id])
    hold(activity)
    if not is_open(activity):
        raise Refused(_("Nobody can register for this activity any more. Ask who hosts it."))
    known = queries.place_of(activity.id, person.id)
    if known and known.registered_at:
        return False
    if activity.capacity and queries.registered(activity.id) >= activity.capacity:
        raise Refused(_("All places are taken. Ask who hosts it whether one becomes free."))
    if known:
        known.registered_at, known.at, known.by_id = now, now, person.id
    else:
        added(activity, person, comes_as(person, PARTICIPANT, None), by=person, now=now)
    record("activity", activity.code, "joined", {"person": person.code}, by=person, now=now)
    return True


def leave(activity: Activity, person: Person, *, by: Person, now: datetime) -> None:
    """Takes somebody off the list. Raises Refused once it is said that they came."""
    hold(activity)
    known = queries.place_of(activity.id, person.id)
    if known is None:
        return
    if known.came is not None:
        raise Refused(_("The register says whether they came. Change it there."))
    db.session.delete(known)
    record("activity", activity.code, "left", {"person": person.code}, by=by, now=now)


def take_register(
    activity: Activity, came: Mapping[int, bool | None], values: Mapping[str, Any],
    delegates: Collection[int], *, by: Person | None, now: datetime, today: date,
) -> None:  # fmt: skip
    """Says who came (by the ids of the list), how many others, who sent somebody, and what came of
    it. From then on it was held. Raises Refused before its first day, or once cancelled."""
    hold(activity)
    refuse_cancelled(activity)
    if activity.starts_on > today:
        raise Refused(_("This activity has not begun. Say who came when it has."))
    for one in queries.people_at(activity.id):
        said = came.get(one.id, one.came)
        if said != one.came:
            one.came, one.at, one.by_id = said, now, by.id if by else None
    for key, value in values.items():
        setattr(activity, key, value)
    set_delegates(activity, delegates)
    activity.status = ActivityStatus.HELD
    there = sum(1 for said in came.values() if said)
    detail = {"came": there, "headcount": activity.headcount}
    record("activity", activity.code, "register taken", detail, by=by, now=now)


def set_delegates(activity: Activity, organisations: Collection[int]) -> None:
    """Exactly these organisations sent somebody."""
    there = {one.id for one in queries.delegates(activity.id)}
    gone = there - set(organisations)
    mine = Delegation.activity_id == activity.id
    db.session.execute(delete(Delegation).where(mine, Delegation.organisation_id.in_(gone)))
    for key in sorted(set(organisations) - there):
        db.session.add(Delegation(activity_id=activity.id, organisation_id=key))
    db.session.flush()


def hold(activity: Activity) -> None:
    """Nobody else changes the activity or its list until we commit; it is read again."""
    db.session.refresh(activity, with_for_update={"of": Activity})


def refuse_cancelled(activity: Activity) -> None:
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused(_("This activity is cancelled. Nobody can be put on its list."))
