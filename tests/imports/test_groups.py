"""Groups from files."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.courses import exports
from lms.courses.imports import groups
from lms.courses.models import Group
from lms.db import db
from lms.people.models import Change
from lms.tables import to_csv, to_xlsx
from lms.tables.formats import GROUPS
from tests.cast import NOW, ZONE

HEADER = ",".join(GROUPS.columns)
ROW = "jes-c,digital-local,Skupina C,tilburg,Europe/Athens,12,2022-04-01,2022-06-30"


def named(slug):
    return db.session.scalar(select(Group).where(Group.slug == slug))


def test_a_new_group_has_what_the_row_says(world, bring):
    assert bring(groups, HEADER, ROW) == (1, 0, 0)
    made = named("jes-c")
    assert (made.programme, made.title) == (world.local, "Skupina C")
    assert (made.zone, made.capacity, made.organisation.slug) == ("Europe/Athens", 12, "tilburg")
    assert (made.starts_on, made.ends_on) == (date(2022, 4, 1), date(2022, 6, 30))


def test_what_a_row_leaves_out_comes_from_the_programme_and_the_installation(world, bring):
    assert bring(groups, "programme;group", "inclusive-cities;cities-2") == (1, 0, 0)
    made = named("cities-2")
    assert (made.title, made.zone, made.organisation) == ("cities-2", ZONE, world.network)
    assert (made.capacity, made.starts_on, made.ends_on) == (None, None, None)


def test_a_later_file_changes_what_it_says_and_nothing_else(world, bring):
    lines = "group,programme,title,capacity,timezone", "jes-a,digital-local,,,"
    assert bring(groups, *lines) == (0, 1, 0)
    assert (world.a.title, world.a.capacity, world.a.zone) == ("Jesenice, group A", None, ZONE)
    (change,) = db.session.scalars(select(Change))
    assert (change.noun, change.key, change.verb) == ("group", "jes-a", "changed")
    assert change.detail == {"before": {"capacity": 15}, "after": {"capacity": None}}


def test_importing_what_was_exported_changes_nothing(world, bring):
    bring(groups, HEADER, ROW)
    rows = [tuple(row) for row in exports.groups(None)]
    assert len(rows) == 4
    for data in (to_csv(GROUPS.columns, rows).encode(), to_xlsx(GROUPS.columns, rows, "Groups")):
        plan = groups(data, by=None, now=NOW, zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 4)


def test_an_export_is_the_viewers_own(world):
    assert [row.slug for row in exports.groups(world.oto)] == ["cities-1"]
    assert len(list(exports.groups(world.ada))) == 3


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("x,nowhere,,,,,,", "programme", "no programme nowhere"),
        ("jes-a,inclusive-cities,,,,,,", "programme", "of digital-local"),
        ("x,digital-local,,,Slovenia,,,", "timezone", "not a time zone"),
        ("x,digital-local,,,,0,,", "capacity", "1 or more"),
        ("x,digital-local,,,,-3,,", "capacity", "not a whole number"),
        ("jes-a,digital-local,,,,1,,", "capacity", "2 people are in this group"),
        ("x,digital-local,,,,,2022-04-31,", "starts_on", "not in the calendar"),
        ("x,digital-local,,,,,2022-04-02,2022-04-01", "ends_on", "before the first"),
        ("x y,digital-local,,,,,,", "group", "without spaces"),
        ("x/y,digital-local,,,,,,", "group", "without spaces"),
        ("x,digital-local,,two words,,,,", "organisation", "without spaces"),
        (",digital-local,,,,,,", "group", "must not be empty"),
        ("x,,,,,,,", "programme", "must not be empty"),
    ],
)
def test_each_refusal_names_its_column(world, said, row, column, words):
    found, told = said(groups, HEADER, row)
    assert (found, words in told) == (column, True), told


def test_a_group_twice_with_other_data_is_refused(world, said):
    assert said(groups, HEADER, ROW, ROW.replace("12", "13"))[0] == "group"


def test_a_coordinator_imports_their_own_groups(world, bring, said):
    assert bring(groups, HEADER, "x,digital-local,,,,,,", by=world.ema) == (1, 0, 0)
    own = "y,inclusive-cities,,aec-jesenice,,,,"
    assert bring(groups, HEADER, own, by=world.ema) == (1, 0, 0)
    column, words = said(groups, HEADER, "z,inclusive-cities,,,,,,", by=world.ema)
    assert (column, "your own groups" in words) == ("organisation", True)
    stolen = "cities-1,inclusive-cities,,aec-jesenice,,,,"
    assert said(groups, HEADER, stolen, by=world.ema)[0] == "organisation"
    unknown = "z,digital-local,,tilburg,,,,"
    assert said(groups, HEADER, unknown, by=world.ema)[0] == "organisation"


def test_the_terminal_imports_and_prints_groups(world, run):
    done = run("groups", "import", f"{HEADER}\r\n{ROW}".encode())
    assert (done.code, "New organisations: tilburg." in done.out) == (0, True)
    assert ROW in run("groups", "export").out.splitlines()
    assert run("groups", "import", b"group,programme\r\nx,nowhere").code == 1


def test_another_time_zone_is_counted_on_the_group(world, bring):
    rows = ("jes-a,digital-local,Europe/Athens,9", f"jes-b,digital-local,{ZONE},9")
    assert bring(groups, "group,programme,timezone,capacity", *rows) == (0, 2, 0)
    assert (world.a.revision, world.b.revision) == (1, 0)
