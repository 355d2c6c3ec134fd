"""The register: one form for everybody in it; a tap with htmx, a button without; and what a phone
sends that was without network."""

from typing import Any

from flask import jsonify, redirect, url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import register as actions
from lms.attendance.actions import sending
from lms.attendance.forms.register import RegisterForm
from lms.attendance.queries import register as queries
from lms.attendance.queries.check_in import told
from lms.attendance.queries.offers import made_up
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.typed import Row
from lms.attendance.views import words
from lms.attendance.views.blueprint import bp
from lms.attendance.views.sealed import sealed_of
from lms.phones import for_phones, wants_facts
from lms.web import answer, keep, me, page, permitted, say

REGISTER = "attendance/register.html"
EVERYBODY = ("guest", "clear")  # buttons after which all lines are shown anew


@bp.get("/sessions/<int:session_id>/register")
@for_phones
def register(session_id):
    session = permitted(queries.session_with_rights(session_id), rules.may_manage)
    frame = frame_of(session)
    rows = [Row(line, line.state, line.state) for line in queries.register(frame).values()]
    context = on_screen(frame, rows)
    return page(REGISTER, **whole(session, context["about"]), **context)


@bp.post("/sessions/<int:session_id>/register")
def take(session_id):
    session = permitted(queries.session_with_rights(session_id, to_change=True), rules.may_manage)
    frame, now = frame_of(session), clock.now()
    lines = queries.register(frame)
    form = RegisterForm(request.form, frame, lines, is_htmx=bool(request.htmx), now=now)
    if form.do == "clear":
        saved = actions.unmark_everyone(frame, form.lines, by=me(), now=now)
    else:
        typed = actions.with_all_present(form.lines, form.typed) if form.do == "all" else form.typed
        saved = sending.save(frame, form.lines, typed, form.along, by=me(), now=now)
    keep()  # a line that cannot be kept yet does not hold up the others
    return sent_later(frame, form, saved) if wants_facts() else after(frame, form, saved)


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
        parts = [*(f"{REGISTER}#{b}" for b in blocks), "base.html#notice", "base.html#known"]
        return answer(parts, status, context)
    if status != 200:
        return page(REGISTER, status=status, **whole(frame.session, context["about"]), **context)
    say(f"{context['saved']} {words.left(context['about'].totals)}")
    return redirect(url_for(".register", session_id=frame.session.id), 303)


def whole(session, about):
    """What only the whole page shows."""
    if about.missed:
        about.made_up = made_up(session)
    shared, about.gone = told(session)
    return {"number": queries.numbered(session), "shared": shared}


def sent_later(frame, form, saved):
    """To a phone that was without network: what became of each mark, by its key. Those that were
    taken, in whatever request, are `kept`; what is asked or wrong is said in words, and stays on
    the phone."""
    told: dict[str, Any] = {"kept": [], "asked": {}, "wrong": {}}
    for person, sent in form.along.items():
        if person in saved.questions:
            told["asked"][sent.key] = words.asked(frame, saved.questions[person])
        elif person in form.wrong:
            told["wrong"][sent.key] = form.wrong[person]
        elif person not in saved.lines:
            told["wrong"][sent.key] = _("This person is not on the register any more.")
        else:
            told["kept"].append(sent.key)
    return jsonify(told)


def on_screen(frame, rows):
    """What every part of the register needs."""
    sealed = sealed_of(frame.session, now := clock.now())
    about = words.About(frame, [row.line for row in rows], now, sealed)
    return {"session": frame.session, "about": about, "rows": rows}
