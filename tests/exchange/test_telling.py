"""Who is on the list of an activity is told when it is cancelled, or at another time or place."""

from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from lms.db import db
from lms.exchange import actions
from lms.messages.kinds import KINDS
from lms.messages.models import Notice, NoticeState
from tests.cast import NOW, THURSDAY
from tests.exchange.samples import activity_of, on_the_list, project_of

FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def visit(world):
    project = project_of(world, world.network)
    made = activity_of(project, world.centre, starts_on=FRIDAY, ends_on=FRIDAY, place="Hall 1")
    on_the_list(made, world.lea)
    on_the_list(made, world.tara)
    return made


def notices():
    return [(one.kind, one.person.code, one.state) for one in db.session.scalars(
        select(Notice).order_by(Notice.id)
    )]  # fmt: skip


def test_a_cancelled_activity_is_told_to_its_list(visitor, world, visit):
    visitor.sign_in(world.ema).visit("/activities/visit-1").press("cancel", "Cancel the activity")
    told = sorted(notices())
    assert [(kind, code) for kind, code, _state in told] == [
        ("activity.cancelled", "LEA"), ("activity.cancelled", "TARA")
    ]  # fmt: skip
    notice = db.session.scalars(select(Notice)).first()
    with force_locale("en"):
        part = KINDS[notice.kind].words(notice.data, notice.person)
    assert part.heading == "Cancelled: Visit to the centre"
    assert "Hall 1" in part.lines[0]


def test_another_place_is_told_and_what_was_to_be_told_before_is_not(world, visit):
    actions.change(visit, {"place": "Hall 2"}, by=world.ema, now=NOW)
    actions.change(visit, {"summary": {"en": "All about it."}}, by=world.ema, now=NOW)
    actions.cancel(visit, by=world.ema, now=NOW)
    lea = [(kind, state) for kind, code, state in notices() if code == "LEA"]
    assert lea[0] == ("activity.changed", NoticeState.PAST)
    assert [kind for kind, _state in lea[1:]] == ["activity.cancelled"]


def test_of_what_is_over_nobody_is_told(world, visit):
    actions.cancel(visit, by=world.ema, now=NOW + timedelta(days=3))
    assert notices() == []
