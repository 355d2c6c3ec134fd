"""Doing jobs: once, all of it or nothing, again after growing pauses, and in the end not at all."""

from datetime import timedelta

import pytest
from flask import g
from sqlalchemy import func, select

from lms import jobs
from lms.courses.models import Group
from lms.db import db
from lms.jobs import Job, JobState, tick, work
from lms.jobs.registry import TASKS
from lms.jobs.work import LEASE, MOST_TRIES, PAUSES, work_off
from lms.messages.models import Notice
from lms.people.models import Person
from lms.reports.actions.recount import recount
from tests.cast import NOW, THURSDAY

MINUTE = timedelta(minutes=1)


@pytest.fixture
def lea(world):
    """Her groups are counted for dashboards: a look at what is old finds nothing to queue."""
    columns = (Group.id, Group.slug, Group.programme_id, Group.zone, Group.revision)
    recount(db.session.query(*columns).all(), THURSDAY, now=NOW)
    db.session.commit()
    return world.lea.id


def queue(kind="test.leave", at=None, key=None, **data):
    jobs.later(kind, data, now=NOW, at=at, key=key)
    db.session.commit()


def only_job():
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Job).where(Job.kind != tick.LOOK)).one()


def effects():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Notice))


def test_a_job_is_done_with_its_effects(lea):
    queue(person=lea, about="one")
    assert work_off(now=NOW) == 1
    job = only_job()
    assert (job.state, job.done_at, job.tries, job.leased_until) == (JobState.DONE, NOW, 1, None)
    assert effects() == 1
    assert work_off(now=NOW) == 0


def test_a_job_of_a_change_that_was_not_made_is_not_there(lea):
    jobs.later("test.leave", {"person": lea, "about": "x"}, now=NOW)
    db.session.rollback()
    assert work_off(now=NOW) == 0
    assert db.session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_job_waits_for_its_time(lea):
    queue(person=lea, about="one", at=NOW + MINUTE)
    assert work_off(now=NOW) == 0
    assert work_off(now=NOW + MINUTE) == 1


@pytest.mark.parametrize("minutes", [(5, 2), (2, 5)])
def test_of_two_with_one_key_there_is_one_at_the_earlier_time(lea, minutes):
    for count in minutes:
        queue(person=lea, about="one", key="deliver:1", at=NOW + count * MINUTE)
    assert only_job().due_at == NOW + 2 * MINUTE
    assert work_off(now=NOW + 9 * MINUTE) == 1
    assert effects() == 1


def test_a_key_is_free_as_soon_as_the_job_has_begun(lea):
    queue(person=lea, about="one", key="deliver:1")
    work_off(now=NOW)
    queue(person=lea, about="two", key="deliver:1")
    assert work_off(now=NOW) == 1
    assert effects() == 2


def test_what_is_due_first_is_done_first(lea):
    for number, minutes in enumerate((3, 1, 2)):
        queue(person=lea, about=str(number), at=NOW + minutes * MINUTE)
    assert work_off(now=NOW + 5 * MINUTE, most=2) == 2
    order = db.session.scalars(select(Notice.about).order_by(Notice.id)).all()
    assert order == ["1", "2"]


def test_a_job_that_breaks_leaves_nothing_and_is_tried_after_growing_pauses(lea):
    queue("test.break", person=lea, about="x")
    at = NOW
    for number, pause in enumerate(PAUSES, 1):
        assert work_off(now=at) == 1
        job = only_job()
        assert (job.state, job.tries, job.due_at) == (JobState.WAITING, number, at + pause)
        assert work_off(now=at + pause - timedelta(seconds=1)) == 0
        at += pause
    assert list(PAUSES) == sorted(set(PAUSES))
    work_off(now=at)
    job = only_job()
    assert (job.state, job.tries, job.leased_until) == (JobState.FAILED, MOST_TRIES, None)
    assert work_off(now=at + timedelta(days=365)) == 0
    assert effects() == 0


def test_the_error_is_kept_without_addresses(lea):
    queue("test.break", person=lea, about="x")
    work_off(now=NOW)
    assert only_job().error == "Broken: the post office is closed, says …@…"


