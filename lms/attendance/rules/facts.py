"""The facts of a session: for notices, which keep them, and for calendars."""

from lms.attendance.facts import Facts, as_data, from_data
from lms.attendance.models import Session

__all__ = ["Facts", "as_data", "facts_of", "from_data"]


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
