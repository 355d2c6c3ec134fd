"""An attestation is revoked, and perhaps replaced by a new one."""

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.attestations import actions, queries
from lms.attestations.forms import RevokeForm
from lms.attestations.queries import attestations
from lms.attestations.rules import may_revoke
from lms.attestations.views.blueprint import bp
from lms.web import go, me, page, permitted, say

TEMPLATE = "attestations/revoke.html"


@bp.get("/attestations/<serial>/revoke")
def revoking(serial):
    found = permitted(queries.attestation(serial), may_revoke)
    can_replace = bool(found.person_id and attestations.confirmed_for(found))
    return page(TEMPLATE, attestation=found, form=RevokeForm(None), can_replace=can_replace)


@bp.post("/attestations/<serial>/revoke")
def revoke(serial):
    found = permitted(queries.attestation(serial), may_revoke)
    form = RevokeForm()
    if not form.validate():
        can_replace = bool(found.person_id and attestations.confirmed_for(found))
        return page(TEMPLATE, status=422, attestation=found, form=form, can_replace=can_replace)
    if form.then.data == "new":
        new = actions.reissue(found, form.reason.data, by=me(), now=clock.now())
        say(_("The old attestation is revoked, and a new one is issued."))
        return go(url_for(".one", serial=new.serial))
    actions.revoke_and_tell(found, form.reason.data, by=me(), now=clock.now())
    say(_("The attestation is revoked."))
    return go(url_for(".one", serial=serial))
