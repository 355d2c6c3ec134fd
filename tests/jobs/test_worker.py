"""Real workers: killed, two at once, rung, asked to end."""

import os
import signal
import time
from datetime import timedelta

from sqlalchemy import select

from lms import clock, jobs
from lms.db import db
from lms.jobs import JobState
from lms.people.models import Person, Role
from tests.jobs.processes import all_done, count, effects, looked_at, until, worker


def queue(many, kind="test.slowly", at=None, **data):
    person = somebody()
    now = clock.now()
    given = [{"person": person, "about": f"{number:03}", **data} for number in range(many)]
    jobs.later_all([(kind, one, at or now, None) for one in given], now=now)
    db.session.commit()
    return [one["about"] for one in given]


def somebody():
    lea = db.session.scalar(select(Person))
    if lea is None:
        lea = Person(code="LEA", name="Lea", role=Role.LEARNER, language="en")
        db.session.add(lea)
        db.session.flush()
    return lea.id


def test_a_worker_that_is_killed_loses_nothing_and_repeats_nothing(own_app):
    with worker(own_app) as process:
        wanted = queue(200)
        until(lambda: count(JobState.DONE) >= 20)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done = count(JobState.DONE)
    assert 20 <= done < 200
    assert len(effects()) == done
    with worker(own_app, minutes_later=11):  # what was begun waits for the end of its lease
        until(all_done)
    assert count(JobState.DONE) == 200
    assert effects() == wanted


def test_two_workers_do_each_job_once(own_app):
    with worker(own_app), worker(own_app):
        wanted = queue(150)
        until(all_done)
    assert effects() == wanted
    assert count(JobState.DONE) == 150


def test_the_bell_is_heard_at_once_and_at_a_time_to_come(own_app):
    with worker(own_app):
        queue(1, "test.leave", about="now")
        assert until(lambda: effects() == ["now"]) < 5
        queue(1, "test.leave", about="soon", at=clock.now() + timedelta(seconds=2))
        assert 1 < until(lambda: effects() == ["now", "soon"]) < 7


def test_a_worker_that_is_asked_to_end_finishes_what_it_does(own_app):
    with worker(own_app) as process:
        queue(1, seconds=2)
        until(lambda: count(JobState.RUNNING))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert (count(JobState.DONE), effects()) == (1, ["000"])


def test_the_minute_waits_for_no_thread(own_app):
    """As many long jobs as there are threads, and one more."""
    with worker(own_app, seconds_of_a_minute=1):
        queue(own_app.config["WORKERS"] + 1, "test.wait", seconds=60)
        until(lambda: count(JobState.RUNNING) == own_app.config["WORKERS"])
        before = looked_at()
        until(lambda: looked_at() > before + timedelta(seconds=2), patience=50)
        assert count(JobState.DONE) == 0


def test_a_worker_that_is_asked_twice_ends_at_once(own_app):
    with worker(own_app) as process:
        queue(1, seconds=60)
        until(lambda: count(JobState.RUNNING))
        process.send_signal(signal.SIGINT)
        time.sleep(1)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 1
    assert (count(JobState.RUNNING), effects()) == (1, [])
