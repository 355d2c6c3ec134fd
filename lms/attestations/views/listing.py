"""The attestations of an organisation, and lists as files."""

from typing import Any

from flask import abort, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from werkzeug.wrappers import Response

from lms.attestations import exports, queries
from lms.attestations.rules import coordinates_issuer, may_issue
from lms.attestations.views.blueprint import bp
from lms.courses.queries import group as group_of
from lms.courses.rules import coordinates_programme
from lms.tables import CSV, XLSX, rows_of
from lms.transfers import saved
from lms.ways import way
from lms.web import page, page_of, permitted

TYPES: dict[str, tuple[str, Any]] = {
    "csv": (CSV, exports.as_csv),
    "xlsx": (XLSX, exports.as_xlsx),
}


def of_issuer(programme):
    return {"slug": programme.organisation.slug}


way("settings", _l("All attestations of the organisation"), "attestations.of_organisation",
    icon="grid", of=of_issuer, may=coordinates_programme, rank=60)  # fmt: skip


@bp.get("/organisations/<slug>/attestations")
def of_organisation(slug):
    organisation = permitted(queries.organisation(slug), coordinates_issuer)
    words = request.args.get("q", "")[:100]
    pages = page_of(queries.of_organisation(organisation, words))
    return page("attestations/listing.html", organisation=organisation, pages=pages, words=words)


@bp.get("/organisations/<slug>/attestations.<format>")
def organisation_table(slug, format):
    organisation = permitted(queries.organisation(slug), coordinates_issuer)
    found = queries.of_organisation(organisation, request.args.get("q", "")[:100])
    return as_file(found, format, organisation.slug)


@bp.get("/groups/<slug>/attestations.<format>")
def group_table(slug, format):
    group = permitted(group_of(slug), may_issue)
    return as_file(queries.of_group(group), format, group.slug)


def as_file(found: Select, format: str, name: str) -> Response:
    kind, made = TYPES.get(format) or abort(404)
    return saved(made(rows_of(found)), kind, f"attestations-{name}.{format}")
