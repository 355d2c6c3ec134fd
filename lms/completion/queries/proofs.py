"""What proves presences, for all people of some groups at once: read only where a policy asks.

A signature proves once a scan of its list is here, a check-in where they did it themselves, a list
of an online meeting while it is in use (lms/evidence/rules/coverage.py). When a proof came does not
matter: as of a day, it belongs to the day of its session, like marks do.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import literal, or_, select, union_all

from lms.attendance.models import CheckIn, Kind, Mark, Source
from lms.completion.queries.loading import PEOPLE
from lms.db import db
from lms.evidence.models import ListState, MeetingList, Scan, Signature
from lms.evidence.queries.statements import BY_THEMSELVES

Proven = Mapping[int, Mapping[str, set[int]]]  # person -> kind of proof -> sessions


def proven(
    groups: Collection[Any], on: date, only: int | None = None, since: date | None = None
) -> Proven:
    """What proves the presences of the people who are in these groups on a day, or on any day from
    `since` to it. One statement."""
    found: dict[int, dict[str, set[int]]] = {}
    ids = [group.id for group in groups]
    values = {"groups": ids, "on": on, "since": since or on, "only": only}
    for kind, person, session in db.session.execute(PROOFS, values):
        found.setdefault(person, {}).setdefault(kind, set()).add(session)
    return found


PROOFS = union_all(
    select(literal("signature"), Signature.person_id, Signature.session_id)
    .join(Scan, Scan.sheet_id == Signature.sheet_id)
    .where(
        Signature.person_id.in_(PEOPLE),
        Signature.withdrawn_at.is_(None),
        Scan.withdrawn_at.is_(None),
    ),
    select(literal("check_in"), CheckIn.person_id, CheckIn.session_id).where(
        CheckIn.person_id.in_(PEOPLE),
        or_(CheckIn.by_id.is_(None), CheckIn.by_id == CheckIn.person_id),
        CheckIn.way.in_(BY_THEMSELVES),
    ),
    select(literal("platform"), Mark.person_id, Mark.session_id)
    .join(MeetingList, MeetingList.session_id == Mark.session_id)
    .where(
        Mark.person_id.in_(PEOPLE),
        Mark.withdrawn_at.is_(None),
        Mark.kind == Kind.PRESENCE,
        Mark.source == Source.PLATFORM,
        MeetingList.state == ListState.USED,
    ),
)
