"""I cannot come: said from the page, from a mail, or on the telephone; and taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.addresses import sealed
from lms.attendance.letters.answers import cannot_come as letter
from lms.attendance.models import Announcement, Mark, SignUp, SignUpState, Status
from lms.attendance.rules.answers import answer_url
from lms.db import db
from lms.jobs.work import work_off
from lms.messages.models import Notice
from lms.people.models import Change
from tests.cast import NOW, THURSDAY
from tests.post import open_office
from tests.visitor import Visitor


@pytest.fixture
def lea(visitor, world):
    return visitor.sign_in(world.lea).visit(page(world.next_week))


def page(session):
    return f"/sessions/{session.id}"


def link(person, session):
    """The path of the link in a mail."""
    return "/answers/" + answer_url(person.id, session.uid).rpartition("/")[2]


def said():
    """What is said and not taken back: (person, reason, by)."""
    live = select(Announcement).where(Announcement.withdrawn_at.is_(None))
    return [(row.person_id, row.reason, row.by_id) for row in db.session.scalars(live)]


def notices():
    return db.session.scalars(select(Notice).order_by(Notice.id)).all()


def test_a_learner_says_that_they_cannot_come_and_why(lea, world):
    lea.press("cannot_come", "I cannot come", reason="illness")
    assert said() == [(world.lea.id, "illness", world.lea.id)]
    assert "Your trainer knows that you cannot come." in lea.text("#notice")
    assert "You said: I cannot come. Why: Illness." in lea.text("#cannot")
    assert "It is not excused yet" in lea.text("#cannot")
    change = db.session.scalars(select(Change).where(Change.verb == "cannot come")).one()
    assert (change.key, change.detail) == ("A-02", {"person": "LEA", "reason": "illness"})


def test_nobody_need_say_why_and_no_other_word_is_kept(lea, world):
    lea.press("cannot_come", "I cannot come", reason="the weather")
    assert said() == [(world.lea.id, None, world.lea.id)]


def test_it_is_taken_back_and_kept_with_the_time(lea, world):
    lea.press("cannot_come", "I cannot come")
    lea.press("can_come", "I can come after all")
    assert said() == []
    assert db.session.scalars(select(Announcement)).one().withdrawn_at == NOW
    assert "Can you not come?" in lea.text("#cannot")


def test_said_twice_it_is_kept_once_and_another_reason_replaces_the_first(lea, world):
    for reason in ("", "illness", "illness", "work", ""):
        lea.send("POST", f"{page(world.next_week)}/absence-announcement", token(lea, reason=reason))
    assert said() == [(world.lea.id, "work", world.lea.id)]
    assert db.session.query(Announcement).count() == 3
    assert len(notices()) == 3
    for _twice in range(2):
        back = f"{page(world.next_week)}/absence-announcement/withdrawal"
        assert lea.send("POST", back, token(lea)).status_code in (204, 303)
    assert len(notices()) == 4


def token(visitor, **values):
    found = visitor.page.select_one("[name=csrf_token]")["value"]
    return {"csrf_token": found, **values}


def test_it_is_neither_presence_nor_an_excuse(lea, world):
    lea.visit("/")
    hours = lea.text(".hours")
    lea.visit(page(world.next_week)).press("cannot_come", "I cannot come", reason="illness")
    assert db.session.query(Mark).count() == 0
    assert world.a.revision == 0
    assert lea.visit("/").text(".hours") == hours


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.MOVED])
def test_for_a_session_that_does_not_take_place_there_is_nothing_to_say(lea, world, status):
    world.next_week.status = status
    answer = lea.send("POST", f"{page(world.next_week)}/absence-announcement", token(lea))
    assert answer.status_code == 409
    assert said() == []
    assert not lea.visit(page(world.next_week)).page.find(id="cannot")


def test_after_the_session_it_is_too_late(lea, world):
    url = page(world.tonight)
    answer = lea.send("POST", f"{url}/absence-announcement", token(lea))
    assert (answer.status_code, "This session is over." in answer.text) == (409, True)
    assert "This session is over." in lea.visit(url).text("main")
    assert not lea.page.find(id="cannot")


@pytest.fixture
def open_one(world):
    """Next week's session has one place for people who are not in the group, and Bo has it."""
    world.next_week.is_open, world.next_week.capacity = True, 1
    db.session.add(SignUp(session=world.next_week, person=world.bo, state="booked", since=NOW))
    db.session.commit()
    return world.next_week


