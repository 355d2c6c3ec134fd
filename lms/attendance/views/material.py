"""Material of a session: hand it out, open it, take it away."""

from io import BytesIO

from flask import abort, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import material as actions
from lms.attendance.forms.material import MaterialForm
from lms.attendance.models import Material
from lms.attendance.queries import material as queries
from lms.attendance.queries import register as registers
from lms.attendance.queries.belonging import belongs
from lms.attendance.views.blueprint import bp
from lms.attendance.views.session import load, shown
from lms.courses.rules import size_words
from lms.db import db
from lms.files import File, content_of
from lms.handouts import KINDS, SHOWN_HERE
from lms.web import go, me, permitted, say

ALONE = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


@bp.post("/sessions/<int:session_id>/material")
def hand_out(session_id):
    session = load(session_id, to_change=True)
    form = MaterialForm(prefix="material-")
    if not form.validate():
        return shown(session, 422, material=form)
    later = bool(form.later.data and session.series_id)
    made = actions.hand_out(session, form.handout, to_later=later, by=me(), now=clock.now())
    say(ngettext("Handed out with %(num)s session.", "Handed out with %(num)s sessions.", made)
        if made else _("This is handed out already."))  # fmt: skip
    return go(url_for(".session", session_id=session.id))


@bp.post("/sessions/<int:session_id>/material/removal")
def take_away(session_id):
    session = load(session_id, to_change=True)
    there = {str(each.material.id): each.material for each in queries.handed_out(session)}
    if material := there.get(request.form.get("material", "")):  # else it was taken away already
        actions.take_away(material, session, by=me(), now=clock.now())
        say(_("Taken away: %(title)s.", title=material.title))
    return go(url_for(".session", session_id=session.id))


@bp.get("/material/<int:material_id>")
def material(material_id):
    """The file itself, as what it is: nothing in it can do anything here."""
    material = db.session.get(Material, material_id) or abort(404)
    permitted(registers.session_with_rights(material.session_id), may_look)
    if not material.file_id:
        abort(404)
    file = db.session.get_one(File, material.file_id)
    here = file.kind.startswith(SHOWN_HERE) and "save" not in request.args
    response = send_file(
        BytesIO(content_of(file.id)), mimetype=file.kind, download_name=material.file_name,
        as_attachment=not here, etag=file.id,
    )  # fmt: skip
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = ALONE
    return response


def may_look(person, session):
    return rules.may_look(person, session, belongs(person, session))


bp.add_app_template_filter(size_words, "weight")


@bp.app_template_filter()
def kind_words(media_type: str) -> str:
    """What people call this kind of file."""
    return KINDS[media_type].words if media_type in KINDS else media_type
