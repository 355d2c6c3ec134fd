"""Every change on which figures depend is counted on the groups that it concerns."""

import pytest

from lms.courses import actions
from lms.courses.actions import touch
from tests.cast import NOW
from tests.queries import count_queries


def revisions(world):
    return (world.a.revision, world.b.revision, world.c.revision)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, (0, 0, 0)),
        ({"groups": ["a", "c"]}, (1, 0, 1)),
        ({"people": ["lea", "lou"]}, (1, 0, 0)),
        ({"people": ["bo"], "groups": ["b"]}, (0, 1, 0)),
        ({"programmes": ["local"]}, (1, 1, 0)),
        ({"courses": ["housing"]}, (0, 0, 1)),
    ],
)
def test_a_change_is_counted_once_on_each_group_that_it_concerns(world, named, expected):
    assert revisions(world) == (0, 0, 0)
    ids = {key: [getattr(world, name).id for name in names] for key, names in named.items()}
    with count_queries() as seen:
        touch(**ids)
    assert len(seen) == bool(named)
    assert revisions(world) == expected


def test_a_group_that_was_left_is_concerned_too(world):
    world.memberships[0].ends_on = world.memberships[0].starts_on
    touch(people=[world.lea.id])
    assert revisions(world) == (1, 0, 0)


def test_another_time_zone_is_counted_and_another_title_is_not(world):
    values = {"title": "Group A", "zone": world.a.zone}
    actions.change_group(world.a, values, by=world.ema, now=NOW)
    assert revisions(world) == (0, 0, 0)
    actions.change_group(world.a, {"zone": "Europe/Athens"}, by=world.ema, now=NOW)
    assert revisions(world) == (1, 0, 0)