def place(who):
    db.session.expire_all()
    return db.session.scalars(select(SignUp.state).where(SignUp.person_id == who.id)).one()


def test_an_open_session_shows_the_places_to_who_may_come(visitor, world, open_one):
    lea = visitor.sign_in(world.lea).visit(page(open_one))
    assert "You are in this group: you have a place anyway." in lea.text("main")
    assert lea.page.find(id="cannot")
    olga = Visitor(visitor.app).sign_in(world.olga).visit(page(open_one))
    assert "No place is free" in olga.text("main")
    assert not olga.page.find(id="cannot")
    url = f"{page(open_one)}/absence-announcement"
    assert olga.send("POST", url, token(olga)).status_code == 403


def test_who_signed_up_gives_the_place_back_by_saying_so(app, world, open_one):
    """The place is free for who waits; nothing is announced, for nobody is expected."""
    bo = Visitor(app).visit(link(world.bo, open_one))
    bo.press("cannot_come", "I cannot come", reason="work")
    assert (place(world.bo), said()) == (SignUpState.WITHDRAWN, [])
    assert "You gave your place back." in bo.text("main")
    bo.press("can_come", "I can come after all")
    assert place(world.bo) == SignUpState.BOOKED
    assert "You have a place." in bo.text("#notice")
    bo.press("cannot_come", "I cannot come")
    db.session.add(SignUp(session=open_one, person=world.olga, state="booked", since=NOW))
    bo.press("can_come", "I can come after all")
    assert place(world.bo) == SignUpState.WAITING
    assert "All places are taken." in bo.text("#notice")


def test_the_meeting_is_joined_by_who_has_a_place(app, world, open_one):
    open_one.mode, open_one.link = "online", "https://meet.example.org/x"
    for who, joins in ((world.lea, True), (world.bo, True), (world.olga, False)):
        visitor = Visitor(app).sign_in(who).visit(page(open_one))
        found = [button["href"] for button in visitor.page.select("main .btn.now")]
        assert found == (["https://meet.example.org/x"] if joins else []), who.name
        assert joins == ("meet.example.org" in str(visitor.page))


def test_the_teacher_is_told_in_one_notice(lea, world):
    lea.press("cannot_come", "I cannot come", reason="work")
    notice = notices()[0]
    assert (notice.person_id, notice.kind, notice.about) == (
        world.tara.id, "session.cannot_come", "session:A-02",
    )  # fmt: skip
    part = letter(notice.data, world.tara)
    assert part.heading == "Lea cannot come, 31 March"
    assert part.lines[1:] == [
        "Reason: Work",
        "It is not excused yet. You see it in the register, and decide there.",
    ]
    assert part.links[0].url.endswith(page(world.next_week))
    lea.press("can_come", "I can come after all")
    assert letter(notices()[1].data, world.tara).heading == "Lea comes after all, 31 March"


def test_the_substitute_is_told_and_where_nobody_is_named_the_trainers_of_the_group(lea, world):
    world.next_week.substitute = world.sam
    lea.press("cannot_come", "I cannot come")
    world.next_week.substitute = world.next_week.trainer = None
    lea.press("can_come", "I can come after all")
    assert [notice.person_id for notice in notices()] == [world.sam.id, world.tara.id]


def test_a_trainer_keeps_what_somebody_said_on_the_telephone(visitor, world):
    tara = visitor.sign_in(world.tara).visit(page(world.next_week))
    assert "Nobody has said so." in tara.text("main")
    tara.press("call", "Keep it", **{"call-person": str(world.lou.id), "call-reason": "childcare"})
    assert said() == [(world.lou.id, "childcare", world.tara.id)]
    assert notices() == []  # she knows
    assert "Lou: Care of a child called on 24 March" in tara.text("main")
    assert "Says they cannot come: childcare" not in tara.text("main")
    assert "Says they cannot come: Care of a child, LOU" in tara.text("main")
    tara.press(f"comes_{world.lou.id}", "Comes after all")
    assert said() == []
    tara.press("call", "Keep it", 422)
    assert "Choose who cannot come." in tara.text("main")


