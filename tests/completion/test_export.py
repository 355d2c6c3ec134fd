"""The standing export: a public contract, in the browser and in the terminal."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from lms.completion import exports
from tests import cast
from tests.completion.rows import LATER, away, base, there
from tests.visitor import Visitor

COLUMNS = (
    "person_code,group,programme,unit_minutes,required_minutes,delivered_minutes,attended_minutes,"
    "credited_minutes,make_up_minutes,excused_minutes,total_minutes,ratio,percent,standing,"
    "needs_minutes,reasons,credited:digital-basics,credited:slovene-first-steps"
)


@pytest.fixture
def made(world):
    modules = ["digital-basics/02-safe-online"]
    made = base(world, course_threshold="70%", portfolio=True, mandatory_modules=modules)
    cast.db.session.add(cast.enrol(world.lou, made.group, made.sessions[0].day))
    there(world.lea, *made.sessions[0::2])
    away(world.lou, made.sessions[0], excused=True, reason="illness")
    return made


def test_the_columns_are_those_of_the_contract(made):
    lines = exports.as_csv(made.group, LATER).splitlines()
    assert lines[0] == COLUMNS
    assert lines[1] == (
        "LEA,base-a,base,45,2700,2700,1350,1350,0,0,1350,1/2,50.00,cannot,945,"
        "course_short:slovene-first-steps:945;hours_short:810;"
        "module_open:digital-basics/02-safe-online;portfolio_open,1350,0"
    )
    assert len(lines) == 3


def test_json_says_the_same_with_numbers_and_reasons_as_objects(made):
    by_csv = list(csv.DictReader(io.StringIO(exports.as_csv(made.group, LATER))))
    by_json = json.loads(exports.as_json(made.group, LATER))
    assert [list(row) for row in by_json] == [COLUMNS.split(",")] * 2
    for one, other in zip(by_csv, by_json, strict=True):
        text = {key: str(value) for key, value in other.items() if key != "reasons"}
        assert text == {key: value for key, value in one.items() if key != "reasons"}
    assert by_json[0]["reasons"] == [
        {"code": "course_short", "course": "slovene-first-steps", "minutes": 945, "units": "21"},
        {"code": "hours_short", "minutes": 810, "units": "18"},
        {"code": "module_open", "module": "digital-basics/02-safe-online"},
        {"code": "portfolio_open"},
    ]
    assert (by_json[0]["ratio"], by_json[0]["percent"]) == ("1/2", "50.00")
    assert by_json[0]["total_minutes"] == 1350


def test_an_excused_absence_is_shown_and_gives_no_hours(made):
    lou = json.loads(exports.as_json(made.group, LATER))[1]
    assert (lou["excused_minutes"], lou["total_minutes"], lou["ratio"]) == (180, 0, "0")


def test_a_code_that_a_spreadsheet_would_run_is_made_harmless(world, made):
    world.lou.code = "=1+1"
    made.group.revision += 1
    text = exports.as_csv(made.group, LATER)
    assert "\n'=1+1," in text.replace("\r", "")


def test_a_workbook_has_the_same_rows(made):
    book = load_workbook(io.BytesIO(exports.as_xlsx(made.group, LATER)))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == tuple(COLUMNS.split(","))
    assert rows[1][:5] == ("LEA", "base-a", "base", 45, 2700)


@pytest.mark.parametrize(
    ("form", "kind"), [("csv", "text/csv"), ("json", "application/json"), ("xlsx", "spreadsheetml")]
)
def test_who_sees_the_group_downloads_it(app, world, made, form, kind):
    tara = Visitor(app).sign_in(world.tara)
    answer = tara.send("GET", f"/groups/base-a/standing.{form}?on=2022-06-30")
    assert answer.status_code == 200
    assert kind in answer.content_type
    assert f"standing-base-a-2022-06-30.{form}" in answer.headers["Content-Disposition"]


def test_a_file_is_named_in_any_script(app, world, made):
    made.group.slug = "šola-أ"
    answer = Visitor(app).sign_in(world.tara).send("GET", "/groups/šola-أ/standing.csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].isascii()


def test_nobody_else_downloads_it(app, world, made):
    for person in (world.lea, world.sam, world.oto):
        visitor = Visitor(app).sign_in(person)
        assert visitor.send("GET", "/groups/base-a/standing.csv").status_code == 403
    tara = Visitor(app).sign_in(world.tara)
    assert tara.send("GET", "/groups/base-a/standing.pdf").status_code == 404
    assert tara.send("GET", "/groups/nowhere/standing.csv").status_code == 404


def run(app, *words):
    return app.test_cli_runner().invoke(args=["standing", "export", *words])


def test_the_command_writes_what_the_page_downloads(app, made):
    done = run(app, "--group", "base-a", "--on", "2022-06-30", "--format", "csv")
    assert done.exit_code == 0
    assert done.stdout.replace("\r", "") == exports.as_csv(made.group, LATER).replace("\r", "")
    done = run(app, "--group", "base-a", "--on", "2022-06-30", "--format", "json")
    assert json.loads(done.stdout) == json.loads(exports.as_json(made.group, LATER))


def test_a_group_that_is_not_there_is_said_in_words(app, world):
    done = run(app, "--group", "nowhere", "--on", "2022-06-30", "--format", "csv")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "There is no group nowhere.\n"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--group", "base-a", "--on", "31 April"],
        ["--group", "base-a", "--on", "2022-04-31"],
        ["--group", "base-a", "--format", "pdf"],
    ],
)
def test_wrong_usage_ends_with_2(app, world, words):
    done = run(app, *words)
    assert (done.exit_code, done.stdout) == (2, "")
