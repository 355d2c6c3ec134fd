"""The facts of a session: for notices, which keep them, and for calendars."""

from collections.abc import Mapping
from typing import Any

from lms.attendance.facts import Facts
from lms.attendance.models import Session
from lms.courses.models import Group


def facts_of(session: Session) -> Facts:
    """The facts of a session with its group, course, module and teachers at hand."""
    about = session.module or session.course
    return Facts(
        id=session.id,
        code=session.code,
        uid=session.uid,
        sequence=session.sequence,
        day=session.day.isoformat(),
        starts=f"{session.starts:%H:%M}",
        ends=f"{session.ends:%H:%M}",
        zone=session.zone,
        title=session.title or (about.title if about else session.group.title),
        group=session.group.title,
        mode=str(session.mode),
        status=str(session.status),
        place=session.place,
        link=session.link,
        teacher=session.teacher.name if session.teacher else None,
    )


def facts_of_row(group: Group, values: Mapping[str, Any]) -> Facts:
    """The same of a session that is not loaded: its columns, and the rows that they name."""
    about = values.get("module") or values.get("course")
    teacher = values.get("substitute") or values.get("trainer")
    return Facts(
        id=values["id"],
        code=values["code"],
        uid=values["uid"],
        sequence=values["sequence"],
        day=values["day"].isoformat(),
        starts=f"{values['starts']:%H:%M}",
        ends=f"{values['ends']:%H:%M}",
        zone=values["zone"],
        title=values.get("title") or (about.title if about else group.title),
        group=group.title,
        mode=str(values["mode"]),
        status=str(values["status"]),
        place=values.get("place"),
        link=values.get("link"),
        teacher=teacher.name if teacher else None,
    )
