"""The terminal when the database is away, or not there yet."""

import pytest

from lms.app import create_app
from lms.db import db
from tests.imports.files import csv_of

FILE = csv_of("person_code,display_name", "P-1,Ana")


def invoke(url, folder, *arguments):
    file = folder / "people.csv"
    file.write_bytes(FILE)
    app = create_app(SQLALCHEMY_DATABASE_URI=url, INSTANCE=folder, SECRET_KEY="x")
    done = app.test_cli_runner().invoke(args=[*arguments, *([str(file)] * ("import" in arguments))])
    with app.app_context():
        db.engine.dispose()
    return done


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_database_that_is_away_is_said_in_words(tmp_path, command):
    away = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    done = invoke(away, tmp_path, "people", command)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "busy or away" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_database_without_tables_is_said_in_words(tmp_path, command):
    done = invoke(f"sqlite:///{tmp_path}/new.db", tmp_path, "people", command)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "lms db upgrade" in done.stderr
