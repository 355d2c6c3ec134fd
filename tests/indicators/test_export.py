"""Figures from the terminal, and sets as files."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select

from lms.db import db
from lms.indicators import content
from lms.indicators.actions.sets import keep
from lms.indicators.models import Count, SetVersion
from lms.indicators.queries import sets
from tests.cast import NOW
from tests.indicators.sets import OWN_SET
from tests.indicators.w13 import World

AMIF = Path("content/indicators/amif-2021-27.yaml")
TO = ["--project", "includ-eu", "--to", "2022-06-30"]


@pytest.fixture
def world(app):
    world = World()
    given, problems = content.of_text(AMIF.read_text("utf-8"), "en")
    assert not problems
    keep("amif-2021-27", given, by=None, now=NOW)
    db.session.commit()
    return world


def lms(app, *words):
    return app.test_cli_runner().invoke(args=["indicators", "export", *words])


def test_the_example_as_a_table(app, world):
    done = lms(app, "--set", "amif-2021-27", *TO, "--format", "csv")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    wholes = {row["indicator"]: row for row in rows if not row["breakdown"]}
    assert {code: row["value"] for code, row in wholes.items()} == {
        "O.2.2": "1", "O.2.3": "8", "O.2.3.1": "7", "O.2.3.2": "0", "O.2.3.3": "0", "R.2.8": "4",
        "R.2.9": "5", "R.2.10": "0", "R.2.11": "0", "staff": "0", "staff.useful": "0",
        "staff.still-used": "0",
    }  # fmt: skip
    up = wholes["R.2.8"]
    assert (up["of"], up["percent"], up["gaps"]) == ("7", "57.14", "1")
    helped = wholes["R.2.9"]
    assert (helped["of"], helped["percent"], helped["gaps"]) == ("8", "62.50", "2")
    ages = [r for r in rows if (r["indicator"], r["breakdown"]) == ("O.2.3", "age")]
    assert [(r["cell"], r["value"]) for r in ages] == [("0-17", "1"), ("18-60", "6"), ("61+", "1")]
    assert (rows[0]["set"], rows[0]["version"], rows[0]["project"], rows[0]["to"]) == (
        "amif-2021-27", "1", "includ-eu", "2022-06-30",
    )  # fmt: skip


def test_the_same_as_objects_and_nothing_is_kept(app, world):
    done = lms(app, "--set", "amif-2021-27", *TO, "--format", "json")
    rows = json.loads(done.stdout)
    first = next(row for row in rows if row["indicator"] == "O.2.3")
    assert (first["value"], first["of"], first["percent"], first["gaps"]) == (8, None, None, 0)
    assert db.session.scalar(select(func.count(Count.id))) == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--set", "nothing", *TO], "nothing"),
        (["--set", "amif-2021-27", "--project", "none", "--to", "2022-06-30"], "none"),
    ],
)
def test_what_there_is_not_is_refused(app, world, words, says):
    done = lms(app, *words)
    assert done.exit_code == 1
    assert says in done.stderr
    assert not done.stdout


def test_a_day_that_is_none_is_wrong_usage(app, world):
    done = lms(app, "--set", "amif-2021-27", "--project", "includ-eu", "--to", "yesterday")
    assert done.exit_code == 2


def test_a_changed_set_is_a_new_version_and_the_same_set_is_none(app, world):
    given = sets.set_("amif-2021-27").version.content
    assert not keep("amif-2021-27", given, by=None, now=NOW).is_changed
    changed = {**given, "source": "another one"}
    kept = keep("amif-2021-27", changed, by=None, now=NOW)
    assert (kept.is_changed, kept.set.number, kept.set.version.content) == (True, 2, changed)
    assert db.session.scalar(select(func.count(SetVersion.id))) == 2


def test_a_fault_names_its_line_and_key(app):
    text = yaml.safe_dump(OWN_SET, sort_keys=False).replace("fact: came", "fact: danced")
    found, problems = content.of_text(text, "en")
    assert found is None
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "danced" in one)
    assert [(one.line, one.key) for one in problems] == [(line, "fact")]
    assert "danced" in problems[0].words


def test_sets_of_a_content_folder_come_in_go_out_and_come_in_unchanged(app, tmp_path):
    (tmp_path / "in" / "indicators").mkdir(parents=True)
    (tmp_path / "in" / "indicators" / AMIF.name).write_bytes(AMIF.read_bytes())
    command = app.test_cli_runner()
    done = command.invoke(args=["content", "import", str(tmp_path / "in")])
    assert done.exit_code == 0, done.output
    assert command.invoke(args=["content", "export", str(tmp_path / "out")]).exit_code == 0
    again = command.invoke(args=["content", "import", str(tmp_path / "out")])
    assert "Created: 0, updated: 0, unchanged: 1" in again.output
    (tmp_path / "in" / "indicators" / "Own set.yaml").write_text("title: x")
    refused = command.invoke(args=["content", "check", str(tmp_path / "in")])
    assert refused.exit_code == 1
    assert "indicators/Own set.yaml" in refused.output
