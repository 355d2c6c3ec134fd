"""Plain rows as a table of a statement: what was counted just now, laid over what is stored."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, FromClause, Select, Table, cast, column, func, literal, select
from sqlalchemy import type_coerce as coerced
from sqlalchemy.dialects.postgresql import JSONB

from lms.db import Moment, db
from lms.reports.tallies import Row


def table_of(table: Table, rows: Sequence[Row]) -> Select:
    """Selects these rows, in the columns of a table. They travel as one value, however many."""
    text = json.dumps([[row[one.name] for one in table.columns] for row in rows], default=_said)
    if db.session.get_bind().dialect.name == "sqlite":
        each: FromClause = func.json_each(literal(text)).table_valued("value", name="fresh")
        cells = [
            coerced(func.json_extract(each.c.value, f"$[{place}]"), one.type)
            for place, one in enumerate(table.columns)
        ]
    else:
        each = func.jsonb_array_elements(cast(literal(text), JSONB)).table_valued(
            column("value", JSONB), name="fresh"
        )
        cells = [_as(one, each.c.value[place]) for place, one in enumerate(table.columns)]
    named = zip(cells, table.columns, strict=True)
    return select(*(cell.label(one.name) for cell, one in named)).select_from(each)


def _as(one: Any, cell: Any) -> Any:
    if isinstance(one.type, JSON):
        return cast(cell, JSON)
    return cast(cell.astext, one.type)


def _said(value: Any) -> str:
    """Days and moments as SQLite keeps them; PostgreSQL reads them too."""
    if isinstance(value, datetime):
        return (Moment().process_bind_param(value, None) or value).isoformat(" ", "microseconds")
    return value.isoformat()
