"""Activities and who took part, from files: all or nothing, and twice is once."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.exchange import imports, queries
from lms.exchange.models import Activity
from lms.tables import FileRefused
from tests.cast import NOW, ZONE
from tests.exchange.samples import twinned
from tests.visitor import Visitor

HEAD = "activity_code,project,kind,title,host,first_day,last_day,status,registered,came\n"
ROWS = (
    "web-1,twinning,webinar,Housing,aec-jesenice,2022-03-01,,held,20,11\n"
    "web-2,twinning,webinar,Health,aer,2022-04-01,2022-04-02,,,\n"
)
PLACES = "activity_code,person_code,role,registered,came\n"


def bring(importer, text, by=None):
    plan = importer(text.encode(), by=by, now=NOW, zone=ZONE)
    plan.write()
    db.session.commit()
    return plan.created, plan.updated, plan.unchanged


def test_activities_come_in_once_and_are_changed_by_a_later_file(world):
    twinned(world)
    assert bring(imports.activities, HEAD + ROWS) == (2, 0, 0)
    assert bring(imports.activities, HEAD + ROWS) == (0, 0, 2)
    assert bring(imports.activities, HEAD + ROWS.replace(",11", ",12")) == (0, 1, 1)
    assert queries.activity("web-1").headcount == 12


def test_people_of_an_activity_come_in_once(world):
    project = twinned(world).project
    bring(imports.activities, HEAD + ROWS)
    rows = PLACES + "web-1,LEA,,yes,yes\nweb-1,TARA,staff,no,yes\nweb-2,LEA,,,\n"
    assert bring(imports.participations, rows) == (3, 0, 0)
    assert bring(imports.participations, rows) == (0, 0, 3)
    assert queries.four(project.id) == (21, 12, 1, 1)


def test_who_came_is_told_without_losing_who_had_registered_and_who_spoke(world):
    project = twinned(world).project
    bring(imports.activities, HEAD + ROWS)
    bring(imports.participations, PLACES + "web-1,LEA,speaker,yes,\nweb-1,LOU,,yes,\n")
    before = queries.four(project.id)
    came = "activity_code,person_code,came\n"
    assert bring(imports.participations, came + "web-1,LEA,yes\nweb-1,LOU,yes\n") == (0, 2, 0)
    rows = PLACES + "web-1,LEA,speaker,yes,yes\nweb-1,LOU,participant,yes,yes\n"
    assert bring(imports.participations, rows) == (0, 0, 2)
    assert queries.four(project.id)[:2] == (before[0], before[1] + 1)
    assert bring(imports.participations, "activity_code,person_code\nweb-1,LEA\n") == (0, 0, 1)


def test_the_last_day_stays_where_the_file_has_none_and_one_day_moves_as_one(world):
    twinned(world)
    bring(imports.activities, HEAD + ROWS)
    few = "activity_code,project,kind,title,host,first_day\n"
    health, house = (
        "web-2,twinning,webinar,Health,aer,",
        "web-1,twinning,webinar,Housing,aec-jesenice,",
    )
    assert bring(imports.activities, few + health + "2022-04-01\n") == (0, 0, 1)
    assert queries.activity("web-2").ends_on == date(2022, 4, 2)
    assert bring(imports.activities, few + house + "2022-03-08\n") == (0, 1, 0)
    assert queries.activity("web-1").ends_on == date(2022, 3, 8)
    with pytest.raises(FileRefused) as refused:
        bring(imports.activities, few + health + "2022-04-03\n")
    assert [one.column for one in refused.value.problems] == ["last_day"]


def test_what_a_page_of_an_activity_refuses_a_file_cannot_bring_in(world):
    twinned(world)
    head = "activity_code,project,kind,title,host,first_day,start,end,country\n"
    row = "x,twinning,webinar,T,aer,2022-03-02,{}\n"
    for rest, column in (("12:00,10:00,SI", "end"), ("10:00,12:00,7!", "country")):
        with pytest.raises(FileRefused) as refused:
            bring(imports.activities, head + row.format(rest))
        assert [one.column for one in refused.value.problems] == [column]
    assert bring(imports.activities, head + row.format("10:00,12:00,si")) == (1, 0, 0)
    assert queries.activity("x").country == "SI"


@pytest.mark.parametrize("code", ["2022/7", "a\\b", "..", "."])
def test_a_code_that_could_have_no_page_is_refused(world, code):
    twinned(world)
    with pytest.raises(FileRefused) as refused:
        bring(imports.activities, HEAD + ROWS + f"{code},twinning,webinar,T,aer,2022-03-02,,,,\n")
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (4, "activity_code")
    assert problem.words == "A code cannot have slashes. Use letters, numbers and - instead."
    assert queries.activity("web-1") is None


def test_an_activity_that_has_such_a_code_already_is_still_the_same_one(world):
    twinned(world)
    bring(imports.activities, HEAD + ROWS)
    queries.activity("web-1").code = "2022/1"
    db.session.commit()
    rows = ROWS.replace("web-1", "2022/1")
    assert bring(imports.activities, HEAD + rows) == (0, 0, 2)
    assert bring(imports.activities, HEAD + rows.replace(",11", ",12")) == (0, 1, 1)


@pytest.mark.parametrize("code", ["Delavnica št. 3", "50%?", "ورشة-1", "a.b#c"])
def test_every_other_code_has_a_page(app, world, code):
    twinned(world)
    bring(imports.activities, HEAD + f"{code},twinning,webinar,T,aer,2022-03-02,,,,\n")
    ada = Visitor(app).sign_in(world.ada).visit("/projects/twinning/activities")
    there = ada.page.select_one("main").find("a", string="T")["href"]
    assert ada.visit(there).text("h1") == "T"
    edit = next(one["href"] for one in ada.page.select("main a") if one["href"].endswith("/edit"))
    ada.visit(edit)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_the_terminal_gives_out_comes_in_again_and_changes_nothing(world, app, form):
    twinned(world)
    bring(imports.activities, HEAD + ROWS.replace("Housing", "=1+1"))
    bring(imports.participations, PLACES + "web-1,LEA,speaker,yes,yes\nweb-2,LOU,,no,\n")
    run = app.test_cli_runner().invoke
    for table, number in (("activities", 3), ("participations", 2)):
        out = run(args=[table, "export", "--format", form])
        assert out.exit_code == 0
        if form == "json":
            assert len(json.loads(out.stdout)) == number
            continue
        back = run(args=[table, "import", "-", "--format", "json"], input=out.stdout)
        told = json.loads(back.stdout)
        assert (back.exit_code, told["created"], told["updated"]) == (0, 0, 0)
        assert told["unchanged"] == number


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("x,nowhere,webinar,T,aer,2022-03-01,,,,\n", "project"),
        ("x,twinning,party,T,aer,2022-03-01,,,,\n", "kind"),
        ("x,twinning,webinar,T,nobody,2022-03-01,,,,\n", "host"),
        ("x,twinning,webinar,T,aer,2022-03-02,2022-03-01,,,\n", "last_day"),
        ("x,twinning,webinar,T,aer,2022-03-02,,,,-3\n", "came"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_comes_in(world, row, column):
    twinned(world)
    before = db.session.scalar(select(func.count()).select_from(Activity))
    with pytest.raises(FileRefused) as refused:
        bring(imports.activities, HEAD + ROWS + row)
    assert [(one.row, one.column) for one in refused.value.problems] == [(4, column)]
    assert db.session.scalar(select(func.count()).select_from(Activity)) == before


def test_nobody_came_to_what_was_not_held_and_nobody_unknown_comes(world):
    twinned(world)
    bring(imports.activities, HEAD + ROWS)
    with pytest.raises(FileRefused) as refused:
        bring(imports.participations, PLACES + "web-2,LEA,,,yes\nweb-1,NOBODY,,,yes\n")
    assert [one.column for one in refused.value.problems] == ["came", "person_code"]


def test_a_coordinator_brings_in_what_their_organisation_hosts(world):
    twinned(world)
    with pytest.raises(FileRefused) as refused:
        bring(imports.activities, HEAD + ROWS, by=world.ema)
    assert [(one.row, one.column) for one in refused.value.problems] == [(3, "host")]
