"""What sealed registers say of somebody who is erased: nothing. The chain still holds: it hashes
digests; what a digest means stands beside it, and is taken away (lms/attendance/chain.py)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, cast

from lms.attendance import chain
from lms.attendance.models import Link
from lms.erasing import Leaving, change, says


def at_once(who: Leaving) -> None:
    """Their entries beside every link, and reasons of corrections that name them."""
    of_id = cast(Link.names, String).contains(f", {who.id}]")
    change(Link.names, who, of_id | says(Link.names, who), lambda rows: without(rows, who))


def without(rows: Sequence[Sequence[Any]], who: Leaving) -> list[list[Any]]:
    """What stands beside a link, with nothing beside the digests that mean them."""
    return [[row[0], None, None, None, None] if means(row, who) else list(row) for row in rows]


def means(row: Sequence[Any], who: Leaving) -> bool:
    entry = chain.Entry(*row[:5])
    if entry.is_erased:
        return False
    is_reason = entry.code == chain.REASON
    names_them = is_reason and who.without(entry.name or "") != entry.name
    return entry.person == who.id or entry.code == who.old_code or names_them
