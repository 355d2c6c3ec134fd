"""Marks that come with a key, from a phone: taken once, however often they are sent."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert

from lms.attendance.actions import register
from lms.attendance.actions.register import Saved
from lms.attendance.models import SentMark
from lms.attendance.queries.sending import taken
from lms.attendance.rules.lines import Frame, Typed
from lms.attendance.rules.register import Line
from lms.attendance.rules.sending import Sent
from lms.db import db
from lms.people.models import Person


def save(
    frame: Frame,
    lines: Mapping[int, Line],
    typed: Mapping[int, Typed],
    sent: Mapping[int, Sent],
    *,
    by: Person,
    now: datetime,
) -> Saved:
    """As register.save. A line whose key is known is left as it is now: its answer was lost on the
    way, and somebody may have changed it since. What raises a question is not taken yet, so its
    key stays unknown. `lines` were read while the session was locked: of two processes that get
    the same keys, the second knows them. Raises what register.save raises."""
    known = taken((one.key for one in sent.values()), frame.session, by)
    fresh = {
        key: say for key, say in typed.items() if key not in sent or sent[key].key not in known
    }
    saved = register.save(frame, lines, fresh, by=by, now=now)
    about = {"session_id": frame.session.id, "by_id": by.id, "received_at": now}
    rows = [
        about | {"key": sent[key].key, "person_id": key, "made_at": sent[key].made}
        for key in fresh
        if key in sent and key not in saved.questions
    ]
    if rows:
        db.session.execute(insert(SentMark), rows)
    return saved
