"""The first page: what is next, my hours, what to do now."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import SignUp, SignUpState
from lms.completion.queries import memory
from lms.courses.models import Enrolment, LessonDone, Membership, State
from lms.db import db
from tests import cast
from tests.attendance.room import wall_clock
from tests.cast import NOW, THURSDAY
from tests.completion.rows import START, away, base, made_up, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor


def test_a_learner_sees_what_is_next_my_hours_and_one_thing_to_do(world, visitor):
    visitor.sign_in(world.lea)
    assert visitor.text(".sign") == (
        "Thursday 31 March Next session · Thursday 17:00 – 20:15 Slovene, session 2 of 2 "
        "Centre, room 2 I cannot come"
    )
    assert {link["href"].partition("#")[0] for link in visitor.page.select(".sign a")} == {
        f"/sessions/{world.next_week.id}"
    }
    assert visitor.text(".hours .head") == "My hours 0 of 8"
    assert [bar.text for bar in visitor.page.select(".course > span:nth-of-type(2)")] == [
        "0 of 4", "0 of 4",
    ]  # fmt: skip
    buttons = visitor.page.select("main .now")
    assert [" ".join(button.text.split()) for button in buttons] == [
        "Start the lesson First of 01-my-phone · 10 minutes"
    ]
    assert buttons[0]["href"].startswith("/lessons/")


def test_the_sign_says_today_until_the_session_is_over_and_then_tomorrow(world, app):
    world.tonight.status = "planned"
    world.tonight.ends = world.tonight.ends.replace(hour=22)
    world.next_week.day = THURSDAY + timedelta(days=1)
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea)
    assert lea.text(".sign .day") == "Today 24 March"
    world.tonight.ends = world.tonight.ends.replace(hour=20)
    world.a.revision += 1
    lea.visit("/")
    assert lea.text(".sign .day") == "Tomorrow 25 March"


def only_in(group):
    """Nobody is in any other group."""
    others = Membership.group_id != group.id
    for place in db.session.scalars(select(Membership).where(others)).all():
        enrolment = place.enrolment
        db.session.delete(place)
        db.session.flush()
        db.session.delete(enrolment)
    db.session.commit()


def test_what_is_missing_is_said_in_plain_words(world, app):
    made = base(world, course_threshold="70%", mandatory_modules=["digital-basics/02-safe-online"])
    only_in(made.group)
    to_come(*made.sessions[10:])
    for number, session in enumerate(made.sessions[10:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    there(world.lea, *made.sessions[:9])
    lea = Visitor(app).sign_in(world.lea)
    assert lea.text(".hours .head") == "My hours 36 of 60"
    assert lea.text(".miss") == (
        "You need 48 hours for the attestation: 12 more hours. Of these, at least 1 hour in "
        "Digital skills. Of these, at least 5 hours in Slovene. "
        "Finish this module: Safe-Online."
    )
    assert lea.text(".past").startswith("Past sessions 1 hour here is 45 minutes. The mark")


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (12, "You have everything that the attestation asks for."),
        (7, "Come to all sessions that are left: you need every one."),
        (6, "The sessions that are left are not enough. Ask your trainer how to make up 4 hours"),
        (4, "This group has not enough hours left for that. Ask your trainer what you can do."),
    ],
)
def test_each_standing_has_its_advice(world, app, held, sentence):
    made = base(world)
    only_in(made.group)
    last = 12 if held == 12 else 10
    to_come(*made.sessions[last:])
    for number, session in enumerate(made.sessions[last:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    there(world.lea, *made.sessions[:held])
    away(world.lea, *made.sessions[held:last])
    assert sentence in Visitor(app).sign_in(world.lea).text(".miss")


def past(visitor):
    """The past sessions as the page tells them: (day, why, minutes)."""
    return [
        (
            " ".join(item.h3.text.split()),
            " ".join(item.select("div > p")[1].text.split()),
            " ".join(item.select_one(".n").text.split()),
        )
        for item in visitor.page.select(".past li")
    ]


def test_each_past_session_says_what_counts_and_why(world, app):
    made = base(world)
    only_in(made.group)
    sessions = made.sessions[:7]
    to_come(*made.sessions[7:])
    for session in made.sessions[7:]:
        session.status = "cancelled"
    there(world.lea, sessions[0])
    there(world.lea, sessions[1], came="17:10", left="19:40")
    away(world.lea, sessions[2], excused=True, reason="illness")
    away(world.lea, sessions[3])
    made_up(world.lea, sessions[3], 180, world.tara)
    there(world.lea, sessions[4], left="17:30")
    there(world.lea, sessions[4], came="18:00", left="18:20")
    sessions[6].status = "planned"
    lea = Visitor(app).sign_in(world.lea)
    assert past(lea) == [
        ("Sat 15 Jan", "Register not taken yet.", "0 min of 180"),
        ("Thu 13 Jan", "Not marked yet. The trainer has not marked it yet.", "0 min of 180"),
        (
            "Tue 11 Jan",
            "Part of the time. Here 17:00–17:30, 18:00–18:20.",
            "50 min of 180",
        ),
        ("Sun 9 Jan", "Absent. Made up: 180 of 180 minutes.", "180 min of 180"),
        (
            "Fri 7 Jan",
            "Excused. Illness. This is excused, but it does not count as hours.",
            "0 min of 180",
        ),
    ]
    link = lea.page.select_one(".past .btn")
    assert " ".join(link.text.split()) == "All sessions (7)"
    lea.visit(link["href"])
    assert "Came at 17:10, left at 19:40." in lea.text(".ledger")


def test_grace_and_the_minimum_share_are_told_where_they_made_the_minutes(world, app):
    made = base(world, grace_minutes=10, minimum_share="1/3")
    only_in(made.group)
    there(world.lea, made.sessions[0], came="17:07")
    there(world.lea, made.sessions[1], came="17:20", left="18:10")
    lea = Visitor(app).sign_in(world.lea)
    lea.visit(lea.page.select_one(".past .btn")["href"])
    assert "Came at 17:07. Up to 10 minutes late count as on time." in lea.text(".ledger")
    short = "Came at 17:20, left at 18:10. Less than 60 minutes of this session: nothing counts."
    assert short in lea.text(".ledger")


def test_a_session_that_is_on_is_now_and_not_past(world, app, monkeypatch):
    only_in(world.a)
    there(world.lea, world.tonight, came="17:07")
    db.session.commit()
    wall_clock(monkeypatch, "18:00")
    lea = Visitor(app).sign_in(world.lea)
    assert "Now · Thursday 17:00 – 20:15" in lea.text(".sign")
    assert "You are in since 17:07." in lea.text(".sign")
    assert lea.page.find(id="in_since")["href"] == f"/sessions/{world.tonight.id}"
    assert past(lea) == []
    assert lea.text(".hours .head") == "My hours 4 of 8"  # what counts is as of the day
    assert "Now. Came at 17:07." in lea.visit("/groups/jes-a/people/LEA").text(".ledger")
    wall_clock(monkeypatch, "20:15")
    assert [day for day, _why, _minutes in past(Visitor(app).sign_in(world.lea))] == ["Thu 24 Mar"]


def test_two_places_at_once_do_not_count_until_somebody_sorts_it_out(world, app):
    clash = cast.session(world.b, "B-9", THURSDAY, world.digital)
    db.session.add(clash)
    there(world.lea, world.tonight, clash)
    lea = Visitor(app).sign_in(world.lea)
    assert (
        past(lea)[0]
        == (
            "Thu 24 Mar",
            "At two places at once. It does not count until the trainer has sorted it out. "
            "As a guest.",
            "0 min of 180",
        )
        or past(lea)[0][2] == "0 min of 180"
    )
    assert lea.text(".hours .head") == "My hours 0 of 8"


def test_several_programmes_each_have_their_hours_and_there_is_one_button(world, app):
    base(world)
    lea = Visitor(app).sign_in(world.lea)
    heads = [" ".join(head.text.split()) for head in lea.page.select(".hours .head")]
    assert sorted(heads) == ["Digital and Local My hours 0 of 8", "Sixty hours My hours 0 of 60"]
    assert len(lea.page.select("main .now")) == 1
    assert len(lea.page.select(".sign")) == 1


def test_without_a_programme_the_page_says_how_to_begin(world, app):
    nika = cast.person("Nika", world.centre)
    db.session.add(nika)
    visitor = Visitor(app).sign_in(nika)
    assert "Here will be your next session" in visitor.text("main")
    assert visitor.page.select_one("main .now")["href"] == "/programmes"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.APPLIED, "You asked for a place. You will find the answer here."),
        (State.ACTIVE, "You are enrolled. Your group is chosen soon."),
    ],
)
def test_who_has_no_group_yet_is_told_where_they_are(world, app, state, words):
    nika = cast.person("Nika", world.centre)
    db.session.add(Enrolment(person=nika, programme=world.local, state=state, since=NOW))
    visitor = Visitor(app).sign_in(nika)
    assert words in visitor.text(".hours")


def test_before_the_first_day_the_group_is_named_with_its_next_session(world, app):
    nika = cast.person("Nika", world.centre)
    db.session.add(cast.enrol(nika, world.a, date(2022, 3, 30)))
    visitor = Visitor(app).sign_in(nika)
    assert "You are in Jesenice, group A from 30 March 2022." in visitor.text(".hours")
    assert "31 March" in visitor.text(".sign")


def test_who_left_sees_their_hours_of_the_last_day_and_no_next_session(world, app):
    there(world.lea, world.tonight)
    world.memberships[0].ends_on = THURSDAY
    world.memberships[0].enrolment.state = State.COMPLETED
    lea = Visitor(app).sign_in(world.lea)
    assert lea.text(".hours .head") == "My hours 4 of 8"
    assert not lea.page.select(".sign")
    assert "No session is planned now." in lea.text("main")


def test_when_every_lesson_is_read_the_button_opens_all_hours(world, app):
    lessons = [x for c in (world.digital, world.slovene) for m in c.modules for x in m.lessons]
    db.session.add_all(
        LessonDone(person_id=world.lea.id, lesson_id=lesson.id, done_at=NOW) for lesson in lessons
    )
    lea = Visitor(app).sign_in(world.lea)
    button = lea.page.select_one("main .now")
    assert button["href"] == "/groups/jes-a/people/LEA"
    assert "See all my hours" in button.text


def test_staff_go_to_their_own_first_page(world, app):
    assert Visitor(app).sign_in(world.tara).url == "/today"
    assert Visitor(app).sign_in(world.ema).url == "/dashboard"
    assert Visitor(app).sign_in(world.ada).url == "/dashboard"


def test_who_cannot_come_reads_that_they_said_so(world, visitor):
    visitor.sign_in(world.lea).visit(f"/sessions/{world.next_week.id}")
    visitor.press("cannot_come", "I cannot come")
    assert visitor.visit("/").text(".sign .place").endswith("You said: I cannot come.")
    visitor.visit(f"/sessions/{world.next_week.id}").press("can_come", "I can come after all")
    assert visitor.visit("/").text(".sign .place").endswith("Centre, room 2 I cannot come")


def test_a_place_that_is_kept_in_an_open_session_is_on_the_first_page(world, app):
    about = {"session_id": world.of_b.id, "person_id": world.lea.id, "since": NOW}
    until = NOW + timedelta(hours=1)
    offer = SignUp(**about, state=SignUpState.OFFERED, offer_until=until)
    db.session.add(offer)
    db.session.commit()
    lea = Visitor(app).sign_in(world.lea)
    [link] = lea.page.select(".notice a")
    assert link["href"] == f"/sessions/{world.of_b.id}"
    assert link.text == "A place in an open session is free for you."
    offer.offer_until = NOW
    assert not lea.visit("/").page.select(".notice a")


def test_the_page_costs_six_queries_warm_and_thirteen_cold_however_much_there_is(world, app):
    lea = Visitor(app).sign_in(world.lea)
    costs = []
    for number in range(2):
        memory.clear()
        for _visit in range(2):
            db.session.commit()
            with count_queries() as seen:
                lea.visit("/")
            costs.append(len(seen))
        if not number:
            many(world)
    assert costs == [13, 6, 13, 6]  # two of them ask what waits: lms/ways.py


def many(world):
    """Thirty more people and ten more sessions, everyone there."""
    people = [cast.person(f"P{n}", world.centre) for n in range(30)]
    sessions = [
        cast.session(world.a, f"M-{n}", START + timedelta(days=n), world.digital) for n in range(10)
    ]
    db.session.add_all([cast.enrol(person, world.a) for person in people] + sessions)
    for person in (world.lea, *people):
        there(person, *sessions)


def test_the_first_page_is_small(world, app):
    lea = Visitor(app).sign_in(world.lea)
    page = lea.send("GET", "/")
    assert len(page.data) < 10_000
