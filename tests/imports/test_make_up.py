"""Make-up from files: approved minutes for a named absence."""

import pytest
from sqlalchemy import select

from lms.attendance import exports
from lms.attendance.imports import attendance, make_up
from lms.attendance.models import MakeUp
from lms.db import db
from lms.tables import to_csv, to_xlsx
from lms.tables.formats import MAKE_UP
from tests.cast import NOW, ZONE
from tests.imports.files import csv_of

HEADER = "session_code,person_code,minutes,approved_by,note"


@pytest.fixture
def missed(world, bring):
    """Lea was absent tonight, Lou came at 18:00, Bo was there the whole time."""
    lines = "A-01,LEA,,", "A-01,LOU,18:00,", "A-01,BO,17:00,"
    bring(attendance, "session_code,person_code,in,out", *lines)
    return world


def test_minutes_are_kept_as_they_were_approved(missed, bring):
    assert bring(make_up, HEADER, "A-01,LEA,90,TARA,read module 2", by=missed.ema) == (1, 0, 0)
    (made,) = db.session.scalars(select(MakeUp))
    assert (made.session, made.person_id, made.minutes) == (missed.tonight, missed.lea.id, 90)
    assert (made.approved_by, made.note) == (missed.tara, "read module 2")
    assert (made.recorded_by_id, made.recorded_at) == (missed.ema.id, NOW)


def test_equal_rows_are_one_and_a_later_file_adds_what_is_new(missed, bring):
    row = "A-01,LEA,30,TARA,a"
    assert bring(make_up, HEADER, row, row, "A-01,LEA,30,TARA,b") == (2, 0, 0)
    revision = missed.a.revision
    assert bring(make_up, HEADER, row) == (0, 0, 1)
    assert missed.a.revision == revision
    assert bring(make_up, HEADER, row, "A-01,LEA,31,TARA,a", "A-01,LEA,30,SAM,a") == (2, 0, 1)
    assert missed.a.revision > revision


def test_importing_what_was_exported_changes_nothing(missed, bring):
    bring(make_up, HEADER, "A-01,LEA,30,TARA,=a", "A-01,LEA,30,,")
    missed.tara.role = "learner"
    db.session.commit()
    rows = [tuple(row) for row in exports.make_up(None)]
    for data in (to_csv(MAKE_UP.columns, rows).encode(), to_xlsx(MAKE_UP.columns, rows, "M")):
        plan = make_up(data, by=None, now=NOW, zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 2)
    assert list(exports.make_up(missed.oto)) == []


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("NONE,LEA,30,TARA,", "session_code", "no session of this code"),
        ("A-01,NONE,30,TARA,", "person_code", "no person with this code"),
        ("A-01,LEA,30,NONE,", "approved_by", "no person with this code"),
        ("A-01,LEA,30,LOU,", "approved_by", "Lou is not staff"),
        ("A-01,LEA,,TARA,", "minutes", "must not be empty"),
        ("A-01,LEA,0,TARA,", "minutes", "1 or more"),
        ("A-01,LEA,1.5,TARA,", "minutes", "not a whole number"),
        ("A-01,LEA,-5,TARA,", "minutes", "not a whole number"),
        ("A-02,LEA,30,TARA,", "session_code", "was not held"),
        ("A-01,BO,30,TARA,", "person_code", "Bo missed nothing"),
        ("B-01,BO,30,TARA,", "person_code", "Bo is not marked yet"),
    ],
)
def test_each_refusal_names_its_column(missed, said, row, column, words):
    found, told = said(make_up, HEADER, row)
    assert (found, words in told) == (column, True), told


def test_who_came_within_the_grace_missed_nothing(world, bring, said):
    bring(attendance, "session_code,person_code,in", "A-01,LEA,17:08")
    assert said(make_up, HEADER, "A-01,LEA,30,TARA,")[0] == "person_code"


def test_a_presence_in_conflict_does_not_count_so_it_can_be_made_up(missed, bring):
    missed.of_b.day = missed.tonight.day
    db.session.commit()
    bring(attendance, "session_code,person_code,in,out", "B-01,BO,18:00,19:00")
    assert bring(make_up, HEADER, "A-01,BO,30,TARA,") == (1, 0, 0)


def test_more_than_was_missed_or_than_the_cap_is_kept_and_said(missed, run):
    rows = "A-01,LOU,50,TARA,", "A-01,LOU,20,TARA,", "A-01,LEA,30,,"
    done = run("make-up", "import", csv_of(HEADER, *rows))
    assert done.code == 0
    # R is 8 x 45 = 360 minutes, the cap a tenth of it; Lou missed 60 minutes
    said = [line.removeprefix("Row ") for line in done.out.splitlines()[1:]]
    assert said == [
        "2, minutes: 50 minutes are approved in this programme; 36 count at most.",
        "3, minutes: 70 minutes are approved for this session; only 60 were missed, so 60 count.",
        "3, minutes: 70 minutes are approved in this programme; 36 count at most.",
        "4, approved_by: Nobody is named who approved this.",
    ]


def test_make_up_of_a_guest_is_kept_and_said(missed, run, bring):
    bring(attendance, "session_code,person_code,in", "B-01,LEA,18:00")
    done = run("make-up", "import", csv_of(HEADER, "B-01,LEA,30,TARA,"))
    assert (done.code, "a guest misses nothing" in done.out) == (0, True)


def test_a_coordinator_imports_make_up_of_their_groups(missed, bring, said):
    row = "A-01,LEA,30,TARA,"
    assert said(make_up, HEADER, row, by=missed.oto)[0] == "session_code"
    assert bring(make_up, HEADER, row, by=missed.ema) == (1, 0, 0)


def test_the_terminal_imports_and_prints_make_up(missed, run):
    row = "A-01,LEA,30,TARA,read"
    assert run("make-up", "import", "--dry-run", csv_of(HEADER, row)).code == 0
    assert run("make-up", "export").out.splitlines() == [HEADER]
    assert run("make-up", "import", csv_of(HEADER, row)).code == 0
    assert run("make-up", "export").out.splitlines() == [HEADER, row]
    assert run("make-up", "import", csv_of(HEADER, "A-01,BO,30,TARA,", row)).code == 1
