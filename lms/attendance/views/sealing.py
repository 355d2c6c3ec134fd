"""Closing a register by hand: it is sealed from then on."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import seals as actions
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.register import totals
from lms.attendance.rules.sealing import may_be_closed, why_not_closed
from lms.attendance.views.blueprint import bp
from lms.ways import way
from lms.web import go, me, page, permitted, say


def may_close(person, session):
    """Where closing is offered: asks no database."""
    return rules.may_manage(person, session) and may_be_closed(session, clock.now())


for where in ("session", "register"):
    way(
        where, _l("Close the register"), "attendance.closing", icon="key",
        of=lambda session: {"session_id": session.id}, may=may_close, rank=90,
    )  # fmt: skip


@bp.get("/sessions/<int:session_id>/closing")
def closing(session_id):
    session = permitted(registers.session_with_rights(session_id), rules.may_manage)
    frame = frame_of(session)
    lines = registers.register(frame)
    return page(
        "attendance/closing.html",
        session=session,
        why_not=why_not_closed(session, clock.now()),
        totals=totals(frame, lines.values()),
        unmarked=[line.who for line in lines.values() if not line.state.mark],
    )


@bp.post("/sessions/<int:session_id>/closing")
def close(session_id):
    found = registers.session_with_rights(session_id, to_change=True)
    session = permitted(found, rules.may_manage)
    frame = frame_of(session)
    typed = request.form.get("unmarked", "")
    unmarked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1
    actions.close(frame, registers.register(frame), unmarked, by=me(), now=clock.now())
    say(_("The register is closed and sealed."))
    return go(url_for(".register", session_id=session.id))
