"""An offer as the learner has it: what it is, yes or no; on their own pages, and from a mail."""

from functools import wraps

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import offers as actions
from lms.attendance.forms.offers import WordsForm
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
    return shown(offer, url_for(".accept_make_up", offer_id=offer_id),
                 url_for(".decline_make_up", offer_id=offer_id))  # fmt: skip


@bp.post("/make-up/<int:offer_id>/acceptance")
def accept_make_up(offer_id):
    offer = permitted(queries.offer(offer_id), may_answer)
    accepted(offer, me())
    return go(url_for(".my_make_up", offer_id=offer_id))


@bp.post("/make-up/<int:offer_id>/refusal")
def decline_make_up(offer_id):
    offer = permitted(queries.offer(offer_id), may_answer)
    declined(offer, me())
    return go(url_for(".my_make_up", offer_id=offer_id))


def accepted(offer, by):
    actions.accept(offer, words_sent(), by=by, now=clock.now())
    if offer.person_id != by.id:
        say(_("Kept: %(name)s says yes.", name=offer.person.name))
    elif offer.to_session:
        say(_("Good. You have a place. Come on the day."))
    else:
        say(_("Good. Your trainer knows that you do it."))


def declined(offer, by):
    actions.decline(offer, words_sent(), by=by, now=clock.now())
    if offer.person_id == by.id:
        say(_("Your trainer knows that you cannot do it."))
    else:
        say(_("Kept: %(name)s says no.", name=offer.person.name))


def words_sent():
    """What was said beside yes or no, as much of it as is kept."""
    return (WordsForm().words.data or "").strip()[:500]


def from_a_mail(view):
    """Who opens a link of a mail is spoken to in their language, and not asked to sign in."""

    @public
    @wraps(view)
    def opened(answer):
        offer_id, person_id = as_offer(answer) or (0, 0)
        offer: MakeUpOffer | None = queries.offer(offer_id)
        if offer is None or offer.person_id != person_id:
            return notice(_("This link is not whole. Open it from your mail again."), 404)
        speak_to(language_of(offer.person))
        return view(answer, offer)

    return opened


@bp.get("/make-up/answers/<answer>")
@from_a_mail
def make_up_answer(answer, offer):
    return shown(offer, url_for(".make_up_yes", answer=answer),
                 url_for(".make_up_no", answer=answer))  # fmt: skip


@bp.post("/make-up/answers/<answer>/acceptance")
@from_a_mail
def make_up_yes(answer, offer):
    accepted(offer, offer.person)
    return go(url_for(".make_up_answer", answer=answer))


@bp.post("/make-up/answers/<answer>/refusal")
@from_a_mail
def make_up_no(answer, offer):
    declined(offer, offer.person)
    return go(url_for(".make_up_answer", answer=answer))


def shown(offer, yes, no):
    now = clock.now()
    programme = offer.session.group.programme
    cap = cap_of(programme)
    approved = queries.approved_in(programme.id, [offer.person_id])[offer.person_id]
    return page(
        MAKE_UP,
        offer=offer,
        seen=queries.seen([offer], now)[0],
        today=clock.today(offer.session.zone, now),
        closed=why_no_answer(offer, now),
        cap=cap,
        left=max(0, cap - approved),
        form=WordsForm(None),
        yes=yes,
        no=no,
    )
