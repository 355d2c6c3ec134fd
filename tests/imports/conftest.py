"""Importing as the command line and as a person do."""

from types import SimpleNamespace

import pytest

from lms.db import db
from lms.tables import FileRefused
from tests.cast import NOW, ZONE
from tests.imports.files import csv_of


@pytest.fixture
def run(app, tmp_path):
    """Runs `lms ...`; the last argument may be a file's content (bytes)."""

    def run(*arguments):
        db.session.commit()  # what the test arranged; and its own transaction holds no lock
        *words, last = arguments
        if isinstance(last, bytes):
            file = tmp_path / "table.csv"
            file.write_bytes(last)
            last = str(file)
        done = app.test_cli_runner().invoke(args=[*words, last])
        db.session.expire_all()
        return SimpleNamespace(code=done.exit_code, out=done.stdout, err=done.stderr)

    return run


@pytest.fixture
def bring(app):
    """Imports lines of CSV; gives (created, updated, unchanged). `by` none: the command line."""

    def bring(importer, *lines, by=None, now=NOW):
        plan = importer(csv_of(*lines), by=by, now=now, zone=ZONE)
        plan.write()
        db.session.commit()
        return plan.created, plan.updated, plan.unchanged

    return bring


@pytest.fixture
def wrong(app):
    """What is wrong with lines of CSV: (row, column, words) each; and nothing was written."""

    def wrong(importer, *lines, by=None, now=NOW):
        with pytest.raises(FileRefused) as refused:
            importer(csv_of(*lines), by=by, now=now, zone=ZONE)
        assert not db.session.new
        assert not db.session.dirty
        db.session.rollback()
        return refused.value.problems

    return wrong


@pytest.fixture
def said(wrong):
    """The only thing that is wrong: its column and its words."""

    def said(importer, *lines, **given):
        (problem,) = wrong(importer, *lines, **given)
        return problem.column, problem.words

    return said
