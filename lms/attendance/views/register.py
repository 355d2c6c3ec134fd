"""The register: one form for everybody in it; a tap with htmx, a button without."""

from flask import redirect, url_for
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import register as actions
from lms.attendance.forms.register import RegisterForm, Row
from lms.attendance.queries import register as queries
from lms.attendance.queries.check_in import shared_phones
from lms.attendance.queries.offers import made_up
from lms.attendance.rules.lines import frame_of
from lms.attendance.views import words
from lms.attendance.views.blueprint import bp
from lms.attendance.views.sealed import sealed_of
from lms.web import answer, keep, me, page, permitted, say

REGISTER = "attendance/register.html"
EVERYBODY = ("guest", "clear")  # buttons after which all lines are shown anew


@bp.get("/sessions/<int:session_id>/register")
def register(session_id):
    session = permitted(queries.session_with_rights(session_id), rules.may_manage)
    frame = frame_of(session)
    rows = [Row(line, line.state, line.state) for line in queries.register(frame).values()]
    context = on_screen(frame, rows)
    return page(REGISTER, **whole(session, context["about"]), **context)


@bp.post("/sessions/<int:session_id>/register")
def take(session_id):
    session = permitted(queries.session_with_rights(session_id, to_change=True), rules.may_manage)
    frame = frame_of(session)
    form = RegisterForm(request.form, frame, queries.register(frame), is_htmx=bool(request.htmx))
    if form.do == "clear":
        saved = actions.unmark_everyone(frame, form.lines, by=me(), now=clock.now())
    else:
        typed = actions.with_all_present(form.lines, form.typed) if form.do == "all" else form.typed
        saved = actions.save(frame, form.lines, typed, by=me(), now=clock.now())
    keep()  # a line that cannot be kept yet does not hold up the others
    return after(frame, form, saved)


def after(frame, form, saved):
    """The page or its parts: what was saved, what is asked, what is wrong."""
    status = 409 if saved.questions else 422 if form.errors else 200
    context = on_screen(frame, [form.row(line, saved.questions) for line in saved.lines.values()])
    context["saved"] = (
        words.saved(len(saved.changed), clock.now(), frame.session)
        if status == 200
        else words.not_all_saved()
    )
    context["form"] = form
    if request.htmx:
        blocks = ["lines"] if form.do in EVERYBODY else []
        context["parts"] = [] if blocks else form.parts(context["rows"], saved.changed)
        blocks += ["parts", "guest_wrong"] if status == 409 else ["parts", "guest_wrong", "saved"]
        return answer([*(f"{REGISTER}#{b}" for b in blocks), "base.html#notice"], status, context)
    if status != 200:
        return page(REGISTER, status=status, **whole(frame.session, context["about"]), **context)
    say(f"{context['saved']} {words.left(context['about'].totals)}")
    return redirect(url_for(".register", session_id=frame.session.id), 303)


def whole(session, about):
    """What only the whole page shows."""
    if about.missed:
        about.made_up = made_up(session)
    return {"number": queries.numbered(session), "shared": shared_phones(session)}


def on_screen(frame, rows):
    """What every part of the register needs."""
    sealed = sealed_of(frame.session, now := clock.now())
    about = words.About(frame, [row.line for row in rows], now, sealed)
    return {"session": frame.session, "about": about, "rows": rows}
