"""Publishing a session; changing, moving, cancelling it; and that it takes place after all."""

from flask import redirect, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.attendance.actions import changing
from lms.attendance.actions import sessions as actions
from lms.attendance.forms.session import REST, CancelForm, SessionForm, next_like
from lms.attendance.queries import sessions as queries
from lms.attendance.views import clashing, done
from lms.attendance.views.blueprint import bp, named
from lms.attendance.views.session import load, shown, trainers_of
from lms.courses.queries import group as group_of
from lms.courses.queries import groups_of
from lms.courses.rules import may_see_group
from lms.people.rules import is_staff
from lms.web import go, me, only, page, page_of, permitted, say

PUBLISH = "attendance/publish.html"


@bp.get("/sessions/new")
def new():
    only(is_staff)
    if not (slug := request.args.get("group")):
        return choose_group()
    group = permitted(group_of(slug), may_see_group)
    likely = next_like(queries.latest(group.id), group, me())
    return page(PUBLISH, group=group, form=SessionForm(group, trainers_of(group), data=likely))


def choose_group(then=".new"):
    """Which group is it for? Nothing to ask where there is only one."""
    found = page_of(groups_of(me()))
    if found.total == 1:
        return redirect(url_for(then, group=found.items[0].slug), 303)
    return page("attendance/choose_group.html", groups=found, then=then)


@bp.post("/sessions/new")
def publish():
    group = permitted(group_of(request.form.get("group", "")), may_see_group)
    form = SessionForm(group, trainers_of(group))
    if not form.validate():
        return page(PUBLISH, status=422, group=group, form=form)
    if clashing.new_ones(form, group):
        return page(PUBLISH, status=409, group=group, form=form)
    made = actions.publish(group, form.values, by=me(), now=(now := clock.now()))
    say(done.and_told(_("Published: %(session)s.", session=named(made)), made.code, group, now))
    return go(url_for(".session", session_id=made.id))


@bp.post("/sessions/<int:session_id>")
def change(session_id):
    session = load(session_id, to_change=True)
    actions.refuse_fixed(session, clock.now())
    trainers = trainers_of(session.group, session)
    form = SessionForm(session.group, trainers, locks_from=session.locks_from)
    if not form.validate():
        return shown(session, 422, form=form)
    rest, now = form.scope.data == REST, clock.now()
    plan = changing.planned(session, form.values, now=now, rest=rest)
    if clashing.of_change(form, plan):
        return shown(session, 409, form=form)
    outcome = changing.carry_out(plan, by=me(), now=now)
    words, kind = done.changed(session, outcome)
    say(done.and_told(words, outcome.session.code, session.group, now), kind)
    return go(url_for(".session", session_id=outcome.session.id))


@bp.post("/sessions/<int:session_id>/cancellation")
def cancel(session_id):
    session = load(session_id, to_change=True)
    form = CancelForm(prefix="cancel-")
    if not form.validate():
        return shown(session, 422, cancel=form)
    rest, now = form.scope.data == REST, clock.now()
    made = actions.cancel(session, form.reason.data, by=me(), now=now, rest=rest)
    say(done.and_told(done.cancelled(made), session.code, session.group, now))
    return go(url_for(".session", session_id=session.id))


@bp.post("/sessions/<int:session_id>/reinstatement")
def reinstate(session_id):
    session = load(session_id, to_change=True)
    actions.reinstate(session, by=me(), now=(now := clock.now()))
    say(done.and_told(_("The session takes place after all."), session.code, session.group, now))
    return go(url_for(".session", session_id=session.id))
