"""What was frozen stays as it is when somebody is erased (rule 14)."""

from datetime import date

import pytest

from lms.attendance import chain
from lms.attendance.queries import proving
from lms.completion.models import Completion
from lms.db import db
from lms.privacy.actions import delete_if_over, erase
from tests.attendance.amendments import correct, links, sealed, signed_in
from tests.attestations.facts import FACTS
from tests.attestations.samples import attested
from tests.cast import NOW

AFTER = date(2030, 1, 1)


@pytest.fixture
def corrected(app, world):
    """Lou was marked absent; Ema corrected it, with a reason that names Lou."""
    meeting = sealed(world)
    why = "Lou is on the paper list."
    correct(signed_in(app, world.ema), meeting, world.lou, mark="present", reason=why)
    return [(one.facts, one.hash) for one in links(world.a)]


def test_a_sealed_register_proves_the_same_and_names_nobody(world, corrected):
    lou, code = world.lou, world.lou.code
    made = erase(lou, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert [(one.facts, one.hash) for one in links(world.a)] == corrected
    assert not any(code in str(one.names) or "Lou" in str(one.names) for one in links(world.a))
    assert any(one.is_erased for one in chain.entries(links(world.a)[-1].names))
    found = proving.verdict(world.a, NOW)
    assert found.holds, found
    world.local.kept_for = "nobody"
    assert delete_if_over(made, today=AFTER, now=NOW)
    db.session.commit()
    found = proving.verdict(world.a, NOW)
    assert found.holds, found
    assert [(one.facts, one.hash) for one in links(world.a)] == corrected


def test_who_corrected_it_can_be_erased_as_well(world, corrected):
    erase(world.ema, "Left the centre.", by=world.ada, now=NOW)
    db.session.commit()
    assert proving.verdict(world.a, NOW).holds
    assert [(one.facts, one.hash) for one in links(world.a)] == corrected


def test_the_completion_of_somebody_else_says_the_same(world):
    other = attested(world, world.lou)
    lea = attested(world, world.lea, serial="8K3M9QXA2BVCT5WD", index=8)
    erase(world.lea, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert (other.holder, other.facts) == ("Lou", FACTS)
    assert (lea.holder, lea.facts, lea.person_id) == (None, None, None)


def test_a_completion_keeps_its_figures_until_nothing_has_to_be_kept(world):
    lea = attested(world, world.lea)
    kept = db.session.get(Completion, lea.completion_id)
    key, before, digest = kept.id, kept.facts, kept.digest
    made = erase(world.lea, "Asked.", by=world.ema, now=NOW)
    db.session.commit()
    assert (kept.facts, kept.digest) == (before, digest)
    world.local.kept_for = "nobody"
    assert delete_if_over(made, today=AFTER, now=NOW)
    db.session.commit()
    assert db.session.get(Completion, key) is None
    assert lea.completion_id is None
    assert lea.serial
