"""Kinds of jobs for the tests, and where their effects are seen: notices of one person."""

import time

from lms import jobs
from lms.db import db
from lms.jobs.registry import TASKS
from lms.messages.models import Notice


class Broken(Exception):
    """What a task of the tests raises."""


def leave(data, *, now):
    """Leaves one row; twice would be two rows."""
    db.session.add(
        Notice(person_id=data["person"], kind="test", about=data["about"], data={}, made_at=now)
    )


def slowly(data, *, now):
    leave(data, now=now)
    db.session.flush()
    time.sleep(data.get("seconds", 0.005))


def wait(data, *, now):
    """As a mail that waits for its server: nothing of the database is held."""
    db.session.commit()
    time.sleep(data["seconds"])


def leave_and_break(data, *, now):
    leave(data, now=now)
    db.session.flush()
    raise Broken("the post office is closed, says ana@example.org")


def again(data, *, now):
    return jobs.Outcome(again_at=now.replace(hour=23))


KINDS = {
    "test.leave": leave,
    "test.slowly": slowly,
    "test.wait": wait,
    "test.break": leave_and_break,
    "test.again": again,
}


def register():
    for kind, function in KINDS.items():
        jobs.task(kind)(function)


def forget():
    for kind in KINDS:
        TASKS.pop(kind, None)
