"""The standing of a group as a file."""

from typing import Any
from urllib.parse import quote

from flask import Response, abort

from lms import clock
from lms.completion import exports
from lms.completion.views.blueprint import bp
from lms.completion.views.group import asked_day
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.tables import CSV, XLSX
from lms.web import permitted

TYPES: dict[str, tuple[str, Any]] = {
    "csv": (CSV, exports.as_csv),
    "xlsx": (XLSX, exports.as_xlsx),
    "json": ("application/json", exports.as_json),
}


@bp.get("/groups/<slug>/standing.<format>")
def export(slug, format):
    group = permitted(group_of(slug), may_see_group)
    kind, made = TYPES.get(format) or abort(404)
    on = asked_day(clock.today(group.zone))
    name = f"standing-{group.slug}-{on}.{format}"
    response = Response(made(group, on), content_type=kind)
    named = {"filename*": f"UTF-8''{quote(name)}"}  # a header has plain letters only
    response.headers.set("Content-Disposition", "attachment", **named)
    return response
