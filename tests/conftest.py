"""A real application on a real, migrated database: one for each worker, emptied for each test."""

import pytest
from flask import has_request_context, request
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy import event

from lms import clock, models
from lms.app import create_app
from lms.completion.queries import memory
from lms.db import db
from lms.jobs import bell
from lms.jobs.work import work_off
from lms.reports.queries.remembered import MEMORY
from tests import cast
from tests.databases import fresh
from tests.post import open_office
from tests.visitor import Visitor

# no deadline: the machine may be busy with other things. The same examples each time, so that a
# run says something of what was changed; `make properties` looks for new ones
settings.register_profile("ours", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile("ours")
SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "test",
    "PASSWORD_PROFILE": "cheapest",
    "PREFERRED_URL_SCHEME": "http",
    "QUEUE_URL": "off",  # no bell: a test says when the jobs are done
    "DIGEST_MINUTES": 0,
    "QUIET_HOURS": "off",
}

# To truncate all tables makes new files for each of them, whoever was written to: that was most of
# the time of a test. What has rows is asked, and these go without their foreign keys being read.
FILLED = " UNION ALL ".join(
    f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in models.metadata.tables
)
NUMBERED = (
    "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false) "
    "FROM pg_sequences WHERE last_value IS NOT NULL"
)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory, worker_id):
    """A database of this worker's own: SQLite, or PostgreSQL where LMS_TEST_DATABASE_URL is set."""
    return fresh(f"lms_test_{worker_id}", tmp_path_factory.mktemp("db"))


@pytest.fixture(scope="session")
def one_app(database_url, tmp_path_factory):
    app = create_app(
        SQLALCHEMY_DATABASE_URI=database_url, INSTANCE=tmp_path_factory.mktemp("i"), **SETTINGS
    )
    with app.app_context():
        upgrade()
        event.listen(db.engine, "before_cursor_execute", a_get_only_reads)
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", from_behind)
            db.engine.dispose()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def shared_app(worker_id, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    settings = SETTINGS | {"SQLALCHEMY_DATABASE_URI": fresh(f"lms_shared_{worker_id}", folder)}
    app = create_app(**settings, INSTANCE=folder)
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def own_app(shared_app):
    """An application with a real clock, a bell, and an empty database that other processes can
    open: nothing else in this process uses it."""
    shared_app.config["QUEUE_URL"] = ""
    with shared_app.app_context():
        yield shared_app
        if hung := shared_app.extensions.pop(bell.EXTENSION, None):
            hung.storage.close()
        db.session.remove()
        empty()
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
        MEMORY.clear()
    one_app.config.clear()
    one_app.config.update(settings)


def empty():
    """Takes every row out of every table."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.begin() as connection:
            plainly = connection.connection.cursor()  # a hundred statements after each test
            plainly.execute("PRAGMA defer_foreign_keys=ON")
            for name in models.metadata.tables:
                plainly.execute(f'DELETE FROM "{name}"')
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        names = [f'"{name}"' for name in connection.exec_driver_sql(FILLED).scalars()]
        for name in names:
            connection.exec_driver_sql(f"DELETE FROM {name}")
        connection.exec_driver_sql(NUMBERED)
    if names:  # rows lie in the order in which they come, as in a new table
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM {', '.join(names)}")


def from_behind(connection, _record):
    """Who asks for no order gets rows from behind: what relies on one fails here, and not now and
    then on PostgreSQL, which promises none either."""
    connection.execute("PRAGMA reverse_unordered_selects=ON")


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


@pytest.fixture
def post(app):
    """A post office that the installation sends its mail to."""
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, MAIL_TIMEOUT=2, ADDRESS="https://ura.example")
        app.config.update(MAIL_FROM="Ura <noreply@ura.example>")
        yield office


@pytest.fixture
def work():
    """The jobs that are due are done, as a worker does them: `work(now)`."""

    def done(now=cast.NOW):
        db.session.commit()
        work_off(now=now)
        db.session.expire_all()

    return done
