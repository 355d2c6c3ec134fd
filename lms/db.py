"""The database: typed tables, constraints with names, moments in UTC, sane locking.

SQLite by default (write-ahead log, foreign keys, a writer takes its lock at the start), PostgreSQL
when the installation says so. Nothing here knows what the tables are about.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask import Flask, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, MetaData, TypeDecorator, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, registry


class Moment(TypeDecorator):
    """A datetime that is aware and in UTC on our side, whatever the database keeps."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, moment: datetime | None, dialect: Any) -> datetime | None:
        if moment and moment.tzinfo is None:
            raise ValueError("a moment without a time zone is a guess")
        return moment and moment.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, moment: datetime | None, dialect: Any) -> datetime | None:
        return moment and moment.replace(tzinfo=UTC)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: Moment, dict: JSON, list: JSON},
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


class Erase(StrEnum):
    """What erasing a person does to a personal column. The first four are of columns that say whose
    a row is, AUTHOR of columns that say who did something, the rest of what a row says."""

    ROW = "row"  # the row goes at once
    LATER = "later"  # it stays under a code without a name while it must be kept, and goes then
    UNLINK = "unlink"  # it stays, and says at once that it is nobody's
    NAMELESS = "nameless"  # it stays under that code: others' rows hang on it
    AUTHOR = "author"  # it is about others, and stays: done by somebody with that code
    EMPTY = "empty"  # what it says goes at once
    SCRUB = "scrub"  # it stays, but wherever the person is named, also by others, the code stands
    STAYS = "stays"  # it stays as long as its row: it says no name
    OWN = "own"  # a function of the package looks after it: `erasing.py`


def personal(what: str, why: str, erase: Erase | None = None) -> dict[str, Any]:
    """Declares a column as personal data: what it is and why it is kept, in lazy_gettext; and what
    becomes of it when the person is erased.

    `mapped_column(..., **personal(_l("your name"), _l("to call you")))`: the privacy notice is made
    of these words (lms/people/privacy.py), which speak to the person whom they are about.
    Without `erase` a `person_id` is LATER, another column that names a person is AUTHOR, and
    anything else is EMPTY: what nobody thought of is not kept.
    """
    return {"info": {"personal": {"what": what, "why": why, "erase": erase}}}


def is_locked(error: OperationalError) -> bool:
    """Whether the database was busy or away: to try again later helps."""
    words = str(error.orig).lower()
    signs = ("locked", "lock timeout", "deadlock", "connection", "unable to open")
    return any(sign in words for sign in signs)


READS: ContextVar[bool] = ContextVar("reads", default=False)


def prepare_sqlite(engine: Engine, patience: int) -> None:
    """Foreign keys on, write-ahead log, and a write lock taken at the start of every change.

    `patience`: how long to wait for another's write lock, in milliseconds.

    Python's own transaction handling is switched off: a change that began by reading would
    otherwise lose another's update, or fail when it wants to write.
    """

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={patience}",
            "synchronous=NORMAL",
            "cache_size=-16000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Any) -> None:
        reads_only = READS.get() or (
            has_request_context() and request.method in ("GET", "HEAD", "OPTIONS")
        )
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


@contextmanager
def reading() -> Iterator[None]:
    """For a job that computes for long before it writes: in here it only reads and delays nobody.
    What was not committed before is given up, and so is what is changed in here."""
    db.session.rollback()
    was = READS.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        READS.reset(was)


def init_app(app: Flask) -> None:
    """Ties the database to the application and prepares its connections."""
    options = app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
    patience = app.config["DATABASE_PATIENCE_MS"]
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        options.setdefault("pool_pre_ping", True)
        limits = {"connect_timeout": 5, "options": f"-c lock_timeout={patience}"}
        options.setdefault("connect_args", limits)
    db.init_app(app)
    migrate.init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine, patience)
