"""The lists of a session's online meeting: all of them, and a new one."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.attendance.queries.register import session_with_rights
from lms.attendance.rules import may_manage, why_closed
from lms.evidence.actions import lists as actions
from lms.evidence.forms.lists import ListForm
from lms.evidence.queries import lists as queries
from lms.evidence.rules.lists import may_have_lists, why_no_list
from lms.evidence.views import words
from lms.evidence.views.blueprint import bp
from lms.tables.problems import FileRefused
from lms.ways import way
from lms.web import go, me, page, permitted, say


def of_session(session):
    return {"session_id": session.id}


for place in ("session", "register"):
    way(
        place, _l("List of the online meeting"), "evidence.lists",
        icon="screen", of=of_session, may=may_have_lists, rank=40,
    )  # fmt: skip


@bp.get("/sessions/<int:session_id>/lists")
def lists(session_id):
    session = permitted(session_with_rights(session_id), may_manage)
    return shown(session, ListForm(None, prefix="list-"))


@bp.post("/sessions/<int:session_id>/lists")
def add_list(session_id):
    session = permitted(session_with_rights(session_id, to_change=True), may_manage)
    form = ListForm(prefix="list-")
    if not form.validate():
        return shown(session, form, 422)
    try:
        added = actions.add(session, form.content, form.name, by=me(), now=clock.now())
    except FileRefused as refused:
        form.file.errors = [one.words for one in refused.problems]
        return shown(session, form, 422)
    if added.was_there:
        say(_("This list is in already. Here it is."), "warn")
    else:
        say(_("The list is kept. Nothing is in the register yet."))
    return go(url_for(".meeting_list", list_id=added.row.id))


def shown(session, form, status=200):
    return page(
        "evidence/lists.html",
        status=status,
        session=session,
        form=form,
        rows=queries.lists_of(session),
        no_list=why_no_list(session),
        closed=why_closed(session, clock.now()),
        words=words,
    )
