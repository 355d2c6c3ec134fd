"""Sessions from files: dated meetings, as the clock on their wall shows them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from lms.attendance import exports
from lms.attendance.imports import sessions
from lms.attendance.models import Kind, Mark, Session, Status
from lms.attendance.rules import is_locked
from lms.db import db
from lms.messages.models import Notice
from lms.people.models import Change
from lms.tables import to_csv, to_xlsx
from lms.tables.formats import SESSIONS
from tests.cast import NOW, ZONE
from tests.queries import count_queries
from tests.visitor import Visitor

HEADER = ",".join(SESSIONS.columns)
ROW = (
    "A-09,jes-a,digital-basics,02-safe-online,2022-04-07,17:00,20:15,18:30-18:45;20:00-20:10,"
    "Europe/Athens,hybrid,Room 2,SAM,planned"
)


def named(code):
    return db.session.scalar(select(Session).where(Session.code == code))


def present(person, session, came=(17, 0)):
    at = datetime.combine(session.day, time(*came), UTC)
    mark = Mark(person=person, session=session, kind=Kind.PRESENCE, came_at=at, recorded_at=NOW)
    db.session.add(mark)
    db.session.commit()
    return mark


def test_a_new_session_has_what_the_row_says(world, bring):
    assert bring(sessions, HEADER, ROW) == (1, 0, 0)
    made = named("A-09")
    assert (made.group, made.course, made.module) == (
        world.a,
        world.digital,
        world.digital.modules[1],
    )
    assert (made.day, made.starts, made.ends) == (date(2022, 4, 7), time(17), time(20, 15))
    assert made.breaks == [["18:30", "18:45"], ["20:00", "20:10"]]
    assert (made.zone, made.mode, made.place) == ("Europe/Athens", "hybrid", "Room 2")
    assert (made.trainer, made.status, made.net_minutes) == (world.sam, "planned", 170)
    assert set(world.a.trainers) == {world.sam, world.tara}


@pytest.mark.parametrize("day", ["0001-01-02", "9999-12-30"])
@pytest.mark.parametrize("zone", ["Europe/Ljubljana", "America/New_York"])
def test_days_at_the_edge_of_the_calendar_have_pages(app, world, bring, day, zone):
    row = f"X,jes-a,{day},22:00,23:59,digital-basics,{zone}"
    assert bring(sessions, "session_code,group,date,start,end,course,timezone", row) == (1, 0, 0)
    ada = Visitor(app).sign_in(world.ada)
    made = f"/sessions/{named('X').id}"
    for page in (made, f"{made}/register", "/sessions?group=jes-a", "/charts?group=jes-a"):
        ada.visit(page)
    assert "DTSTART" in ada.file(f"{made}/calendar.ics")


def test_what_a_row_leaves_out_has_its_usual_value(world, bring):
    lines = (
        "session_code;group;date;start;end;course",
        "X;jes-a;2022-04-07;17:00;18:00;digital-basics",
    )
    assert bring(sessions, *lines) == (1, 0, 0)
    made = named("X")
    assert (made.zone, made.mode, made.status, made.breaks) == (ZONE, "onsite", "planned", [])
    assert (made.module, made.trainer, made.place, made.locks_from) == (None, None, None, None)


def test_a_module_may_bring_its_course(world, bring):
    bring(sessions, HEADER, "X,jes-a,,slovene-first-steps/01-hello,2022-04-07,17:00,18:00,,,,,,")
    assert (named("X").course, named("X").module) == (world.slovene, world.slovene.modules[0])


def test_over_midnight_breaks_and_end_are_the_next_days(world, bring):
    row = "X,jes-a,digital-basics,,2022-04-07,22:00,02:00,00:30-00:45,,,,,"
    bring(sessions, HEADER, row)
    assert named("X").net_minutes == 225


def test_a_later_file_changes_what_it_says_and_nothing_else(world, bring):
    before = world.a.revision
    lines = "session_code,group,date,start,end", "A-02,jes-a,2022-03-31,16:00,20:15"
    assert bring(sessions, *lines) == (0, 1, 0)
    made = named("A-02")
    assert (made.starts, made.breaks, made.trainer) == (time(16), [["18:30", "18:45"]], world.tara)
    assert (made.course, made.place, made.status) == (world.slovene, "Centre, room 2", "planned")
    assert world.a.revision == before + 1
    (change,) = db.session.scalars(select(Change))
    assert (change.noun, change.key, change.verb) == ("session", "A-02", "changed")
    assert change.detail == {"before": {"starts": "17:00"}, "after": {"starts": "16:00"}}


def test_a_session_on_another_day_is_changed_in_its_place_and_nobody_is_told(world, bring):
    """The file says the truth: calendars follow it, with the same session."""
    bring(sessions, HEADER, ROW)
    uid = named("A-09").uid
    named("A-09").reminded_at = NOW
    db.session.commit()
    assert bring(sessions, HEADER, ROW.replace("2022-04-07", "2022-04-08")) == (0, 1, 0)
    made = named("A-09")
    assert (made.day, made.uid, made.sequence) == (date(2022, 4, 8), uid, 1)
    assert made.reminded_at is None, "people are reminded again, of the new day"
    assert db.session.query(Session).filter_by(group_id=world.a.id).count() == 3
    assert db.session.query(Notice).count() == 0


def test_the_history_says_what_people_call_it(world, bring):
    header = "session_code,group,date,start,end,module,course,trainer"
    row = "A-02,jes-a,2022-03-31,17:00,20:15,02-safe-online,digital-basics,SAM"
    assert bring(sessions, header, row) == (0, 1, 0)
    (change,) = db.session.scalars(select(Change))
    assert change.detail == {
        "before": {
            "course_id": "slovene-first-steps",
            "module_id": "slovene-first-steps/01-hello",
            "trainer_id": "TARA",
        },
        "after": {
            "course_id": "digital-basics",
            "module_id": "digital-basics/02-safe-online",
            "trainer_id": "SAM",
        },
    }


def test_an_empty_time_zone_is_the_groups(world, bring):
    world.next_week.zone = "Europe/Athens"
    db.session.commit()
    row = "A-02,jes-a,slovene-first-steps,01-hello,2022-03-31,17:00,20:15,18:30-18:45,,,,TARA,"
    bring(sessions, HEADER, row)
    assert (named("A-02").zone, named("A-02").place) == (ZONE, None)


def test_importing_what_was_exported_changes_nothing(world, bring):
    bring(sessions, HEADER, ROW)
    world.c.programme.courses[0].course.slug = "elsewhere"
    db.session.commit()
    rows = list(exports.sessions(None))
    assert len(rows) == 4
    for data in (to_csv(SESSIONS.columns, rows).encode(), to_xlsx(SESSIONS.columns, rows, "S")):
        plan = sessions(data, by=None, now=NOW + timedelta(days=900), zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 4)
    assert {row[1] for row in exports.sessions(world.oto)} == set()


def test_the_register_of_a_past_session_locks_from_the_day_of_import(world, bring):
    row = ROW.replace("2022-04-07", "2021-09-02").replace("planned", "held")
    bring(sessions, HEADER, row)
    made = named("A-09")
    assert made.locks_from == date(2022, 3, 24)
    assert not is_locked(made, NOW + timedelta(days=14))
    assert is_locked(made, NOW + timedelta(days=15))
    assert bring(sessions, HEADER, row, now=NOW + timedelta(days=30)) == (0, 0, 1)
    assert named("A-09").locks_from == date(2022, 3, 24)


def test_a_past_session_that_nobody_is_marked_in_opens_again_when_it_is_held_after_all(
    world, bring
):
    row = ROW.replace("2022-04-07", "2021-09-02")
    bring(sessions, HEADER, row)
    late = NOW + timedelta(days=100)
    assert bring(sessions, HEADER, row.replace("planned", "held"), now=late) == (0, 1, 0)
    assert named("A-09").locks_from == date(2022, 7, 2)


GOOD = {
    "session_code": "X", "group": "jes-a", "course": "digital-basics", "module": "",
    "date": "2022-04-07", "start": "17:00", "end": "20:15", "breaks": "", "timezone": "",
    "mode": "", "place": "", "trainer": "", "status": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "column", "words"),
    [
        ({"session_code": ""}, "session_code", "must not be empty"),
        ({"group": "nowhere"}, "group", "no group of this name"),
        ({"course": ""}, "course", "Name the course"),
        ({"course": "housing-pathways"}, "course", "no course housing-pathways"),
        ({"module": "99-none"}, "module", "no module 99-none"),
        ({"module": "slovene-first-steps/01-hello"}, "module", "another course"),
        ({"course": "", "module": "nowhere/01"}, "module", "no course nowhere"),
        ({"date": "2022-04-31"}, "date", "not in the calendar"),
        ({"date": ""}, "date", "must not be empty"),
        ({"date": "2022-01-31"}, "date", "The group begins"),
        ({"date": "2022-07-01"}, "date", "The group ends"),
        ({"start": "24:30"}, "start", "not on the clock"),
        ({"end": "5 pm"}, "end", "not a time of day"),
        ({"start": "04:00", "end": "18:01"}, "end", "longer than 14 hours"),
        ({"start": "17:00", "end": "17:00"}, "end", "longer than 14 hours"),
        ({"date": "2022-03-27", "start": "02:30", "end": "04:00"}, "start", "clocks go forward"),
        ({"date": "2022-03-27", "start": "01:30", "end": "02:30"}, "end", "clocks go forward"),
        ({"breaks": "18:30"}, "breaks", "Write breaks like this"),
        ({"breaks": "18:30-25:00"}, "breaks", "not on the clock"),
        ({"breaks": "16:00-16:15"}, "breaks", "between the start and the end"),
        ({"breaks": "18:45-18:30"}, "breaks", "end after it begins"),
        ({"breaks": "18:30-18:45;18:40-18:50"}, "breaks", "at the same time"),
        ({"timezone": "Slovenia"}, "timezone", "not a time zone"),
        ({"mode": "phone"}, "mode", "onsite, online, hybrid"),
        ({"status": "done"}, "status", "planned, held, cancelled, moved"),
        ({"trainer": "NOBODY"}, "trainer", "no person with this code"),
        ({"trainer": "LEA"}, "trainer", "Lea is not staff"),
        ({"place": "x" * 301}, "place", "too long"),
    ],
)
def test_each_refusal_names_its_column(world, said, given, column, words):
    world.a.starts_on, world.a.ends_on = date(2022, 2, 1), date(2022, 6, 30)
    db.session.commit()
    found, told = said(sessions, HEADER, ",".join((GOOD | given).values()))
    assert (found, words in told) == (column, True), told


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_calendar_has_a_first_and_a_last_day(world, said, day):
    told = said(sessions, HEADER, ",".join((GOOD | {"date": day}).values()))
    assert told == ("date", "There is no such day in the calendar.")


def test_a_session_without_a_course_is_for_programmes_without_courses(world, bring):
    world.cities.courses.clear()
    db.session.commit()
    row = ",".join((GOOD | {"group": "cities-1", "course": ""}).values())
    assert bring(sessions, HEADER, row) == (1, 0, 0)


def test_all_errors_of_a_row_are_told_at_once(world, wrong):
    row = ",".join((GOOD | {"trainer": "NOBODY", "start": "02:00", "breaks": "x"}).values())
    problems = wrong(sessions, HEADER, row)
    assert [problem.column for problem in problems] == ["breaks", "trainer", "end"]


def test_a_session_twice_with_other_data_is_refused(world, said):
    assert said(sessions, HEADER, ROW, ROW.replace("17:00", "17:30"))[0] == "session_code"


@pytest.mark.parametrize("status", ["planned", "cancelled", "moved"])
def test_a_session_in_which_somebody_is_marked_stays_held(world, said, status):
    present(world.lea, world.tonight)
    row = f"A-01,jes-a,2022-03-24,17:00,20:15,{status}"
    column, words = said(sessions, "session_code,group,date,start,end,status", row)
    assert (column, "out of its register first" in words) == ("status", True)


def test_a_session_in_which_somebody_is_marked_keeps_day_zone_and_group(world, wrong, bring):
    present(world.lea, world.tonight)
    header = "session_code,group,date,start,end,timezone"
    problems = wrong(sessions, header, "A-01,jes-b,2022-03-23,17:00,20:15,Europe/Athens")
    assert {problem.column for problem in problems} == {"group", "date", "timezone"}
    shorter = f"A-01,jes-a,2022-03-24,17:00,20:00,{ZONE}"
    assert bring(sessions, header, shorter) == (0, 1, 0)


def test_once_marks_are_withdrawn_a_session_may_be_cancelled(world, bring):
    present(world.lea, world.tonight).withdrawn_at = NOW
    row = "A-01,jes-a,2022-03-24,17:00,20:15,cancelled"
    assert bring(sessions, "session_code,group,date,start,end,status", row) == (0, 1, 0)
    assert named("A-01").status == Status.CANCELLED


def test_a_locked_register_keeps_its_times_but_not_its_room(world, wrong, bring):
    present(world.lea, world.tonight)
    late = NOW + timedelta(days=30)
    header = "session_code,group,date,start,end,place"
    shorter = "A-01,jes-a,2022-03-24,17:05,20:10,Room 3"
    problems = wrong(sessions, header, shorter, now=late)
    assert [(p.column, "was locked after" in p.words) for p in problems] == [
        ("start", True),
        ("end", True),
    ]
    moved = "A-01,jes-a,2022-03-24,17:00,20:15,Room 3"
    assert bring(sessions, header, moved, now=late) == (0, 1, 0)


def test_groups_of_guests_see_the_change_too(world, bring):
    present(world.bo, world.tonight)
    before = world.b.revision
    bring(sessions, "session_code,group,date,start,end", "A-01,jes-a,2022-03-24,17:00,20:10")
    assert world.b.revision == before + 1


def test_a_coordinator_imports_into_their_own_groups(world, bring, said):
    assert bring(sessions, HEADER, ROW, by=world.ema) == (1, 0, 0)
    assert named("A-09").published_by_id == world.ema.id
    row = ",".join((GOOD | {"group": "cities-1", "course": "housing-pathways"}).values())
    assert said(sessions, HEADER, row, by=world.ema)[0] == "group"
    stolen = ",".join((GOOD | {"session_code": "A-02"} | {"group": "cities-1"}).values())
    stolen = stolen.replace("digital-basics", "housing-pathways")
    assert said(sessions, HEADER, stolen, by=world.oto)[0] == "session_code"


def test_a_thousand_sessions_cost_few_statements_more_than_ten(world, bring):
    def rows(numbers, end):
        modules = ("", "01-my-phone")
        return [
            f"S-{n},jes-a,digital-basics,{modules[n % 2]},2022-04-07,17:00,{end}" for n in numbers
        ]

    def cost(*lines):
        with count_queries() as seen:
            bring(sessions, "session_code,group,course,module,date,start,end", *lines)
        return len(seen)

    for end in (
        "18:00",
        "19:00",
    ):  # new ones, then changed ones; the index of search takes hundreds
        few, many = cost(*rows(range(10), end)), cost(*rows(range(10, 900), end))
        assert many <= few + 15


def test_the_terminal_imports_and_prints_sessions(world, run):
    assert run("sessions", "import", "--dry-run", f"{HEADER}\r\n{ROW}".encode()).code == 0
    assert named("A-09") is None
    assert run("sessions", "import", f"{HEADER}\r\n{ROW}".encode()).code == 0
    assert ROW in run("sessions", "export").out.splitlines()
    done = run("sessions", "import", f"{HEADER}\r\n{ROW}\r\nX,,,,,,,,,,,,".encode())
    assert (done.code, "Row 3, group:" in done.err) == (1, True)
