"""The standing export: CSV, XLSX and JSON with the same names (a public contract)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lms.completion import queries
from lms.completion.outcome import Standing
from lms.completion.queries import GroupFigures
from lms.courses.models import Group
from lms.tables import to_csv, to_xlsx

FORMATS = ("csv", "xlsx", "json")


def standing_table(group: Group, on: date) -> tuple[list[str], list[list[Any]]]:
    """The names of the columns and a row for each person of the group on a day, by code. The last
    columns are the credited minutes of each course, in the programme's order."""
    figures = queries.figures([group], on)[group.id]
    codes = {key: row.code for key, row in queries.names(figures.people).items()}
    people = sorted(figures.people.values(), key=lambda person: codes[person.id])
    rows = [_row(codes[person.id], group, figures, person.standing) for person in people]
    return [*_COLUMNS, *(f"credited:{slug}" for slug in figures.terms.courses)], rows


def as_csv(group: Group, on: date) -> str:
    header, rows = standing_table(group, on)
    return to_csv(header, _flat(rows))


def as_xlsx(group: Group, on: date) -> bytes:
    header, rows = standing_table(group, on)
    return to_xlsx(header, _flat(rows), group.slug)


def as_json(group: Group, on: date) -> str:
    """A list of objects: minutes are numbers, `ratio` and `percent` text, `reasons` objects."""
    header, rows = standing_table(group, on)
    objects = [dict(zip(header, row, strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


_COLUMNS = (
    "person_code",
    "group",
    "programme",
    "unit_minutes",
    "required_minutes",
    "delivered_minutes",
    "attended_minutes",
    "credited_minutes",
    "make_up_minutes",
    "excused_minutes",
    "total_minutes",
    "ratio",
    "percent",
    "standing",
    "needs_minutes",
    "reasons",
)


def _row(code: str, group: Group, figures: GroupFigures, found: Standing) -> list[Any]:
    return [
        code,
        group.slug,
        figures.terms.slug,
        figures.terms.unit_minutes,
        found.required_minutes,
        found.delivered_minutes,
        found.attended_minutes,
        found.credited_minutes,
        found.make_up_minutes,
        found.excused_minutes,
        found.total_minutes,
        str(found.ratio),
        str(found.percent),
        found.standing.value,
        found.needs_minutes,
        list(found.reasons),
        *(course.credited_minutes for course in found.courses),
    ]


def _flat(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Reasons as readable codes: "course_short:slovene-first-steps:135;portfolio_open"."""
    place = _COLUMNS.index("reasons")
    return [[*row[:place], ";".join(map(_code, row[place])), *row[place + 1 :]] for row in rows]


def _code(reason: Mapping[str, Any]) -> str:
    """A reason and its values; of hours the minutes, for the units follow from them. A choice is
    "any_of:(a|b+c)": a, or b and c."""
    if reason["code"] == "any_of":
        parts = ("+".join(map(_code, part)) for part in reason["of"])
        return f"any_of:({'|'.join(parts)})"
    values = (str(value) for key, value in reason.items() if key not in ("code", "units"))
    return ":".join((reason["code"], *values))
