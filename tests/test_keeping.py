"""A backup is everything, on either database; it goes only where nothing is."""

import json
import os
import tracemalloc
from datetime import timedelta

from sqlalchemy import select

from lms import files, jobs, keeping, models
from lms.db import db
from lms.jobs.tick import tick
from tests import cast
from tests.cast import NOW
from tests.conftest import empty


def rows():
    tables = models.metadata.sorted_tables
    return {t.name: sorted(map(repr, db.session.execute(select(t)))) for t in tables}


def test_what_is_restored_is_what_was_kept_and_new_rows_go_on(app, world, tmp_path):
    before, file = rows(), str(tmp_path / "kept.zip")
    db.session.rollback()
    run = app.test_cli_runner()
    assert run.invoke(args=["backup", file]).exit_code == 0
    again = run.invoke(args=["backup", file])
    assert (again.exit_code, "exists already" in again.stderr) == (1, True)
    full = run.invoke(args=["restore", file])
    assert (full.exit_code, "only into an empty one" in full.stderr) == (1, True)
    db.session.remove()
    empty()
    tick(now=NOW)  # a worker is there already
    assert run.invoke(args=["restore", file]).exit_code == 0
    assert rows() == before
    db.session.add(cast.person("New"))
    db.session.commit()


def test_files_are_not_all_in_memory_at_once(app, tmp_path):
    size, number = 1_000_000, 40
    for _each in range(number):
        files.keep(os.urandom(size), "application/pdf", now=NOW)
    db.session.commit()
    db.session.expunge_all()
    tracemalloc.start()
    keeping.backup(tmp_path / "files.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < size * number / 2


def test_what_is_no_backup_is_refused(app, tmp_path):
    (tmp_path / "x.zip").write_text("no backup")
    done = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "x.zip")])
    assert (done.exit_code, "is no backup" in done.stderr) == (1, True)


def test_a_backup_that_cannot_be_written_is_said_in_words(app, tmp_path):
    file = tmp_path / "no-folder" / "x.zip"
    done = app.test_cli_runner().invoke(args=["backup", str(file)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"{file} cannot be written: No such file or directory\n"


def test_the_doctor_says_what_is_not_ready(app):
    done = app.test_cli_runner().invoke(args=["doctor", "--format", "json"])
    rows = json.loads(done.stdout)
    checks = {row["check"]: row["ok"] for row in rows}
    assert done.exit_code == 1
    assert [row["check"] for row in rows if row["reason"]] == ["content"]  # a reason is a fault
    assert checks == {
        "database": True,
        "schema": True,
        "content": False,
        "assets": True,
        "translations": True,
        "files": True,
        "keys": True,
        "worker": True,
    }


def test_the_doctor_says_when_no_worker_does_the_jobs(app):
    jobs.later("test.leave", now=NOW - timedelta(minutes=11))
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["doctor", "--format", "json"])
    (worker,) = (row for row in json.loads(done.stdout) if row["check"] == "worker")
    assert (worker["ok"], "Start a worker: lms work" in worker["reason"]) == (False, True)
