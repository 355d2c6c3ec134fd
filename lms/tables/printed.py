"""A table on paper (lms/sheets/table.typ): accessible, in every script, on A4."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from lms.i18n import speaking
from lms.pdf import pdf
from lms.tables.shown import Table, too_many

MOST_ON_PAPER = 2_000  # rows: some fifty pages
WIDE = 6  # columns: more of them lie on the long side


def printed(
    table: Table,
    *,
    head: Mapping[str, Any] | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The PDF. `head` and `pictures` are those of a letterhead (house.typ); without it the name of
    the installation stands at the top. Refused where there are more rows than fit on paper."""
    rows = list(islice(table.rows, MOST_ON_PAPER + 1))
    if len(rows) > MOST_ON_PAPER:
        raise too_many(MOST_ON_PAPER)
    return pdf("table", facts(table, rows, head), pictures=pictures)


def facts(table: Table, rows: list[Any], head: Mapping[str, Any] | None) -> dict[str, Any]:
    """What table.typ says, all of it in words."""
    return {
        "lang": speaking(),
        "title": table.title,
        "head": head or plain_head(),
        "page": _("Page %(number)s of %(last)s", number="{number}", last="{all}"),
        "foot": current_app.config["SITE_NAME"],
        "flipped": len(table.columns) > WIDE,
        "about": [list(pair) for pair in table.about],
        "columns": [
            {"words": one.words, "kind": one.kind, "width": one.width} for one in table.columns
        ],
        "rows": [table.words(row) for row in rows],
        "totals": None if table.totals is None else table.words(table.totals),
        "notes": list(table.notes),
        "nothing": _("No row fits these filters."),
    }


def plain_head() -> dict[str, Any]:
    site = current_app.config["SITE_NAME"]
    return {"project": site, "funding": "", "logo": None, "logo_words": ""}
