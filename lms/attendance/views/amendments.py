"""Corrections of locked registers, on screen: asked for on one page, decided on another."""

from flask import abort, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import amendments as actions
from lms.attendance.forms.amendments import AmendmentForm, RefusalForm
from lms.attendance.holding import held_by
from lms.attendance.models import AmendmentState
from lms.attendance.queries import register as registers
from lms.attendance.queries import seals as queries
from lms.attendance.rules.amendments import is_second, why_not_amended, why_not_decided
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.register import Who, line_of
from lms.attendance.views.blueprint import bp
from lms.attendance.views.sealed import sealed_of
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people.rules import is_staff
from lms.ways import Waits, way
from lms.web import go, me, only, page, page_of, permitted, say


def waiting_in(group):
    """How many corrections of a group wait, for the head of its pages."""
    number = queries.how_many_wait(queries.waiting(me(), group))
    words = ngettext("%(num)s correction waits", "%(num)s corrections wait", number)
    return Waits(number, words) if number else None


way(
    "group", _l("Corrections"), "attendance.amendments", icon="pen",
    of=lambda group: {"group": group.slug}, may=may_see_group, rank=60, waits=waiting_in,
)  # fmt: skip


@bp.get("/amendments")
def amendments():
    """What waits for a second person, in all groups of mine, in one or in a programme."""
    only(is_staff)
    slug = request.args.get("group")
    group = permitted(group_of(slug), may_see_group) if slug else None
    found = page_of(queries.waiting(me(), group, request.args.get("programme", "")), 25)
    return page("attendance/amendments.html", found=found, group=group)


@bp.get("/sessions/<int:session_id>/amendments")
def corrections(session_id):
    """The corrections of one register; and a code that is typed leads to a new one."""
    session = permitted(registers.session_with_rights(session_id), rules.may_manage)
    sealed = sealed_of(session, clock.now())
    code, wrong = request.args.get("code", "").strip(), ""
    if code and sealed.amends:
        if line := line_named(frame := frame_of(session), registers.register(frame), code):
            there = url_for(".new_amendment", session_id=session.id, code=line.who.code)
            return redirect(there, 303)
        wrong = _("Nobody here has the code “%(code)s”. Look at it.", code=code)
    why = why_not_amended(session, clock.now())
    context = {"session": session, "sealed": sealed, "code": code, "wrong": wrong, "why": why}
    return page("attendance/corrections.html", **context)


@bp.get("/sessions/<int:session_id>/amendments/<code>")
def new_amendment(session_id, code):
    frame, lines, line = asked_about(session_id, code)
    if why_not_amended(frame.session, clock.now()):  # that page says why
        return redirect(url_for(".corrections", session_id=session_id), 303)
    return asking(frame, lines, line, AmendmentForm(frame, line.state, None))


@bp.post("/sessions/<int:session_id>/amendments/<code>")
def ask_amendment(session_id, code):
    frame, lines, line = asked_about(session_id, code, to_change=True)
    form = AmendmentForm(frame, line.state)
    if not form.validate():
        return asking(frame, lines, line, form, 422)
    made = actions.ask(frame, lines, line, form.state, form.reason.data, by=me(), now=clock.now())
    if made.state == AmendmentState.MADE:
        say(_("Corrected. Old and new stand side by side."))
    else:
        say(_("Asked for. Nothing changes until a second person agrees."), "warn")
    return go(url_for(".amendment", amendment_id=made.id))


@bp.get("/amendments/<int:amendment_id>")
def amendment(amendment_id):
    _frame, lines, line, found = decided_about(amendment_id)
    return deciding(lines, line, found, RefusalForm(None, prefix="refuse-"))


@bp.post("/amendments/<int:amendment_id>/agreement")
def agree(amendment_id):
    frame, lines, line, found = decided_about(amendment_id, to_change=True)
    seen = request.form.get("seen", "")
    actions.agree(frame, lines, line, found, seen, by=me(), now=clock.now())
    say(_("Corrected. Old and new stand side by side."))
    return go(url_for(".amendment", amendment_id=found.id))


@bp.post("/amendments/<int:amendment_id>/refusal")
def refuse(amendment_id):
    frame, lines, line, found = decided_about(amendment_id, to_change=True)
    form = RefusalForm(prefix="refuse-")
    if not form.validate():
        return deciding(lines, line, found, form, 422)
    actions.refuse(frame, lines, line, found, form.answer.data, by=me(), now=clock.now())
    say(_("Refused. The register stays as it is, and who asked is told."))
    return go(url_for(".amendment", amendment_id=found.id))


@bp.post("/amendments/<int:amendment_id>/withdrawal")
def withdraw_amendment(amendment_id):
    *_rest, found = decided_about(amendment_id, to_change=True)
    actions.withdraw(found, by=me(), now=clock.now())
    say(_("Taken back. The register stays as it is."))
    return go(url_for(".amendment", amendment_id=found.id))


def line_named(frame, lines, code):
    """The line of somebody on the register, or an empty one of who is not on it; none for a code
    that nobody here has."""
    wanted = code.strip().casefold()
    for line in lines.values():
        if line.who.code.casefold() == wanted:
            return line
    guest = registers.guest_of(frame.session, code)
    return guest and empty_line(frame, guest)


def empty_line(frame, person):
    return line_of(frame, Who(person.id, person.code, person.name, person.native_name, True), [])


def asked_about(session_id, code, *, to_change=False):
    found = registers.session_with_rights(session_id, to_change=to_change)
    frame = frame_of(permitted(found, rules.may_manage))
    lines = registers.register(frame)
    return frame, lines, line_named(frame, lines, code) or abort(404)


def decided_about(amendment_id, *, to_change=False):
    """The session is locked before the correction is read: of two who decide, the second sees what
    the first has decided."""
    session_id = queries.session_of(amendment_id) or abort(404)
    found = registers.session_with_rights(session_id, to_change=to_change)
    frame = frame_of(permitted(found, rules.may_manage))
    about, lines = queries.amendment(amendment_id) or abort(404), registers.register(frame)
    return frame, lines, lines.get(about.person_id) or empty_line(frame, about.person), about


def asking(frame, lines, line, form, status=200):
    first = actions.recorded_by(lines, line)
    return page(
        "attendance/amendment_new.html",
        status=status,
        session=frame.session,
        frame=frame,
        line=line,
        form=form,
        at_once=is_second(me(), first),
        mine=me().id in first,
        waits=queries.waiting_for(frame.session.id, line.who.id),
    )


def deciding(lines, line, found, form, status=200):
    return page(
        "attendance/amendment.html",
        status=status,
        session=found.session,
        line=line,
        amendment=found,
        waits=found.state == AmendmentState.ASKED,
        why_not=why_not_decided(me(), found, actions.recorded_by(lines, line)),
        mine=found.asked_by_id == me().id,
        held=held_by(found),
        form=form,
    )
