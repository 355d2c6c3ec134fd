"""Who needs me today: each row with why, since when, and what can be done beside it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.courses.models import LessonPlace
from lms.db import db
from lms.messages.models import Notice, NoticeState
from lms.people.models import Change, Organisation, Role
from lms.reports.actions.recount import recount
from lms.reports.models import PutOff
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.completion.rows import START, away, base, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def made(world):
    """Sixty hours, twelve sessions held until yesterday and four to come: Done came to all, Away
    missed the last three, Still came to the first alone and opened nothing since, Cannot stayed
    away."""
    made = base(world)
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions):
        session.day = (
            THURSDAY - timedelta(days=4 * (12 - number))
            if number < 12
            else (THURSDAY + timedelta(days=number))
        )
    for name, came in {"Done": range(12), "Away": range(9), "Cannot": range(3)}.items():
        who = cast.person(name, world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        there(who, *[made.sessions[number] for number in came])
        away(who, *[one for number, one in enumerate(made.sessions[:12]) if number not in came])
        setattr(made, name.lower(), who)
    there(world.lea, *made.sessions[:12])
    return made


def codes(visitor, need):
    section = visitor.page.find(id=need)
    return [cell.text for cell in section.select("label .code")] if section else []


def test_a_trainer_lands_on_the_people_who_need_them_each_in_one_place(app, world, made):
    tara = Visitor(app).sign_in(world.tara)
    assert tara.url == "/today"
    assert sorted(codes(tara, "cannot")) == ["CANNOT", "LOU"]
    assert codes(tara, "absences") == ["AWAY"]
    assert "Missed the last 3 sessions." in tara.text("#absences")
    assert "Last here on" in tara.text("#absences")
    assert "Group base-a" in tara.text("#main table")


def test_who_neither_came_nor_opened_a_lesson_is_silent_until_they_open_one(app, world, made):
    still = cast.person("Still", world.centre)
    db.session.add(cast.enrol(still, made.group, START))
    there(still, *made.sessions[:8])
    away(still, *made.sessions[8:10])  # nobody has marked the last two: that is not absent
    tara = Visitor(app).sign_in(world.tara).visit("/today?kind=silent")
    assert codes(tara, "silent") == ["STILL"]
    lesson = world.digital.modules[0].lessons[0]
    seen = {"begun_at": NOW, "seen_at": NOW - timedelta(days=2)}
    db.session.add(LessonPlace(person_id=still.id, lesson_id=lesson.id, **seen))
    db.session.commit()
    assert codes(tara.visit("/today?kind=silent"), "silent") == []


def test_each_number_opens_exactly_its_rows(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/today?group=base-a")
    for section in ema.page.select(".needs"):
        link = section.h2.a
        number = int(link.find(string=True))
        found = Visitor(app).sign_in(world.ema).visit(link["href"])
        assert len(found.page.select(".need-rows > li")) == number


def test_several_are_written_to_at_once_by_mail_or_on_the_call_list(visitor, app, world, made):
    app.config["MAIL_SERVER"] = "smtp://127.0.0.1:1"
    made.away.email = None
    visitor.sign_in(world.ema)
    visitor.visit("/today/chosen?who=absences:base-a:AWAY&who=cannot:base-a:CANNOT")
    visitor.press("write", "Write to 2 people", **{"write-words": "Room 2 is open."})
    assert "1 person gets a mail." in visitor.text("#notice")
    assert "1 person has no e-mail and is on the call list of the group." in visitor.text("#notice")
    told = {notice.person_id: notice for notice in db.session.scalars(select(Notice))}
    assert told[made.away.id].group == "base-a"
    assert told[made.away.id].data["words"] == "Room 2 is open."
    assert told[made.cannot.id].by_id == world.ema.id
    assert codes(visitor.visit("/today?group=base-a"), "absences") == []  # put off for a week
    assert db.session.scalars(select(PutOff.until).distinct()).all() == [
        THURSDAY + timedelta(days=7)
    ]


def test_who_is_on_the_call_list_hears_it_in_their_language(app, world, made, work):
    made.away.email = None
    ema = Visitor(app).sign_in(world.ema).visit("/today/chosen?who=absences:base-a:AWAY")
    ema.press("write", "Write to 1 person")
    work()
    assert db.session.scalars(select(Notice.state)).one() == NoticeState.CALL
    assert "We missed you" in ema.visit("/groups/base-a/calls").text("#calls")


def test_a_row_is_put_off_with_a_reason_and_shown_again(visitor, world, made):
    visitor.sign_in(world.tara).visit("/today/chosen?who=absences:base-a:AWAY")
    visitor.press("later", "Put off", 422, **{"later-reason": " "})
    assert "Say why" in visitor.text("#later_complaints")
    visitor.press("later", "Put off", **{"later-until": "fortnight", "later-reason": "Travels"})
    assert codes(visitor.visit("/today"), "absences") == []
    row = db.session.scalars(select(PutOff)).one()
    assert (row.until, row.reason, row.by_id) == (
        THURSDAY + timedelta(days=14), "Travels", world.tara.id
    )  # fmt: skip
    assert "Travels" in visitor.visit("/today/later").text("#main")
    assert db.session.scalars(select(Change).filter_by(verb="put off")).one().by_id == world.tara.id
    visitor.press(f"again_{row.id}", "Show again")
    assert codes(visitor.visit("/today"), "absences") == ["AWAY"]


def test_who_came_again_and_then_stays_away_is_shown_whatever_was_said_before(app, world, made):
    tara = Visitor(app).sign_in(world.tara).visit("/today/chosen?who=absences:base-a:AWAY")
    tara.press("later", "Put off", **{"later-until": "done", "later-reason": "Ill"})
    db.session.scalars(select(PutOff)).one().on = THURSDAY - timedelta(days=60)
    db.session.commit()
    assert codes(tara.visit("/today"), "absences") == ["AWAY"]


def test_rows_of_others_are_refused_and_what_is_none_is_not_found(app, world, made):
    oto = Visitor(app).sign_in(world.oto)
    assert codes(oto.visit("/today"), "absences") == []
    oto.visit("/today/chosen?who=absences:base-a:AWAY", 403)
    oto.visit("/today/chosen?who=absences:gone:AWAY", 404)
    oto.visit("/today/later", 200)
    oto.visit("/today?group=base-a", 403)
    oto.visit("/today?kind=absences&group=base-a", 403)
    oto.visit("/today?group=gone", 404)
    ema = Visitor(app).sign_in(world.ema)
    ema.visit("/today/chosen?who=absences:base-a:OLGA", 404)
    ema.visit("/today/chosen?who=nonsense", 404)
    ema.visit("/today/chosen?who=register:base-a:99999", 404)


def test_a_row_that_stands_on_no_page_of_today_is_not_put_off(visitor, world, made):
    visitor.sign_in(world.tara).visit("/today/chosen?who=absences:base-a:AWAY")
    elsewhere = {"who": "needs_make_up:base-a:AWAY", "later-reason": "Travels"}
    visitor.press("later", "Put off", 409, **elsewhere)
    assert "Nobody was chosen" in visitor.text()
    assert db.session.scalars(select(PutOff)).all() == []


def test_open_registers_are_rows_and_can_be_put_off(visitor, world, made):
    visitor.sign_in(world.tara).visit("/today?kind=register")
    rows = visitor.page.select("#register .need-rows input")
    assert rows
    visitor.visit(f"/today/chosen?who={rows[0]['value']}")
    assert visitor.page.find(id="write") is None
    visitor.press("later", "Put off", **{"later-until": "done", "later-reason": "No list"})
    left = visitor.visit("/today?kind=register").page.select("#register .need-rows input")
    assert len(left) == len(rows) - 1


def test_nobody_chosen_is_said(visitor, world):
    visitor.sign_in(world.tara).visit("/today/chosen", 303)
    assert "Nobody was chosen" in visitor.text("#notice")


def test_without_anything_the_page_says_what_will_be_there(app, world):
    una = cast.person("Una", Organisation(slug="new", name="New"), role=Role.COORDINATOR)
    db.session.add(una)
    db.session.commit()
    assert "Nobody needs you today." in Visitor(app).sign_in(una).visit("/today").text("#main")


def test_the_page_asks_as_many_statements_for_many_as_for_few(app, world, made):
    recount([made.group, world.a, world.b], THURSDAY, now=NOW)
    ema = Visitor(app).sign_in(world.ema)
    with count_queries() as few:
        ema.visit("/today")
    for number in range(12):
        who = cast.person(f"More{number}", world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        away(who, *made.sessions[:12])
    recount([made.group], THURSDAY, now=NOW)
    with count_queries() as many:
        ema.visit("/today")
    assert len(many) == len(few) <= 18


def test_an_administrator_reads_jobs_backup_and_storage_in_a_line(app, world):
    ada = Visitor(app).sign_in(world.ada).visit("/today")
    assert "No worker is there." in ada.text("#machine")
    assert "No backup yet" in ada.text("#machine")
    assert Visitor(app).sign_in(world.ema).visit("/today").page.find(id="machine") is None
