"""Offering make-up to who missed a session, and taking an offer back."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import offers as actions
from lms.attendance.actions.offers import What, why_none
from lms.attendance.forms.offers import TASK, OfferForm
from lms.attendance.queries import make_up as missing
from lms.attendance.queries import offers as queries
from lms.attendance.queries import register as registers
from lms.attendance.rules.lines import frame_of
from lms.attendance.rules.offers import cap_of
from lms.attendance.views.blueprint import bp
from lms.attendance.views.offer_choices import choices_for
from lms.db import db
from lms.people.models import Person
from lms.web import go, me, page, permitted, say

OFFER = "attendance/offer.html"


def load(session_id, code, *, to_change=False):
    """The session that was missed, everybody on its register, and one of them."""
    found = registers.session_with_rights(session_id, to_change=to_change)
    session = permitted(found, rules.may_manage)
    frame = frame_of(session)
    lines = registers.register(frame)
    line = next((one for one in lines.values() if one.who.code == code), None) or abort(404)
    return frame, lines, line


@bp.get("/sessions/<int:session_id>/make-up/<code>")
def offer_make_up(session_id, code):
    return shown(*load(session_id, code))


@bp.post("/sessions/<int:session_id>/make-up/<code>")
def make_offer(session_id, code):
    frame, lines, line = load(session_id, code, to_change=True)
    now = clock.now()
    found = choices_for(frame.session, db.session.get_one(Person, line.who.id), me(), now)
    form = OfferForm([one.session.id for one in found], others(frame, lines, line))
    if not form.validate():
        return shown(frame, lines, line, 422, form=form)
    to = next((one.session for one in found if str(one.session.id) == form.what.data), None)
    task = What(None, (form.task.data or "").strip(), form.minutes.data)
    chosen = [line, *(lines[key] for key in form.people.data)]
    made = actions.offer(frame, chosen, What(to) if to else task, by=me(), now=now)
    say(
        _("Offered. %(name)s is told, and answers yes or no.", name=line.who.name)
        if len(made) == 1
        else ngettext(
            "Offered to %(num)s person, who is told and answers yes or no.",
            "Offered to %(num)s people. They are told, and answer yes or no.",
            len(made),
        )
    )
    return go(url_for(".session", session_id=session_id))


@bp.post("/make-up/<int:offer_id>/withdrawal")
def take_offer_back(offer_id):
    offer = managed(offer_id)
    actions.withdraw(offer, by=me(), now=clock.now())
    say(_("Taken back. %(name)s is told.", name=offer.person.name))
    return go(url_for(".make_up_list"))


def managed(offer_id):
    """An offer of somebody who manages the session that was missed."""
    found = queries.offer(offer_id)
    return permitted(found, lambda who, it: rules.may_manage(who, it.session))


def others(frame, lines, line):
    """Who else missed something in the same session."""
    return [
        (key, f"{one.who.name} ({one.who.code})")
        for key, one in lines.items()
        if key != line.who.id and why_none(frame, one) is None
    ]


def shown(frame, lines, line, status=200, *, form=None):
    """What was missed, what of the cap is left, and what can be offered."""
    session, now = frame.session, clock.now()
    person = db.session.get_one(Person, line.who.id)
    refused = why_none(frame, line)
    found = [] if refused else choices_for(session, person, me(), now)
    programme = session.group.programme
    before = queries.approved_in(programme.id, [person.id])[person.id]
    cap = cap_of(programme)
    mine = queries.seen(queries.of_person(person.id, [session.id]), now)
    return page(
        OFFER,
        status=status,
        session=session,
        person=person,
        refused=refused,
        missed=missing.missed(frame, line),
        net=frame.net,
        made_up=sum(row.minutes for row in missing.approved(session, person.id)),
        cap=cap,
        approved=before,
        left=max(0, cap - before),
        choices=found,
        offers=mine,
        task=TASK,
        form=form or OfferForm([one.session.id for one in found], others(frame, lines, line), None),
    )
