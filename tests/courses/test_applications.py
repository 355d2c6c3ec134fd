"""Who asked for a place is answered; and the settings that say how people enrol."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.courses import actions
from lms.courses.models import Enrolment, State
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests import cast
from tests.courses.places import enrolment, history, places
from tests.queries import count_queries
from tests.visitor import Visitor

OPEN, LOCAL = "/programmes/inclusive-cities", "/programmes/digital-local"
APPLICATIONS = f"{LOCAL}/applications"


@pytest.fixture
def nora(world):
    person = cast.person("Nora", world.centre)
    db.session.add(person)
    db.session.commit()
    return person


@pytest.fixture
def asked(world, nora):
    """Nora and Ned wait for an answer on the centre's programme."""
    ned = cast.person("Ned", world.centre)
    db.session.add(ned)
    for who in (nora, ned):
        actions.apply(world.local, who, by=who, now=cast.NOW)
    db.session.commit()
    return {who.code: f"answer_{enrolment(who, world.local).id}" for who in (nora, ned)}


def test_a_coordinator_gives_a_place_in_a_group(visitor, world, nora, asked):
    visitor.sign_in(world.ema).visit(APPLICATIONS)
    assert visitor.text("#waiting h2") == "2 people wait for an answer or a place"
    typed = {"group": str(world.b.id), "from_day": "2022-04-01"}
    visitor.press(asked["NORA"], "Give a place", **typed)
    assert visitor.text("#notice") == "Nora is in Jesenice, group B now."
    assert visitor.text("#waiting h2") == "1 person waits for an answer or a place"
    assert places(nora) == [("jes-b", date(2022, 4, 1), None)]
    assert history("digital-local/NORA") == ["applied", "enrolled"]


def test_a_coordinator_declines_and_the_person_may_ask_again(visitor, world, nora, asked):
    visitor.sign_in(world.ema).visit(APPLICATIONS).press(asked["NORA"], "Decline")
    assert enrolment(nora, world.local).state == State.DROPPED
    assert (places(nora), history("digital-local/NORA")) == ([], ["applied", "declined"])
    assert Visitor(visitor.app).sign_in(nora).visit(LOCAL).page.find(id="enrol")


def test_who_answers_second_is_told_what_the_first_has_said(world, nora, asked):
    mine = enrolment(nora, world.local)
    enrolments = Enrolment.__table__
    others = enrolments.update().where(enrolments.c.id == mine.id).values(state=State.ACTIVE)
    db.session.execute(others)  # by another coordinator: what is in our hands is older
    assert mine.state == State.APPLIED
    with pytest.raises(Refused, match="answered already"):
        actions.decline(mine, by=world.ema, now=cast.NOW)


def test_an_answer_to_a_full_group_is_refused_in_words(visitor, world, nora, asked):
    world.a.capacity = 2
    visitor.sign_in(world.ema).visit(APPLICATIONS)
    visitor.press(asked["NORA"], "Give a place", status=409, group=str(world.a.id))
    assert "Jesenice, group A is full" in visitor.text("#notice")
    assert enrolment(nora, world.local).state == State.APPLIED


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"group": "999999"}, "Choose a group."),
        ({"group": "x"}, "Choose one from the list."),
        ({"from_day": "2022-02-31"}, "Write the day like 2022-03-24."),
    ],
)
def test_an_answer_that_cannot_be(visitor, world, asked, typed, words):
    visitor.sign_in(world.ema).visit(APPLICATIONS)
    visitor.press(asked["NORA"], "Give a place", status=422, **typed)
    assert words in visitor.text(f"#{asked['NORA']} .why")


def test_two_coordinators_answer_at_once(app, world, asked):
    first, second = (Visitor(app).sign_in(world.ema).visit(APPLICATIONS) for _ in range(2))
    first.press(asked["NORA"], "Decline")
    second.press(asked["NORA"], "Give a place", status=409)
    assert "answered already" in second.text("#notice")


