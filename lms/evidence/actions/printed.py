"""Changing what is printed for a programme, and what proves a presence in it."""

from datetime import datetime
from typing import Any, NamedTuple

from lms import files
from lms.courses.actions import change_settings, touch
from lms.courses.models import Programme
from lms.db import db
from lms.people.models import Person


class Logo(NamedTuple):
    """A new logo; without content the one that is there is taken away."""

    content: bytes | None = None
    media_type: str = ""


def change(
    programme: Programme,
    values: dict[str, Any],
    logo: Logo | None = None,
    *,
    by: Person,
    now: datetime,
) -> list[str]:
    """Changes what is different, and says which; the history keeps before and after. A logo that
    no programme has any more is removed."""
    before_logo = programme.logo_id
    if logo:
        kept = files.keep(logo.content, logo.media_type, now=now) if logo.content else None
        values = values | {"logo_id": kept.id if kept else None}
    different = change_settings(programme, values, by=by, now=now)
    if "proofs" in different:  # who is complete where a policy asks for evidence
        db.session.flush()
        touch(programmes=[programme.id])
    if "logo_id" in different and before_logo:
        db.session.flush()
        files.forget(before_logo)
    return different
