"""The people behind a number: each once, with their places in the groups that were chosen."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, case, func, select

from lms.completion.outcome import Outlook
from lms.courses.models import Group
from lms.db import db
from lms.people.models import Person
from lms.reports.queries.chosen import COLUMNS, Chosen

AT_ONCE = 500  # rows that are in memory while a file is made
SORTS = ("name", "code", "standing", "share")


class Opened(NamedTuple):
    """A person (id, code, name, native_name), and their places (COLUMNS, slug and title of the
    group), by the title of the group."""

    person: Row
    places: Sequence[Row]


def people(found: Chosen, sort: str) -> Select[Person]:
    """Every person once, in the order wished for: by name, code, the worst standing first, or the
    smallest share first."""
    rows = found.rows
    rank = case({one.value: place for place, one in enumerate(Outlook)}, value=rows.c.standing)
    worst = func.coalesce(func.max(rank), -1)
    least = func.min(rows.c.ratio_n * 1.0 / func.nullif(rows.c.ratio_d, 0))
    each = select(rows.c.person_id, worst.label("worst"), least.label("least"))
    once = each.group_by(rows.c.person_id).subquery("once")
    orders: dict[str, tuple[Any, ...]] = {
        "code": (Person.code,),
        "standing": (once.c.worst.desc(), Person.name, Person.id),
        "share": (once.c.least.asc().nulls_last(), Person.name, Person.id),
    }
    order = orders.get(sort, (Person.name, Person.id))
    return select(Person).join(once, once.c.person_id == Person.id).order_by(*order)


def with_places(found: Chosen, chosen: Sequence[Person]) -> list[Opened]:
    """These people, in their order. One statement."""
    rows = _rows(found).where(Person.id.in_([person.id for person in chosen]))
    known = {one.person.id: one for one in _each(db.session.execute(rows))}
    return [known[person.id] for person in chosen if person.id in known]


def everyone(found: Chosen) -> Iterator[Opened]:
    """All of them by code, while they are read: for a file. Asked when the first is taken, for a
    file is sent after the request has ended its own transaction."""
    yield from _each(db.session.execute(_rows(found).execution_options(yield_per=AT_ONCE)))


def _rows(found: Chosen) -> Select:
    rows = found.rows
    person = (Person.id, Person.code, Person.name, Person.native_name)
    statement = select(*person, Group.slug, Group.title, *(rows.c[name] for name in COLUMNS))
    joined = statement.join(rows, rows.c.person_id == Person.id)
    return joined.join(Group, Group.id == rows.c.group_id).order_by(
        Person.code, Group.title, Group.slug
    )


def _each(rows: Iterable[Row]) -> Iterator[Opened]:
    for _person, places in groupby(rows, key=lambda row: row.id):
        own = list(places)
        yield Opened(own[0], own)
