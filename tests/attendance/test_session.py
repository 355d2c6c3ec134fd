"""Publishing a session in three fields, changing it, cancelling it."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from lms.attendance.actions import sessions as actions
from lms.attendance.models import Session, Status
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests.attendance.register import marked
from tests.cast import NOW, THURSDAY
from tests.queries import count_queries
from tests.visitor import Visitor

NEXT = "2022-04-05"


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def about(module):
    return f"m{module.id}"


def publish(visitor, world, status=None, **typed):
    visitor.visit("/sessions/new?group=jes-a")
    values = {"about": about(world.digital.modules[1]), "day": NEXT} | typed
    return visitor.press("session", "Publish", status, **values)


def newest():
    return db.session.scalars(select(Session).order_by(Session.id.desc()).limit(1)).one()


def test_three_fields_publish_a_session_like_the_last_one(tara, world):
    publish(tara, world)
    made = newest()
    assert (made.group, made.module, made.course) == (
        world.a,
        world.digital.modules[1],
        world.digital,
    )
    assert (made.day, made.starts, made.ends) == (date(2022, 4, 5), time(17), time(20, 15))
    assert (made.place, made.breaks, made.zone) == (
        "Centre, room 2",
        [["18:30", "18:45"]],
        "Europe/Ljubljana",
    )
    assert (made.code, made.status, made.trainer) == (
        "jes-a-2022-04-05",
        Status.PLANNED,
        world.tara,
    )
    assert (made.published_by_id, made.published_at) == (world.tara.id, NOW)
    assert world.a.revision == 1
    assert "Published: Safe-Online." in tara.text("#notice")


def test_a_second_session_on_a_day_has_its_own_code(tara, world):
    publish(tara, world)
    publish(tara, world, starts="09:00", ends="12:00", breaks="")
    assert newest().code == "jes-a-2022-04-05-2"


def test_a_course_as_a_whole_with_a_title_and_breaks(tara, world):
    publish(
        tara, world, about=f"c{world.slovene.id}", title="A walk through the town",
        breaks="18.00 - 18.10, 19:00-19:05", mode="hybrid", trainer="0",
    )  # fmt: skip
    made = newest()
    assert (made.course, made.module, made.title) == (
        world.slovene,
        None,
        "A walk through the town",
    )
    assert made.breaks == [["18:00", "18:10"], ["19:00", "19:05"]]
    assert (made.mode, made.trainer) == ("hybrid", None)


def test_who_teaches_one_group_is_not_asked_which(tara, world):
    tara.visit("/sessions/new", 303)


def test_who_works_with_several_groups_chooses_one_first(app, world):
    ema = Visitor(app).sign_in(world.ema).visit("/sessions/new")
    links = [link["href"] for link in ema.page.select("main a.huge")]
    assert links == ["/sessions/new?group=jes-a", "/sessions/new?group=jes-b"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"about": ""}, "about", "Choose what the session is about"),
        ({"about": "m999999"}, "about", "Choose what the session is about"),
        ({"day": "2022-04-31"}, "day", "Choose a day"),
        ({"day": ""}, "day", "Choose a day"),
        ({"day": "2022-01-31"}, "day", "The group begins on 1 February 2022"),
        ({"day": "2022-07-01"}, "day", "The group ends on 30 June 2022"),
        ({"starts": "24:30"}, "starts", "Write a time like 17:05"),
        ({"ends": ""}, "ends", "Write a time like 17:05"),
        ({"starts": "02:30", "day": "2022-03-27"}, "starts", "clocks go forward"),
        ({"starts": "04:00", "ends": "23:59"}, "ends", "longer than 14 hours"),
        ({"starts": "17:00", "ends": "17:00"}, "ends", "longer than 14 hours"),
        ({"breaks": "16:00-16:15"}, "breaks", "between the start and the end"),
        ({"breaks": "20:00-20:30"}, "breaks", "between the start and the end"),
        ({"breaks": "18:00-18:30; 18:20-18:40"}, "breaks", "at the same time"),
        ({"breaks": "18:45-18:30"}, "breaks", "must end after it begins"),
        ({"breaks": "half past six"}, "breaks", "Write each break like"),
        ({"zone": "Ljubljana"}, "zone", "Write a time zone like"),
        ({"zone": "../etc/passwd"}, "zone", "Write a time zone like"),
        ({"title": "x" * 201}, "title", "too long"),
        ({"trainer": "999999"}, "trainer", ""),
    ],
)
def test_what_cannot_be_is_said_at_its_field(tara, world, typed, field, words):
    world.a.starts_on, world.a.ends_on = date(2022, 2, 1), date(2022, 6, 30)
    before = db.session.query(Session).count()
    publish(tara, world, 422, **typed)
    assert tara.text("title").startswith("Error: ")
    assert words in tara.text(f"#session_{field}_wrong")
    assert words in tara.text("#session_complaints")
    assert db.session.query(Session).count() == before
    assert tara.page.find(id="session_place")["value"] == "Centre, room 2"


def test_a_complaint_about_what_is_folded_away_opens_it(tara, world):
    publish(tara, world, 422, breaks="16:00-16:15")
    assert tara.page.find(id="session_breaks").find_parent("details").has_attr("open")


def test_a_day_whose_register_would_be_locked_is_for_the_import(tara, world):
    publish(tara, world, 422, day="2022-03-09")
    assert "would be locked already" in tara.text("#session_day_wrong")
    publish(tara, world, day="2022-03-10")


@pytest.mark.parametrize(
    ("who", "status"), [("tara", 200), ("ema", 200), ("sam", 403), ("oto", 403), ("lea", 403)]
)
def test_only_the_groups_own_people_publish(app, world, who, status):
    Visitor(app).sign_in(getattr(world, who)).visit("/sessions/new?group=jes-a", status)


def test_an_unknown_group_is_not_found(tara, world):
    tara.visit("/sessions/new?group=nowhere", 404)


def test_the_rules_hold_without_the_form(world):
    values = {
        "day": THURSDAY, "starts": time(8), "ends": time(23), "breaks": [], "zone": "UTC",
        "course": world.digital, "mode": "onsite",
    }  # fmt: skip
    wrong = {
        "longer than 14 hours": {},
        "does not have that course": {"ends": time(9), "course": world.housing},
        "locked already": {"ends": time(9), "day": date(2022, 3, 1)},
        "of another course": {"ends": time(9), "module": world.slovene.modules[0]},
    }
    for words, changed in wrong.items():
        with pytest.raises(Refused, match=words):
            actions.publish(world.a, values | changed, by=world.tara, now=NOW)


# changing


def url(session):
    return f"/sessions/{session.id}"


def test_a_change_is_kept_with_before_and_after(tara, world):
    tara.visit(url(world.next_week))
    tara.press("session", "Save the changes", starts="16:30", place="Library")
    assert (world.next_week.starts, world.next_week.place) == (time(16, 30), "Library")
    words = tara.text("#history") + tara.text("main")
    assert "Start: 17:00 to 16:30" in words
    assert "Place: Centre, room 2 to Library" in words
    assert world.a.revision == 1


def test_another_module_brings_its_course(tara, world):
    tara.visit(url(world.next_week))
    tara.press("session", "Save the changes", about=about(world.digital.modules[0]))
    assert world.next_week.course == world.digital
    detail = db.session.scalars(select(Change)).one().detail
    assert detail["after"]["module_id"] == "digital-basics/01-my-phone"
    assert detail["before"]["course_id"] == "slovene-first-steps"


def test_a_past_session_without_a_register_says_so(tara, world):
    assert "Planned" in tara.visit(url(world.next_week)).text("main .apart")
    world.tonight.status = Status.PLANNED
    assert "Register not taken" in tara.visit(url(world.tonight)).text("main .apart")
    assert "Planned" not in tara.text("main .apart")


def test_nothing_different_is_no_change(tara, world):
    tara.visit(url(world.next_week)).press("session", "Save the changes")
    assert "nothing was changed" in tara.text("#notice")
    assert db.session.query(Change).count() == 0
    assert world.a.revision == 0


def test_times_change_under_marks_that_stay(tara, world):
    mark = marked(world.tonight, world.lea)
    tara.visit(url(world.tonight)).press("session", "Save the changes", starts="16:00")
    assert world.tonight.starts == time(16)
    assert mark.withdrawn_at is None
    tara.visit(f"{url(world.tonight)}/register")
    assert "180 of 240 minutes count" in tara.text(f"#said_{world.lea.id}")


@pytest.mark.parametrize("typed", [{"starts": "16:00"}, {"ends": "20:00"}, {"breaks": ""}])
def test_that_minutes_of_marked_people_follow_is_said_with_the_way_to_them(tara, world, typed):
    marked(world.tonight, world.lea)
    tara.visit(url(world.tonight)).press("session", "Save the changes", **typed)
    assert "their minutes follow the new times" in tara.text("#notice .warn")
    assert tara.page.select(f"#notice a[href='{url(world.tonight)}/register']")


def test_nothing_is_said_of_minutes_that_stay(tara, world):
    tara.visit(url(world.tonight)).press("session", "Save the changes", starts="16:00")
    assert "Saved." in tara.text("#notice .good")
    marked(world.tonight, world.lea)
    tara.visit(url(world.tonight)).press("session", "Save the changes", place="Room 9")
    assert "Saved." in tara.text("#notice .good")


def test_the_day_cannot_change_under_marks(tara, world):
    marked(world.tonight, world.lea)
    tara.visit(url(world.tonight)).press("session", "Save the changes", 409, day="2022-03-25")
    assert "Somebody is marked on this day" in tara.text("#notice")
    assert world.tonight.day == THURSDAY


def test_a_wrong_change_is_said_at_its_field(tara, world):
    tara.visit(url(world.next_week)).press("session", "Save the changes", 422, starts="25:00")
    assert "Write a time like 17:05" in tara.text("#session_starts_wrong")


def test_the_calendar_has_a_last_day(tara, world):
    publish(tara, world, day="9999-12-30")
    tara.visit("/sessions?when=next")
    assert newest().day == date(9999, 12, 30)
    publish(tara, world, 422, day="9999-12-31")
    assert "There is no such day in the calendar." in tara.text("#session_day_wrong")


def test_a_group_in_a_zone_with_a_short_name_has_sessions(tara, world):
    publish(tara, world, zone="CET")
    assert newest().zone == "CET"


def test_a_locked_session_cannot_be_changed(tara, world):
    tara.visit(url(world.tonight))
    world.tonight.day = THURSDAY - timedelta(days=15)
    tara.press("session", "Save the changes", 409, place="Library", day=f"{world.tonight.day}")
    assert "locked" in tara.text("#notice")
    assert not tara.visit(url(world.tonight)).page.find("form", id="session")


def test_a_session_cannot_be_moved_to_a_locked_day(tara, world):
    tara.visit(url(world.next_week)).press("session", "Save the changes", 422, day="2022-03-01")
    assert world.next_week.day == date(2022, 3, 31)


# cancelling


def test_a_session_is_cancelled_with_a_reason_and_can_take_place_after_all(tara, world):
    tara.visit(url(world.next_week))
    tara.press("cancel", "Cancel the session", **{"cancel-reason": "The trainer is ill."})
    assert world.next_week.status == Status.CANCELLED
    assert "Cancelled: The trainer is ill." in tara.text("main")
    tara.press("reinstate", "It takes place after all")
    assert world.next_week.status == Status.PLANNED
    assert world.a.revision == 2


def test_cancelling_asks_why(tara, world):
    tara.visit(url(world.next_week)).press("cancel", "Cancel the session", 422)
    assert "Write why it is cancelled" in tara.text("#cancel_complaints")
    assert world.next_week.status == Status.PLANNED


def test_a_session_with_marks_is_not_cancelled(tara, world):
    marked(world.tonight, world.lea)
    reason = {"cancel-reason": "Nobody came."}
    tara.visit(url(world.tonight)).press("cancel", "Cancel the session", 409, **reason)
    assert "Take the marks out of its register first" in tara.text("#notice")
    assert world.tonight.status == Status.HELD


def test_what_takes_place_cannot_be_reinstated(world):
    with pytest.raises(Refused, match="not cancelled"):
        actions.reinstate(world.tonight, by=world.tara, now=NOW)


@pytest.mark.parametrize(
    ("who", "status"),
    [("tara", 200), ("ema", 200), ("lea", 200), ("sam", 403), ("oto", 403), ("bo", 403)],
)
def test_only_the_groups_own_people_open_a_session(app, world, who, status):
    Visitor(app).sign_in(getattr(world, who)).visit(url(world.tonight), status)


def test_a_session_page_costs_the_same_for_few_and_for_many(app, world):
    tara = Visitor(app).sign_in(world.tara).visit(url(world.tonight))
    with count_queries() as for_few:
        tara.visit(url(world.tonight))
    from_register = [marked(world.tonight, who, None) for who in (world.lea, world.lou)]
    for n in range(10):
        detail = {"reason": f"{n}"}
        change = Change(noun="session", key="A-01", verb="changed", detail=detail, at=NOW)
        change.by_id = from_register[0].person_id
        db.session.add(change)
    db.session.commit()
    with count_queries() as for_many:
        tara.visit(url(world.tonight))
    assert len(for_many) <= len(for_few) + 1 <= 13
