"""What the rules of a programme name stays, is called by its title, and is renamed with it."""

import pytest

from lms.authoring.actions import structure
from lms.authoring.actions.structure import demands
from lms.courses import policy as policies
from lms.courses.actions.policies import change_policy
from lms.courses.content import known
from lms.courses.models import Group, Policy
from lms.courses.queries import titles_in_policy
from lms.courses.rules import named_by_policy
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests import cast

SAFE, HELLO = "digital-basics/02-safe-online", "slovene-first-steps/01-hello"
TREE = {
    "all": [
        {"module": "digital-basics/01-my-phone"},
        {
            "any": [
                {"course": {"course": "slovene-first-steps", "threshold": "70%"}},
                {"assessment": f"{HELLO}/exit"},
                {"portfolio": True},
                {"hours": "1/2"},
                {"evidence": True},
            ]
        },
    ]
}
ASKED = policies.parse({"mandatory_modules": [SAFE], "conditions": TREE})


@pytest.fixture
def local(world):
    change_policy(world.local, ASKED, seen=1, by=world.ema, now=cast.NOW)
    return world.local


def test_what_is_named_in_its_own_keys_and_in_groups_is_found_in_order():
    assert policies.named(ASKED) == (
        ("slovene-first-steps",),
        (SAFE, "digital-basics/01-my-phone"),
        (f"{HELLO}/exit",),
    )
    assert not policies.named(policies.Policy()).keys


def test_courses_that_conditions_name_stay_in_the_programme(local):
    assert named_by_policy(local) == {
        "slovene-first-steps": ["slovene-first-steps", f"{HELLO}/exit"],
        "digital-basics": [SAFE, "digital-basics/01-my-phone"],
    }


def test_titles_are_those_of_courses_modules_and_tests(local):
    titles = titles_in_policy(local)
    assert titles["slovene-first-steps"]["en"] == "Slovene"
    assert titles[SAFE]["en"] == "Safe-Online"
    assert f"{HELLO}/exit" not in titles  # there is none: its key is shown
    assert titles_in_policy(local, policies.Policy()) == {}


def test_modules_and_tests_of_conditions_are_demanded(local, world):
    asked = {(d.course, d.module, d.assessment) for d in known.demands()}
    assert ("slovene-first-steps", "01-hello", "exit") in asked
    assert ("digital-basics", "01-my-phone", None) in asked
    assert demands(local, world.slovene.modules[0])  # for its test
    with pytest.raises(Refused):
        structure.retire_module(world.digital.modules[0], by=world.ema, now=cast.NOW)


def test_a_module_with_another_number_is_called_so_in_the_conditions_too(local, world):
    local.imported = {"policy": dict(local.rules)}
    structure.move_module(
        world.digital.modules[1], world.digital.modules[0], by=world.ema, now=cast.NOW
    )
    db.session.flush()
    named = policies.named(local.policy).modules
    assert named == ("digital-basics/01-safe-online", "digital-basics/02-my-phone")
    assert local.policy_version == 2
    assert db.session.get(Policy, (local.id, 2)).rules == local.rules == local.imported["policy"]
    assert local.policy.conditions.of[1] == ASKED.conditions.of[1]


def test_a_change_is_a_version_with_who_and_when_and_counts_anew(local, world):
    versions = (
        db.session.query(Policy).filter_by(programme_id=local.id).order_by(Policy.version).all()
    )
    assert [one.version for one in versions] == [1, 2]
    assert versions[0].rules == cast.RULES
    assert policies.parse(versions[1].rules) == ASKED
    note = db.session.query(Change).filter_by(noun="programme").one()
    assert (note.key, note.verb, note.by_id) == ("digital-local", "rules changed", world.ema.id)
    assert note.detail["version"] == 2
    assert note.detail["before"]["make_up_cap"] == "1/10"
    assert [db.session.get(Group, g.id).revision for g in (world.a, world.b, world.c)] == [1, 1, 0]


def test_the_same_again_is_no_version(local, world):
    assert not change_policy(local, ASKED, seen=2, by=world.ema, now=cast.NOW)
    assert local.policy_version == 2


def test_rules_that_somebody_else_has_changed_are_not_written_over(local, world):
    with pytest.raises(Refused, match="Somebody else"):
        change_policy(local, policies.Policy(), seen=1, by=world.ada, now=cast.NOW)
