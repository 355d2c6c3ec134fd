"""The tests of a record (lms/completion/record.py). Pure."""

from collections.abc import Mapping, Sequence
from typing import Any


def passed_tests(facts: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """All that were asked and passed. Records of version 1 know the one at the end alone."""
    if "assessments" in facts:
        return facts["assessments"]
    return [facts["assessment"]] if facts.get("assessment") else []
