"""Rows and files that go, or say nothing any more: by what the columns declare."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, delete, select, update

from lms.db import Base, Erase, db
from lms.erasing import Leaving, forget, scrub
from lms.privacy import rules


class Gone:
    """The files that rows named which are gone or say nothing any more."""

    def __init__(self) -> None:
        self.files: set[str] = set()

    def note(self, table: Table, where: ColumnElement[bool], *only: Column) -> None:
        for column in only or tuple(table.columns):
            if rules.names_a_file(column):
                named = select(column).where(where, column.is_not(None))
                self.files |= set(db.session.scalars(named))

    def forget(self, now: datetime) -> None:
        """Those that no row of anybody names are removed; their bytes a day later, however many."""
        forget(self.files, now=now)


def empty(who: Leaving, gone: Gone) -> None:
    """What goes at once: what their rows say, rows that need not be kept, and where others say
    their name."""
    for table in rules.tables():
        silence(table, who, gone)
    for table in reversed(rules.tables()):
        if own := rules.columns(table, Erase.ROW):
            remove(table, either(own, who.id), gone)
        for column in rules.columns(table, Erase.UNLINK):
            db.session.execute(update(table).where(column == who.id).values({column.name: None}))
    for table in rules.tables():
        for column in rules.columns(table, Erase.EMPTY, Erase.SCRUB):
            if rules.is_of_words(column):
                scrub(column, who)


def silence(table: Table, who: Leaving, gone: Gone) -> None:
    """Nothing stands any more in what their rows of a table said."""
    where, said = rules.theirs(table, who.id), rules.columns(table, Erase.EMPTY)
    if where is None or not said:
        return
    gone.note(table, where, *said)
    nothing = {column.name: rules.emptied(column) for column in said}
    db.session.execute(update(table).where(where).values(nothing))


def remove_what_was_kept(person: int, gone: Gone) -> None:
    """The rows that stayed under a code go, with what hangs on them."""
    for table in reversed(rules.tables()):
        if own := rules.columns(table, Erase.LATER):
            remove(table, either(own, person), gone)


def either(own: Iterable[Column], person: int) -> ColumnElement[bool]:
    first, *rest = [column == person for column in own]
    for one in rest:
        first |= one
    return first


def remove(table: Table, where: ColumnElement[bool], gone: Gone) -> None:
    """Rows, and those that hang on them; what only names one of them names none."""
    for child in Base.metadata.sorted_tables:
        for column in child.columns:
            for key in column.foreign_keys:
                if key.column.table is table:
                    hangs = column.in_(select(key.column).where(where))
                    let_go(child, column, hangs, gone)
    gone.note(table, where)
    db.session.execute(delete(table).where(where))


def let_go(child: Table, column: Column, hangs: ColumnElement[bool], gone: Gone) -> None:
    if column.nullable:
        db.session.execute(update(child).where(hangs).values({column.name: None}))
    else:
        remove(child, hangs, gone)
