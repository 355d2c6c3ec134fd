"""What becomes of each personal column when somebody is erased, and whose a row is."""

from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, String, Table, or_, select

from lms.db import Base, Erase
from lms.people.models import Person
from lms.people.privacy import declared
from lms.people.rules import may_manage

OWNERS = (Erase.ROW, Erase.LATER, Erase.UNLINK, Erase.NAMELESS)  # they say whose a row is


def may_erase(person: Person, other: Person) -> bool:
    """Who may change their record: who coordinates their organisation, or an administrator; an
    administrator only another one. Nobody erases themselves."""
    return other.id != person.id and may_manage(person, other)


def may_ask_for(person: Person, other: Person) -> bool:
    """Whether they may be given everything that is kept about somebody: the person themselves, and
    on their request who may change their record."""
    return person.id == other.id or may_manage(person, other)


def names_a_person(column: Column) -> bool:
    return any(key.column.table.name == "people" for key in column.foreign_keys)


def names_a_file(column: Column) -> bool:
    return any(key.column.table.name == "files" for key in column.foreign_keys)


def treatment(column: Column) -> Erase:
    """What becomes of a declared column: as declared, or as lms.db.personal says."""
    said = column.info["personal"]["erase"]
    if said is not None:
        return Erase(said)
    if names_a_person(column):
        return Erase.LATER if column.name == "person_id" else Erase.AUTHOR
    return Erase.EMPTY


def tables() -> list[Table]:
    """Those that have declared columns, the ones that others hang on first."""
    return [table for table in Base.metadata.sorted_tables if columns(table)]


def columns(table: Table, *which: Erase) -> list[Column]:
    """The declared columns of a table, or those of them with one of these treatments."""
    found = [column for column in declared() if column.table is table]
    return [column for column in found if not which or treatment(column) in which]


def parent(table: Table) -> Column | None:
    """The column by which a row belongs to another row that is somebody's."""
    for column in table.columns:
        for key in column.foreign_keys:
            above = key.column.table
            if not column.nullable and above is not table and has_owner(above):
                return column
    return None


def has_owner(table: Table) -> bool:
    return bool(columns(table, *OWNERS)) or parent(table) is not None


def theirs(table: Table, person: int) -> ColumnElement[bool] | None:
    """The rows of a table that are this person's, or hang on one that is; none where no column says
    so."""
    if own := columns(table, *OWNERS):
        return or_(*(column == person for column in own))
    link = parent(table)
    if link is None:
        return None
    key = next(iter(link.foreign_keys)).column
    above = theirs(key.table, person)
    return None if above is None else link.in_(select(key).where(above))


def is_of_words(column: Column) -> bool:
    """Whether it can name somebody in its words."""
    return isinstance(column.type, String | JSON) and not column.foreign_keys


def emptied(column: Column) -> Any:
    """What stands in a column in which nothing stands."""
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, String):
        return ""
    raise TypeError(f"nothing can stand for nothing in {column}: say what is to become of it")
