"""Telling people of their places in groups, and on the waiting list."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from lms.courses import queries
from lms.courses.models import Enrolment, Group, Programme
from lms.messages.actions import outdate, tell

KINDS = ("group.booked", "group.waiting", "group.offered", "group.expired")


class Told(NamedTuple):
    """What one person is to be told: of which group, and until when an offer stands."""

    enrolment: Enrolment
    kind: str
    group: Group | None = None
    until: datetime | None = None


def tell_of_places(programme: Programme, told: Iterable[Told], *, now: datetime) -> None:
    """Each hears what became of their place; also who came themselves, to have it in writing."""
    told = list(told)
    outdate_places(programme, {one.enrolment.person_id for one in told}, now=now)
    ordered = sorted(told, key=lambda one: (one.kind, one.group.id if one.group else 0))
    for (kind, group), same in groupby(ordered, lambda one: (one.kind, one.group)):
        ones = list(same)
        each = {one.enrolment.person_id: facts(one) for one in ones}
        if kind == "group.waiting":
            each = where_they_stand(programme, ones, now)
        tell(
            list(each),
            kind,
            {"programme": programme.slug, "title": programme.title},
            about=f"programme:{programme.slug}",
            by=None,
            now=now,
            group=group and group.slug,
            before=ones[0].until,
            each=each,
        )


def outdate_places(programme: Programme, people: Collection[int], *, now: datetime) -> None:
    """What these people (ids) are still to be told of their places here is not true any more."""
    outdate(people, KINDS, f"programme:{programme.slug}", now=now)


def facts(one: Told) -> dict[str, Any]:
    group = one.group
    if group is None:
        return {}
    until = {"until": one.until.isoformat()} if one.until else {}
    return {"group": group.title, "zone": group.zone, **until}


def where_they_stand(
    programme: Programme, ones: Iterable[Told], now: datetime
) -> dict[int, dict[str, Any]]:
    waiting = {one.enrolment.id: one.enrolment for one in ones}
    found = queries.positions(programme, list(waiting), now)
    return {
        waiting[key].person_id: {
            "number": position.number,
            "of": position.of,
            "group": group.title if (group := waiting[key].wanted_group) else None,
        }
        for key, position in found.items()
    }
