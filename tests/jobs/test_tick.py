"""What a worker looks after every minute."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import jobs
from lms.db import db
from lms.jobs import Job, JobState, registry
from lms.jobs.tick import KEPT, tick
from lms.jobs.work import work_off
from tests.cast import NOW


@pytest.fixture
def minutely(monkeypatch):
    """Only what the test itself looks after."""
    monkeypatch.setattr(registry, "MINUTELY", looks := {})
    monkeypatch.setattr("lms.jobs.tick.MINUTELY", looks)
    return looks


def states():
    db.session.rollback()
    rows = db.session.execute(select(Job.kind, Job.state).order_by(Job.id))
    return [(kind, state) for kind, state in rows if kind != jobs.LOOK]


def test_each_minute_everything_is_looked_after_and_committed(app, minutely):
    @jobs.every_minute("reminders")
    def look(now):
        jobs.later("test.again", now=now, key="reminders")

    tick(now=NOW)
    tick(now=NOW)
    assert states() == [("test.again", JobState.WAITING)]


def test_one_that_breaks_stops_no_other_and_leaves_nothing(app, minutely, caplog):
    @jobs.every_minute("broken")
    def broken(now):
        jobs.later("test.again", now=now)
        raise ValueError("ana@example.org is away")

    jobs.every_minute("whole")(lambda now: jobs.later("test.leave", now=now))
    tick(now=NOW)
    assert states() == [("test.leave", JobState.WAITING)]
    assert "each minute broken: ValueError: …@… is away" in caplog.text


def test_what_was_done_a_month_ago_is_deleted_and_what_failed_is_kept(app, minutely):
    old = NOW - KEPT - timedelta(seconds=1)
    for state in JobState:
        for when in (old, NOW):
            db.session.add(
                Job(kind=f"{when:%d}", data={}, state=state, made_at=when, due_at=when,
                    done_at=when, leased_until=NOW + timedelta(minutes=1))
            )  # fmt: skip
    db.session.commit()
    tick(now=NOW)
    left = [state for kind, state in states() if kind == f"{old:%d}"]
    assert left == [JobState.WAITING, JobState.RUNNING, JobState.FAILED]
    assert len(states()) == 2 * len(JobState) - 1


def test_a_worker_notes_when_it_looked_in_one_row(app, minutely):
    for minutes in (0, 1, 2):
        tick(now=NOW + timedelta(minutes=minutes))
    looks = db.session.scalars(select(Job).where(Job.kind == jobs.LOOK)).all()
    assert [look.done_at for look in looks] == [NOW + timedelta(minutes=2)]
    assert work_off(now=NOW + timedelta(days=1)) == 0
