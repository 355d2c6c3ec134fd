"""What a session is, as plain facts: for notices, which keep them, and for calendars."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from lms.attendance.models import Session


class Facts(NamedTuple):
    """A session in values that JSON can keep. Times are those on its wall; `title` is a map of
    languages, or one text."""

    id: int
    code: str
    uid: str
    sequence: int
    day: str  # 2022-03-24
    starts: str  # 17:00
    ends: str  # 20:15; at or before the start: the next day's
    zone: str
    title: Mapping[str, str] | str
    group: str  # its title
    mode: str
    status: str
    place: str | None = None
    link: str | None = None
    teacher: str | None = None


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


def as_data(facts: Facts) -> dict[str, Any]:
    """As a notice keeps them."""
    return facts._asdict()


def from_data(data: Mapping[str, Any]) -> Facts:
    """As a notice kept them."""
    return Facts(**data)
