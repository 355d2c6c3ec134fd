"""Handing out files and links with sessions, and taking them back."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms import files
from lms.attendance.models import Material, Session
from lms.attendance.queries import material as queries
from lms.db import db
from lms.errors import Refused
from lms.handouts import MOST_FILES, Kind, safe_name
from lms.i18n import day
from lms.people.actions import record
from lms.people.models import Person


class Handout(NamedTuple):
    """What is handed out: a link, or the bytes of a file with its kind and its name."""

    title: str
    link: str | None = None
    content: bytes | None = None
    kind: Kind | None = None
    name: str = ""


def hand_out(
    session: Session, handout: Handout, *, by: Person, now: datetime, to_later: bool = False
) -> int:
    """Puts it beside a session, with `to_later` beside those after it in its series, too; of how
    many it is new. The bytes are kept once. Raises Refused where a session has as much as it may.
    """
    sessions = [session, *(queries.later_in_series(session) if to_later else ())]
    kept = queries.material_of([each.id for each in sessions])
    about = {"title": handout.title, "link": handout.link}
    if handout.content is not None and handout.kind is not None:
        file = files.keep(handout.content, handout.kind.media_type, now=now)
        about |= {"file_id": file.id, "file_name": safe_name(handout.name, handout.kind)}
    made = 0
    for each in sessions:
        there = [row for row in kept if row.session_id == each.id]
        if any(is_the_same(row, about) for row in there):
            continue
        refuse_too_many(each, len(there))
        db.session.add(Material(session_id=each.id, added_by_id=by.id, added_at=now, **about))
        record("session", each.code, "handed out", {"note": handout.title}, by=by, now=now)
        made += 1
    return made


def is_the_same(row: Material, about: dict) -> bool:
    """Whether this was handed out already: a form that is sent twice changes nothing."""
    mine = (row.title, row.link, row.file_id)
    return mine == (about["title"], about["link"], about.get("file_id"))


def refuse_too_many(session: Session, there: int) -> None:
    if there >= MOST_FILES:
        raise Refused(
            _(
                "The session on %(day)s has %(number)s files and links already. "
                "Take one away first.",
                day=day(session.day),
                number=there,
            )
        )


def take_away(material: Material, session: Session, *, by: Person, now: datetime) -> None:
    """Takes it away from its session. A file that nothing names any more is removed; that there
    was one stays in the history."""
    file_id = material.file_id
    db.session.delete(material)
    record("session", session.code, "taken away", {"note": material.title}, by=by, now=now)
    db.session.flush()
    if file_id and not queries.is_handed_out(file_id):
        files.forget(file_id)
