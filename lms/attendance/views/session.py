"""The page of one session, and make-up for what was missed in it."""

from flask import url_for

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import make_up as repair
from lms.attendance.forms.answers import CallForm
from lms.attendance.forms.make_up import MakeUpForm
from lms.attendance.forms.material import MaterialForm
from lms.attendance.forms.session import CancelForm, SessionForm, as_typed
from lms.attendance.models import Status
from lms.attendance.queries import answers, offers
from lms.attendance.queries import make_up as make_ups
from lms.attendance.queries import register as registers
from lms.attendance.queries import sessions as queries
from lms.attendance.queries.belonging import Belonging, belonging
from lms.attendance.queries.material import handed_out
from lms.attendance.queries.series import place_of
from lms.attendance.rules.answers import why_no_answer
from lms.attendance.rules.lines import REASONS, frame_of
from lms.attendance.rules.offers import cap_of
from lms.attendance.rules.register import totals
from lms.attendance.views import words
from lms.attendance.views.blueprint import bp
from lms.attendance.views.history import in_plain_words
from lms.attendance.views.meeting import meeting
from lms.attendance.views.sealed import sealed_of
from lms.courses.queries import possible_trainers
from lms.people.queries import changes
from lms.web import go, me, page, permitted, say

SESSION = "attendance/session.html"


def trainers_of(group, session=None):
    """Who can be named as a session's trainer; the group is given its courses on the way."""
    queries.with_courses(group.programme)
    also = {trainer.id for trainer in group.trainers}
    if session:
        also |= {session.trainer_id, session.substitute_id} - {None}
    return possible_trainers([group.organisation_id], also)


def load(session_id, *, to_change=False):
    found = registers.session_with_rights(session_id, to_change=to_change)
    return permitted(found, rules.may_manage)


@bp.get("/sessions/<int:session_id>")
def session(session_id):
    """Who manages it sees all of it; who comes to it, what is for them."""
    found = registers.session_with_rights(session_id)
    if found and rules.may_manage(me(), found):
        return shown(found)
    mine = belonging(me(), found) if found else Belonging(False, False)
    return meeting(permitted(found, lambda who, it: rules.may_look(who, it, any(mine))), mine)


@bp.post("/sessions/<int:session_id>/make-up")
def make_up(session_id):
    session = load(session_id, to_change=True)
    frame = frame_of(session)
    lines = registers.register(frame)
    form = MakeUpForm(choices(lines), prefix="make_up-")
    if not form.validate():
        return shown(session, 422, lines=lines, make_up=form)
    minutes, note = form.minutes.data, form.note.data.strip()
    line = lines[form.person.data]
    approved = repair.approve(frame, line, minutes, note, by=me(), now=clock.now())
    say(words.approved(line.who.name, approved), "good" if approved.fits else "warn")
    say_over_cap(session.group.programme, line.who.id)
    return go(url_for(".session", session_id=session.id))


def say_over_cap(programme, person_id):
    """What is over the policy's cap is kept, and does not count (settled point 15)."""
    total, cap = offers.approved_in(programme.id, [person_id])[person_id], cap_of(programme)
    if total > cap:
        say(words.over_cap(total, cap), "warn")


def choices(lines):
    return [(key, f"{line.who.name} ({line.who.code})") for key, line in lines.items()]


def callers(lines, announced):
    """Those on the register who can still say that they cannot come."""
    said = {one.person_id for one in announced}
    return [pair for pair in choices(lines) if pair[0] not in said]


def shown(session, status=200, *, lines=None, **sent):
    """The page of a session, with the form that was sent, if it could not be kept."""
    frame, now = frame_of(session), clock.now()
    if lines is None:
        lines = registers.register(frame)
    announced = answers.announcements(session)
    found = repairs(frame, lines, now)
    return page(
        SESSION,
        status=status,
        session=session,
        frame=frame,
        totals=totals(frame, lines.values()),
        place=place_of(session),
        signed_up=session.is_open or any(line.who.is_guest for line in lines.values()),
        moved_to=queries.moved_to(session) if session.status == Status.MOVED else None,
        sealed=sealed_of(session, now),
        closed=rules.why_closed(session, now),
        fixed=rules.why_fixed(session, now),
        announced=announced,
        reasons=REASONS,
        no_answer=why_no_answer(session, now),
        handed_out=handed_out(session),
        not_taken=session.status == Status.PLANNED and session.span.end <= now.timestamp(),
        history=[in_plain_words(row) for row in changes("session", session.code)],
        **found,
        **forms(session, found["short"], callers(lines, announced), sent),
    )


def repairs(frame, lines, now):
    """Who missed something of it, and what is done about that."""
    session, short = frame.session, {}
    if session.status == Status.HELD:
        short = {key: line for key, line in lines.items() if make_ups.missed(frame, line)}
    made_up = make_ups.make_ups(session)
    rows = [row for row, _name in made_up]
    seen = offers.seen(offers.of_session(session), now) if short else []
    return {
        "short": short,
        "unmade": make_ups.unmade(frame, short, rows, seen),
        "made_up": made_up,
        "offers": seen,
        "over": make_ups.more_than_missed(frame, lines, rows),
    }


def forms(session, short, callers, sent):
    """Every form of the page; those that were `sent` as they came."""
    made = dict(sent)
    if "form" not in made:
        trainers = trainers_of(session.group, session)
        made["form"] = SessionForm(session.group, trainers, None, data=as_typed(session))
    made.setdefault("cancel", CancelForm(None, prefix="cancel-"))
    made.setdefault("make_up", MakeUpForm(choices(short), None, prefix="make_up-"))
    made.setdefault("call", CallForm(callers, None, prefix="call-"))
    made.setdefault("material", MaterialForm(None, prefix="material-"))
    return made
