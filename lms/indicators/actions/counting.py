"""Counting: a count is asked for, made in the background, and kept with its members and gaps."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, insert

from lms import jobs
from lms.db import db
from lms.indicators import formulas, record
from lms.indicators.members import evaluate
from lms.indicators.models import Count, CountState, Gap, Member, SetVersion
from lms.indicators.queries import counts
from lms.indicators.queries.facts import gather
from lms.indicators.union import Counted, as_counted, told
from lms.people.actions import record as note
from lms.people.models import Person
from lms.projects.models import Project

KIND = "indicators.count"
BATCH = 5000  # rows in one statement


def ask(
    project: Project,
    version: SetVersion,
    organisation_id: int | None,
    until: date,
    *,
    by: Person | None,
    now: datetime,
    since: date | None = None,
) -> Count:
    """A count that a job makes; the one that waits already, where there is one. With `since` it
    also says what is new from that day on."""
    waits = counts.asked_for(project, version, organisation_id, since, until)
    made = waits or Count(
        project_id=project.id, version_id=version.id, organisation_id=organisation_id,
        since=since, until=until, state=CountState.ASKED, asked_at=now,
    )  # fmt: skip
    if waits is None:
        db.session.add(made)
        db.session.flush()
        detail = {"project": project.slug, "until": until.isoformat()}
        if since is not None:
            detail["from"] = since.isoformat()
        note("indicator_count", made.id, "asked", detail, by=by, now=now)
    jobs.later(KIND, {"count": made.id}, now=now, key=f"{KIND}:{made.id}")
    return made


def live(project_id: int, version: SetVersion, organisation_id: int | None, until: date) -> Counted:
    """What the records say now; keeps nothing."""
    figures = evaluate(formulas.known(version.content), gather(project_id, until, organisation_id))
    return as_counted(figures)


def make(count: Count, *, now: datetime) -> None:
    """Counts what was asked for, and keeps it. What is frozen or counted stays."""
    if (found := looked(count)) is not None:
        keep(count.id, found, now=now)


def looked(count: Count) -> Counted | None:
    """What the records say of a count that waits; only reads, and may take long."""
    if count.state in (CountState.DONE, CountState.REPLACED):
        return None
    return live(count.project_id, count.version, count.organisation_id, count.until)


def keep(count_id: int, found: Counted, *, now: datetime) -> None:
    """Once, whoever computed it: of two, the second finds it done. What it takes the place of
    goes."""
    count = counts.lock(count_id)
    if count is None or count.state in (CountState.DONE, CountState.REPLACED):
        return
    put(count, found, now=now)
    if count.frozen_at is None:
        forget(counts.before(count))


def forget(ids: Sequence[int]) -> None:
    """Counts that newer ones have taken the place of, with their rows about people."""
    for table in (Member, Gap):
        db.session.execute(delete(table).where(table.count_id.in_(ids)))
    db.session.execute(delete(Count).where(Count.id.in_(ids)))


def put(count: Count, found: Counted, *, now: datetime) -> None:
    """Keeps figures, members and gaps, and the digest over them."""
    for table in (Member, Gap):
        db.session.execute(delete(table).where(table.count_id == count.id))
    members = [
        {"count_id": count.id, "code": row.code, "key": row.key, "person_id": row.person,
         "organisation_id": row.organisation, "first_on": row.on, "cells": row.cells,
         "size": row.size}
        for row in found.members
    ]  # fmt: skip
    gaps = [
        {"count_id": count.id, "code": row.code, "gap": row.gap, "person_id": row.person}
        for row in found.gaps
    ]
    for table, rows in ((Member, members), (Gap, gaps)):
        for start in range(0, len(rows), BATCH):
            db.session.execute(insert(table), rows[start : start + BATCH])
    count.values = told(formulas.known(count.version.content), found, count.since)
    count.state, count.counted_at = CountState.DONE, now
    count.digest = record.digest(count.values, (row.line for row in found.members))


def fail(count: Count) -> None:
    if count.state == CountState.ASKED:
        count.state = CountState.FAILED
