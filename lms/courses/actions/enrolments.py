"""How people come onto a programme, change the group, and leave."""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.courses import queries, rules
from lms.courses.actions.figures import touch
from lms.courses.models import Enrolment, Entry, Group, Membership, Programme, State
from lms.db import db
from lms.errors import Refused
from lms.i18n import day as in_full
from lms.people.actions import record
from lms.people.models import Person


def apply(
    programme: Programme, person: Person, *, by: Person, now: datetime, wait: bool = False
) -> Enrolment:
    """A person asks for a place: applied, or waitlisted where `wait` (no group has room).

    Raises Refused for staff, and where they are enrolled or have asked already.
    """
    refuse_staff(person)
    refuse_retired(programme)
    enrolment = locked(programme, person, now)
    if enrolment.state in queries.LEARNING:
        raise Refused(_("You are enrolled on this programme already."))
    if enrolment.state in queries.WAITING:
        raise Refused(_("You have asked for a place already. The centre will answer you."))
    enrolment.state = State.WAITLISTED if wait else State.APPLIED
    enrolment.since = now
    note(enrolment, str(enrolment.state), by=by, now=now)
    return enrolment


def join(group: Group, person: Person, *, code: str = "", now: datetime) -> Membership:
    """A person enrols at once, from today on: on an open programme, or with its code.

    Raises Refused where the programme is not open to them, or the group is full.
    """
    programme = group.programme
    open_to_them = programme.entry == Entry.OPEN or (
        programme.entry == Entry.CODE and rules.is_entry_code(programme, code)
    )
    if not open_to_them:
        raise Refused(_("The centre decides who comes onto this programme. Ask for a place."))
    refuse_retired(programme)
    return enrol(group, person, clock.today(group.zone, now), by=person, now=now)


def enrol(
    group: Group,
    person: Person,
    from_day: date,
    *,
    by: Person | None,
    now: datetime,
    until: date | None = None,
) -> Membership:
    """Puts a person into a group from a day on; the enrolment becomes active.

    Raises Refused for staff (settled point 17), where the person is in a group of the programme on
    one of these days already (settled point 17), and where the group is full or over.
    """
    refuse_staff(person)
    enrolment = locked(group.programme, person, now)
    place = add_place(enrolment, group, from_day, until)
    if enrolment.state not in queries.LEARNING:
        enrolment.since = now
        enrolment.state = State.ACTIVE
    detail = {"group": group.slug, "from": from_day.isoformat()}
    note(enrolment, "enrolled", detail, by=by, now=now)
    return place


def decline(enrolment: Enrolment, *, by: Person, now: datetime) -> None:
    """Says no to who asked for a place. They may ask again; the history keeps it."""
    refuse_answered(enrolment)
    enrolment.state = State.DROPPED
    note(enrolment, "declined", by=by, now=now)


def approve(
    enrolment: Enrolment, group: Group, from_day: date, *, by: Person, now: datetime
) -> Membership:
    """Gives a place in a group to who asked for one. Raises Refused as `enrol` does."""
    refuse_answered(enrolment)
    if group.programme_id != enrolment.programme_id:
        raise Refused(_("This group is of another programme. Choose one of this programme."))
    return enrol(group, enrolment.person, from_day, by=by, now=now)


def take_back(enrolment: Enrolment, *, by: Person, now: datetime) -> None:
    """Who asked for a place does not want it any more."""
    refuse_answered(enrolment)
    enrolment.state = State.WITHDRAWN
    note(enrolment, "withdrawn", by=by, now=now)


def move(
    membership: Membership, group: Group, on: date, *, by: Person | None, now: datetime
) -> Membership:
    """Moves a person to another group of the programme: the day before is the last in the old
    group. No hour is lost: presences stay, and the new group shows them all (settled point 1).

    On the first day of a place the place itself changes its group. Raises Refused where the day is
    not one of the place's, where the new group is full or of another programme.
    """
    old, until = membership.group, membership.ends_on
    refuse_move(membership, group, on)
    enrolment = locked(old.programme, membership.person, now)
    both = select(Group.id).where(Group.id.in_([old.id, group.id])).order_by(Group.id)
    db.session.execute(both.with_for_update())  # in one order: two may change places at once
    if on == membership.starts_on:
        refuse_no_room(enrolment, group, on, until, instead_of=membership)
        membership.group, new = group, membership
    else:
        membership.ends_on = on - timedelta(days=1)
        new = add_place(enrolment, group, on, until)
    detail = {"from": old.slug, "to": group.slug, "on": on.isoformat()}
    touch(groups=[old.id])
    note(enrolment, "moved", detail, by=by, now=now)
    return new


