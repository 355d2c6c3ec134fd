"""What these tests share: kinds of notices of their own."""

import pytest

from tests.messages import kinds


@pytest.fixture(autouse=True)
def sample_kinds(monkeypatch):
    kinds.register(monkeypatch)
