"""Sessions as columns, as the history tells them, and the codes that they are given."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from itertools import count
from typing import Any

from lms.attendance.models import Session
from lms.attendance.queries import sessions as queries
from lms.courses.models import Group

ROWS = ("course", "module", "trainer", "substitute")  # named by a row, kept by its id


def as_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as a Session keeps them: breaks as texts; a module brings its course."""
    kept = dict(values)
    kept["breaks"] = [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in values["breaks"]]
    if module := kept.get("module"):
        kept["course"] = module.course
    for name in ROWS:
        row = kept.pop(name, None)
        kept[f"{name}_id"] = row.id if row else None
    return kept


def with_rows(columns: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns, and the rows that their ids name, so that both can be read at once."""
    rows = {name: values.get(name) for name in ROWS if f"{name}_id" in columns}
    if "course" in rows and (module := values.get("module")):
        rows["course"] = module.course
    return {**columns, **rows}


def columns_of(session: Session) -> dict[str, Any]:
    return {column.key: getattr(session, column.key) for column in Session.__table__.columns}


def vars_of(session: Session) -> dict[str, Any]:
    """A session's columns, and the rows that they name."""
    return columns_of(session) | {name: getattr(session, name) for name in ROWS}


def told(values: Mapping[str, Any], key: str) -> Any:
    """A column as the history keeps it: what people call a course, a module or a trainer."""
    value = values[key]
    if key == "module_id":
        return value and values["module"].key
    if key == "course_id":
        return value and values["course"].slug
    if key in ("trainer_id", "substitute_id"):
        return value and values[key.removesuffix("_id")].code
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value if isinstance(value, (str, int, list, type(None))) else f"{value}"


def free_codes(group: Group, days: Sequence[date]) -> list[str]:
    """Codes that no session has, one for each of these days: "jes-a-2022-03-24", the next of that
    day ends in -2. One query; a few more where a day has a session already."""
    codes = [f"{group.slug[:60]}-{day}" for day in days]
    used = queries.codes_among(codes)
    if not used and len({*codes}) == len(codes):
        return codes
    used |= queries.codes_on(group.id, days)
    while taken := queries.codes_among(free := unused(codes, used)) - used:
        used |= taken  # by a session of another day or group
    return free


def unused(codes: Iterable[str], used: Collection[str]) -> list[str]:
    """These codes, or the next numbers of them, none of them twice."""
    gone, free = {*used}, []
    for code in codes:
        free.append(next(one for one in numbered(code) if one not in gone))
        gone.add(free[-1])
    return free


def numbered(code: str) -> Iterator[str]:
    return (f"{code}-{number}" if number > 1 else code for number in count(1))
