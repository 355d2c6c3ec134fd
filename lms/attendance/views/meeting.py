"""A session as those see it who come to it."""

from datetime import datetime, time

from lms import clock
from lms.attendance.forms.answers import AnswerForm
from lms.attendance.models import Session, SignUpState, Status
from lms.attendance.queries import answers, meetings
from lms.attendance.queries.belonging import Belonging
from lms.attendance.queries.check_in import presences_of
from lms.attendance.queries.material import handed_out
from lms.attendance.queries.sessions import moved_to
from lms.attendance.queries.sign_ups import places
from lms.attendance.rules.answers import why_no_answer
from lms.attendance.rules.check_in import doors_of, phase_of, stay
from lms.attendance.rules.lines import REASONS
from lms.attendance.rules.sign_ups import why_shut
from lms.config import setting
from lms.phones import for_phones
from lms.web import me, page


@for_phones
def meeting(session: Session, mine: Belonging):
    """The page of a session for who learns in it, or may sign up for it. Who is in the group says
    here that they cannot come; who signed up gives the place back on its card."""
    now = clock.now()
    shows_place = session.is_open or mine.signed_up  # who has one keeps it
    place = places([session], me(), now)[session.id] if shows_place else None
    return page(
        "attendance/meeting.html",
        session=session,
        today=clock.today(session.zone, now),
        closed=why_no_answer(session, now),
        place=place,
        shut=why_shut(session, now),
        is_member=mine.is_member,
        check_in=phase_of(session, setting("CHECK_IN_MINUTES"), now, now),
        since=since(session, now),
        comes=mine.is_member or (place is not None and place.state == SignUpState.BOOKED),
        announced=answers.announcement(session, me().id) if mine.is_member else None,
        reason=meetings.why_cancelled(session) if session.status == Status.CANCELLED else None,
        moved_to=moved_to(session) if session.status == Status.MOVED else None,
        handed_out=handed_out(session),
        form=AnswerForm(None),
        reasons=REASONS,
    )


def since(session: Session, now: datetime) -> time | None:
    """When the person who asks came to a session that is on, where they are in. One statement from
    when its doors open to its end, else none."""
    opens, closes = doors_of(session, setting("CHECK_IN_MINUTES"))
    if not opens <= now.timestamp() < closes:
        return None
    known = stay(closes, presences_of(me().id, session.id), now)
    return session.wall(known.start) if known else None
