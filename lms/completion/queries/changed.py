"""The versions of a programme's rules: what each asked, who made it, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.courses import policy as policies
from lms.courses.actions.policies import VERB
from lms.courses.models import Policy, Programme
from lms.db import db
from lms.people.models import Change

MOST = 200  # versions, the newest


class Version(NamedTuple):
    """`before` is the policy that it followed; `by` is None where it came with a folder."""

    number: int
    policy: policies.Policy
    before: policies.Policy | None
    made_at: datetime
    by: str | None


def versions(programme: Programme) -> Sequence[Version]:
    """The newest first. Two statements."""
    rows = select(Policy).where(Policy.programme_id == programme.id)
    found = db.session.scalars(rows.order_by(Policy.version.desc()).limit(MOST + 1)).all()
    asked = {row.version: policies.parse(row.rules) for row in found}
    names = _names(programme)
    return [
        Version(row.version, asked[row.version], asked.get(row.version - 1), row.made_at,
                names.get(row.version))
        for row in found[:MOST]
    ]  # fmt: skip


def _names(programme: Programme) -> dict[int, str]:
    """Version -> the name of who made it in the browser."""
    notes = (
        select(Change)
        .where(Change.noun == "programme", Change.key == programme.slug, Change.verb == VERB)
        .options(joinedload(Change.by))
        .order_by(Change.id.desc())
        .limit(MOST)
    )
    found: dict[int, str] = {}
    for note in db.session.scalars(notes):
        if note.by and note.detail:
            found.setdefault(note.detail.get("version", 0), note.by.name)
    return found
