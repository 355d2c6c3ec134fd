"""Activities and who took part, from files: all or nothing, and twice is once."""

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.exchange import imports, queries
from lms.exchange.models import Activity
from lms.tables import FileRefused
from tests.cast import NOW, ZONE
from tests.exchange.samples import twinned

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
