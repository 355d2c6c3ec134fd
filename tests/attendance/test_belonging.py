"""Whose a session is: its group's on its day, and those who signed up for it."""

from datetime import timedelta

import pytest

from lms.attendance.models import SignUp, SignUpState
from lms.attendance.queries.belonging import belongs
from lms.db import db
from tests.cast import NOW
from tests.queries import count_queries


def test_a_session_is_its_groups_on_its_day(world):
    assert belongs(world.lea, world.tonight)
    assert not belongs(world.bo, world.tonight)
    assert not belongs(world.tara, world.tonight)  # she teaches it


def test_who_left_before_or_comes_after_does_not_belong(world):
    membership, day = world.memberships[0], world.tonight.day
    membership.ends_on = day
    assert belongs(world.lea, world.tonight)
    assert not belongs(world.lea, world.next_week)
    membership.starts_on, membership.ends_on = day + timedelta(days=1), None
    assert not belongs(world.lea, world.tonight)
    assert belongs(world.lea, world.next_week)


@pytest.mark.parametrize("state", SignUpState)
def test_who_signed_up_belongs_until_they_withdraw(world, state):
    db.session.add(SignUp(session=world.tonight, person=world.olga, state=state, since=NOW))
    assert belongs(world.olga, world.tonight) == (state != SignUpState.WITHDRAWN)


def test_it_is_one_question(world):
    lea, tonight = world.lea, world.tonight
    assert lea.id
    assert tonight.id
    with count_queries() as seen:
        assert belongs(lea, tonight)
    assert len(seen) == 1
