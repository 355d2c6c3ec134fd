"""How people come onto a programme, change the group, and leave."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from lms import clock
from lms.courses import queries, rules
from lms.courses.actions import seats, waiting_list
from lms.courses.actions.figures import touch
from lms.courses.actions.waiting_list import settle
from lms.courses.actions.waiting_list_told import outdate_places, tell_of_places
from lms.courses.models import Enrolment, Entry, Group, Membership, Programme, State
from lms.db import db
from lms.errors import Refused
from lms.i18n import day as in_full
from lms.people.actions import record_all
from lms.people.models import Person


def apply(
    programme: Programme,
    person: Person,
    *,
    by: Person,
    now: datetime,
    wait: bool = False,
    wanted: Group | None = None,
    code: str = "",
) -> Enrolment:
    """A person asks for a place: applied, or on the waiting list where `wait` (no group has room,
    or not the one that they want).

    Raises Refused for staff, and where they are enrolled or have asked already; and on the list of
    a programme that is not open to them (with its `code`).
    """
    seats.lock(programme)
    if wait:
        refuse_not_open(programme, code)
    seats.refuse_staff(person)
    seats.refuse_retired(programme)
    enrolment = seats.locked(programme, person, now)
    refuse_who_asked(enrolment)
    if wait:
        waiting_list.wait(enrolment, wanted, "waitlisted", by=by, now=now)
        groups = [wanted] if wanted else waiting_list.with_room(programme, now)
        waiting_list.after_waiting(enrolment, groups, by=by, now=now)
    else:
        enrolment.state, enrolment.since = State.APPLIED, now
        seats.note(enrolment, "applied", by=by, now=now)
        touch(people=[person.id])
    return enrolment


def refuse_who_asked(enrolment: Enrolment) -> None:
    if enrolment.state in queries.LEARNING:
        raise Refused(_("You are enrolled on this programme already."))
    if enrolment.state == State.WAITLISTED:
        raise Refused(_("You are on the waiting list already. You hear when a place is free."))
    if enrolment.state == State.APPLIED:
        raise Refused(_("You have asked for a place already. The centre will answer you."))


def refuse_not_open(programme: Programme, code: str) -> None:
    """Only who knows its code comes onto a programme that has one; on others the centre decides."""
    if programme.entry == Entry.OPEN:
        return
    if programme.entry != Entry.CODE or not rules.is_entry_code(programme, code):
        raise Refused(_("The centre decides who comes onto this programme. Ask for a place."))


def join(group: Group, person: Person, *, code: str = "", now: datetime) -> Membership | None:
    """A person enrols at once, from today on: on an open programme, or with its code. Where the
    group is full, or its free places are for who waits already, they come onto its waiting list,
    behind everybody; then the answer is none.

    Raises Refused where the programme is not open to them, for staff, and where they have a place,
    or have asked for one.
    """
    programme = group.programme
    seats.lock(programme)
    refuse_not_open(programme, code)
    seats.refuse_retired(programme)
    seats.refuse_staff(person)
    enrolment = seats.locked(programme, person, now)
    today = clock.today(group.zone, now)
    seats.refuse_two_places(enrolment, today, None)
    if enrolment.state in queries.WAITING:
        refuse_who_asked(enrolment)
    db.session.refresh(group, ["capacity", "starts_on", "ends_on"])
    seats.refuse_over(group, today)
    return take_or_wait(enrolment, group, by=person, now=now)


def take_or_wait(
    enrolment: Enrolment, group: Group, *, by: Person, now: datetime
) -> Membership | None:
    """The place, where one is left after all who wait before; else the end of the list."""
    programme = group.programme
    changed = settle(programme, [group], by=by, now=now)
    told = waiting_list.share_out(group, enrolment, by=by, now=now)
    tell_of_places(programme, told, now=now)
    touch(people=changed | waiting_list.booked(told))
    if any(one.enrolment is enrolment for one in told):
        return seats.places(enrolment)[-1]
    waiting_list.wait(enrolment, group, "waitlisted", by=by, now=now)
    waiting_list.after_waiting(enrolment, [], by=by, now=now)
    return None


def enrol(
    group: Group,
    person: Person,
    from_day: date,
    *,
    by: Person | None,
    now: datetime,
    until: date | None = None,
) -> Membership:
    """Puts a person into a group from a day on; the enrolment becomes active. A place that was
    offered to them elsewhere is free for the next.

    Raises Refused for staff (settled point 17), where the person is in a group of the programme on
    one of these days already (settled point 17), and where the group is full or over.
    """
    programme = group.programme
    seats.lock(programme)
    seats.refuse_staff(person)
    enrolment = seats.locked(programme, person, now)
    freed = seats.forget_wishes(enrolment)
    place = seats.add_place(enrolment, group, from_day, until, now=now)
    outdate_places(programme, [person.id], now=now)
    if enrolment.state not in queries.LEARNING:
        enrolment.since = now
        enrolment.state = State.ACTIVE
    detail = {"group": group.slug, "from": from_day.isoformat()}
    seats.note(enrolment, "enrolled", detail, by=by, now=now)
    touch(people={person.id, *settle(programme, freed, by=by, now=now)})
    return place


def decline(enrolment: Enrolment, *, by: Person, now: datetime) -> None:
    """Says no to who asked for a place. They may ask again; the history keeps it."""
    give_up(enrolment, State.DROPPED, "declined", by=by, now=now)


def take_back(enrolment: Enrolment, *, by: Person, now: datetime) -> None:
    """Who asked for a place, or is offered one, does not want it any more."""
    verb = "offer declined" if rules.is_offered(enrolment, now) else "withdrawn"
    give_up(enrolment, State.WITHDRAWN, verb, by=by, now=now)


def give_up(enrolment: Enrolment, state: State, verb: str, *, by: Person, now: datetime) -> None:
    seats.lock(enrolment.programme)
    seats.refuse_answered(enrolment)
    freed = seats.forget_wishes(enrolment)
    enrolment.state = state
    seats.note(enrolment, verb, by=by, now=now)
    outdate_places(enrolment.programme, [enrolment.person_id], now=now)
    changed = settle(enrolment.programme, freed, by=by, now=now)
    touch(people={enrolment.person_id, *changed})


def approve(
    enrolment: Enrolment, group: Group, from_day: date, *, by: Person, now: datetime
) -> Membership:
    """Gives a place in a group to who asked for one. Raises Refused as `enrol` does."""
    seats.lock(enrolment.programme)
    seats.refuse_answered(enrolment)
    if group.programme_id != enrolment.programme_id:
        raise Refused(_("This group is of another programme. Choose one of this programme."))
    return enrol(group, enrolment.person, from_day, by=by, now=now)


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
    seats.lock(old.programme)
    enrolment = seats.locked(old.programme, membership.person, now)
    if on == membership.starts_on:
        seats.refuse_no_room(enrolment, group, on, until, membership, now=now)
        membership.group, new = group, membership
    else:
        membership.ends_on = on - timedelta(days=1)
        new = seats.add_place(enrolment, group, on, until, now=now)
    detail = {"from": old.slug, "to": group.slug, "on": on.isoformat()}
    seats.note(enrolment, "moved", detail, by=by, now=now)
    outdate_places(old.programme, [enrolment.person_id], now=now)
    changed = settle(old.programme, [old], by=by, now=now)
    if on > clock.today(old.zone, now):
        seats.free_after(old.programme_id, on - timedelta(days=1), now=now)
    touch(groups=[old.id], people={enrolment.person_id, *changed})
    return new


def end(
    membership: Membership, last_day: date, state: State, *, by: Person | None, now: datetime
) -> None:
    """Ends a place after its last day; the enrolment is withdrawn (the person left) or dropped (the
    centre took them off), unless another place goes on, or they have completed. What was attended
    stays.

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
    programme = membership.group.programme
    seats.lock(programme)
    enrolment = seats.locked(programme, membership.person, now)
    membership.ends_on = last_day
    others = seats.places(enrolment, membership)
    goes_on = any(place.ends_on is None or place.ends_on > last_day for place in others)
    if not goes_on and enrolment.state != State.COMPLETED:
        enrolment.state = state
    detail = {"group": membership.group.slug, "last": last_day.isoformat()}
    seats.note(enrolment, str(state), detail, by=by, now=now)
    outdate_places(programme, [enrolment.person_id], now=now)
    changed = settle(programme, [membership.group], by=by, now=now)
    if last_day == clock.today(membership.group.zone, now):  # tomorrow it is looked at again
        seats.free_after(programme.id, last_day, now=now)
    touch(people={enrolment.person_id, *changed})


def complete(
    enrolments: Collection[Enrolment], people: Collection[int], *, by: Person | None, now: datetime
) -> None:
    """The completion of these enrolments was confirmed: they are completed, and stay in everything
    that is open to who learns. By nobody where the programme says that none need confirm it. Given
    are the enrolments and their people (ids); three statements."""
    turn(enrolments, people, State.COMPLETED, "completed", by=by, now=now)


def reopen(enrolment: Enrolment, *, by: Person, now: datetime) -> None:
    """A completion was taken back: the person learns on."""
    turn([enrolment], [enrolment.person_id], State.ACTIVE, "reopened", by=by, now=now)


def turn(
    enrolments: Collection[Enrolment],
    people: Collection[int],
    state: State,
    verb: str,
    *,
    by: Person | None,
    now: datetime,
) -> None:
    notes = []
    for enrolment in enrolments:
        key = f"{enrolment.programme.slug}/{enrolment.person.code}"
        notes.append(("enrolment", key, verb, {"was": enrolment.state}))
        enrolment.state = state
    record_all(notes, by=by, now=now)
    touch(people=people)


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
