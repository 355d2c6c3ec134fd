"""Whom no mail reaches is on the call list at once; mail waits for others and for the morning."""

from datetime import timedelta

import pytest

from lms.db import db
from lms.jobs import Job
from lms.messages.actions import tell
from tests.cast import NOW
from tests.queries import count_queries


def due(person):
    return db.session.query(Job).filter_by(key=f"deliver:{person.id}").one().due_at


@pytest.fixture
def patient(app, world):
    app.config.update(DIGEST_MINUTES=5, MAIL_SERVER="smtp://127.0.0.1:1")
    return world


def say(people):
    tell(
        [person.id for person in people], "session.cancelled", {}, about="session:A-01",
        by=None, now=NOW,
    )  # fmt: skip


def test_who_has_no_address_or_one_from_which_mail_came_back_waits_for_nothing(patient):
    patient.bo.email_bounced_at = NOW
    db.session.flush()
    say([patient.lea, patient.lou, patient.bo])
    assert due(patient.lea) == due(patient.bo) == NOW
    assert due(patient.lou) == NOW + timedelta(minutes=5)


def test_without_a_mail_server_nobody_waits(patient, app):
    app.config["MAIL_SERVER"] = ""
    say([patient.lou])
    assert due(patient.lou) == NOW


def test_it_costs_the_same_for_one_and_for_many(patient):
    everybody = [patient.lea, patient.lou, patient.bo, patient.olga]
    say(everybody[:1])  # their rows are read now
    assert all(person.id for person in everybody)
    with count_queries() as one:
        say(everybody[:1])
    with count_queries() as many:
        say(everybody)
    assert len(one) == len(many)
