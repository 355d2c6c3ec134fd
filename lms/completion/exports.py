"""The exports of standing (CSV, XLSX, JSON) and of completions (CSV, XLSX): public contracts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from lms.completion import queries
from lms.completion.models import Completion
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


def completions_table(rows: Iterable[Completion]) -> tuple[list[str], list[list[Any]]]:
    """The names of the columns and a row for each completion. Minutes, ratio and percent are those
    of its record: of a proposal, which has none yet, they are empty."""
    return list(_OF_COMPLETIONS), [_completion(row) for row in rows]


def completions_as_csv(rows: Iterable[Completion]) -> str:
    return to_csv(*completions_table(rows))


def completions_as_xlsx(rows: Iterable[Completion]) -> bytes:
    return to_xlsx(*completions_table(rows), "completions")


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


_FROM_RECORD = (
    "required_minutes",
    "attended_minutes",
    "credited_minutes",
    "make_up_minutes",
    "excused_minutes",
    "total_minutes",
    "ratio",
    "percent",
)
_OF_COMPLETIONS = (
    "person_code",
    "group",
    "programme",
    "state",
    "on",
    "unit_minutes",
    *_FROM_RECORD,
    "policy_version",
    "proposed_at",
    "proposed_by",
    "confirmed_at",
    "confirmed_by",
    "withdrawn_at",
    "withdrawn_by",
    "reason",
    "digest",
)


def _completion(row: Completion) -> list[Any]:
    facts = row.facts or {}
    return [
        row.person.code,
        row.group.slug,
        row.programme.slug,
        str(row.state),
        row.on,
        row.programme.unit_minutes if row.facts is None else facts["unit_minutes"],
        *(facts.get(key) for key in _FROM_RECORD),
        row.policy_version,
        _moment(row.proposed_at),
        row.proposed_by and row.proposed_by.code,
        _moment(row.confirmed_at),
        row.confirmed_by and row.confirmed_by.code,
        _moment(row.withdrawn_at),
        row.withdrawn_by and row.withdrawn_by.code,
        row.reason,
        row.digest,
    ]


def _moment(at: datetime | None) -> str | None:
    """In UTC: 2022-03-24T19:30:00+00:00."""
    return at.astimezone(UTC).isoformat() if at else None


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
