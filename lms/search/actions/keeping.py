"""The index follows what it is about, in the same transaction.

What is flushed is noted, and written when the transaction is about to end: the entries are made
from the rows as they are then, so to note too much costs time and is never wrong. Of statements
that write many rows at once, those over sessions are noted too, by the ids or codes in them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, insert, inspect, or_, select, update
from sqlalchemy import event as events
from sqlalchemy.orm import ORMExecuteState, SessionTransaction, object_session
from sqlalchemy.orm import Session as Work

from lms.attendance.models import Session
from lms.courses.models import Course, Group, Lesson, LessonText, Module, Programme, Term
from lms.db import db
from lms.search.actions.entries import MAKERS, TABLES, Wanted
from lms.search.models import KINDS, SearchEntry

AT_ONCE = 200  # things whose entries are made together
NOTED = "search"  # in the `info` of a session of the database
# the columns on which entries depend, and the kinds whose entries those are
WATCHED: dict[type, dict[str, tuple[str, ...]]] = {
    LessonText: dict.fromkeys(["title", "summary", "goals", "markdown", "blocks"], ("lesson",)),
    Lesson: dict.fromkeys(["retired_at", "module_id"], ("lesson",)),
    Module: {"retired_at": ("lesson",), "title": ("session",)},
    Course: {"retired_at": ("lesson", "term"), "title": ("session",)},
    Programme: dict.fromkeys(
        ["title", "summary", "audience", "goals", "retired_at"], ("programme",)
    ),
    Term: dict.fromkeys(["term", "meaning", "retired_at"], ("term",)),
    Session: dict.fromkeys(
        ["title", "group_id", "module_id", "course_id", "day", "place", "code"], ("session",)
    ),
    Group: {"title": ("session",)},
}
# the things of a kind that belong to such a row, or have such a code
OF: dict[tuple[str, type], Callable[[Collection[Any]], ColumnElement[bool]]] = {
    ("lesson", Module): Lesson.module_id.in_,
    ("lesson", Course): lambda ids: Lesson.module_id.in_(
        select(Module.id).where(Module.course_id.in_(ids))
    ),
    ("term", Course): Term.course_id.in_,
    ("session", Module): Session.module_id.in_,
    ("session", Course): Session.course_id.in_,
    ("session", Group): Session.group_id.in_,
    ("session", str): Session.code.in_,
}
Noted = dict[tuple[str, type], set]


@events.listens_for(Work, "after_flush")
def note(work: Work, _context: object) -> None:
    """Notes whose entries depend on what was flushed."""
    for row in work.new:
        note_all(work, row)
    for row in work.dirty:
        for column, kinds in WATCHED.get(type(row), {}).items():
            if inspect(row).attrs[column].history.has_changes():
                note_kinds(work, row, kinds)


def note_gone(_mapper: object, _connection: object, row: Any) -> None:
    """A row that is deleted, also one that only left its parent."""
    if work := object_session(row):
        note_all(work, row)


for _table in WATCHED:
    events.listen(_table, "after_delete", note_gone)


def note_all(work: Work, row: Any) -> None:
    for kinds in WATCHED.get(type(row), {}).values():
        note_kinds(work, row, kinds)


def note_kinds(work: Work, row: Any, kinds: Sequence[str]) -> None:
    noted: Noted = work.info.setdefault(NOTED, {})
    key = row.lesson_id if isinstance(row, LessonText) else row.id
    for kind in kinds:
        noted.setdefault((kind, type(row)), set()).add(key)


@events.listens_for(Work, "do_orm_execute")
def note_many(state: ORMExecuteState) -> None:
    """Notes the sessions that one statement writes by their rows."""
    if not (state.is_insert or state.is_update) or state.bind_mapper is not inspect(Session):
        return
    rows = state.parameters if isinstance(state.parameters, Sequence) else [state.parameters or {}]
    noted: Noted = state.session.info.setdefault(NOTED, {})
    for row in rows:
        if "id" in row:
            noted.setdefault(("session", Session), set()).add(row["id"])
        elif "code" in row:
            noted.setdefault(("session", str), set()).add(row["code"])


@events.listens_for(Work, "before_commit")
def write_what_was_noted(work: Work) -> None:
    """Not at the end of a savepoint: what is around it may still be taken back, or go on."""
    if work.in_nested_transaction():
        return
    work.flush()
    noted: Noted = work.info.pop(NOTED, {})
    for kind in KINDS:
        for ids in parted(sorted(meant(kind, noted))):
            write(kind, ids)


def meant(kind: str, noted: Noted) -> set[int]:
    """The ids of the things of a kind whose entries are to be made anew, also of those that are
    there no more."""
    places = {table: keys for (one, table), keys in noted.items() if one == kind}
    if not places:
        return set()
    themselves: tuple[type, ...] = (TABLES[kind], LessonText)
    found = {key for table in themselves for key in places.pop(table, ())}
    if places:
        which = or_(*(OF[kind, table](keys) for table, keys in places.items()))
        found |= set(db.session.scalars(select(TABLES[kind].id).where(which)))
    return found


@events.listens_for(Work, "after_soft_rollback")
def forget(work: Work, ended: SessionTransaction) -> None:
    """Nothing waits for the index when all is taken back. After a savepoint what was noted before
    it stays, and what was noted in it does no harm."""
    if ended.parent is None:
        work.info.pop(NOTED, None)


def parted(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def write(kind: str, ids: Collection[int]) -> int:
    """Makes the entries of some things of a kind as they have to be. Returns how many changed."""
    whole = select(SearchEntry.id, *(getattr(SearchEntry, name) for name in Wanted._fields))
    whole = whole.where(SearchEntry.kind == kind, SearchEntry.ref_id.in_(ids))
    there = {(row.ref_id, row.language): row for row in db.session.execute(whole)}
    new, changed = [], []
    for one in MAKERS[kind](ids):
        row = there.pop((one.ref_id, one.language), None)
        if row is None:
            new.append(one._asdict())
        elif tuple(row[1:]) != tuple(one):
            changed.append(one._asdict() | {"id": row.id})
    if new:
        db.session.execute(insert(SearchEntry), new)
    if changed:
        db.session.execute(update(SearchEntry), changed)
    if there:
        gone = [row.id for row in there.values()]
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(gone)))
    return len(new) + len(changed) + len(there)


class Step(NamedTuple):
    """How far a rebuild is with the things of a kind; `changed` entries in this step."""

    kind: str
    done: int
    total: int
    changed: int


def rebuild() -> Iterator[Step]:
    """Makes every entry as it has to be. After each step the caller may commit, so that nobody who
    writes has to wait for the whole."""
    for kind in KINDS:
        key = TABLES[kind].id
        ids = list(db.session.scalars(select(key).order_by(key)))
        gone = delete(SearchEntry).where(SearchEntry.kind == kind)
        gone = gone.where(SearchEntry.ref_id.not_in(select(key)))
        changed = db.session.execute(gone).rowcount  # type: ignore[attr-defined]
        yield Step(kind, 0, len(ids), changed)
        for place, part in enumerate(parted(ids)):
            yield Step(kind, min((place + 1) * AT_ONCE, len(ids)), len(ids), write(kind, part))
