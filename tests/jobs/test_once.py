"""`lms work --once`: what is due, and then it ends."""

from datetime import timedelta

import pytest

from lms import clock, jobs
from lms.db import db
from lms.jobs.work import LEASE
from tests.cast import NOW


@pytest.fixture
def once(app):
    return lambda: app.test_cli_runner().invoke(args=["work", "--once"])


def test_nothing_to_do_is_well(once):
    assert once().exit_code == 0


def test_all_that_is_due_is_done(once, world):
    for about in ("one", "two"):
        jobs.later("test.leave", {"person": world.lea.id, "about": about}, now=NOW)
    db.session.commit()
    assert once().exit_code == 0
    states = [job.state for job in db.session.query(jobs.Job) if job.kind.startswith("test.")]
    assert states == [jobs.JobState.DONE] * 2


def test_a_lease_begins_when_its_job_does(once, world, monkeypatch):
    moments, left = [NOW], []
    monkeypatch.setattr(clock, "now", lambda: moments[-1])

    def slow(data, *, now):
        running = db.session.query(jobs.Job).filter_by(state=jobs.JobState.RUNNING).one()
        left.append(running.leased_until - clock.now())
        moments.append(clock.now() + timedelta(minutes=6))

    jobs.task("test.again")(slow)
    for _number in range(3):
        jobs.later("test.again", now=NOW)
    db.session.commit()
    assert once().exit_code == 0
    assert left == [LEASE] * 3


def test_one_that_fails_is_said(once, world):
    jobs.later("test.break", {"person": world.lea.id, "about": "x"}, now=NOW)
    jobs.later("test.leave", {"person": world.lea.id, "about": "y"}, now=NOW)
    db.session.commit()
    assert once().exit_code == 1
    assert once().exit_code == 0  # it is not due again yet
