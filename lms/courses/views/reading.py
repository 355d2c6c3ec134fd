"""How a person likes to read: size of text, languages, data."""

from flask import request
from flask_babel import gettext as _

from lms.addresses import local
from lms.courses import actions
from lms.courses.actions import Wishes
from lms.courses.views.blueprint import bp
from lms.courses.views.languages import NONE
from lms.web import go, me, say

ORDERS = {"mine": (False, False), "host": (True, False), "together": (True, True)}


@bp.post("/how-i-read")
def save_reading():
    actions.save_settings(me(), wishes(request.form))
    say(_("Saved. Lessons look like this for you from now on."))
    return go(local(request.form.get("next"), "/"))


def wishes(form):
    """What the panel says; anything that it cannot say is as if it were not said."""
    host_first, together = ORDERS.get(form.get("order", ""), ORDERS["mine"])
    size, beside = form.get("size", ""), form.get("beside", "")
    known = beside == NONE or beside.replace("-", "").isalnum()
    return Wishes(
        size=int(size) if size in ("1", "2", "3") else 0,
        host_first=host_first,
        together=together,
        small_data=form.get("small_data") == "on",
        beside=beside if known and len(beside) <= 20 else None,
    )
