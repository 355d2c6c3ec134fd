"""`lms content`: what a person and a program are told, and the exit status."""

import json

import pytest
from sqlalchemy import func, select

from lms.app import create_app
from lms.courses.models import Course, Lesson, Programme
from lms.db import db
from lms.people.models import Change
from tests.courses.content.conftest import good


@pytest.fixture
def run(app):
    def command(*words):
        db.session.commit()
        return app.test_cli_runner().invoke(args=["content", *map(str, words)])

    return command


def rows(table):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table))


def test_check_says_what_there_is(run, folder):
    result = run("check", folder.root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Programmes: 1, courses: 2, modules: 3, lessons: 4, assessments: 1, questions: 1, "
        "terms: 0, media: 0.\n"
        "No problems.\n"
    )
    assert rows(Course) == 0


def test_check_names_file_line_and_key_on_standard_error(run, folder):
    folder.replace("courses/digital/course.yaml", "level", "levle")
    result = run("check", folder.root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        'courses/digital/course.yaml, line 6, key "levle": '
        'This key is not known. Did you mean "level"?\n1 problem.\n'
    )


def test_check_answers_a_program_with_nothing_else(run, folder):
    folder.replace("courses/digital/course.yaml", "level", "levle")
    result = run("check", folder.root, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"] == [
        {
            "file": "courses/digital/course.yaml",
            "line": 6,
            "key": "levle",
            "words": 'This key is not known. Did you mean "level"?',
        }
    ]


def test_check_works_before_there_is_a_database_and_import_says_that_there_is_none(tmp_path):
    url, root = f"sqlite:///{tmp_path}/none.db", str(good(tmp_path / "content").root)
    runner = create_app(
        SQLALCHEMY_DATABASE_URI=url, INSTANCE=tmp_path, SECRET_KEY="x"
    ).test_cli_runner()
    result = runner.invoke(args=["content", "check", root])
    assert (result.exit_code, result.stderr) == (0, "")
    result = runner.invoke(args=["content", "import", root])
    assert result.exit_code == 1
    assert result.stderr == "The database is not ready. Run: lms db upgrade\n"


def test_import_says_what_it_did(run, folder):
    result = run("import", folder.root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Created: 12, updated: 0, unchanged: 0, retired: 0.\nNew organisations: centre.\n"
    )
    assert (rows(Course), rows(Lesson), rows(Programme)) == (2, 4, 1)
    result = run("import", folder.root)
    assert result.stdout == "Created: 0, updated: 0, unchanged: 12, retired: 0.\n"


def test_a_dry_run_lists_every_change_and_makes_none(run, folder):
    result = run("import", folder.root, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "created: course digital"
    assert "Nothing was written." in result.stdout
    assert (rows(Course), rows(Programme), rows(Change)) == (0, 0, 0)


def test_a_dry_run_answers_a_program(run, folder):
    run("import", folder.root)
    folder.replace("courses/digital/course.yaml", "level: A1", "level: A2")
    folder.remove("courses/digital/01-phone/02-apps.en.md")
    result = run("import", folder.root, "--dry-run", "--format", "json")
    assert json.loads(result.stdout) == {
        "dry_run": True,
        "created": 0,
        "updated": 1,
        "retired": 1,
        "unchanged": 10,
        "organisations": [],
        "changes": [
            {"kind": "course", "key": "digital", "how": "updated", "fields": ["level"]},
            {
                "kind": "lesson",
                "key": "digital/01-phone/02-apps",
                "how": "retired",
                "fields": [],
            },
        ],
    }
    assert db.session.scalar(select(Course.level).where(Course.slug == "digital")) == "A1"


def test_a_refused_import_changes_nothing(run, folder):
    folder.replace("programmes/two.yaml", "units: 30", "units: 31")
    result = run("import", folder.root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith('programmes/two.yaml, line 6, key "courses": The units of')
    assert (rows(Course), rows(Programme), rows(Change)) == (0, 0, 0)


def test_export_says_what_it_wrote_and_refuses_what_is_there(run, folder, tmp_path):
    run("import", folder.root)
    result = run("export", tmp_path / "out", "--format", "json")
    assert json.loads(result.stdout)["lessons"] == 4
    result = run("export", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("is not empty. Name a new folder.\n")


@pytest.mark.parametrize("words", [["check"], ["import", "nowhere"], ["check", ".", "--loud"]])
def test_wrong_usage_has_a_status_of_its_own(run, words):
    assert run(*words).exit_code == 2
