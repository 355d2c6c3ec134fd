"""Do the seals of some sessions hold? Evidence may not be called complete where one does not."""

from collections.abc import Collection, Iterator

from sqlalchemy import func, select

from lms.attendance.models import Amendment, Link, Session
from lms.attendance.queries import proving
from lms.attendance.queries.proving import Finding, Walked
from lms.courses.models import Group
from lms.db import db


def broken(group: Group, sessions: Collection[Session]) -> list[Finding]:
    """What does not hold of these registers of a group: each finding names its session, and the
    person where their marks differ. A link that does not hold breaks those that hang on it.

    The chain is read from its first link to the newest of these sessions. Three statements, one
    more for each fifty links, and three for each twenty sessions that are sealed."""
    codes = {one.id: one.code for one in sessions}
    newest = select(func.max(Link.number)).where(Link.group_id == group.id)
    last = db.session.scalar(newest.where(Link.session_id.in_(codes)))
    seen = proving.walk(group, last or 0, codes)
    found = list(of_links(seen, codes))
    for session in sessions:
        found += proving.said_to_be_sealed(session, seen.newest)
    here = Amendment.session_id.in_(codes)
    found += proving.amendments_that_differ(group, seen.amended, here)
    found += proving.registers_that_differ(group, seen.newest)
    return found


def of_links(seen: Walked, codes: dict[int, str]) -> Iterator[Finding]:
    if fault := seen.checker.fault:
        for key, number in seen.newest.items():
            if number >= fault.number:
                yield Finding(fault.what, fault.number, codes[key])
    for number, key in seen.rows.items():
        yield Finding(proving.ROW, number, codes[key])
