"""What a change of sessions makes untrue of what people are still to be told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, update

from lms.attendance.facts import SIGNED_UP, WAITS, Facts, as_data, known_to
from lms.attendance.models import Status
from lms.attendance.queries.affected import News
from lms.attendance.queries.unsettled import unsettled
from lms.courses.models import Group
from lms.db import db
from lms.messages.models import Notice, NoticeState


class Known(NamedTuple):
    """How a person knows a session, who never heard of the changes since, and when it began."""

    before: Mapping[str, Any]
    begins: str | None


Unheard = Mapping[int, Mapping[str, Known]]  # by person, by the uid of the session


def outdate(news: Sequence[News], group: Group, *, now: datetime) -> Unheard:
    """Takes the changed sessions out of the older notices of the group that nobody was told yet:
    one that lists no other is told no more. Answers what those people know of these sessions, so
    that they are told what is different from that. Three statements at most.
    """
    changed = {one.after.uid: one.after for one in news if one.after.sequence}
    if not changed:  # what is just published is in no older notice
        return {}
    trimmed, past = [], []
    unheard: dict[int, dict[str, Known]] = defaultdict(dict)
    for row in db.session.execute(unsettled(group.slug)):
        data = as_it_is(row, changed)
        if data is None:
            past.append({"id": row.id, "state": NoticeState.PAST, "settled_at": now})
        elif data != row.data:
            trimmed.append({"id": row.id, "data": data, "about": about_now(row, data)})
        for uid, known in known_by(row, changed).items():
            unheard[row.person_id].setdefault(uid, known)
    for rows in filter(None, (trimmed, past)):
        db.session.execute(update(Notice), rows)
    return unheard


def as_it_is(row: Row, changed: Mapping[str, Facts]) -> dict[str, Any] | None:
    """What is left of a notice; none where all of it is not true any more."""
    if "sessions" in row.data:
        return without(row.data, changed)
    after = changed.get(row.data["session"]["uid"])
    if after is None:
        return row.data
    if row.kind == "session.reminder" or after.status == Status.CANCELLED:
        return None
    role = SIGNED_UP if row.kind == "place.booked" else WAITS
    return row.data | {"session": known_to(role, as_data(after))}


def without(data: dict[str, Any], changed: Mapping[str, Facts]) -> dict[str, Any] | None:
    sessions = [one for one in data["sessions"] if one["after"]["uid"] not in changed]
    if not sessions:
        return None
    begins = {uid: at for uid, at in data["begins"].items() if uid not in changed}
    return data | {"sessions": sessions, "begins": begins, "count": len(begins)}


def about_now(row: Row, data: Mapping[str, Any]) -> str:
    """A place is in a session that may have another code now."""
    return f"session:{data['session']['code']}" if "session" in data else row.about


def known_by(row: Row, changed: Mapping[str, Facts]) -> dict[str, Known]:
    """The sessions as they were before a change that this notice would have told of."""
    begins = row.data.get("begins", {})
    listed = ((one["after"]["uid"], one) for one in row.data.get("sessions", ()))
    return {
        uid: Known(one["before"], begins.get(uid))
        for uid, one in listed
        if uid in changed and one.get("before")
    }
