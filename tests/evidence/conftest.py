"""What the tests of a printed list share: the list, and its page."""

import pytest

from tests.evidence.paper import printed


@pytest.fixture
def sheet(world):
    """Row 1 is Lea, row 2 Lou; rows 3 to 5 are empty."""
    return printed(world.tonight, world.tara)


@pytest.fixture
def at_list(visitor, world, sheet):
    """Tara, on the page of the list."""
    return visitor.sign_in(world.tara).visit(f"/sheets/{sheet.code}")
