"""What programmes asked once: the stored versions of their policies, and records made by them."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select, tuple_

from lms.completion.facts import CourseFact
from lms.completion.queries.shapes import Asked
from lms.courses import policy
from lms.courses.models import Policy
from lms.db import db

Version = tuple[int, int]  # programme, version


def policies(wanted: Collection[Version]) -> dict[Version, policy.Policy]:
    """The rules of these versions; one that was never stored is left out. One statement."""
    rows = db.session.execute(
        select(Policy.programme_id, Policy.version, Policy.rules).where(
            tuple_(Policy.programme_id, Policy.version).in_(list(wanted))
        )
    )
    return {(row.programme_id, row.version): policy.parse(row.rules) for row in rows}


def asked_then(rules: policy.Policy, facts: Mapping[str, Any]) -> Asked:
    """What a record (lms/completion/record.py) was judged by: these rules, and the hours of the
    programme and its courses as they were. `figures(..., asked={programme: this})` counts by it."""
    unit = facts["unit_minutes"]
    courses = (
        CourseFact(course["slug"], course["required_minutes"] // unit)
        for course in facts["courses"]
    )
    return Asked(rules, unit, facts["required_units"], tuple(courses))
