"""The bell: rung once for a commit, never for what was rolled back; a lost one breaks nothing."""

import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from lms import jobs
from lms.db import db
from lms.errors import Refused
from lms.jobs import bell
from lms.jobs.work import work_off
from tests.cast import NOW


@pytest.fixture(autouse=True)
def no_bell_yet(app):
    yield
    app.extensions.pop(bell.EXTENSION, None)


@pytest.fixture
def file(app, tmp_path):
    """A bell of this test's own."""
    file = tmp_path / "bell.db"
    app.config["QUEUE_URL"] = f"sqlite:///{file}"
    return file


def rings(app):
    huey = bell.huey_of(app)
    return huey.pending_count(), huey.scheduled_count()


def queue(about="x", at=None):
    jobs.later("test.leave", {"person": 1, "about": about}, now=NOW, at=at)


def test_a_commit_rings_once_however_many_jobs_it_brings(app, file):
    queue("one")
    queue("two")
    with db.session.begin_nested():
        queue("three")
    assert rings(app) == (0, 0)
    db.session.commit()
    assert rings(app) == (1, 0)


def test_a_bell_that_rings_already_is_not_rung_again(app, file):
    for about in ("one", "two"):
        queue(about)
        db.session.commit()
    assert rings(app) == (1, 0)


def test_what_is_rolled_back_or_brings_no_job_does_not_ring(app, file):
    queue()
    db.session.rollback()
    db.session.commit()
    assert rings(app) == (0, 0)


def test_a_part_that_is_rolled_back_takes_no_bell_from_the_rest(app, file):
    queue("one")
    part = db.session.begin_nested()
    queue("two")
    part.rollback()
    db.session.commit()
    assert rings(app) == (1, 0)


def test_a_job_of_later_rings_later(app, file):
    queue(at=NOW + timedelta(hours=1))
    db.session.commit()
    assert rings(app) == (0, 1)


def test_a_thousand_moments_do_not_become_a_thousand_bells(app, file):
    for hours in range(20):
        queue(at=NOW + timedelta(hours=1 + hours))
    db.session.commit()
    assert rings(app)[1] == bell.SOON


def test_nobody_is_rung_where_the_bell_is_off(app):
    queue()
    db.session.commit()
    assert rings(app) == (0, 0)


def test_what_the_bell_carries_is_private_and_signed(app, file):
    queue()
    db.session.commit()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with closing(sqlite3.connect(file)) as forged, forged:
        (data,) = forged.execute("SELECT data FROM task").fetchone()
        forged.execute("UPDATE task SET data = ?", (data.replace(b"work", b"walk"),))
    with pytest.raises(ValueError, match="mismatch"):
        bell.huey_of(app).dequeue()


@pytest.mark.parametrize("trouble", ["locked", "no folder", "no bell"])
def test_a_job_is_kept_where_the_bell_cannot_be_rung(app, world, file, caplog, trouble):
    if trouble == "no folder":
        file.parent.chmod(0o755)
        app.config["QUEUE_URL"] = "sqlite:////proc/nowhere/bell.db"
    elif trouble == "no bell":
        app.config["QUEUE_URL"] = "redis://localhost"
    bell_rung_before = trouble == "locked" and rings(app)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        if bell_rung_before:
            other.execute("BEGIN EXCLUSIVE")
        jobs.later("test.leave", {"person": world.lea.id, "about": "x"}, now=NOW)
        db.session.commit()
    assert "no worker could be rung" in caplog.text
    assert work_off(now=NOW) == 1


@pytest.mark.parametrize("url", ["redis://localhost", "nonsense", "mysql://x/y"])
def test_a_bell_that_there_is_not_is_refused_in_words(app, file, url):
    app.config["QUEUE_URL"] = url
    with pytest.raises(Refused, match="LMS_QUEUE_URL has to be"):
        bell.huey_of(app)


def test_the_bell_hangs_beside_the_database(own_app):
    huey, url = bell.huey_of(own_app), make_url(own_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        assert Path(huey.storage.filename) == Path(url.database).with_name(
            f"{Path(url.database).stem}-queue.db"
        )
    else:
        assert make_url(huey.storage.dsn).database == url.database


def test_the_migrations_do_not_see_the_tables_of_the_bell(own_app):
    bell.huey_of(own_app)
    done = own_app.test_cli_runner().invoke(args=["db", "check"])
    assert done.exit_code == 0, done.output
