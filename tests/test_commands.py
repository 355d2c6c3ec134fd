"""What the terminal says when the database has no tables yet."""

import pytest

from lms.app import create_app
from tests.credentials import making

COMMANDS = (
    "standing export --group jes-a",
    "people create --role trainer --name Ana --email ana@example.org",
    "demo load",
    "work",
    "work --once",
    "indicators verify",
    "indicators verify --format json",
    "figures recount",
    "figures recount --check --format json",
    "files move",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_without_tables_is_said_in_words(tmp_path, command):
    url = f"sqlite:///{tmp_path}/empty.db"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="test", INSTANCE=tmp_path)
    done = app.test_cli_runner().invoke(args=command.split())
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "The database is not ready. Run: lms db upgrade\n"


def test_badges_of_others_are_checked_also_without_tables(tmp_path):
    url = f"sqlite:///{tmp_path}/empty.db"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="test", INSTANCE=tmp_path)
    badge = tmp_path / "badge.json"
    badge.write_bytes(making.written(making.signed()))
    done = app.test_cli_runner().invoke(args=["credential", "verify", str(badge)])
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "Signed, but nobody knows here by whom",
    )
    assert done.stderr == "The database is not ready. Run: lms db upgrade\n"