def test_the_words_of_a_database_which_quote_rows_are_not_kept(lea):
    queue(person=999_999, about="somebody's secret")
    work_off(now=NOW)
    error = only_job().error
    assert error.startswith("IntegrityError: ")
    assert "secret" not in error


def test_a_kind_that_nobody_knows_is_said_and_tried_later(app):
    queue("from.the.future")
    work_off(now=NOW)
    job = only_job()
    assert job.state == JobState.WAITING
    assert job.error == "Unknown: This version knows no jobs of the kind from.the.future."


def test_one_that_breaks_does_not_stop_the_next(lea):
    queue("test.break", person=lea, about="x")
    queue(person=lea, about="y")
    assert work_off(now=NOW) == 2
    assert effects() == 1


def test_a_task_may_ask_to_be_called_again_which_is_no_failure(lea):
    queue("test.again")
    for _day in range(MOST_TRIES + 1):
        work_off(now=NOW)
        job = only_job()
        assert (job.state, job.due_at) == (JobState.WAITING, NOW.replace(hour=23))
        assert (job.tries, job.error) == (0, None)
        job.due_at = NOW
        db.session.commit()


def test_a_success_takes_the_old_error_away(lea):
    queue("test.break", person=lea, about="x")
    work_off(now=NOW)
    TASKS["test.break"] = TASKS["test.leave"]
    work_off(now=NOW + PAUSES[0])
    assert (only_job().state, only_job().error) == (JobState.DONE, None)


def test_a_job_may_queue_another(lea):
    def first(data, *, now):
        jobs.later("test.leave", data, now=now)

    jobs.task("test.again")(first)
    queue("test.again", person=lea, about="x")
    assert work_off(now=NOW) == 2
    assert effects() == 1


def test_each_job_begins_in_a_clean_state(world):
    seen = []

    def look(data, *, now):
        seen.append((len(db.session.identity_map), "mine" in g))
        db.session.get(Person, world_id).name = "Somebody else"
        db.session.rollback()
        g.mine = db.session.get(Person, world_id)

    world_id = world.lea.id
    jobs.task("test.again")(look)
    queue("test.again")
    queue("test.again")
    work_off(now=NOW)
    assert seen == [(0, False), (0, False)]
    assert "mine" not in g


def test_a_run_whose_worker_died_waits_again_when_its_lease_is_over(lea):
    queue(person=lea, about="one")
    assert work.claimed(NOW) is not None  # and then nothing more is heard
    tick.tick(now=NOW + LEASE - timedelta(seconds=1))
    assert work_off(now=NOW + LEASE) == 0
    tick.tick(now=NOW + LEASE)
    assert work_off(now=NOW + LEASE) == 1
    assert (only_job().state, only_job().tries) == (JobState.DONE, 2)
    assert effects() == 1


def test_a_job_that_kills_its_workers_has_failed_in_the_end(lea):
    queue(person=lea, about="one")
    at = NOW
    for _try in range(MOST_TRIES):
        assert work.claimed(at) is not None
        at += LEASE
        tick.tick(now=at)
    assert work.claimed(at) is None
    assert (only_job().state, only_job().error) == (
        JobState.FAILED,
        "The worker ended before the job did.",
    )


def test_who_was_slower_than_the_lease_undoes_what_it_did(lea):
    """The second run is the one that counts; the first finds out when it wants to commit."""
    runs = []

    def slow(data, *, now):
        runs.append(now)
        if len(runs) == 1:  # meanwhile, elsewhere
            tick.tick(now=now + LEASE)
            assert work_off(now=now + LEASE) == 1
        TASKS["test.leave"](data, now=now)

    jobs.task("test.again")(slow)
    queue("test.again", person=lea, about="x")
    work_off(now=NOW)
    job = only_job()
    assert runs == [NOW, NOW + LEASE]
    assert (job.state, job.done_at, job.tries) == (JobState.DONE, NOW + LEASE, 2)
    assert effects() == 1
