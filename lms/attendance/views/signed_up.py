"""Who has a place in an open session and who waits, as its staff see it and change it."""

from flask import abort, url_for
from flask_babel import gettext as _

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import sign_ups as actions
from lms.attendance.forms.places import BookForm, TakeOffForm
from lms.attendance.models import SignUp, SignUpState
from lms.attendance.queries import register as registers
from lms.attendance.queries import sign_ups as queries
from lms.attendance.rules.sign_ups import is_offered, why_shut
from lms.attendance.views.blueprint import bp
from lms.attendance.views.place_history import of_a_place
from lms.db import db
from lms.people.queries import changes
from lms.web import go, me, page, page_of, permitted, say

PLACES = "attendance/signed_up.html"


@bp.get("/sessions/<int:session_id>/places")
def signed_up(session_id):
    return shown(managed(session_id))


@bp.post("/sessions/<int:session_id>/places")
def book_place(session_id):
    session = managed(session_id)
    form = BookForm(session)
    if not form.validate() or form.person is None:
        return shown(session, 422, form=form)
    entry = actions.sign_up(session, form.person, by=me(), now=clock.now())
    if entry.state == SignUpState.BOOKED:
        say(_("%(name)s has a place.", name=entry.person.name))
    else:
        say(_("No place is free: %(name)s is in the queue.", name=entry.person.name), "warn")
    return go(url_for(".signed_up", session_id=session.id))


@bp.post("/sessions/<int:session_id>/places/<int:sign_up_id>/removal")
def take_off(session_id, sign_up_id):
    session = managed(session_id)
    entry = db.session.get(SignUp, sign_up_id)
    if entry is None or entry.session_id != session.id:
        abort(404)
    form = TakeOffForm(prefix=f"off-{entry.id}-")
    if not form.validate():
        return shown(session, 422, off=(entry.id, form))
    actions.take_off(entry, form.reason.data.strip(), by=me(), now=clock.now())
    say(_("%(name)s is not on the list any more, and is told.", name=entry.person.name))
    return go(url_for(".signed_up", session_id=session.id))


def managed(session_id):
    return permitted(registers.session_with_rights(session_id), rules.may_manage)


def shown(session, status=200, *, form=None, off=(None, None)):
    """Everybody on the list, in order; who waits with their number."""
    now = clock.now()
    pages = page_of(queries.everybody(session), 50)
    held = queries.how_many_hold(session)
    first = (pages.number - 1) * 50 - held
    return page(
        PLACES,
        status=status,
        session=session,
        pages=pages,
        positions={entry.id: first + n for n, entry in enumerate(pages.items, 1)},
        offered={entry.id for entry in pages.items if is_offered(entry, now)},
        free=queries.free(session, now),
        shut=why_shut(session, now, for_staff=True),
        form=form or BookForm(session, None),
        blank=TakeOffForm(None),
        off=off,
        history=[of_a_place(row) for row in changes("place", session.code)],
    )
