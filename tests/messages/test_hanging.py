"""A mail server that takes the call and says nothing: everything else goes on."""

import socket
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms import clock, jobs
from lms.db import db
from lms.jobs import Job, JobState, bell
from lms.jobs.registry import TASKS
from lms.jobs.work import work_off
from lms.messages import tasks
from lms.messages.models import Mail, MailState, Notice, NoticeState
from tests import cast
from tests.cast import NOW
from tests.messages.kinds import news

TIMEOUT = 0.3
PEOPLE = 20


@pytest.fixture
def hanging(app, post):
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"smtp://127.0.0.1:{server.getsockname()[1]}"
        app.config.update(MAIL_SERVER=url, MAIL_TIMEOUT=TIMEOUT)
        yield


@pytest.fixture
def told(world, hanging):
    """Twenty people whose mails wait to be sent."""
    people = [
        cast.person(f"P{number}", world.centre, email=f"p{number}@example.org")
        for number in range(PEOPLE)
    ]
    db.session.add_all(people)
    db.session.flush()
    news(*people, group="jes-a", before=NOW + timedelta(hours=4))
    db.session.commit()
    work_off(now=NOW, most=PEOPLE)
    return people


def due(kind, now=NOW):
    waits = (Job.kind == kind, Job.state == JobState.WAITING, Job.due_at <= now)
    return db.session.scalar(select(func.count()).where(*waits))


def test_one_mail_is_tried_and_the_others_wait_a_minute(told):
    assert due("messages.send") == PEOPLE
    begun = time.monotonic()
    bell.take_a_turn()
    assert time.monotonic() - begun < PEOPLE * TIMEOUT / 2
    assert due("messages.send") == 0
    assert due("messages.send", NOW + timedelta(minutes=1)) == PEOPLE
    tries = db.session.scalars(select(Job.tries).where(Job.kind == "messages.send"))
    assert sorted(tries) == [0] * (PEOPLE - 1) + [1]


def test_whatever_is_no_mail_goes_on(world, told):
    world.lea.email = None
    news(world.lea, group="jes-a")
    db.session.commit()
    bell.take_a_turn()
    assert due("messages.deliver") == 0
    assert NoticeState.CALL in set(db.session.scalars(select(Notice.state)))


def test_what_is_near_is_called_although_it_was_its_neighbour_that_was_tried(told):
    bell.take_a_turn()
    db.session.expire_all()
    assert all("timed out" in error for error in db.session.scalars(select(Mail.error)))
    tasks.look(NOW + timedelta(hours=1))
    assert set(db.session.scalars(select(Notice.state))) == {NoticeState.CALL}


def test_as_soon_as_the_server_answers_all_are_sent(app, post, told):
    bell.take_a_turn()
    app.config.update(MAIL_SERVER=post.url, MAIL_TIMEOUT=60)
    work_off(now=NOW + timedelta(minutes=1))
    assert len(post.received) == PEOPLE
    assert set(db.session.scalars(select(Mail.state))) == {MailState.SENT}


def test_a_turn_ends_after_a_while(app, world, monkeypatch):
    monkeypatch.setattr(bell, "TURN", 0.2)
    monkeypatch.setitem(TASKS, "test.sleep", lambda data, *, now: time.sleep(0.15))
    for _number in range(5):
        jobs.later("test.sleep", now=clock.now())
    db.session.commit()
    bell.take_a_turn()
    assert 0 < due("test.sleep") < 5
