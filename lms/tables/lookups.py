"""Rows of the database by their codes, some hundreds at a time."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Select

from lms.db import db

AT_ONCE = 1_000


def portions(values: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """The values in lists of at most `size`, none twice."""
    rest = iter(dict.fromkeys(values))
    while part := list(islice(rest, size)):
        yield part


def found(query: Select, column: Any, values: Collection[Any]) -> Iterator[Any]:
    """The rows of a query in which `column` is one of the values: a statement for every 1,000."""
    for part in portions(values):
        yield from db.session.execute(query.where(column.in_(part)))
