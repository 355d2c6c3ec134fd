"""Sealing registers: when a trainer closes one, or by itself when its time is over."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from lms import jobs
from lms.attendance import chain, rules
from lms.attendance.models import Amendment, Link, LinkKind, Session
from lms.attendance.queries import register as registers
from lms.attendance.queries import seals as queries
from lms.attendance.rules import sealing
from lms.attendance.rules.lines import Frame, frame_of
from lms.attendance.rules.register import Line
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person

AT_ONCE = 200  # sessions that one minute queues


def close(
    frame: Frame, lines: Mapping[int, Line], unmarked: int, *, by: Person, now: datetime
) -> Link:
    """A trainer closes the register before its time: sealed from now on. `unmarked`: how many
    people the page said are unmarked; where that is not so any more, it is asked again.

    The session's row is locked by who calls. Raises Refused.
    """
    if why := sealing.why_not_closed(frame.session, now):
        raise Refused(why)
    if not any(line.state.mark for line in lines.values()):
        raise Refused(_("Nobody is marked yet. Mark the register first, or cancel the session."))
    left = sum(not line.state.mark for line in lines.values())
    if left != unmarked:
        raise Refused(
            ngettext(
                "Somebody marked the register meanwhile: %(num)s person is unmarked now. Look at "
                "it, and close it again.",
                "Somebody marked the register meanwhile: %(num)s people are unmarked now. Look at "
                "it, and close it again.",
                left,
            )
        )
    return seal(frame, lines, by=by, now=now)


def seal(frame: Frame, lines: Mapping[int, Line], *, by: Person | None, now: datetime) -> Link:
    """The register as it is, into the chain of its group."""
    frame.session.sealed_at = now
    return append(frame, lines, LinkKind.SEAL, by=by, now=now)


def append(
    frame: Frame,
    lines: Mapping[int, Line],
    kind: str,
    *,
    by: Person | None,
    now: datetime,
    amendment: Amendment | None = None,
) -> Link:
    """One more link of the group's chain: what the register says now, and what was amended."""
    session = frame.session
    queries.lock_chain(session.group_id)
    names = names_in(session, lines, amendment)
    facts = sealing.facts_of(frame, lines.values(), names, by=by, now=now)
    if amendment:
        facts["amendment"] = sealing.facts_of_amendment(amendment, names)
    made = chain.after(*queries.end_of(session.group_id), str(kind), facts, names.rows)
    link = Link(**made._asdict(), group_id=session.group_id, session_id=session.id)
    link.amendment_id = amendment.id if amendment else None
    link.made_at, link.made_by_id = now, by.id if by else None
    db.session.add(link)
    db.session.flush()
    return link


def names_in(
    session: Session, lines: Mapping[int, Line], amendment: Amendment | None
) -> sealing.Names:
    """Those whom the next link of a session names; who was in the one before is named alike."""
    before = queries.newest_of(session.id)
    ids = {entry.recorder_id for line in lines.values() for entry in line.entries}
    if amendment:
        ids |= {amendment.person_id, amendment.asked_by_id, amendment.settled_by_id}
    known = chain.entries(before.names) if before else ()
    return sealing.Names(known, queries.people({one for one in ids if one}))


def queue(*, now: datetime) -> None:
    """A job for each register whose time is over, some at a time."""
    due = queries.due(now, AT_ONCE)
    work = [("attendance.seal", {"session": one.id}, now, f"seal:{one.id}") for one in due]
    jobs.later_all(work, now=now)


def seal_by_time(session_id: int, *, now: datetime) -> Link | None:
    """Seals a register whose time is over, once; nothing where it is open, sealed already, or the
    session did not take place."""
    session = registers.session_with_rights(session_id, to_change=True)
    return seal_if_over(session, now=now) if session else None


def seal_if_over(session: Session, *, now: datetime) -> Link | None:
    """The same, of a session whose row is locked."""
    over = session.status in sealing.SEALABLE and rules.is_locked(session, now)
    if not over or session.sealed_at is not None:
        return None
    frame = frame_of(session)
    return seal(frame, registers.register(frame), by=None, now=now)
