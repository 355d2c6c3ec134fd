"""`lms work --once`: what is due, and then it ends."""

import pytest

from lms import jobs
from lms.db import db
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
    states = [job.state for job in db.session.query(jobs.Job) if job.kind != jobs.LOOK]
    assert states == [jobs.JobState.DONE] * 2


def test_one_that_fails_is_said(once, world):
    jobs.later("test.break", {"person": world.lea.id, "about": "x"}, now=NOW)
    jobs.later("test.leave", {"person": world.lea.id, "about": "y"}, now=NOW)
    db.session.commit()
    assert once().exit_code == 1
    assert once().exit_code == 0  # it is not due again yet
