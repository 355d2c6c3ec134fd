"""Telling exactly those whom a change of sessions concerns, each person once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from lms.attendance.actions.outdating import Known, outdate
from lms.attendance.facts import as_data, known_to
from lms.attendance.hours import session_span
from lms.attendance.models import Session
from lms.attendance.queries.affected import Concern, News, affected
from lms.attendance.rules.facts import facts_of, facts_of_row
from lms.courses.models import Group
from lms.messages.actions import tell
from lms.people.models import Person

LISTED = 10  # sessions that a notice names one by one


class Entry(NamedTuple):
    """A session in a notice: what is told of it, and when it begins, or began where it was."""

    uid: str
    data: dict[str, Any]
    begins: str  # in UTC: such moments are in order as text


class Before:
    """What must be known of a session as it was."""

    def __init__(self, session: Session) -> None:
        self.facts = facts_of(session)
        self.id, self.day = session.id, session.day
        self.teachers, self.begins = teachers(session), begins(session)


def news_of(session: Session, before: Before | None = None) -> News:
    """A session as it is now; `before` was taken of it (or of its old slot) before the change."""
    start, ours = begins(session), teachers(session)
    return News(
        after=facts_of(session),
        before=before.facts if before else None,
        group_id=session.group_id,
        days=frozenset({session.day, before.day} if before else {session.day}),
        sessions=frozenset({session.id, before.id} if before else {session.id}),
        teachers=ours | before.teachers if before else ours,
        begins=min(start, before.begins) if before else start,
        until=max(start, before.begins) if before else start,
    )


def news_of_row(group: Group, values: Mapping[str, Any]) -> News:
    """The same of a new session that is at hand as columns, and the rows that they name."""
    ours = frozenset(filter(None, (values["trainer_id"], values["substitute_id"])))
    when = (values[name] for name in ("day", "starts", "ends", "zone"))
    start = datetime.fromtimestamp(session_span(*when).start, UTC)
    return News(
        after=facts_of_row(group, values),
        before=None,
        group_id=group.id,
        days=frozenset({values["day"]}),
        sessions=frozenset({values["id"]}),
        teachers=ours,
        begins=start,
        until=start,
    )


def teachers(session: Session) -> frozenset[int]:
    return frozenset(filter(None, (session.trainer_id, session.substitute_id)))


def begins(session: Session) -> datetime:
    return datetime.fromtimestamp(session.span.start, UTC)


def is_news(one: News) -> bool:
    """Whether anything is different that people see of a session."""
    seen = one.after._replace(sequence=0, id=0, code="", uid="", status="")
    was = one.before and one.before._replace(sequence=0, id=0, code="", uid="", status="")
    return seen != was


def tell_of(
    kind: str,
    news: Iterable[News],
    group: Group,
    *,
    by: Person | None,
    now: datetime,
    about: str | None = None,
    reason: str = "",
) -> None:
    """One notice for each person, whatever the number of sessions that concern them; it is about
    the session of this code. Of sessions of the past nobody is told.
    What was to be told of these sessions before is not told any more."""
    news = list(news)
    unheard = outdate(news, group, now=now)
    to_come = [one for one in news if one.until > now]
    if not to_come:
        return
    common = {"reason": reason, "at": now.isoformat()}
    data = [as_told(one) for one in to_come]
    tell(
        people := affected(to_come),
        kind,
        common,
        about=f"session:{about or to_come[0].after.code}",
        by=by,
        now=now,
        group=group.slug,
        before=max(one.until for one in to_come),
        each={
            person: own(concern, data, unheard.get(person, {}))
            for person, concern in people.items()
        },
    )


def as_told(one: News) -> Entry:
    data = {"after": as_data(one.after)}
    if one.before:
        data["before"] = as_data(one.before)
    return Entry(one.after.uid, data, one.begins.isoformat())


def own(concern: Concern, entries: Sequence[Entry], unheard: Mapping[str, Known]) -> dict[str, Any]:
    """What one person is told: the first of the sessions that concern them, how many, and when
    each begins, or began where it was; each as it was when they last heard of it."""
    mine = [as_heard(entries[which], unheard) for which in concern.news]
    sessions = [
        {key: known_to(role, facts) for key, facts in entry.data.items()}
        for entry, role in islice(zip(mine, concern.news.values(), strict=True), LISTED)
    ]
    begins = {entry.uid: entry.begins for entry in mine}
    return {"role": concern.role, "sessions": sessions, "count": len(mine), "begins": begins}


def as_heard(entry: Entry, unheard: Mapping[str, Known]) -> Entry:
    known = unheard.get(entry.uid)
    if known is None:
        return entry
    begins = min(filter(None, (known.begins, entry.begins)))
    return Entry(entry.uid, {**entry.data, "before": known.before}, begins)