@pytest.fixture
def mail(app, visitor, world):
    """Somebody who opened the link of a mail to Lou, and is not signed in."""
    world.lou.language = "en"
    return visitor.visit(link(world.lou, world.next_week))


def test_the_link_of_a_mail_needs_no_sign_in_and_shows_what_the_mail_said(mail, world):
    assert "31 March" in mail.text(".sign")
    assert "17:00 – 20:15" in mail.text(".sign")
    assert "Lou" not in mail.text("body")
    mail.press("cannot_come", "I cannot come", reason="work")
    assert said() == [(world.lou.id, "work", world.lou.id)]
    mail.press("can_come", "I can come after all")
    assert said() == []


def test_the_link_speaks_the_language_of_whom_it_was_sent_to(app, world):
    world.lou.language = "ar"
    found = Visitor(app).visit(link(world.lou, world.next_week))
    assert (found.page.html["lang"], found.page.html["dir"]) == ("ar", "rtl")


def test_the_link_goes_along_when_the_session_is_moved(app, world):
    url, old = link(world.lou, world.next_week), world.next_week
    uid, old.uid, old.status = old.uid, "f" * 32, Status.MOVED
    db.session.flush()
    values = {c.key: getattr(old, c.key) for c in type(old).__table__.columns if c.key != "id"}
    new = type(old)(**values | {"code": "A-03", "uid": uid, "moved_from_id": old.id})
    new.day, new.status = THURSDAY + timedelta(days=8), Status.PLANNED
    db.session.add(new)
    found = Visitor(app).visit(url)
    assert "1 April" in found.text(".sign")
    found.press("cannot_come", "I cannot come")
    assert db.session.scalars(select(Announcement)).one().session_id == new.id
    lou = Visitor(app).sign_in(world.lou).visit(page(old))
    assert "This session was moved. Do not come on this day." in lou.text("main")
    assert lou.page.select_one(".notice a")["href"] == page(new)


def test_a_link_to_a_cancelled_or_past_session_says_so(app, world):
    world.next_week.status = Status.CANCELLED
    found = Visitor(app).visit(link(world.lou, world.next_week))
    assert "This session is cancelled." in found.text("main")
    assert not found.page.find("form", id="cannot_come")
    over = Visitor(app).visit(link(world.lou, world.tonight))
    assert "This session is over." in over.text("main")
    form = token(over.visit("/sign-in"))
    assert over.send("POST", link(world.lou, world.tonight), form).status_code == 409


def test_a_link_that_was_changed_opens_nothing(app, world):
    good, stranger = link(world.lou, world.next_week), Visitor(app)
    other = "/answers/" + sealed([world.lou.id, world.next_week.uid], "unsubscribe")
    for bad in (good[:-1], good.replace("/answers/", "/answers/x"), "/answers/0", other):
        assert "This link is not whole." in stranger.visit(bad, 404).text("#notice")
    world.memberships[1].ends_on = THURSDAY
    assert "not expected" in stranger.visit(good, 410).text("#notice")


def test_from_the_reminder_to_the_mail_for_the_trainer(app, world):
    """Several who cannot come are one mail."""
    with open_office() as office:
        app.config.update(MAIL_SERVER=office.url, ADDRESS="https://ura.example")
        for who in (world.lou, world.lea):
            found = Visitor(app).visit(link(who, world.next_week))
            found.press("cannot_come", "I cannot come", reason="work")
        db.session.commit()
        work_off(now=NOW)
        mails = {mail["To"].addresses[0].addr_spec: mail for mail in office.received}
    assert list(mails) == ["tara@example.org"]
    text = mails["tara@example.org"].get_body("plain").get_content()
    for sentence in ("Lou cannot come, 31 March", "Lea cannot come, 31 March", "Reason: Work"):
        assert sentence in text
    assert f"https://ura.example/sessions/{world.next_week.id}" in text
