"""The mail of Monday: who wants it gets it once, with numbers and links."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.jobs.tick import tick
from lms.messages.letters import part, unsubscribe_address
from lms.messages.models import Notice
from lms.reports.actions.saved import DIGEST, want_digest
from lms.reports.models import Digest, SavedView
from tests.cast import NOW
from tests.visitor import Visitor

MONDAY = datetime(2022, 3, 28, 5, 30, tzinfo=UTC)  # 7:30 in Jesenice


@pytest.fixture
def wanted(world):
    want_digest(world.ema, wants=True, now=NOW)
    db.session.add(SavedView(person=world.ema, title="Spring", address="/dashboard", made_at=NOW))
    db.session.commit()
    return world


@pytest.fixture
def pass_by(work):
    """A worker looks around at a moment, and does what is due then."""

    def done(now):
        db.session.commit()  # what was read holds a lock
        tick(now=now)
        work(now)
        work(now + timedelta(seconds=30))

    return done


def notices():
    asked = select(Notice).filter_by(kind=DIGEST).order_by(Notice.id)
    return db.session.scalars(asked).all()


def test_on_monday_who_wants_it_is_told_once(wanted, pass_by):
    pass_by(MONDAY)
    pass_by(MONDAY + timedelta(minutes=1))
    (notice,) = notices()
    assert notice.person_id == wanted.ema.id
    said = part(notice, wanted.ema)
    assert [link.words for link in said.links] == ["Who needs me today", "Spring"]
    assert sum(notice.data["numbers"].values()) > 0
    pass_by(MONDAY + timedelta(days=7))
    assert len(notices()) == 2


@pytest.mark.parametrize("moment", [MONDAY - timedelta(hours=1), MONDAY + timedelta(days=1)])
def test_before_seven_and_on_other_days_nobody_is_told(wanted, pass_by, moment):
    pass_by(moment)
    assert notices() == []


def test_who_is_no_staff_any_more_is_not_told(wanted, pass_by):
    wanted.ema.role = "learner"
    pass_by(MONDAY)
    assert notices() == []


def test_one_tap_ends_it_and_asking_for_it_again_brings_it_back(app, wanted, pass_by):
    Visitor(app).client.post(unsubscribe_address(wanted.ema))
    pass_by(MONDAY)
    assert {notice.state for notice in notices()} <= {"unwanted"}
    want_digest(wanted.ema, wants=True, now=MONDAY)
    db.session.commit()
    assert db.session.get(Digest, wanted.ema.id)
    pass_by(MONDAY + timedelta(days=7))
    assert notices()[-1].state != "unwanted"
