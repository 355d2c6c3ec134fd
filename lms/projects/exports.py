"""Outcomes as a table, as it can be imported again."""

from collections.abc import Iterable
from typing import Any

from lms.people.models import Person
from lms.projects.queries.outcomes import own_rows, rows


def outcomes(viewer: Person | None) -> Iterable[Any]:
    """The rows of outcomes.csv: of the viewer's people; of everybody for administrators and,
    without a viewer, for the command line."""
    return rows(own_rows(viewer))