def end(
    membership: Membership, last_day: date, state: State, *, by: Person | None, now: datetime
) -> None:
    """Ends a place after its last day; the enrolment is withdrawn (the person left) or dropped (the
    centre took them off), unless another place goes on. What was attended stays.

    Raises Refused where the day is before the first, after the last, or still to come.
    """
    if last_day < membership.starts_on:
        first = in_full(membership.starts_on)
        raise Refused(_("The first day was %(day)s. Choose that day or a later one.", day=first))
    if membership.ends_on and last_day > membership.ends_on:
        left = in_full(membership.ends_on)
        raise Refused(_("The last day was %(day)s already. Choose an earlier one.", day=left))
    if last_day > clock.today(membership.group.zone, now):
        raise Refused(_("The last day cannot be still to come. Choose today or an earlier day."))
    enrolment = locked(membership.group.programme, membership.person, now)
    membership.ends_on = last_day
    goes_on = any(
        place.ends_on is None or place.ends_on > last_day for place in places(enrolment, membership)
    )
    if not goes_on:
        enrolment.state = state
    detail = {"group": membership.group.slug, "last": last_day.isoformat()}
    note(enrolment, str(state), detail, by=by, now=now)


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
    return [place for place in db.session.scalars(held) if place is not but]


def add_place(enrolment: Enrolment, group: Group, start: date, end: date | None) -> Membership:
    refuse_no_room(enrolment, group, start, end)
    place = Membership(
        enrolment=enrolment, group=group, person=enrolment.person, starts_on=start, ends_on=end
    )
    db.session.add(place)
    return place


def refuse_no_room(
    enrolment: Enrolment,
    group: Group,
    start: date,
    end: date | None,
    instead_of: Membership | None = None,
) -> None:
    """The group's row is locked from here to the commit: of two who want the last place at once,
    the second sees that it is taken."""
    db.session.refresh(group, ["capacity", "starts_on", "ends_on"], with_for_update=True)
    for place in places(enrolment, but=instead_of):
        if rules.overlap((place.starts_on, place.ends_on), (start, end)):
            raise Refused(
                _(
                    "%(name)s has a place in %(group)s on these days. One person has one place.",
                    name=enrolment.person.name,
                    group=place.group.title,
                )
            )
    if group.ends_on and start > group.ends_on:
        last = in_full(group.ends_on)
        raise Refused(_("%(group)s ends on %(day)s.", group=group.title, day=last))
    if queries.free_places(group, start, end) == 0:
        raise Refused(_("%(group)s is full. Choose another group or day.", group=group.title))


def refuse_move(membership: Membership, group: Group, on: date) -> None:
    if group.programme_id != membership.group.programme_id:
        raise Refused(_("This group is of another programme. Choose one of this programme."))
    if group.id == membership.group_id:
        raise Refused(_("The person is in this group already. Choose another one."))
    if on < membership.starts_on:
        first = in_full(membership.starts_on)
        raise Refused(_("The first day was %(day)s. Choose that day or a later one.", day=first))
    if membership.ends_on and on > membership.ends_on:
        left = in_full(membership.ends_on)
        raise Refused(_("The last day was %(day)s already. Choose an earlier one.", day=left))


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
    db.session.refresh(enrolment, ["state"], with_for_update=True)
    if enrolment.state not in queries.WAITING:
        raise Refused(_("This was answered already. Reload the page and look."))


def note(
    enrolment: Enrolment,
    verb: str,
    detail: dict | None = None,
    *,
    by: Person | None,
    now: datetime,
) -> None:
    """The history row, and one more change for every group of the person."""
    db.session.flush()
    key = f"{enrolment.programme.slug}/{enrolment.person.code}"
    record("enrolment", key, verb, detail, by=by, now=now)
    touch(people=[enrolment.person_id])
