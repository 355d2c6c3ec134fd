"""Runs migrations on the application's own database.

SQLite rebuilds a table by copying it: with foreign keys on, that would delete every child row, so
they are off while migrating, and checked at the end.
"""

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, event, pool

from lms import models

config = context.config
target_metadata = models.metadata


def run_offline() -> None:
    context.configure(
        url=current_app.config["SQLALCHEMY_DATABASE_URI"],
        target_metadata=target_metadata,
        literal_binds=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    engine = create_engine(url, poolclass=pool.NullPool)  # also a refusal leaves nothing open
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", without_foreign_keys)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=True,
            compare_type=True,
            include_name=models.is_ours,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
            raise RuntimeError(f"rows point at nothing after the migration: {broken[:5]}")
    engine.dispose()


def without_foreign_keys(connection, _record) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA journal_mode=WAL")


if context.is_offline_mode():
    run_offline()
else:
    run_online()
