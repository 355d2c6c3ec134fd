"""An offer as the learner has it: what it is, yes or no; on their own pages, and from a mail."""

from functools import wraps

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import offers as actions
from lms.attendance.forms.offers import YES, AnswerForm
from lms.attendance.models import MakeUpOffer
from lms.attendance.queries import offers as queries
from lms.attendance.rules.offers import as_offer, cap_of, why_no_answer
from lms.attendance.views.blueprint import bp
from lms.i18n import speak_to
from lms.messages.letters import language_of
from lms.web import go, me, notice, page, permitted, public, say

MAKE_UP = "attendance/make_up.html"


def may_answer(person, offer):
    """Whose it is; and who manages the session, for somebody who called."""
    return person.id == offer.person_id or rules.may_manage(person, offer.session)


@bp.get("/make-up/<int:offer_id>")
def my_make_up(offer_id):
    offer = permitted(queries.offer(offer_id), may_answer)
    return shown(offer, url_for(".answer_make_up", offer_id=offer_id))


@bp.post("/make-up/<int:offer_id>")
def answer_make_up(offer_id):
    offer = permitted(queries.offer(offer_id), may_answer)
    here = url_for(".my_make_up", offer_id=offer_id)
    return answered(offer, me(), here)


def answered(offer, by, here):
    """Yes or no was said, by whom it is for or by who took the call."""
    form = AnswerForm()
    if not form.validate():
        return shown(offer, here, 422, form=form)
    said, name = (form.said.data or "").strip(), offer.person.name
    own, yes = by.id == offer.person_id, form.answer.data == YES
    change = actions.accept if yes else actions.decline
    change(offer, said, by=by, now=clock.now())
    if not own:
        words = _("Kept: %(name)s says yes.") if yes else _("Kept: %(name)s says no.")
        say(words % {"name": name})
    elif not yes:
        say(_("Your trainer knows that you cannot do it."))
    elif offer.to_session:
        say(_("Good. You have a place. Come on the day."))
    else:
        say(_("Good. Your trainer knows that you do it."))
    return go(here)


def from_a_mail(view):
    """Who opens a link of a mail is spoken to in their language, and not asked to sign in."""

    @public
    @wraps(view)
    def opened(letter):
        offer_id, person_id = as_offer(letter) or (0, 0)
        offer: MakeUpOffer | None = queries.offer(offer_id)
        if offer is None or offer.person_id != person_id:
            return notice(_("This link is not whole. Open it from your mail again."), 404)
        speak_to(language_of(offer.person))
        return view(letter, offer)

    return opened


@bp.get("/make-up/answers/<letter>")
@from_a_mail
def make_up_answer(letter, offer):
    return shown(offer, url_for(".make_up_answered", letter=letter))


@bp.post("/make-up/answers/<letter>")
@from_a_mail
def make_up_answered(letter, offer):
    return answered(offer, offer.person, url_for(".make_up_answer", letter=letter))


def shown(offer, here, status=200, *, form=None):
    now = clock.now()
    programme = offer.session.group.programme
    cap = cap_of(programme)
    approved = queries.approved_in(programme.id, [offer.person_id])[offer.person_id]
    return page(
        MAKE_UP,
        status=status,
        offer=offer,
        seen=queries.seen([offer], now)[0],
        today=clock.today(offer.session.zone, now),
        closed=why_no_answer(offer, now),
        cap=cap,
        left=max(0, cap - approved),
        form=form or AnswerForm(None),
        here_url=here,
    )
