"""The paper of a session: lists to sign, printed and found again by their code."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.attendance import rules
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.evidence.actions import sheets as actions
from lms.evidence.forms.sheets import PrintForm
from lms.evidence.queries import sheets as queries
from lms.evidence.views.blueprint import bp
from lms.people.codes import as_sheet_code
from lms.people.rules import is_staff
from lms.ways import way
from lms.web import go, me, only, page, permitted, say

PAPER = "evidence/paper.html"


def of_session(session):
    return {"session_id": session.id}


for where in ("session", "register"):
    way(where, _l("List on paper"), "evidence.paper", icon="print", of=of_session,
        may=rules.may_manage, rank=30)  # fmt: skip


@bp.get("/sessions/<int:session_id>/paper")
def paper(session_id):
    session = permitted(registers.session_with_rights(session_id), rules.may_manage)
    return shown(session, PrintForm(None))


@bp.post("/sessions/<int:session_id>/paper")
def print_sheet(session_id):
    session = permitted(registers.session_with_rights(session_id, to_change=True), rules.may_manage)
    form = PrintForm()
    if not form.validate():
        return shown(session, form, 422)
    people = registers.register(frame_of(session))
    made = actions.make(session, people, form.language.data, form.empty, by=me(), now=clock.now())
    say(_("The list %(code)s is ready: print it, and let everybody sign.", code=made.code))
    return go(url_for(".sheet", sheet_code=made.code))


@bp.get("/sheets")
def find_sheet():
    """By the code that is printed on it; who may see it, its own page decides."""
    only(is_staff)
    code = as_sheet_code(request.args.get("code", ""))
    if code and queries.is_taken(code):
        return redirect(url_for(".sheet", sheet_code=code), 303)
    return page("evidence/find.html", typed=request.args.get("code"))


def shown(session, form, status=200):
    return page(
        PAPER, status=status, session=session, form=form, sheets=queries.sheets_of(session),
    )  # fmt: skip
