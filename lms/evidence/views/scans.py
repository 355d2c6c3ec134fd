"""Scans of a list: attached, looked at, withdrawn."""

from io import BytesIO

from flask import redirect, request, send_file, url_for
from flask_babel import gettext as _

from lms import clock
from lms.attendance import rules
from lms.evidence.actions import scans as actions
from lms.evidence.forms.scans import ScanForm
from lms.evidence.queries import scans as queries
from lms.evidence.views.blueprint import bp
from lms.evidence.views.sheets import load as load_sheet
from lms.evidence.views.sheets import shown
from lms.files import content_of
from lms.web import me, permitted, say

# The list's page shows it in a frame: so this page may, and no other site.
FRAMED = (
    "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'"
)


@bp.post("/sheets/<sheet_code>/scans")
def attach(sheet_code):
    sheet = load_sheet(sheet_code, to_change=True)
    form = ScanForm(prefix="scan-")
    if not form.validate():
        return shown(sheet, 422, scan_form=form)
    made = actions.add(sheet, form.content, form.name, form.looked, by=me(), now=clock.now())
    say(_("The scan %(name)s is kept.", name=made.file_name))
    return redirect(url_for(".sheet", sheet_code=sheet.code, scan=made.id, _anchor="scans"), 303)


def load(scan_id, *, to_change=False):
    """The scan, for who manages its session."""
    found = queries.scan(scan_id, to_change=to_change)
    return permitted(found, lambda person, scan: rules.may_manage(person, scan.session))


@bp.get("/scans/<int:scan_id>")
def scan(scan_id):
    """The file itself, as what it is. The withdrawn ones, too: they are not hidden."""
    found = load(scan_id)
    response = send_file(
        BytesIO(content_of(found.file_id)), mimetype=found.file.kind, etag=False,
        download_name=found.file_name, as_attachment="save" in request.args,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@bp.post("/scans/<int:scan_id>/withdrawal")
def withdraw_scan(scan_id):
    found = load(scan_id, to_change=True)
    if actions.withdraw(found, by=me(), now=clock.now()):
        say(_("Withdrawn: %(name)s. It is kept, and proves nothing any more.",
              name=found.file_name))  # fmt: skip
    return redirect(url_for(".sheet", sheet_code=found.sheet.code), 303)
