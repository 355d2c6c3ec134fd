"""Queueing: rows in the transaction of the change; the bell rings when it is committed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms.db import db
from lms.jobs.models import Job, JobState
from lms.jobs.registry import TASKS


def later(
    kind: str, data: dict | None = None, *, now: datetime, at: datetime | None = None,
    key: str | None = None,
) -> None:  # fmt: skip
    """Queues one job, due at once or `at`. Of two with one `key` the earlier time holds."""
    later_all([(kind, data or {}, at or now, key)], now=now)


def later_all(jobs: Iterable[tuple[str, dict, datetime, str | None]], *, now: datetime) -> None:
    """The same for many: (kind, data, due at, key). One statement."""
    rows: list[dict[str, Any]] = [
        {
            "kind": kind, "data": data, "due_at": at, "key": key,
            "state": JobState.WAITING, "made_at": now, "tries": 0,
        }
        for kind, data, at, key in jobs
    ]  # fmt: skip
    if not rows:
        return
    rows.sort(key=lambda row: row["key"] or "")  # in one order: two never wait for each other
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Job)
    earlier = func.least if dialect is postgresql else func.min
    statement = statement.on_conflict_do_update(
        index_elements=["key"], set_={"due_at": earlier(Job.due_at, statement.excluded.due_at)}
    )
    db.session.execute(statement, rows)
    ring_when_committed(row["due_at"] for row in rows)


def try_again(*which: ColumnElement[bool], now: datetime) -> int:
    """Those that failed wait again, due now, as if they had never been tried; how many they are."""
    failed = update(Job).where(Job.state == JobState.FAILED, *which)
    again = failed.values(state=JobState.WAITING, due_at=now, tries=0)
    count = db.session.execute(again).rowcount  # type: ignore[attr-defined]
    ring_when_committed([now])
    return count


def put_off(kind: str, *, until: datetime) -> None:
    """All of a kind that would begin before then wait: whom they need is away. One statement."""
    soon = select(Job.id).where(
        Job.kind == kind, Job.state == JobState.WAITING, Job.due_at < until
    ).with_for_update(skip_locked=True)  # fmt: skip
    waits = update(Job).where(Job.id.in_(soon)).values(due_at=until)
    db.session.execute(waits, execution_options={"synchronize_session": False})
    ring_when_committed([until])


def in_vain(kind: str, data: dict, *, now: datetime) -> None:
    """It will not be done. What is to happen instead is a job, too: `messages.send.in_vain`."""
    instead = f"{kind}.in_vain"
    if instead in TASKS:
        later(instead, data, now=now)


def ring_when_committed(moments: Iterable[datetime]) -> None:
    db.session.info.setdefault("bell", set()).update(moments)
