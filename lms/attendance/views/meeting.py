"""A session as those see it who come to it."""

from lms import clock
from lms.attendance.forms.answers import AnswerForm
from lms.attendance.models import Session, SignUpState, Status
from lms.attendance.queries import answers, meetings
from lms.attendance.queries.material import handed_out
from lms.attendance.queries.sessions import moved_to
from lms.attendance.rules.answers import why_no_answer
from lms.attendance.rules.lines import REASONS
from lms.web import me, page


def meeting(session: Session, belongs: bool):
    """The page of a session for who learns in it, or may sign up for it."""
    now = clock.now()
    sign_up = meetings.sign_up(session, me()) if session.is_open else None
    waits = sign_up is not None and sign_up.state != SignUpState.BOOKED
    return page(
        "attendance/meeting.html",
        session=session,
        today=clock.today(session.zone, now),
        closed=why_no_answer(session, now),
        belongs=belongs,
        comes=belongs and not waits,
        announced=answers.announcement(session, me().id) if belongs else None,
        reason=meetings.why_cancelled(session) if session.status == Status.CANCELLED else None,
        moved_to=moved_to(session) if session.status == Status.MOVED else None,
        handed_out=handed_out(session),
        form=AnswerForm(None),
        reasons=REASONS,
    )
