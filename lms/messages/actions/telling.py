"""Telling people: rows in the transaction of the change, and a job for each of those people."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, update
from sqlalchemy.dialects import postgresql, sqlite

from lms import jobs
from lms.config import quiet_hours, setting
from lms.db import db
from lms.messages import queries
from lms.messages.kinds import KINDS
from lms.messages.models import UNSETTLED, Notice, NoticeState
from lms.messages.rules import due_at
from lms.people.models import Person


def tell(
    people: Collection[int],
    kind: str,
    data: Mapping[str, Any],
    *,
    about: str,
    by: Person | None,
    now: datetime,
    group: str | None = None,
    before: datetime | None = None,
    key: str | None = None,
    each: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """Tells people (ids) one thing; a few statements, however many they are. Who caused it (`by`)
    is not told what they know. Whom no mail reaches is on the call list at once, at any hour.

    `data`: the facts, as JSON can keep them; `each`: further facts by person. `about`: what it
    concerns ("session:CODE"). `group`: the slug of the group on whose call list those without mail
    appear; without one only their own list says it. `before`: from then on it is of no use (a
    session's start). With a `key` a person is told once, however often this is called.
    """
    told = sorted({*people} - {by.id if by else 0})
    rows = [
        {
            "person_id": person, "kind": kind, "about": about[:120], "group": group,
            "data": {**data, **(each or {}).get(person, {})},
            "key": key and f"{key}:{person}", "state": NoticeState.WAITING,
            "made_at": now, "by_id": by and by.id, "before": before,
        }
        for person in told
    ]  # fmt: skip
    if not rows:
        return
    due = due_at(
        now,
        quiet=quiet_hours(setting("QUIET_HOURS")),
        digest_minutes=setting("DIGEST_MINUTES"),
        at_once=KINDS[kind].at_once,
        before=before,
        zone=setting("TIMEZONE"),
    )
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    once = dialect.insert(Notice).on_conflict_do_nothing(index_elements=["key"])
    db.session.execute(once, rows)
    mailed = queries.with_address(told) if setting("MAIL_SERVER") else set()
    jobs.later_all(
        [
            ("messages.deliver", {"person": person}, due if person in mailed else now,
             f"deliver:{person}")
            for person in told
        ],
        now=now,
    )  # fmt: skip


def outdate(people: Collection[int], kinds: Collection[str], about: str, *, now: datetime) -> None:
    """What these people (ids) are still to be told of this, in these kinds, is not true any more:
    nobody tells it. One statement."""
    untrue = and_(
        Notice.person_id.in_(people),
        Notice.state.in_(UNSETTLED),
        Notice.kind.in_(kinds),
        Notice.about == about,
    )
    db.session.execute(
        update(Notice).where(untrue).values(state=NoticeState.PAST, settled_at=now),
        execution_options={"synchronize_session": False},
    )
