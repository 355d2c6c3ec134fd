"""What is offered to those who missed a session in group A: asked, said yes, done and approved."""

from datetime import datetime

from sqlalchemy import select

from lms.attendance.actions import offers, tasks_done
from lms.attendance.actions.offers import What, why_none
from lms.attendance.models import Session, Status
from lms.attendance.queries.register import register
from lms.attendance.queries.rooms import coming, own_sessions
from lms.attendance.rules.clashes import overlap
from lms.attendance.rules.lines import Frame, frame_of
from lms.attendance.rules.register import Line
from lms.courses.models import Group
from lms.db import db
from lms.demo.people import Cast
from lms.people.models import Person

TASK = "Write ten sentences about your day, and read them to somebody."


def load(cast: Cast, now: datetime) -> None:
    """After marks and places are there. Of the three, only what was approved counts."""
    tara = cast["DEMO-TR-A"]
    asked, agreed, done = cast["A-10"], cast["A-07"], cast["A-05"]
    for who, words in ((asked, None), (agreed, "I come with my sister.")):
        frame, line = missed(who)
        what = free_evening(frame, who, tara, now)
        (made,) = offers.offer(frame, [line], what, by=tara, now=now)
        if words:
            offers.accept(made, words, by=who, now=now)
    frame, line = missed(done)
    (task,) = offers.offer(frame, [line], What(None, TASK, 45), by=tara, now=now)
    offers.accept(task, "", by=done, now=now)
    tasks_done.approve(task, frame, line, 30, by=tara, now=now)


def missed(who: Person) -> tuple[Frame, Line]:
    """The newest session of group A that somebody missed."""
    held = select(Session).join(Session.group).where(Group.slug == "jesenice-a")
    held = held.where(Session.status == Status.HELD).order_by(Session.day.desc())
    for session in db.session.scalars(held):
        frame = frame_of(session)
        line = register(frame)[who.id]
        if why_none(frame, line) is None:
            return frame, line
    raise LookupError(who.code)


def free_evening(frame: Frame, who: Person, by: Person, now: datetime) -> What:
    """A session of another group that is at the time of none of their own."""
    same, others = coming(frame.session, by, now)
    rooms = [room.session for room in (*same, *others)]
    own = own_sessions(who, rooms[0].day, max(one.day for one in rooms))
    own_spans = [one.span for one in own]
    free = (one for one in rooms if not any(overlap(one.span, span) for span in own_spans))
    return What(next(free))
