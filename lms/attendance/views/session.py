"""One session: publish it, look at it, change it, cancel it, make up for what was missed in it."""

from flask import redirect, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import make_up as repair
from lms.attendance.actions import sessions as actions
from lms.attendance.forms.session import (
    CancelForm,
    MakeUpForm,
    SessionForm,
    as_typed,
    next_like,
)
from lms.attendance.models import Status
from lms.attendance.queries import make_up as make_ups
from lms.attendance.queries import register as registers
from lms.attendance.queries import sessions as queries
from lms.attendance.rules.lines import frame_of
from lms.attendance.views import words
from lms.attendance.views.blueprint import bp, named
from lms.attendance.views.history import in_plain_words
from lms.courses.queries import group as group_of
from lms.courses.queries import groups_of, possible_trainers
from lms.courses.rules import may_see_group
from lms.people.queries import changes
from lms.people.rules import is_staff
from lms.web import go, me, only, page, page_of, permitted, say

PUBLISH, SESSION = "attendance/publish.html", "attendance/session.html"


@bp.get("/sessions/new")
def new():
    only(is_staff)
    if not (slug := request.args.get("group")):
        return choose_group()
    group = permitted(group_of(slug), may_see_group)
    likely = next_like(queries.latest(group.id), group, me())
    return page(PUBLISH, group=group, form=SessionForm(group, trainers_of(group), data=likely))


def choose_group():
    """Which group is it for? Nothing to ask where there is only one."""
    found = page_of(groups_of(me()))
    if found.total == 1:
        return redirect(url_for(".new", group=found.items[0].slug), 303)
    return page("attendance/choose_group.html", groups=found)


@bp.post("/sessions/new")
def publish():
    group = permitted(group_of(request.form.get("group", "")), may_see_group)
    form = SessionForm(group, trainers_of(group))
    if not form.validate():
        return page(PUBLISH, status=422, group=group, form=form)
    made = actions.publish(group, form.values, by=me(), now=clock.now())
    say(_("Published: %(session)s.", session=named(made)))
    return go(url_for(".session", session_id=made.id))


def trainers_of(group, session=None):
    """Who can be named as a session's trainer; the group is given its courses on the way."""
    queries.with_courses(group.programme)
    also = {*(trainer.id for trainer in group.trainers), session and session.trainer_id} - {None}
    return possible_trainers([group.organisation_id], also)


def load(session_id, *, to_change=False):
    found = registers.session_with_rights(session_id, to_change=to_change)
    return permitted(found, rules.may_manage)


@bp.get("/sessions/<int:session_id>")
def session(session_id):
    return shown(load(session_id))


@bp.post("/sessions/<int:session_id>")
def change(session_id):
    session = load(session_id, to_change=True)
    actions.refuse_fixed(session, clock.now())
    trainers = trainers_of(session.group, session)
    form = SessionForm(session.group, trainers, locks_from=session.locks_from)
    if not form.validate():
        return shown(session, 422, form=form)
    different = actions.change(session, form.values, by=me(), now=clock.now())
    say(_("Saved.") if different else _("Nothing was different, so nothing was changed."))
    return go(url_for(".session", session_id=session.id))


@bp.post("/sessions/<int:session_id>/cancellation")
def cancel(session_id):
    session = load(session_id, to_change=True)
    form = CancelForm(prefix="cancel-")
    if not form.validate():
        return shown(session, 422, cancel=form)
    actions.cancel(session, form.reason.data, by=me(), now=clock.now())
    say(_("Cancelled. Tell the people of the group."))
    return go(url_for(".session", session_id=session.id))


@bp.post("/sessions/<int:session_id>/reinstatement")
def reinstate(session_id):
    session = load(session_id, to_change=True)
    actions.reinstate(session, by=me(), now=clock.now())
    say(_("The session takes place after all. Tell the people of the group."))
    return go(url_for(".session", session_id=session.id))


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
    return go(url_for(".session", session_id=session.id))


def choices(lines):
    return [(key, f"{line.who.name} ({line.who.code})") for key, line in lines.items()]


def shown(session, status=200, *, lines=None, **forms):
    """The page of a session, with the form that was sent, if it could not be kept."""
    frame, now = frame_of(session), clock.now()
    if lines is None:
        lines = registers.register(frame)
    short = {
        key: line
        for key, line in lines.items()
        if session.status == Status.HELD and make_ups.missed(frame, line)
    }
    if "form" not in forms:
        trainers = trainers_of(session.group, session)
        forms["form"] = SessionForm(session.group, trainers, None, data=as_typed(session))
    forms.setdefault("cancel", CancelForm(None, prefix="cancel-"))
    forms.setdefault("make_up", MakeUpForm(choices(short), None, prefix="make_up-"))
    made_up = make_ups.make_ups(session)
    return page(
        SESSION,
        status=status,
        session=session,
        frame=frame,
        totals=registers.totals(frame, lines.values()),
        short=short,
        closed=rules.why_closed(session, now),
        fixed=rules.why_fixed(session, now),
        made_up=made_up,
        over=make_ups.more_than_missed(frame, lines, [row for row, _name in made_up]),
        history=[in_plain_words(row) for row in changes("session", session.code)],
        **forms,
    )
