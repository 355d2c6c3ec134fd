"""What the first page of a learner says of attestations."""

from datetime import timedelta

import pytest

from lms.attestations import actions
from lms.db import db
from tests.attestations.issued import confirmed, issued
from tests.cast import NOW
from tests.queries import count_queries

DAYS = timedelta(days=1)


def banner(visitor):
    (link,) = [a for a in visitor.visit("/").page.select(".notice a") if "completed" in a.text]
    return link["href"]


@pytest.mark.parametrize(("age", "stands"), [(29, True), (31, False)])
def test_an_attestation_is_to_do_for_thirty_days(world, visitor, age, stands):
    made = issued(world)
    made.issued_at = NOW - age * DAYS
    db.session.commit()
    links = visitor.sign_in(world.lea).visit("/").page.select("#to_do a")
    assert (f"/attestations/{made.serial}" in [a["href"] for a in links]) is stands


def test_what_was_completed_leads_to_its_attestation_however_old(world, visitor):
    completion = confirmed(world.lea, world.a, world.ema)
    visitor.sign_in(world.lea)
    assert banner(visitor) == f"/completions/{completion.id}"
    made = actions.issue(completion, by=world.ema, now=NOW - 90 * DAYS)
    db.session.commit()
    assert banner(visitor) == f"/attestations/{made.serial}"
    actions.revoke_and_tell(made, "A mistake.", by=world.ema, now=NOW)
    db.session.commit()
    assert banner(visitor) == f"/completions/{completion.id}"


def cost(visitor):
    visitor.visit("/")
    with count_queries() as seen:
        visitor.visit("/")
    return len(seen)


def test_it_costs_one_statement_and_only_who_has_completed(world, visitor):
    visitor.sign_in(world.lea)
    before = cost(visitor)
    issued(world)
    assert cost(visitor) - before == 1
