"""What these tests share: the cities."""

import pytest

from tests.coursework.samples import cities as built


@pytest.fixture
def cities(world):
    return built(world)
