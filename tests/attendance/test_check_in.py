"""Learners check in themselves, and out, with the code on the trainer's screen."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import CheckIn, Mark, SignUp, SignUpState, Status
from lms.db import db
from tests.attendance.register import ABSENT, address, live, marked
from tests.attendance.room import check_ins, digits, here, scan, since, wall_clock
from tests.cast import NOW, PIN
from tests.queries import count_queries
from tests.visitor import Visitor, filled


@pytest.fixture
def evening(app, world, monkeypatch):
    """It is 17:05 and some seconds; nobody is marked, and the session is still planned."""
    world.tonight.status = Status.PLANNED
    app.config["CARD_IDLE_MINUTES"] = 600  # the clock jumps; the phone stays in their hands
    return wall_clock(monkeypatch, "17:05:40")


@pytest.fixture
def tara(app, world, evening):
    return Visitor(app).sign_in(world.tara)


@pytest.fixture
def lea(visitor, world, evening):
    return visitor.sign_in(world.lea)


def test_the_square_on_the_screen_checks_in_to_the_minute(lea, tara, world):
    scan(lea, tara, world.tonight)
    assert "You are Lea" in lea.text("#me")
    assert live(world.tonight) == []  # opening a page keeps nothing
    here(lea)
    assert "You are in since 17:05." in lea.text("#in")
    assert live(world.tonight, world.lea) == since("17:05")
    assert check_ins(world.tonight) == [("Lea", False, "square")]
    mark = db.session.scalar(select(Mark))
    assert (mark.source, mark.recorder_id, mark.came_at.second) == ("self", world.lea.id, 0)
    assert world.tonight.status == Status.HELD
    tara.visit(address(world.tonight))
    assert "There from 17:05 to 20:15. Self check-in at 17:05." in tara.text("#lines")


def test_the_short_code_finds_the_session_of_now(lea, tara, world):
    code = digits(tara, world.tonight)
    lea.visit("/here").press("here", "I am here", **{"code": code})
    assert "You are in since 17:05." in lea.text("#in")
    assert check_ins(world.tonight) == [("Lea", False, "code")]


@pytest.mark.parametrize("digit_zero", ["٠", "۰"])
def test_the_short_code_can_be_typed_in_other_digits(lea, tara, world, digit_zero):
    typed = "".join(chr(ord(digit_zero) + int(c)) if c.isdigit() else c
                    for c in digits(tara, world.tonight))  # fmt: skip
    lea.visit("/here").press("here", "I am here", **{"code": typed})
    assert live(world.tonight, world.lea) == since("17:05")


def test_who_scans_signed_out_came_when_they_scanned(app, tara, world, monkeypatch):
    lea = Visitor(app)
    scan(lea, tara, world.tonight)
    assert lea.url.startswith("/sign-in?next=")
    wall_clock(monkeypatch, "17:12")
    lea.press("card", "Come in", **{"card-code": "K7P-42M", "card-pin": PIN})
    here(lea)
    assert live(world.tonight, world.lea) == since("17:05")


def test_a_scan_waits_ten_minutes_and_no_longer(app, tara, world, monkeypatch):
    lea = Visitor(app)
    scan(lea, tara, world.tonight)
    wall_clock(monkeypatch, "17:16")
    typed = filled(lea.page.find("form", id="card")) | {"card-code": "K7P-42M", "card-pin": PIN}
    sent = lea.send("POST", "/sign-in/card", typed)
    page = lea.send("GET", sent.location)
    assert page.status_code == 410
    assert "This code is old. Look at the screen again" in page.text
    assert live(world.tonight) == []


def test_a_code_of_yesterday_is_old(lea, tara, world, monkeypatch):
    path = scan(lea, tara, world.tonight)
    wall_clock(monkeypatch, "17:05:40", world.tonight.day + timedelta(days=1))
    answer = lea.send("GET", path)
    assert answer.status_code == 410
    assert "This code is old. Look at the screen again" in answer.text


@pytest.mark.parametrize(("time", "lives"), [("17:06:20", True), ("17:06:35", False)])
def test_a_code_lives_for_its_turn_and_the_next(lea, tara, world, monkeypatch, time, lives):
    path = scan(lea, tara, world.tonight)
    code = digits(tara, world.tonight)
    wall_clock(monkeypatch, time)
    assert lea.send("GET", path).status_code == (303 if lives else 410)
    lea.visit("/here").press("here", "I am here", None if lives else 422, code=code)
    assert bool(live(world.tonight)) == lives
    assert lives or "It changes every half minute" in lea.text("#here")


def test_a_scan_that_was_forwarded_to_a_friend_is_worth_nothing(app, lea, tara, world):
    scan(lea, tara, world.tonight)
    lou = Visitor(app).sign_in(world.lou)
    answer = lou.send("GET", lea.url)
    assert (answer.status_code, "with another phone" in answer.text) == (409, True)
    form = lou.visit("/here").page.find("form", id="here")
    token = form.find("input", {"name": "csrf_token"})["value"]
    answer = lou.send("POST", lea.url, {"csrf_token": token, "do": "come"})
    assert (answer.status_code, "with another phone" in answer.text) == (409, True)
    assert live(world.tonight) == []


def test_early_it_says_when_to_come_back_and_keeps_nothing(lea, world, monkeypatch):
    wall_clock(monkeypatch, "16:20")
    lea.visit("/here")
    assert "You are early. Come back at 16:30 and do this again." in lea.text("main")
    assert lea.page.find("form", id="here") is None


def test_a_session_that_was_put_off_after_the_scan_is_early(lea, tara, world):
    scan(lea, tara, world.tonight)
    world.tonight.starts = world.tonight.starts.replace(hour=19)
    db.session.commit()
    here(lea, 409)
    assert "You are early. Come back at 18:30" in lea.text("#notice")
    assert live(world.tonight) == []


def test_after_the_end_the_trainer_is_told(lea, tara, world, monkeypatch):
    wall_clock(monkeypatch, "20:14:50")
    scan(lea, tara, world.tonight)
    wall_clock(monkeypatch, "20:16")
    here(lea)  # who scanned in time came in time
    assert live(world.tonight, world.lea) == since("20:14")
    lea.visit("/here")
    assert "None of your sessions is on now." in lea.text("main")
    assert "Are you here as a guest? Tell the trainer." in lea.text("main")


def test_who_is_in_already_stays_in_since_then(lea, tara, world, monkeypatch):
    scan(lea, tara, world.tonight)
    ticket = lea.url
    here(lea)
    wall_clock(monkeypatch, "17:09")
    form = {"do": "come", "csrf_token": lea.page.find("input", {"name": "csrf_token"})["value"]}
    lea.look(lea.send("POST", ticket, form), 303)  # a second tap
    scan(lea, tara, world.tonight)
    assert "You are in since 17:05." in lea.text("#in")
    assert live(world.tonight, world.lea) == since("17:05")
    assert len(check_ins(world.tonight)) == 1


def test_who_was_marked_absent_came_late_and_nothing_is_lost(lea, tara, world, monkeypatch):
    marked(world.tonight, world.lea, came=None, recorder=world.tara)
    wall_clock(monkeypatch, "17:20:10")
    scan(lea, tara, world.tonight)
    here(lea)
    assert live(world.tonight, world.lea) == ABSENT + since("17:20")
    tara.visit(address(world.tonight))
    line = tara.text(f"#line_{world.lea.id}")
    assert "160 of 180 minutes count." in line
    assert "Absent. Marked by Tara" in line
    assert "There from 17:20 to 20:15. Self check-in" in line
    asked = tara.press("register", "Save the register", 409, **{f"mark-{world.lea.id}": "absent"})
    assert "The self check-in says: came 17:20, left 20:15. Keep which?" in asked.text


def test_late_within_the_grace_is_in_full(lea, tara, world, monkeypatch):
    wall_clock(monkeypatch, "17:08:59")
    scan(lea, tara, world.tonight)
    here(lea)
    tara.visit(address(world.tonight))
    assert "180 min" in tara.text(f"#line_{world.lea.id}")


def test_who_was_marked_present_already_keeps_a_proof_of_their_own(lea, tara, world):
    marked(world.tonight, world.lea, recorder=world.tara)
    for _tap in range(2):
        scan(lea, tara, world.tonight)
        assert "You are in since 17:00." in lea.text("#in")
        code = digits(tara, world.tonight)
        lea.visit("/here").press("here", "I am here", code=code)
    assert live(world.tonight, world.lea) == [("presence", "17:00", "20:15", False, None)]
    assert check_ins(world.tonight) == [("Lea", False, "code")]


def test_who_is_not_in_the_group_tells_the_trainer(app, tara, world):
    bo = Visitor(app).sign_in(world.bo)
    scan(bo, tara, world.tonight)
    assert "You are not on the list of this session." in bo.text("main")
    assert "My" not in bo.text("h1")
    assert world.tonight.place not in bo.text("main")  # nothing of the session is shown
    token = bo.page.find("input", {"name": "csrf_token"})["value"]
    answer = bo.send("POST", bo.url, {"csrf_token": token, "do": "come"})
    assert (answer.status_code, "Tell the trainer" in answer.text) == (409, True)
    bo.visit("/here")
    assert live(world.tonight) == []


def test_who_has_booked_a_place_checks_in_as_well(app, tara, world):
    world.tonight.is_open = True
    booked = {"person": world.bo, "state": SignUpState.BOOKED, "since": NOW}
    db.session.add(SignUp(session=world.tonight, **booked))
    bo = Visitor(app).sign_in(world.bo)
    scan(bo, tara, world.tonight)
    here(bo)
    assert live(world.tonight, world.bo) == since("17:05")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": Status.CANCELLED}, "This session is cancelled."),
        ({"status": Status.MOVED}, "This session was moved."),
        ({"sealed_at": "now"}, "The register is closed and sealed."),
    ],
)
def test_nobody_checks_in_where_the_register_is_shut(lea, tara, world, evening, change, words):
    scan(lea, tara, world.tonight)
    for name, value in change.items():
        setattr(world.tonight, name, evening if value == "now" else value)
    db.session.commit()
    here(lea, 409)
    assert words in lea.text("#notice")
    assert live(world.tonight) == []


def test_a_programme_without_check_in_has_none(lea, tara, world):
    scan(lea, tara, world.tonight)
    world.local.check_in = False
    db.session.commit()
    here(lea, 409)
    assert "people do not check in themselves" in lea.text("#notice")
    lea.visit("/")
    assert lea.page.find(id="i_am_here") is None


def test_wrong_codes_are_slowed_down(lea, tara, world, monkeypatch):
    right = digits(tara, world.tonight)
    wrong = f"{(int(right.replace(' ', '')) + 1) % 10**6:06d}"
    lea.visit("/here")
    for _try in range(5):
        lea.press("here", "I am here", 422, code=wrong)
    lea.press("here", "I am here", 429, code=right)
    assert "Too many tries." in lea.text("#here")
    assert live(world.tonight) == []
    wall_clock(monkeypatch, "17:21")
    lea.press("here", "I am here", code=digits(tara, world.tonight))
    assert live(world.tonight, world.lea) == since("17:21")


@pytest.mark.parametrize("code", ["", "12345", "1234567", "hello", "1" * 5000])
def test_what_is_no_code_is_no_try(lea, world, code):
    lea.visit("/here")
    for _try in range(6):
        lea.press("here", "I am here", 422, code=code)
    assert "Type the 6 numbers that you see on the screen." in lea.text("#here")


def test_a_code_made_up_and_a_ticket_made_up_are_old(lea, world):
    for path in (f"/here/{world.tonight.uid}/aaaaaaaaaaaaaaaa", "/here/x/ü", "/arrivals/x.y"):
        assert lea.send("GET", path).status_code == 410
    assert live(world.tonight) == []


def test_who_leaves_where_the_programme_wants_it(lea, tara, world, monkeypatch):
    world.local.check_out = True
    scan(lea, tara, world.tonight)
    here(lea)
    wall_clock(monkeypatch, "18:00:30")
    scan(lea, tara, world.tonight)
    lea.press("leave", "I am leaving")
    assert "You left at 18:00." in lea.text("main")
    left = [("presence", "17:05", "18:00", False, None)]
    assert live(world.tonight, world.lea) == left
    wall_clock(monkeypatch, "18:20")
    scan(lea, tara, world.tonight)
    here(lea)
    assert live(world.tonight, world.lea) == left + since("18:20")
    assert [leaves for _who, leaves, _way in check_ins(world.tonight)] == [False, True, False]
    assert len(db.session.scalars(select(Mark)).all()) == 3  # what was replaced is kept


def test_who_leaves_twice_left_once(lea, tara, world, monkeypatch):
    world.local.check_out = True
    scan(lea, tara, world.tonight)
    here(lea)
    wall_clock(monkeypatch, "18:00")
    scan(lea, tara, world.tonight)
    lea.press("leave", "I am leaving")
    token = lea.page.find("input", {"name": "csrf_token"})["value"]
    lea.look(lea.send("POST", lea.url, {"do": "leave", "csrf_token": token}), 303)
    assert "You are not in now" in lea.text("#notice")
    assert live(world.tonight, world.lea) == [("presence", "17:05", "18:00", False, None)]


def test_who_leaves_the_very_minute_they_came_has_not_left(lea, tara, world):
    world.local.check_out = True
    scan(lea, tara, world.tonight)
    here(lea)
    lea.press("leave", "I am leaving", 409)
    assert "You came this very minute." in lea.text("#notice")
    assert live(world.tonight, world.lea) == since("17:05")


def test_nobody_is_offered_to_leave_where_the_programme_does_not_want_it(lea, tara, world):
    scan(lea, tara, world.tonight)
    here(lea)
    assert lea.page.find("form", id="leave") is None
    token = lea.page.find("input", {"name": "csrf_token"})["value"]
    answer = lea.send("POST", lea.url, {"do": "leave", "csrf_token": token})
    assert answer.status_code == 409
    assert live(world.tonight, world.lea) == since("17:05")


def test_one_phone_checks_in_several_people_and_the_trainer_is_told(app, tara, world):
    phone = Visitor(app)
    for who in (world.lea, world.lou):
        phone.sign_in(who)
        scan(phone, tara, world.tonight)
        here(phone)
        phone.press("sign_out", "Bye")
    assert "2 people checked in with one phone: Lea, Lou" in tara.visit(
        f"/sessions/{world.tonight.id}/check-in"
    ).text("#room")
    words = tara.visit(address(world.tonight)).text("main")
    assert "2 people checked in with one phone: Lea, Lou" in words
    kept = db.session.scalars(select(CheckIn.device)).all()
    cookie = phone.client.get_cookie("lms_phone")
    assert len(set(kept)) == 1
    assert cookie.value not in kept
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_over_midnight_one_checks_in_on_the_next_day(lea, tara, world, monkeypatch):
    world.tonight.starts, world.tonight.ends = (
        world.tonight.starts.replace(hour=22),
        world.tonight.ends.replace(hour=1, minute=0),
    )
    world.tonight.breaks = []
    wall_clock(monkeypatch, "00:10", date(2022, 3, 25))
    scan(lea, tara, world.tonight)
    here(lea)
    assert live(world.tonight, world.lea) == since("00:10")


def test_the_first_page_offers_it_while_it_is_open(lea, tara, world, monkeypatch):
    lea.visit("/")
    assert "I am here" in lea.text("#i_am_here")
    assert len(lea.page.select(".btn.now")) == 1
    scan(lea, tara, world.tonight)
    here(lea)
    assert "You are in since 17:05." in lea.visit("/").text("main")
    assert lea.page.find(id="i_am_here") is None
    wall_clock(monkeypatch, "16:29")
    assert lea.visit("/").page.find(id="i_am_here") is None


def test_the_page_of_the_session_offers_it_as_well(lea, world, monkeypatch):
    page = f"/sessions/{world.tonight.id}"
    assert lea.visit(page).page.find(id="i_am_here")["href"] == "/here"
    wall_clock(monkeypatch, "16:29")
    assert lea.visit(page).page.find(id="i_am_here") is None


def test_who_is_in_is_not_asked_again(lea, tara, world):
    page = f"/sessions/{world.tonight.id}"
    assert "Can you not come?" in lea.visit(page).text("main")
    scan(lea, tara, world.tonight)
    here(lea)
    assert "You are in since 17:05." in lea.visit(page).text("#in")
    assert lea.page.find(id="i_am_here") is None
    assert lea.page.find(id="cannot") is None
    assert lea.page.find(id="i_am_leaving") is None
    world.local.check_out = True
    assert "I am leaving" in lea.visit(page).text("#i_am_leaving")
    assert lea.page.find(id="i_am_leaving")["href"] == "/here"
    assert lea.visit("/").page.find(id="in_since")["href"] == page


def test_a_check_in_is_at_most_eight_statements_however_many_came(app, lea, tara, world):
    scan(lea, tara, world.tonight)
    with count_queries() as first:
        token = lea.page.find("input", {"name": "csrf_token"})["value"]
        lea.send("POST", lea.url, {"do": "come", "csrf_token": token})
    lou = Visitor(app).sign_in(world.lou)
    scan(lou, tara, world.tonight)
    with count_queries() as second:
        token = lou.page.find("input", {"name": "csrf_token"})["value"]
        lou.send("POST", lou.url, {"do": "come", "csrf_token": token})
    assert len(second) <= len(first) <= 8, first


def test_staff_who_try_it_are_told_that_they_are_not_on_the_list(tara, world):
    scan(tara, tara, world.tonight)
    assert "You are not on the list of this session." in tara.text("main")
