"""A real application on a real, migrated database: one for each worker, emptied for each test."""

import os

import pytest
from flask import has_request_context, request
from flask_migrate import upgrade
from sqlalchemy import create_engine, event, make_url, text

from lms import clock, models
from lms.app import create_app
from lms.completion.queries import memory
from lms.db import db
from tests import cast
from tests.visitor import Visitor

SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "test",
    "PASSWORD_PROFILE": "cheapest",
    "PREFERRED_URL_SCHEME": "http",
    "QUEUE_URL": "off",  # no bell: a test says when the jobs are done
    "DIGEST_MINUTES": 0,
    "QUIET_HOURS": "",
}


@pytest.fixture(scope="session")
def database_url(tmp_path_factory, worker_id):
    """A database of this worker's own: SQLite, or PostgreSQL where LMS_TEST_DATABASE_URL is set."""
    server = os.environ.get("LMS_TEST_DATABASE_URL")
    if not server:
        return f"sqlite:///{tmp_path_factory.mktemp('db')}/test.db"
    url = make_url(server).set(drivername="postgresql+psycopg")
    name = f"lms_test_{worker_id}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def one_app(database_url, tmp_path_factory):
    app = create_app(
        SQLALCHEMY_DATABASE_URI=database_url, INSTANCE=tmp_path_factory.mktemp("i"), **SETTINGS
    )
    with app.app_context():
        upgrade()
        event.listen(db.engine, "before_cursor_execute", a_get_only_reads)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(one_app, monkeypatch):
    """The application with an empty database; its clock stands still at `cast.NOW`."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOW)
    settings = dict(one_app.config)
    with one_app.app_context():
        yield one_app
        db.session.remove()
        empty()
        memory.clear()  # the next test's groups have the same numbers
    one_app.config.clear()
    one_app.config.update(settings)


def empty():
    """Takes every row out of every table."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in models.metadata.tables.values():
                connection.execute(table.delete())
        else:
            names = ", ".join(models.metadata.tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def a_get_only_reads(connection, cursor, statement, *rest):
    if has_request_context() and request.method == "GET":
        reads = statement.startswith(("SELECT", "BEGIN", "WITH", "PRAGMA"))
        assert reads, f"{request.path} writes on GET: {statement}"


@pytest.fixture
def world(app):
    return cast.build()


@pytest.fixture(params=["browser", "htmx"])
def visitor(app, request):
    """Every test of an action runs twice: it must work without JavaScript."""
    return Visitor(app, htmx=request.param == "htmx")
