"""The kinds of jobs of these tests are known while they run."""

import pytest

from tests.jobs import kinds


@pytest.fixture(autouse=True)
def known_kinds():
    kinds.register()
    yield
    kinds.forget()
