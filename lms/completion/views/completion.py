"""One completion: what was confirmed, by whom, what differs by now; taking it back."""

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.completion import actions, queries
from lms.completion.forms.completions import WithdrawForm
from lms.completion.holding import held_by
from lms.completion.models import CompletionState
from lms.completion.queries import completions as kept
from lms.completion.rules import may_decide, may_see_completion
from lms.completion.views.blueprint import bp
from lms.errors import Refused
from lms.web import go, me, page, permitted, say

COMPLETION = "completion/completion.html"


@bp.get("/completions/<int:completion_id>")
def completion(completion_id):
    one = permitted(kept.completion(completion_id), may_see_completion)
    return page(COMPLETION, **on_screen(one, WithdrawForm(None)))


@bp.post("/completions/<int:completion_id>/withdraw")
def withdraw(completion_id):
    one = permitted(kept.completion(completion_id), may_decide)
    form = WithdrawForm()
    if not form.validate():
        return page(COMPLETION, status=422, **on_screen(one, form))
    try:
        actions.withdraw(one, form.words, by=me(), now=clock.now())
    except Refused as refused:
        return page(COMPLETION, status=409, **on_screen(one, form, str(refused)))
    say(_("The completion of %(name)s is taken back.", name=one.person.name))
    return go(url_for(".completions", slug=one.group.slug))


def on_screen(one, form, refused=""):
    """`refused`: why taking it back did not work; what was typed stays in the form."""
    mine = one.person_id == me().id
    confirmed = one.state == CompletionState.CONFIRMED
    may_withdraw = confirmed and may_decide(me(), one)
    return {
        "one": one,
        "mine": mine,
        "group": one.group,
        "form": form,
        "may_withdraw": may_withdraw,
        "held": held_by(one) if may_withdraw else None,
        "refused": refused,
        "differences": queries.differences([one]).get(one.id, []) if confirmed else [],
    }
