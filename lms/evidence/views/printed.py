"""What is printed for the funder of a programme, what proves a presence; and the logo."""

from io import BytesIO

from flask import abort, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.courses import queries
from lms.courses.rules import coordinates_programme
from lms.db import db
from lms.evidence.actions import printed as actions
from lms.evidence.actions.printed import Logo
from lms.evidence.forms.printed import PrintedForm
from lms.evidence.views.blueprint import bp
from lms.files import File, content_of
from lms.ways import way
from lms.web import go, me, page, permitted, say

PRINTED = "evidence/printed.html"


def of_programme(programme):
    return {"slug": programme.slug}


way("settings", _l("What is printed, and what proves a presence"), "evidence.printed",
    icon="print", of=of_programme, may=coordinates_programme)  # fmt: skip


@bp.get("/programmes/<slug>/printed")
def printed(slug):
    programme = permitted(queries.programme(slug), coordinates_programme)
    return page(PRINTED, programme=programme, form=PrintedForm(programme, None, obj=programme))


@bp.post("/programmes/<slug>/printed")
def save_printed(slug):
    programme = permitted(queries.programme(slug), coordinates_programme)
    form = PrintedForm(programme)
    if not form.validate():
        return page(PRINTED, status=422, programme=programme, form=form)
    logo = Logo() if form.no_logo.data else None
    if form.picture and form.kind:
        logo = Logo(form.picture, form.kind.media_type)
    changed = actions.change(programme, form.values(), logo, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".printed", slug=slug))


@bp.get("/programmes/<slug>/logo")
def logo(slug):
    programme = permitted(queries.programme(slug), coordinates_programme)
    file = db.session.get(File, programme.logo_id) if programme.logo_id else None
    if file is None:
        abort(404)
    response = send_file(BytesIO(content_of(file.id)), mimetype=file.kind, etag=False)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
