"""Everything that is kept about one person, for that person: one file with data that machines read,
a page that people read, and the files that they handed in or were given."""

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import PurePath
from typing import IO, Any, NamedTuple

from sqlalchemy import Column, LargeBinary, Table, func, select

from lms import files
from lms.db import Base, Erase, db
from lms.evidence.rules.names import plain
from lms.handouts import KINDS
from lms.people.models import Change, Person
from lms.privacy import rules

VERSION = 1
PIECE = 128 * 1024  # bytes that are read at once
AT_ONCE = 500  # names that are looked up in one statement
# secrets: they would let who has the file in; and what only repeats other columns
HIDDEN = {"password_hash", "pin_hash", "search", "sign_in_version", "token_hash", "token", "seed"}
AS_FILES = {"credentials": ("document", "badge.json")}  # table -> the column, how it is called
LABELS = ("code", "slug", "title", "name")  # by what a row of another table is named


class Section(NamedTuple):
    """What one table knows of a person: in what words, why, and its rows, with plain values."""

    table: str
    what: str
    why: str
    rows: list[dict[str, Any]]


class Named(NamedTuple):
    """A file: how it is called, its id, its size in bytes."""

    name: str
    file_id: str
    size: int


Opened = Callable[[Named], IO[bytes] | None]  # none: it cannot be reached


class Told(NamedTuple):
    """Everything: what is kept, how often they did what for others, changes of their record."""

    code: str
    on: datetime
    sections: list[Section]
    did: list[tuple[str, int]]
    history: list[dict[str, Any]]


def everything(person: Person, *, now: datetime) -> Told:
    """What is kept of a person, table by table; a table that knows nothing of them is left out."""
    names = Names()
    found = [section(table, person, names) for table in rules.tables()]
    kept = [one for one in found if one and one.rows]
    for one in kept:
        names.put_into(Base.metadata.tables[one.table], one.rows)
    return Told(person.code, now, kept, list(did(person)), list(history(person)))


def section(table: Table, person: Person, names: "Names") -> Section | None:
    where = table.c.id == person.id if table.name == "people" else rules.theirs(table, person.id)
    if where is None:
        return None
    columns = [column for column in table.columns if is_told(column)]
    rows = db.session.execute(select(*columns).where(where).order_by(*table.primary_key)).mappings()
    said = rules.columns(table, *rules.OWNERS) or rules.columns(table)
    reason = said[0].info["personal"]
    told = [{key: as_plain(value) for key, value in row.items()} for row in rows]
    names.want(table, told)
    return Section(table.name, str(reason["what"]), str(reason["why"]), told)


def is_told(column: Column) -> bool:
    """Not secrets, not the bytes of files, and not who else had to do with it."""
    others = rules.names_a_person(column)
    return column.name not in HIDDEN and not isinstance(column.type, LargeBinary) and not others


def as_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (datetime, date, time)) else value


class Names:
    """What the ids in rows are called: "digital-local" says more than 3."""

    def __init__(self) -> None:
        self.wanted: dict[str, set[Any]] = defaultdict(set)
        self.known: dict[str, dict[Any, Any]] = {}

    def want(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        for column, above, _label in linked(table):
            self.wanted[above.name] |= {row[column.name] for row in rows} - {None}

    def put_into(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        for column, above, label in linked(table):
            if above.name not in self.known:
                self.known[above.name] = looked_up(above, label, self.wanted[above.name])
            for row in rows:
                row[column.name] = self.known[above.name].get(row[column.name], row[column.name])


def linked(table: Table) -> Iterator[tuple[Column, Table, Column]]:
    """Columns that name a row which has a name: with the table, and the column with that name."""
    for column in filter(is_told, table.columns):
        for key in column.foreign_keys:
            above = key.column.table
            label = next((above.c[one] for one in LABELS if one in above.c), None)
            if label is not None:
                yield column, above, label


def looked_up(table: Table, label: Column, ids: Collection[Any]) -> dict[Any, Any]:
    [key], wanted = table.primary_key, sorted(ids)
    known: dict[Any, Any] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = key.in_(wanted[start : start + AT_ONCE])
        known.update((row[0], row[1]) for row in db.session.execute(select(key, label).where(some)))
    return known


def did(person: Person) -> Iterator[tuple[str, int]]:
    """What they did with things of others: how often. What it was is about those others."""
    counts: dict[str, int] = defaultdict(int)
    for table in rules.tables():
        for column in rules.columns(table, Erase.AUTHOR):
            number = select(func.count()).select_from(table).where(column == person.id)
            counts[str(column.info["personal"]["what"])] += db.session.scalar(number) or 0
    yield from ((what, number) for what, number in counts.items() if number)


def history(person: Person) -> Iterator[dict[str, Any]]:
    """Changes of their record: when, what, and each value before and since."""
    mine = select(Change).where(Change.noun == "person", Change.key == person.code)
    for one in db.session.scalars(mine.order_by(Change.id)):
        yield {"at": as_plain(one.at), "what": one.verb, "values": one.detail}


class Sink(io.RawIOBase):
    """Where the packed file is written: what was written since is taken, and sent."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self.parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self.parts = self.parts, []
        return b"".join(parts)


def pieces(told: Told, page: str, named: Sequence[Named], opened: Opened) -> Iterator[bytes]:
    """The file, piece by piece, so that nothing large is in memory: `data.json`, `index.html` (the
    page), and a folder with files. A file that cannot be reached is left out, and its name says so.
    """
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("index.html", page)
        packed.writestr("data.json", json.dumps(as_data(told), ensure_ascii=False, indent=1))
        for name, text in texts_in(told):
            packed.writestr(f"files/{name}", text)
        yield sink.taken()
        for one in named:
            source = opened(one)
            if source is None:
                packed.writestr(f"files/{one.name}.missing", b"")
                continue
            with source, packed.open(f"files/{one.name}", "w", force_zip64=True) as part:
                for piece in iter(lambda source=source: source.read(PIECE), b""):  # type: ignore[misc]
                    part.write(piece)
                    yield sink.taken()
    yield sink.taken()


def as_data(told: Told) -> dict[str, Any]:
    kept = [{"table": one.table, "what": one.what, "why": one.why, "rows": one.rows}
            for one in told.sections]  # fmt: skip
    done = [{"what": what, "times": times} for what, times in told.did]
    return {
        "version": VERSION, "code": told.code, "at": told.on.isoformat(), "kept": kept,
        "did": done, "history": told.history,
    }  # fmt: skip


def files_in(told: Told) -> Iterator[Named]:
    """The files that are named, under the names by which they lie in the folder."""
    for one in told.sections:
        columns = [column.name for column in Base.metadata.tables[one.table].columns
                   if rules.names_a_file(column)]  # fmt: skip
        for number, row in enumerate(one.rows, 1):
            for column in columns:
                if said := files.said_of(row.get(column)):
                    name = with_ending(plain(row.get("file_name") or row[column][:12]), said.kind)
                    yield Named(f"{one.table}-{number}-{name}", row[column], said.size)


def with_ending(name: str, media_type: str) -> str:
    """A name by which a computer knows what opens the file."""
    kind = KINDS.get(media_type)
    return f"{name}.{kind.ending}" if kind and not PurePath(name).suffix else name


def texts_in(told: Told) -> Iterator[tuple[str, str]]:
    """What rows hold that is a file elsewhere: badges, as a wallet takes them."""
    for one in told.sections:
        if one.table in AS_FILES:
            column, name = AS_FILES[one.table]
            for number, row in enumerate(one.rows, 1):
                yield f"{one.table}-{number}-{name}", row[column]
