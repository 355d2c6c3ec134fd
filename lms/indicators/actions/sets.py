"""Keeping a set: what was asked before stays a version of it."""

from datetime import datetime
from typing import Any, NamedTuple

from lms.db import db
from lms.indicators import formulas
from lms.indicators.models import IndicatorSet, SetVersion
from lms.indicators.queries import sets
from lms.people.models import Person


class Kept(NamedTuple):
    set: IndicatorSet
    is_new: bool
    is_changed: bool


def keep(slug: str, content: dict[str, Any], *, by: Person | None, now: datetime) -> Kept:
    """The set of this name as it is given: a new one, a next version, or as it was. The content has
    been read (formulas.read); a set that was retired comes back. The history is the caller's."""
    formulas.known(content)
    found = sets.set_(slug)
    if found is None:
        found = IndicatorSet(slug=slug, number=0)
        db.session.add(found)
        db.session.flush()
        is_new = True
    else:
        is_new = False
        back, found.retired_at = found.retired_at is not None, None
        if found.version.content == content:
            return Kept(found, is_new=False, is_changed=back)
    found.number += 1
    by_id = by.id if by else None
    made = SetVersion(
        set_id=found.id, number=found.number, content=content, made_at=now, by_id=by_id
    )
    db.session.add(made)
    db.session.flush()
    db.session.expire(found, ["version"])
    return Kept(found, is_new, is_changed=True)
