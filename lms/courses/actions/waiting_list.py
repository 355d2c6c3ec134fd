"""The waiting list of a programme: joining it, offering what is free, taking and letting go.

Who waits is WAITLISTED, in order (since, id), for one group or for any. Every verb locks the
programme first (lms/courses/actions/seats.py), and each step is in the history of the enrolment.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from lms import clock, jobs
from lms.courses import queries, rules
from lms.courses.actions import seats
from lms.courses.actions.figures import touch
from lms.courses.actions.waiting_list_told import Told, tell_of_places
from lms.courses.models import Enrolment, Group, Membership, Programme, State
from lms.courses.waiting import behind, share
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person


def fill(group: Group, *, by: Person | None, now: datetime) -> None:
    """Gives the free places of a group to the first who can take them. It may be called at any time
    and again: where nothing is free, nothing happens."""
    seats.lock(group.programme)
    touch_people(settle(group.programme, [group], by=by, now=now))


def fill_all(programme: Programme, *, by: Person | None, now: datetime) -> None:
    """The same for all groups of a programme; offers whose time is over end."""
    seats.lock(programme)
    touch_people(settle(programme, with_room(programme, now), by=by, now=now))


def with_room(programme: Programme, now: datetime) -> list[Group]:
    """The groups that take somebody today or tomorrow."""
    rooms = queries.rooms(programme, now.date() + timedelta(days=1), now)
    return [room.group for room in rooms if room.free != 0]


def touch_people(people: set[int]) -> None:
    if people:
        touch(people=people)


def wait(
    enrolment: Enrolment, wanted: Group | None, verb: str, *, by: Person, now: datetime
) -> None:
    """Puts somebody at the end of the list, for one group or for any. The programme is locked."""
    enrolment.since = behind(now, queries.last_in_line(enrolment.programme))
    enrolment.state, enrolment.wanted_group = State.WAITLISTED, wanted
    detail = {"group": wanted.slug} if wanted else None
    seats.note(enrolment, verb, detail, by=by, now=now)


def put_on(enrolment: Enrolment, *, by: Person, now: datetime) -> set[int]:
    """Who asked for a place is to have the next one that is free, in any group.

    Raises Refused where they were answered already, or are on the list."""
    programme = enrolment.programme
    seats.lock(programme)
    seats.refuse_answered(enrolment)
    if enrolment.state == State.WAITLISTED:
        raise Refused(_("%(name)s is on the waiting list already.", name=enrolment.person.name))
    wait(enrolment, None, "waitlisted", by=by, now=now)
    return after_waiting(enrolment, with_room(programme, now), by=by, now=now)


def after_waiting(
    enrolment: Enrolment, groups: Iterable[Group], *, by: Person, now: datetime
) -> set[int]:
    """Who came onto the list is told where they stand, unless a place is theirs at once."""
    programme = enrolment.programme
    changed = settle(programme, groups, by=by, now=now)
    if enrolment.state == State.WAITLISTED and not rules.is_offered(enrolment, now):
        group = enrolment.wanted_group or queries.first_group(programme, now.date())
        tell_of_places(programme, [Told(enrolment, "group.waiting", group)], now=now)
    touch_people(changed)
    return changed


def accept(enrolment: Enrolment, *, by: Person, now: datetime) -> Membership:
    """A person takes the place that is offered. Raises Refused where none is, or its time is over,
    for staff, and where they have a place on these days."""
    programme = enrolment.programme
    seats.lock(programme)
    db.session.refresh(enrolment, with_for_update=True)
    group = enrolment.offered_group
    if enrolment.state != State.WAITLISTED or not group or not rules.is_offered(enrolment, now):
        raise Refused(_("No place is kept for you now. You can ask for one again."))
    seats.refuse_staff(enrolment.person)
    seats.forget_wishes(enrolment)
    today, tomorrow = days(group, now)
    start = tomorrow if queries.free_places(group, today, now=now) == 0 else today
    seats.refuse_no_room(enrolment, group, start, None, now=now)
    place = book(enrolment, group, start, by=by, now=now)
    tell_of_places(programme, [Told(enrolment, "group.booked", group)], now=now)
    touch(people=[enrolment.person_id])
    return place


def settle(
    programme: Programme, groups: Iterable[Group], *, by: Person | None, now: datetime
) -> set[int]:
    """Ends the offers whose time is over, and gives what is free in these groups (and in theirs).
    Answers the people who are in a group now. The programme is locked."""
    told, freed = end_offers(programme, now)
    if not programme.retired_at:
        for group in sorted({*groups, *freed}, key=lambda group: group.id):
            told += share_out(group, by=by, now=now)
    tell_of_places(programme, told, now=now)
    return booked(told)


def booked(told: Iterable[Told]) -> set[int]:
    """The people who are in a group now."""
    return {one.enrolment.person_id for one in told if one.kind == "group.booked"}


def share_out(
    group: Group, comes: Enrolment | None = None, *, by: Person | None, now: datetime
) -> list[Told]:
    """Shares the free places of a group: those of today, then those that are free from tomorrow
    on. Who comes themselves just now stands behind the line, and is not asked first."""
    told: list[Told] = []
    for start in days(group, now):
        waits = comes and all(one.enrolment is not comes for one in told)
        told += give(group, start, comes if waits else None, by=by, now=now)
    return told


def give(
    group: Group, start: date, comes: Enrolment | None, *, by: Person | None, now: datetime
) -> list[Told]:
    """Shares the places that are free from a day on."""
    free = queries.free_places(group, start, now=now)
    if free == 0 or (group.ends_on and start > group.ends_on):
        return []
    line = queries.line(group, start)
    gets, passed = share(free, [*line, (comes, None)] if comes else line)
    for enrolment, why in passed:
        detail = {"group": group.slug, "reason": why}
        seats.note(enrolment, "passed over", detail, by=by, now=now)
    until = rules.offer_ends(group, now)
    told = []
    for enrolment in gets:
        if until is None or enrolment is comes:
            book(enrolment, group, start, by=by, now=now)
            told.append(Told(enrolment, "group.booked", group))
        else:
            offer(enrolment, group, until, by=by, now=now)
            told.append(Told(enrolment, "group.offered", group, until))
    if until and any(one.until for one in told):
        jobs.later("courses.offer_ends", {"programme": group.programme_id}, now=now, at=until)
    return told


def offer(
    enrolment: Enrolment, group: Group, until: datetime, *, by: Person | None, now: datetime
) -> None:
    enrolment.offered_group, enrolment.offer_until = group, until
    detail = {"group": group.slug, "until": until.isoformat()}
    seats.note(enrolment, "offered", detail, by=by, now=now)


def book(
    enrolment: Enrolment, group: Group, start: date, *, by: Person | None, now: datetime
) -> Membership:
    seats.forget_wishes(enrolment)
    enrolment.state, enrolment.since = State.ACTIVE, now
    place = seats.put(enrolment, group, start, now=now)
    detail = {"group": group.slug, "from": start.isoformat()}
    seats.note(enrolment, "enrolled", detail, by=by, now=now)
    return place


def end_offers(programme: Programme, now: datetime) -> tuple[list[Told], list[Group]]:
    """Offers that nobody answered in their time: the place is free again, they wait no longer."""
    told, freed = [], []
    for enrolment in queries.ended_offers(programme, now):
        (group,) = seats.forget_wishes(enrolment)
        enrolment.state = State.WITHDRAWN
        seats.note(enrolment, "offer ended", {"group": group.slug}, by=None, now=now)
        told.append(Told(enrolment, "group.expired", group))
        freed.append(group)
    return told, freed


def days(group: Group, now: datetime) -> tuple[date, date]:
    """The days from which places are given: today, and tomorrow, where the last of somebody's days
    is today."""
    today = min(clock.today(group.zone, now), date.max - timedelta(days=1))
    return today, today + timedelta(days=1)
