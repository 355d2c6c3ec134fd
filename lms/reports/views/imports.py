"""Tables in and out: check a file, import what was checked, download."""

from pathlib import Path

from flask import Response, abort, current_app, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from lms import clock
from lms.people.rules import is_coordinator
from lms.reports import imports as tables
from lms.reports.forms import ImportForm
from lms.reports.imports import TABLES, Table
from lms.reports.views.blueprint import bp
from lms.tables import CSV, XLSX, FileRefused, Plan, to_csv, to_xlsx
from lms.web import go, me, notice, only, page, say

PAGE, CHECKED = "reports/imports.html", "reports/imports_checked.html"
TYPES = {"csv": CSV, "xlsx": XLSX}


@bp.get("/imports")
def imports():
    only(is_coordinator)
    return page(PAGE, form=ImportForm(None), tables=TABLES.values(), refused=None)


@bp.post("/imports")
def check():
    only(is_coordinator)
    form = ImportForm()
    if not form.validate():
        return page(PAGE, status=422, form=form, tables=TABLES.values(), refused=None)
    table, data = TABLES[form.table.data], form.file.data.read()
    try:
        planned(table, data)
    except FileRefused as refused:
        return page(PAGE, status=422, form=form, tables=TABLES.values(), refused=refused)
    token = tables.keep(folder(), table.form.name, data, by=me(), now=clock.now())
    return redirect(url_for(".checked", name=table.form.name, token=token), 303)


@bp.get("/imports/<name>/<token>")
def checked(name, token):
    only(is_coordinator)
    data = tables.kept(folder(), name, token, by=me(), now=clock.now())
    if data is None:
        return gone()
    try:
        plan = planned(TABLES[name], data)
    except FileRefused as refused:
        return changed_meanwhile(name, refused)
    return page(CHECKED, table=TABLES[name], plan=plan, token=token, refused=None)


@bp.post("/imports/<name>/<token>")
def take_in(name, token):
    only(is_coordinator)
    data = tables.kept(folder(), name, token, by=me(), now=clock.now())
    if data is None:
        return gone()
    try:
        plan = planned(TABLES[name], data)
    except FileRefused as refused:
        return changed_meanwhile(name, refused)
    plan.write()
    tables.forget(folder(), name, token, by=me())
    counts = {"new": plan.created, "changed": plan.updated, "same": plan.unchanged}
    say(_("Imported. New: %(new)s, changed: %(changed)s, same: %(same)s.", **counts))
    return go(url_for(".imports"))


@bp.post("/imports/<name>/<token>/removal")
def forget(name, token):
    only(is_coordinator)
    tables.forget(folder(), name, token, by=me())
    say(_("The file was taken away. Nothing was imported."))
    return go(url_for(".imports"))


@bp.get("/imports/<name>.<kind>")
def table(name, kind):
    only(is_coordinator)
    table = TABLES.get(name) or abort(404)
    return download(table, kind, name, table.rows(me()))


@bp.get("/imports/empty/<name>.<kind>")
def empty_table(name, kind):
    only(is_coordinator)
    return download(TABLES.get(name) or abort(404), kind, f"{name}-empty", [])


def folder() -> Path:
    return Path(current_app.instance_path) / "imports"


def planned(table: Table, data: bytes) -> Plan:
    """Raises FileRefused."""
    zone = current_app.config["TIMEZONE"]
    return table.plan(data, by=me(), now=clock.now(), zone=zone)


def gone() -> BaseResponse:
    return notice(
        _("This file waited too long, or was imported already. Choose it again under “Files”."), 410
    )


def changed_meanwhile(name: str, refused: FileRefused) -> BaseResponse:
    return page(CHECKED, status=422, table=TABLES[name], plan=None, token=None, refused=refused)


def download(table: Table, kind: str, name: str, rows) -> Response:
    if kind not in TYPES:
        abort(404)
    columns = table.form.columns
    data = to_csv(columns, rows) if kind == "csv" else to_xlsx(columns, rows, table.form.name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(data, headers=headers, content_type=TYPES[kind])
