"""Everything in the database and its files as one file, on either kind of database; and back."""

import json
import shutil
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import (
    Column,
    Date,
    Integer,
    LargeBinary,
    Table,
    Time,
    delete,
    func,
    insert,
    select,
    text,
)

from lms import files, models, stores
from lms.db import Moment, db
from lms.errors import Refused
from lms.jobs import LOOK, Job

PAGE, PAGE_OF_FILES = 1_000, 4  # rows at a time: memory stays flat
VERSION = "version.txt"
FILES, PIECE = "files/", 1024 * 1024  # where files are in a backup; bytes copied at once


def schema() -> str:
    """The migration that this database is at."""
    return str(db.session.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, (datetime, date, time)) else value


def lively(column: Column, value: Any) -> Any:
    """What `plain` wrote, as the column keeps it."""
    readers = {
        Moment: datetime.fromisoformat,
        Date: date.fromisoformat,
        Time: time.fromisoformat,
        LargeBinary: b64decode,
    }
    reader = readers.get(type(column.type))
    return reader(value) if reader and value is not None else value


def lines(table: Table) -> Iterator[bytes]:
    """One JSON list a row, in the order of the primary key."""
    rows = db.session.execute(select(table).order_by(*table.primary_key.columns))
    for row in rows.yield_per(page_of(table)):
        yield json.dumps([plain(value) for value in row], ensure_ascii=False).encode() + b"\n"


def page_of(table: Table) -> int:
    """How many rows are in memory at once: few where one may have ten megabytes."""
    has_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return PAGE_OF_FILES if has_files else PAGE


def backup(file: Path) -> int:
    """Writes every row into a ZIP; returns how many. Raises Refused where the file exists."""
    if file.exists():
        raise Refused(_("%(file)s exists already. Name a new file.", file=file))
    count = 0
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as made:
        made.writestr(VERSION, schema())
        for table in models.metadata.sorted_tables:
            columns = [column.name for column in table.columns]
            with made.open(f"{table.name}.jsonl", "w") as part:
                part.write(json.dumps(columns).encode() + b"\n")
                for line in lines(table):
                    part.write(line)
                    count += 1
        put_files(made)
    return count


def put_files(made: zipfile.ZipFile) -> None:
    """The bytes of every file that is in the store. Raises Refused where one is lost."""
    stored = select(files.File.id, files.File.size).where(files.File.content.is_(None))
    rows = db.session.execute(stored.order_by(files.File.id)).all()
    db.session.rollback()  # files never change: others need not wait while they are copied
    for name, size in rows:
        try:
            with stores.current().open(name, size) as bytes_of_it:
                entry = zipfile.ZipInfo(FILES + name)
                with made.open(entry, "w", force_zip64=True) as part:
                    shutil.copyfileobj(bytes_of_it, part, PIECE)
        except stores.Lost:
            words = _("The file %(name)s is missing in the store of files.", name=name)
            raise Refused(words) from None


def take_files(kept: zipfile.ZipFile) -> None:
    """Puts the files of a backup into the store that is set. Raises Refused where one is broken."""
    for entry in kept.namelist():
        name = entry.removeprefix(FILES)
        if entry != name and stores.current().look(name) is None:
            content = kept.read(entry)
            if files.name_of(content) != name:
                raise Refused(_("The file %(name)s in this backup is damaged.", name=name))
            stores.current().put(name, content)


def restore(file: Path) -> int:
    """Puts a backup into an empty database of the same version; the caller commits.

    Raises Refused where the file is no backup, is of another version, or rows are here already.
    """
    if not zipfile.is_zipfile(file):
        raise Refused(_("%(file)s is no backup of this platform.", file=file))
    with zipfile.ZipFile(file) as kept:
        if VERSION not in kept.namelist():
            raise Refused(_("%(file)s is no backup of this platform.", file=file))
        if (version := kept.read(VERSION).decode()) != schema():
            raise Refused(_("This backup is of version %(version)s.", version=version))
        db.session.execute(delete(Job).where(Job.kind == LOOK))  # a worker has looked around
        if any(db.session.scalar(select(func.count()).select_from(t)) for t in tables()):
            raise Refused(_("There is data in this database. Restore only into an empty one."))
        take_files(kept)
        return sum(fill(kept, table) for table in tables())


def tables() -> list[Table]:
    return models.metadata.sorted_tables


def fill(kept: zipfile.ZipFile, table: Table) -> int:
    count, rows = 0, []
    with kept.open(f"{table.name}.jsonl") as part:
        columns = [table.columns[name] for name in json.loads(next(part))]
        for line in part:
            values = zip(columns, json.loads(line), strict=True)
            rows.append({column.name: lively(column, value) for column, value in values})
            count += 1
            if len(rows) == page_of(table):
                db.session.execute(insert(table), rows)
                rows = []
    if rows:
        db.session.execute(insert(table), rows)
    go_on_counting(table)
    return count


def go_on_counting(table: Table) -> None:
    """PostgreSQL gives numbers from a sequence of its own: it goes on after the last."""
    counted = "id" in table.columns and isinstance(table.columns["id"].type, Integer)
    if db.engine.dialect.name == "postgresql" and counted:
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        last = f"(SELECT max(id) FROM {table.name})"
        db.session.execute(text(f"SELECT setval({sequence}, coalesce({last}, 1), {last} > 0)"))
