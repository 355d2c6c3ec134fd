"""What sealed registers say of somebody who is erased: nothing. The chain still holds: it hashes
digests; what a digest means stands beside it, and is taken away (lms/attendance/chain.py)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, cast, select

from lms.attendance import chain
from lms.attendance.models import Link, Mark
from lms.attendance.queries import proving, seals
from lms.db import db
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


def in_time(person: int) -> None:
    """Their marks are about to be deleted: beside the chain stands that they need not be there."""
    theirs: dict[int, list[Mark]] = defaultdict(list)
    live = select(Mark).where(Mark.person_id == person, Mark.withdrawn_at.is_(None))
    for mark in db.session.scalars(live.order_by(Mark.session_id, Mark.id)):
        theirs[mark.session_id].append(mark)
    for session, marks in theirs.items():
        link = seals.newest_of(session)
        last = link and proving.newest_links(link.group, [link.number]).get(session)
        digest = proving.nameless(last, marks) if last else None
        if link and digest:
            gone = [digest, None, None, None, chain.DELETED]
            link.names = [gone if row[0] == digest else row for row in link.names]
    db.session.flush()
