"""What every change of somebody's place needs: the lock, the enrolment, the room, the history."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from lms import jobs
from lms.courses import queries, rules
from lms.courses.models import Enrolment, Group, Membership, Programme, State
from lms.db import db
from lms.errors import Refused
from lms.i18n import day as in_full
from lms.people.actions import record
from lms.people.models import Person


def lock(programme: Programme) -> None:
    """Nobody else gives or takes a place of this programme until the commit.

    It is the programme's row and no group's: who waits for any group stands in the queues of all
    of them. Take it before anything else is locked, so that two never wait for each other.
    """
    db.session.flush()
    columns = ["entry", "entry_code", "offer_hours", "retired_at"]
    db.session.refresh(programme, columns, with_for_update={"key_share": True})


def locked(programme: Programme, person: Person, now: datetime) -> Enrolment:
    """The person's enrolment, or a new one; nobody else changes it until the commit."""
    named = select(Enrolment).filter_by(programme_id=programme.id, person_id=person.id)
    found = db.session.scalar(
        named.with_for_update().execution_options(populate_existing=True)
    ) or Enrolment(programme=programme, person=person, state=State.WITHDRAWN, since=now)
    db.session.add(found)
    db.session.flush()
    return found


def places(enrolment: Enrolment, but: Membership | None = None) -> list[Membership]:
    """The memberships of an enrolment as the database has them, `but` one."""
    held = select(Membership).where(Membership.enrolment_id == enrolment.id)
    return [place for place in db.session.scalars(held.order_by(Membership.id)) if place is not but]


def add_place(
    enrolment: Enrolment, group: Group, start: date, end: date | None, *, now: datetime
) -> Membership:
    """A place in a group; its last day, where it has one, frees it for who waits then."""
    refuse_no_room(enrolment, group, start, end, now=now)
    return put(enrolment, group, start, end, now=now)


def put(
    enrolment: Enrolment, group: Group, start: date, end: date | None = None, *, now: datetime
) -> Membership:
    """The same where it is known that there is room."""
    place = Membership(
        enrolment=enrolment, group=group, person=enrolment.person, starts_on=start, ends_on=end
    )
    db.session.add(place)
    if end:
        free_after(group.programme_id, end, now=now)
    return place


def free_after(programme_id: int, last_day: date, *, now: datetime) -> None:
    """Looks after who waits when a place has ended."""
    free_after_days({(programme_id, last_day)}, now=now)


def free_after_days(ends: Collection[tuple[int, date]], *, now: datetime) -> None:
    """The same for many: (programme, last day) pairs. A last day that is past is over now.

    It is done when the next day begins in UTC. Further west the last day is not over then; but a
    place is given from tomorrow on, too.
    """
    jobs.later_all(
        [
            ("courses.places_free", {"programme": key}, at, f"courses.places:{key}:{at:%Y-%m-%d}")
            for key, at in {(key, max(now, midnight_after(day))) for key, day in ends}
        ],
        now=now,
    )


def look_after_waiting(*, now: datetime) -> None:
    """Looks soon whether there is room for somebody who waits, on whatever programme."""
    waited_for = select(Enrolment.programme_id).where(Enrolment.state == State.WAITLISTED)
    keys = db.session.scalars(waited_for.distinct())
    jobs.later_all(
        [
            ("courses.places_free", {"programme": key}, now, f"courses.places:{key}:{now:%Y-%m-%d}")
            for key in keys
        ],
        now=now,
    )


def midnight_after(day: date) -> datetime:
    after = day + timedelta(days=1) if day < date.max else day
    return datetime.combine(after, time(0), tzinfo=UTC)


def refuse_no_room(
    enrolment: Enrolment,
    group: Group,
    start: date,
    end: date | None,
    instead_of: Membership | None = None,
    *,
    now: datetime,
) -> None:
    """The programme is locked by now: of two who want the last place at once, the second sees that
    it is taken. A place that is offered to somebody is taken, too."""
    db.session.refresh(group, ["capacity", "starts_on", "ends_on"])
    refuse_two_places(enrolment, start, end, instead_of)
    refuse_over(group, start)
    if queries.free_places(group, start, end, now=now) == 0:
        raise Refused(_("%(group)s is full. Choose another group or day.", group=group.title))


def refuse_over(group: Group, start: date) -> None:
    if group.ends_on and start > group.ends_on:
        last = in_full(group.ends_on)
        raise Refused(_("%(group)s ends on %(day)s.", group=group.title, day=last))


def refuse_two_places(
    enrolment: Enrolment, start: date, end: date | None, instead_of: Membership | None = None
) -> None:
    for place in places(enrolment, but=instead_of):
        if rules.overlap((place.starts_on, place.ends_on), (start, end)):
            raise Refused(
                _(
                    "%(name)s has a place in %(group)s on these days. One person has one place.",
                    name=enrolment.person.name,
                    group=place.group.title,
                )
            )


def refuse_staff(person: Person) -> None:
    if person.is_staff:
        raise Refused(
            _("%(name)s is staff. Only learners have a place in a group.", name=person.name)
        )


def refuse_retired(programme: Programme) -> None:
    if programme.retired_at:
        raise Refused(_("This programme is not offered any more. Look for another one."))


def refuse_answered(enrolment: Enrolment) -> None:
    """The row is locked from here to the commit: of two who answer at once, the second is told."""
    columns = ["state", "offered_group_id", "offer_until"]
    db.session.refresh(enrolment, columns, with_for_update=True)
    if enrolment.state not in queries.WAITING:
        raise Refused(_("This was answered already. Reload the page and look."))


def forget_wishes(enrolment: Enrolment) -> list[Group]:
    """They wait for nothing any more. Answers the group whose offered place is free now."""
    freed = [enrolment.offered_group] if enrolment.offered_group else []
    enrolment.wanted_group = enrolment.offered_group = enrolment.offer_until = None
    db.session.flush()
    return freed


def note(
    enrolment: Enrolment,
    verb: str,
    detail: dict | None = None,
    *,
    by: Person | None,
    now: datetime,
) -> None:
    """The history row. (Who changes a place touches the figures once, at the end.)"""
    db.session.flush()
    key = f"{enrolment.programme.slug}/{enrolment.person.code}"
    record("enrolment", key, verb, detail, by=by, now=now)