def test_only_its_own_coordinators_answer(app, world, asked):
    for who in (world.tara, world.lea, world.oto):
        Visitor(app).sign_in(who).visit(APPLICATIONS, 403)
    foreign = asked["NORA"].removeprefix("answer_")
    visitor = Visitor(app).sign_in(world.oto).visit(f"{OPEN}/applications")
    token = visitor.page.find("input", {"name": "csrf_token"})["value"]
    sent = visitor.send("POST", f"{OPEN}/applications/{foreign}", {"csrf_token": token})
    assert sent.status_code == 403


def test_the_programme_says_how_many_wait(app, world, asked):
    visitor = Visitor(app).sign_in(world.ema).visit(LOCAL)
    assert visitor.page.find("a", href=APPLICATIONS).text.strip() == "2 applications"


def test_nobody_waits(app, world):
    visitor = Visitor(app).sign_in(world.ema).visit(APPLICATIONS)
    assert "Who asks for a place will be here." in visitor.text("#waiting")


def test_the_list_costs_the_same_for_few_and_for_many(app, world, asked):
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as for_few:
        visitor.visit(APPLICATIONS)
    for n in range(60):
        who = cast.person(f"W{n}", world.centre if n % 2 else None)
        db.session.add(
            Enrolment(person=who, programme=world.local, state="applied", since=cast.NOW)
        )
    db.session.commit()
    with count_queries() as for_many:
        visitor.visit(APPLICATIONS)
    assert len(for_many) == len(for_few) <= 9
    assert len(visitor.page.select(".answers > li")) == 50
    assert "Page 1 of 2" in visitor.text(".pager")


# settings


def test_settings_say_how_people_enrol_and_when_registers_lock(visitor, world):
    visitor.sign_in(world.ema).visit(f"{LOCAL}/settings")
    typed = {"entry": "code", "entry_code": " WELCOME-1 ", "lock_days": "30"}
    visitor.press("settings", "Save", **typed)
    local = db.session.merge(world.local)
    db.session.refresh(local)
    assert (local.entry, local.entry_code, local.lock_days) == ("code", "WELCOME-1", 30)
    change = db.session.scalars(select(Change).filter_by(noun="programme")).one()
    assert change.detail["before"] == {"entry": "approval", "entry_code": None, "lock_days": 14}
    visitor.visit(f"{LOCAL}/settings").press("settings", "Save")
    assert "Nothing was different" in visitor.text("#notice")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"lock_days": "366"}, "Write a number of days from 0 to 365."),
        ({"lock_days": "-1"}, "Write a number of days from 0 to 365."),
        ({"lock_days": ""}, "Write a number of days from 0 to 365."),
        ({"lock_days": "soon"}, "Write a whole number, like 15."),
        ({"entry": "code", "entry_code": " - "}, "Write the code"),
        ({"entry": "magic"}, "Choose one from the list."),
        ({"entry_code": "x" * 41}, "This is too long."),
        ({"offer_hours": "721"}, "Write a number of hours from 0 to 720."),
        ({"offer_hours": ""}, "Write a number of hours from 0 to 720."),
    ],
)
def test_settings_that_cannot_be(visitor, world, typed, words):
    visitor.sign_in(world.ema).visit(f"{LOCAL}/settings")
    visitor.press("settings", "Save", status=422, **typed)
    assert words in visitor.text("#settings_complaints")
    assert visitor.text("title").startswith("Error:")


def test_settings_are_for_its_coordinators(app, world):
    for who in (world.tara, world.lea, world.oto):
        Visitor(app).sign_in(who).visit(f"{LOCAL}/settings", 403)
    values = {"entry": "code", "entry_code": "", "lock_days": 1}
    with pytest.raises(Refused, match="Write the code"):
        actions.change_settings(world.local, values, by=world.ema, now=cast.NOW)
