"""Groups and the settings of programmes."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.courses import queries
from lms.courses.actions.figures import touch
from lms.courses.actions.seats import lock
from lms.courses.actions.waiting_list import fill, settle
from lms.courses.models import Group, Programme
from lms.courses.rules.naming import free_name, name_of
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def create_group(
    programme: Programme, values: dict[str, Any], *, by: Person | None, now: datetime
) -> Group:
    """A new delivery of a programme, by the programme's organisation. Its slug is made of its
    title."""
    slug = free_slug(values["title"], programme.slug)
    group = Group(
        slug=slug, programme=programme, organisation_id=programme.organisation_id, **values
    )
    db.session.add(group)
    db.session.flush()
    record("group", group.slug, "created", written(values), by=by, now=now)
    fill(group, by=by, now=now)
    return group


def change_group(
    group: Group, values: dict[str, Any], *, by: Person | None, now: datetime
) -> list[str]:
    """Changes what is different, and says which; the history keeps before and after. New places go
    to who waits.

    Raises Refused where more people are in the group, or are offered a place in it, than its new
    capacity.
    """
    lock(group.programme)
    different = {key: value for key, value in values.items() if getattr(group, key) != value}
    before = {key: getattr(group, key) for key in different}
    if capacity := different.get("capacity"):
        refuse_too_small(group, capacity, now)
    for key, value in different.items():
        setattr(group, key, value)
    if different:
        detail = {"before": written(before), "after": written(different)}
        record("group", group.slug, "changed", detail, by=by, now=now)
    came = settle(group.programme, [group], by=by, now=now)
    moved = [group.id] if "zone" in different else []  # a day ends at another moment
    touch(groups=moved, people=came)
    return list(different)


def refuse_too_small(group: Group, capacity: int, now: datetime) -> None:
    day = clock.today(group.zone, now)
    group_now = queries.people_in([group.id], day).get(group.id, 0)
    offered = queries.offers([group.id], now).get(group.id, 0)
    if offered and capacity < group_now + offered:
        raise Refused(
            ngettext(
                "%(num)s person is in this group or is offered a place in it. Leave room for them.",
                "%(num)s people are in this group or are offered a place in it. "
                "Leave room for them.",
                group_now + offered,
            )
        )
    if capacity < group_now:
        raise Refused(
            ngettext(
                "%(num)s person is in this group. Leave room for them.",
                "%(num)s people are in this group. Leave room for them.",
                group_now,
            )
        )


def change_settings(
    programme: Programme, values: dict[str, Any], *, by: Person, now: datetime
) -> list[str]:
    """How people come onto a programme, when its registers lock, what is printed for it: whatever
    is different, and the history keeps before and after. Raises Refused where the programme is
    entered by code and has none."""
    if values.get("entry") == "code" and not values.get("entry_code"):
        raise Refused(_("Write the code with which people come onto the programme."))
    different = {key: value for key, value in values.items() if getattr(programme, key) != value}
    before = {key: getattr(programme, key) for key in different}
    for key, value in different.items():
        setattr(programme, key, value)
    if different:
        detail = {"before": written(before), "after": written(different)}
        record("programme", programme.slug, "settings changed", detail, by=by, now=now)
    return list(different)


def free_slug(title: str, otherwise: str) -> str:
    """A short name for addresses and files, made of a title in any script, that no group has."""
    return free_name(name_of(title, f"{otherwise[:50]}-1"), queries.slug_is_taken)


def written(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the history keeps them."""
    return {key: as_kept(key, value) for key, value in values.items()}


def as_kept(key: str, value: Any) -> Any:
    if key == "trainers":
        return [person.code for person in value]
    if isinstance(value, list):
        return ", ".join(value)
    return value if isinstance(value, (str, int, type(None))) else str(value)
