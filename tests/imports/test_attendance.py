"""Attendance from files: intervals, absences, excuses; and what is refused."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import delete, func, select

from lms.attendance import exports
from lms.attendance.imports import attendance, sessions
from lms.attendance.models import Mark, Session, Status
from lms.db import db
from lms.people.imports import people
from lms.people.models import Change
from lms.tables import FileRefused, to_csv, to_xlsx
from lms.tables.formats import ATTENDANCE
from tests.cast import NOW, ZONE
from tests.imports.files import csv_of, xlsx_of
from tests.queries import count_queries

HEADER = ",".join(ATTENDANCE.columns)


def marks(person, session="A-01"):
    """The live marks of a person: (kind, in, out, excused, source, note)."""
    query = select(Mark).join(Mark.session).where(Mark.person_id == person.id)
    live = query.where(Mark.withdrawn_at.is_(None), Session.code == session).order_by(Mark.id)

    def utc(moment):
        return moment and f"{moment:%H:%M}"

    return [
        (m.kind, utc(m.came_at), utc(m.left_at), m.excused, m.source, m.note)
        for m in db.session.scalars(live)
    ]


def test_several_rows_are_kept_as_a_union(world, bring):
    lines = "A-01,LEA,17:00,18:25,,,", "A-01,LEA,18:50,,platform,no,came back"
    assert bring(attendance, HEADER, *lines) == (2, 0, 0)
    assert marks(world.lea) == [
        ("presence", "16:00", "17:25", False, "trainer", None),
        ("presence", "17:50", None, False, "platform", "came back"),
    ]


def test_without_times_it_is_an_absence_excused_or_not(world, bring):
    lines = "A-01,LEA,,,paper,yes,doctor", "A-01,LOU,,,,,"
    assert bring(attendance, HEADER, *lines) == (2, 0, 0)
    assert marks(world.lea) == [("absence", None, None, True, "paper", "doctor")]
    assert marks(world.lou) == [("absence", None, None, False, "trainer", None)]


def test_times_and_excused_excuse_the_part_that_was_missed(world, bring):
    assert bring(attendance, HEADER, "A-01,LEA,18:00,,,yes,") == (1, 0, 0)
    assert marks(world.lea) == [
        ("presence", "17:00", None, False, "trainer", None),
        ("absence", None, None, True, "trainer", None),
    ]


def test_only_codes_are_a_list_of_the_absent(world, bring):
    assert bring(attendance, "person_code;session_code", "LEA;A-01") == (1, 0, 0)
    assert marks(world.lea)[0][0] == "absence"


def test_who_recorded_it_is_kept(world, bring):
    bring(attendance, HEADER, "A-01,LEA,17:00,,,,", by=world.ema)
    (mark,) = db.session.scalars(select(Mark))
    assert (mark.recorder, mark.recorded_at) == (world.ema, NOW)
    (change,) = db.session.scalars(select(Change))
    assert (change.noun, change.key, change.detail) == ("session", "A-01", {"rows": 1})


def test_figures_of_the_group_and_of_guests_are_counted_again(world, bring):
    a, b = world.a.revision, world.b.revision
    bring(attendance, HEADER, "A-01,BO,17:00,,,,")
    assert (world.a.revision > a, world.b.revision > b) == (True, True)


def test_importing_again_changes_nothing_and_equal_rows_are_one(world, bring):
    lines = "A-01,LEA,18:00,,,yes,", "A-01,LOU,,,,no,", "A-01,BO,17:00,20:15,self,,x"
    assert bring(attendance, HEADER, *lines, lines[0]) == (3, 0, 0)
    revision = world.a.revision
    assert bring(attendance, HEADER, *lines) == (0, 0, 3)
    assert world.a.revision == revision
    assert db.session.scalar(select(func.count()).select_from(Mark)) == 4


def test_importing_what_was_exported_changes_nothing_also_when_it_is_locked(world, bring):
    lines = (
        "A-01,LEA,18:00,19:00,,yes,=1+1",
        "A-01,LEA,19:10,,paper,yes,",
        "A-01,LOU,,,,yes,'x",
        "B-01,BO,17:00,20:15,self,,",
        "B-01,LOU,,,,,",
    )
    bring(attendance, HEADER, *lines)
    world.tonight.status = Status.MOVED
    world.lou.role = "trainer"
    db.session.commit()
    rows = list(exports.attendance(None))
    assert len(rows) == 5
    for data in (to_csv(ATTENDANCE.columns, rows).encode(), to_xlsx(ATTENDANCE.columns, rows, "A")):
        plan = attendance(data, by=None, now=NOW + timedelta(days=900), zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 5)
    assert list(exports.attendance(world.oto)) == []


@pytest.mark.parametrize(
    ("day", "came", "left", "row"),
    [
        (date(2022, 3, 24), time(17, 3, 10), time(17, 3, 50), "18:03,18:03"),  # less than a minute
        (date(2022, 10, 30), time(0, 50, 5), time(1, 10, 7), "02:50,02:10"),  # the hour came twice
    ],
)
def test_a_stay_that_a_list_recorded_to_the_second_is_known_again(
    world, bring, day, came, left, row
):
    world.tonight.day = day
    came, left = (datetime.combine(day, at, UTC) for at in (came, left))
    values = {"kind": "presence", "source": "platform", "recorded_at": NOW}
    db.session.add(
        Mark(session=world.tonight, person=world.lea, came_at=came, left_at=left, **values)
    )
    db.session.commit()
    rows = list(exports.attendance(None))
    assert rows[0][:4] == ("A-01", "LEA", *row.split(","))
    plan = attendance(to_csv(ATTENDANCE.columns, rows).encode(), by=None, now=NOW, zone=ZONE)
    assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 1)
    assert bring(attendance, HEADER, f"A-01,LEA,{row},platform,,a note") == (0, 1, 0)
    query = select(Mark).where(Mark.withdrawn_at.is_(None))
    (mark,) = db.session.scalars(query.execution_options(populate_existing=True))
    assert (mark.came_at, mark.left_at, mark.note) == (came, left, "a note")


def test_a_presence_follows_an_absence_and_replaces_it(world, bring):
    bring(attendance, HEADER, "A-01,LEA,,,,no,")
    assert bring(attendance, HEADER, "A-01,LEA,17:00,,platform,,") == (1, 0, 0)
    assert marks(world.lea) == [("presence", "16:00", None, False, "platform", None)]
    assert db.session.scalar(select(func.count()).select_from(Mark)) == 2  # one is withdrawn


def test_a_presence_beside_an_excused_absence_leaves_the_excuse(world, bring):
    bring(attendance, HEADER, "A-01,LEA,,,,yes,doctor")
    assert bring(attendance, HEADER, "A-01,LEA,18:00,,,no,") == (1, 0, 0)
    assert [mark[:4] for mark in marks(world.lea)] == [
        ("absence", None, None, True),
        ("presence", "17:00", None, False),
    ]


def test_an_excuse_is_given_later_and_taken_back_by_a_plain_no(world, bring):
    bring(attendance, HEADER, "A-01,LEA,18:00,,,,")
    assert bring(attendance, HEADER, "A-01,LEA,18:00,,,yes,") == (0, 1, 0)
    assert len(marks(world.lea)) == 2
    assert bring(attendance, HEADER, "A-01,LEA,18:00,,,,") == (0, 0, 1)
    assert bring(attendance, HEADER, "A-01,LEA,18:00,,,no,") == (0, 1, 0)
    assert [mark[0] for mark in marks(world.lea)] == ["presence"]


def test_an_absence_is_excused_later(world, bring):
    bring(attendance, HEADER, "A-01,LEA,,,,no,")
    assert bring(attendance, HEADER, "A-01,LEA,,,,yes,doctor") == (0, 1, 0)
    assert marks(world.lea) == [("absence", None, None, True, "trainer", "doctor")]


def test_an_excuse_stays_where_the_file_has_no_such_column(world, bring):
    bring(attendance, HEADER, "A-01,LEA,,,,yes,doctor")
    assert bring(attendance, "session_code,person_code,in,out", "A-01,LEA,,") == (0, 0, 1)
    assert bring(attendance, "session_code,person_code,excused", "A-01,LEA,no") == (0, 1, 0)
    assert marks(world.lea) == [("absence", None, None, False, "trainer", "doctor")]


def test_another_note_takes_the_place_of_the_old_and_no_column_changes_none(world, bring):
    bring(attendance, HEADER, "A-01,LEA,17:00,,,,late bus")
    assert bring(attendance, "session_code,person_code,in", "A-01,LEA,17:00") == (0, 0, 1)
    assert bring(attendance, HEADER, "A-01,LEA,17:00,,,,") == (0, 1, 0)
    assert marks(world.lea) == [("presence", "16:00", None, False, "trainer", None)]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("NONE,LEA,17:00,,,,", "session_code", "no session of this code"),
        ("A-01,NONE,17:00,,,,", "person_code", "no person with this code"),
        ("A-01,TARA,17:00,,,,", "person_code", "Tara is staff"),
        (",LEA,17:00,,,,", "session_code", "must not be empty"),
        ("A-01,LEA,24:30,,,,", "in", "not on the clock"),
        ("A-01,LEA,,18:00,,,", "in", "Say when they came"),
        ("A-01,LEA,18:00,18:00,,,", "out", "Nobody leaves before"),
        ("A-01,LEA,18:00,17:30,,,", "out", "Nobody leaves before"),
        ("A-01,LEA,20:15,,,,", "in", "over by then"),
        ("A-01,LEA,17:00,,fax,,", "source", "trainer, self, platform, paper"),
        ("A-01,LEA,17:00,,,maybe,", "excused", "yes, no"),
        ("A-02,LEA,17:00,,,,", "session_code", "“planned”, not held"),
        ("A-02,LEA,,,,yes,", "session_code", "“planned”, not held"),
    ],
)
def test_each_refusal_names_its_column(world, said, row, column, words):
    found, told = said(attendance, HEADER, row)
    assert (found, words in told) == (column, True), told


def test_nobody_was_there_and_absent_in_one_file(world, wrong):
    (problem,) = wrong(attendance, HEADER, "A-01,LEA,17:00,,,,", "A-01,LEA,,,,yes,")
    assert (problem.row, problem.column, "Row 2" in problem.words) == (3, "in", True)


def test_the_same_row_with_another_excuse_is_refused(world, said):
    assert said(attendance, HEADER, "A-01,LEA,,,,yes,", "A-01,LEA,,,,no,")[0] is None
    assert said(attendance, HEADER, "A-01,LEA,17:00,,,,", "A-01,LEA,17:00,,,,x")[0] is None


def test_an_absence_does_not_replace_a_presence(world, bring, said):
    bring(attendance, HEADER, "A-01,LEA,17:00,,,,")
    column, words = said(attendance, HEADER, "A-01,LEA,,,,no,")
    assert (column, "was there" in words) == ("in", True)


def test_all_errors_are_told_at_once_also_of_rows_that_cannot_be_read(world, wrong):
    problems = wrong(
        attendance, HEADER, "A-02,LEA,25:00,,,,", "A-01,NONE,18:00,17:00,,,", "A-02,TARA,17:00,,,,"
    )
    assert [(p.row, p.column) for p in problems] == [
        (2, "in"),
        (2, "session_code"),
        (3, "person_code"),
        (4, "person_code"),
        (4, "session_code"),
    ]


def test_a_register_locks_and_until_then_it_is_open(world, bring, said):
    last = NOW + timedelta(days=14)
    assert bring(attendance, HEADER, "A-01,LEA,17:00,,,,", now=last) == (1, 0, 0)
    lines = HEADER, "A-01,LEA,17:00,,,,", "A-01,LOU,17:00,,,,"
    column, words = said(attendance, *lines, now=last + timedelta(days=1))
    assert (column, "was locked after" in words) == ("session_code", True)


def test_a_past_timetable_and_its_attendance_are_imported_one_after_the_other(world, bring):
    row = "OLD,jes-a,digital-basics,2021-03-25,17:00,20:15,held"
    bring(sessions, "session_code,group,course,date,start,end,status", row)
    assert bring(attendance, HEADER, "OLD,LEA,17:00,,,,") == (1, 0, 0)


def moved_to(session, day, starts, ends):
    session.day, session.starts, session.ends, session.breaks = day, starts, ends, []
    db.session.commit()


def test_over_midnight_times_are_of_the_right_day(world, bring):
    moved_to(world.tonight, date(2022, 3, 24), time(22), time(2))
    bring(attendance, HEADER, "A-01,LEA,23:00,01:00,,,", "A-01,LOU,01:00,03:00,,,")
    marks = db.session.scalars(select(Mark).order_by(Mark.came_at))
    spans = [(mark.came_at, mark.left_at) for mark in marks]
    assert spans == [
        (datetime(2022, 3, 24, 22, tzinfo=UTC), datetime(2022, 3, 25, 0, tzinfo=UTC)),
        (datetime(2022, 3, 25, 0, tzinfo=UTC), datetime(2022, 3, 25, 2, tzinfo=UTC)),
    ]
    assert bring(attendance, HEADER, "A-01,LOU,01:00,03:00,,,") == (0, 0, 1)


@pytest.mark.parametrize(("row", "column"), [("02:30,04:00", "in"), ("01:30,02:30", "out")])
def test_a_time_in_the_skipped_hour_is_refused(world, said, row, column):
    moved_to(world.tonight, date(2022, 3, 27), time(1), time(5))
    found, words = said(attendance, HEADER, f"A-01,LEA,{row},,,")
    assert (found, "clocks go forward" in words) == (column, True)


def test_in_the_repeated_hour_the_first_is_meant(world, bring):
    moved_to(world.tonight, date(2022, 10, 30), time(1), time(5))
    late = datetime(2022, 10, 31, tzinfo=UTC)
    bring(attendance, HEADER, "A-01,LEA,02:30,,,,", now=late)
    assert marks(world.lea)[0][1] == "00:30"


def test_a_guest_and_a_presence_outside_the_session_are_kept_and_said(world, run):
    rows = "A-01,BO,17:00,,,,", "A-01,LEA,08:00,09:00,,,"
    done = run("attendance", "import", csv_of(HEADER, *rows))
    assert done.code == 0
    assert "Row 2, person_code: Not in this group on that day: kept as a guest." in done.out
    assert "Row 3, in: This is outside the session" in done.out
    assert len(marks(world.lea)) == 1


def test_a_workbook_with_real_times_is_read(world):
    data = xlsx_of(
        ["session_code", "person_code", "in", "excused"], ["A-01", "LEA", time(17, 20), True]
    )
    plan = attendance(data, by=None, now=NOW, zone=ZONE)
    plan.write()
    db.session.commit()
    assert [mark[:4] for mark in marks(world.lea)] == [
        ("presence", "16:20", None, False),
        ("absence", None, None, True),
    ]


def test_a_coordinator_imports_registers_of_their_groups_and_people(world, bring, said):
    assert bring(attendance, HEADER, "A-01,BO,17:00,,,,", by=world.ema) == (1, 0, 0)
    assert said(attendance, HEADER, "A-01,OLGA,17:00,,,,", by=world.ema)[0] == "person_code"
    assert said(attendance, HEADER, "A-01,LEA,17:00,,,,", by=world.oto)[0] == "session_code"


def test_ten_thousand_rows_cost_as_many_statements_as_a_hundred(world, bring):
    codes = [f"X-{number}" for number in range(200)]
    bring(people, "person_code,display_name", *(f"{code},Name" for code in codes))
    rows = [
        f"S-{n},jes-a,digital-basics,2022-03-{1 + n % 28:02d},17:00,20:15,held" for n in range(50)
    ]
    bring(sessions, "session_code,group,course,date,start,end,status", *rows)

    def cost(some_sessions, source):
        lines = [f"S-{n},{code},17:05,,{source},," for n in some_sessions for code in codes]
        with count_queries() as seen:
            bring(attendance, HEADER, *lines)
        return len(seen), len(lines)

    few, _number = cost([0], "paper")
    many, number = cost(range(1, 50), "self")
    assert (few, number) == (many, 9_800)


def test_the_terminal_imports_and_prints_attendance(world, run):
    row = "A-01,LEA,17:20,19:40,paper,no,=x"
    assert run("attendance", "import", "--dry-run", csv_of(HEADER, row)).code == 0
    assert marks(world.lea) == []
    assert run("attendance", "import", csv_of(HEADER, row)).code == 0
    assert "A-01,LEA,17:20,19:40,paper,no,'=x" in run("attendance", "export").out.splitlines()
    done = run("attendance", "import", csv_of(HEADER, "A-01,LOU,17:20,,,,", "NONE,LEA,17:20,,,,"))
    assert (done.code, marks(world.lou)) == (1, [])


def some_rows(chance):
    """Rows as centres may write them, some of which cannot be."""

    def row():
        came = chance.choice(["", "16:50", "17:00", "17:20", "18:40", "19:00"])
        left = chance.choice(["", "", "18:30", "19:30", "20:15"]) if came else ""
        source = chance.choice(["", "self", "platform", "paper"])
        person, excused = chance.choice(["LEA", "LOU", "BO"]), chance.choice(["", "no", "yes"])
        note = chance.choice(["", "=1+1", "\t+x", "'-x", "late"])
        return f'A-01,{person},{came},{left},{source},{excused},"{note}"'

    return [row() for _ in range(chance.randint(1, 4))]


def test_whatever_was_imported_is_exported_as_nothing_new(world, bring):
    taken = 0
    for seed in range(60):
        db.session.execute(delete(Mark))
        db.session.commit()
        chance = random.Random(seed)
        try:
            for _ in range(2):  # the second file finds the marks of the first
                bring(attendance, HEADER, *some_rows(chance))
        except FileRefused:
            db.session.rollback()
        rows = list(exports.attendance(None))
        plan = attendance(to_csv(ATTENDANCE.columns, rows).encode(), by=None, now=NOW, zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, len(rows)), seed
        db.session.rollback()
        taken += bool(rows)
    assert taken > 20
