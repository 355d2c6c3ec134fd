"""First pages ask the database at most twelve times, cold and with everything waiting."""

from datetime import timedelta

import pytest

from lms.assessments.actions import start
from lms.completion.models import Completion, CompletionState
from lms.completion.queries import memory
from lms.courses.models import Enrolment
from lms.db import db
from lms.portfolios.models import Item, Review
from lms.reports.queries.remembered import MEMORY
from tests import cast
from tests.assessments.quizzes import quiz, taken
from tests.attestations.issued import issued
from tests.cast import NOW, THURSDAY
from tests.completion.rows import START, away, base, there, to_come
from tests.exchange.samples import activity_of
from tests.indicators.reporting import reported, reporting
from tests.levels.conftest import LEVELS
from tests.queries import count_queries
from tests.questions import samples
from tests.reports.test_dashboard import counted
from tests.surveys.asked import ask_somebody, round_in
from tests.visitor import Visitor

MOST = 12
DAY = timedelta(days=1)
TO_DO = {  # the beginnings of what may wait for staff
    "marks": "1 answer to mark",
    "completions": "1 completion to confirm",
    "differing": "1 completion differs from the registers",
    "report": "Report your figures",
    "activity": "Say who came",
    "survey": "Answer:",
    "levels": "levels to say in",
    "portfolio": "1 item to look at",
}


@pytest.fixture
def made(world, monkeypatch):
    """A group in which every kind of thing waits for Tara, Ema and Ada, who all teach it."""
    monkeypatch.setattr("lms.ways.MOST_TODOS", 50)
    made = base(world, portfolio=True)
    made.programme.levels = LEVELS
    made.group.trainers = [world.tara, world.ema, world.ada]
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions):
        days = 4 * (12 - number) if number < 12 else 12 - number
        session.day = THURSDAY - timedelta(days=days)
    many = {"Done": range(11), "Away": range(9), "Cannot": range(3), "Still": range(2)}
    for name, came in many.items():
        who = cast.person(name, world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        there(who, *[made.sessions[number] for number in came])
        if name != "Still":
            away(who, *[one for n, one in enumerate(made.sessions[:11]) if n not in came])
        setattr(made, name.lower(), who)
    there(world.lea, *made.sessions[:12])
    for_staff(world, made)
    db.session.commit()
    counted()
    return made


def for_staff(world, made):
    test = quiz(world, samples.ESSAY, module=world.digital.modules[0])
    taken(test, made.done, {"text": "Jesenice is small."})
    completed(made, made.done, CompletionState.PROPOSED)
    completed(made, made.away, CompletionState.CONFIRMED, differs_at=NOW, confirmed_at=NOW)
    project = reporting(world).project
    reported(world, project.slug)
    yesterday = {"starts_on": THURSDAY - DAY, "ends_on": THURSDAY - DAY}
    activity_of(project, world.centre, **yesterday)
    asked = round_in(world, closed=False)
    for who in (world.tara, world.ema, world.ada, world.lea):
        ask_somebody(asked, who)
    world.ada.organisation = world.centre
    db.session.add(item(made, made.done, handed_in_at=NOW))


def completed(made, who, state, **more):
    enrolment = db.session.scalars(db.select(Enrolment).filter_by(person_id=who.id)).one()
    row = Completion(
        enrolment_id=enrolment.id, programme_id=made.programme.id, group_id=made.group.id,
        person_id=who.id, state=state, on=THURSDAY, policy_version=1, proposed_at=NOW, **more
    )  # fmt: skip
    db.session.add(row)


def item(made, who, **more):
    return Item(
        programme=made.programme, group=made.group, person=who, title="A letter",
        changed_at=NOW, **more,
    )  # fmt: skip


def cold(visitor, address="/"):
    """The statements of a page that is opened with nothing in memory."""
    memory.clear()
    MEMORY.clear()
    db.session.commit()
    with count_queries() as seen:
        visitor.visit(address)
    return seen


def waits_for(visitor):
    words = visitor.text("#to_do")
    return {key for key, begin in TO_DO.items() if begin in words}


TEACHES = {"marks", "activity", "survey", "portfolio"}
LANDINGS = {
    "tara": ("/today", TEACHES),  # levels have a part of their own on this page
    "ema": ("/dashboard", set(TO_DO)),
    "ada": ("/dashboard", set(TO_DO) - {"report"}),
}


@pytest.mark.parametrize("name", LANDINGS)
def test_a_first_page_asks_at_most_twelve_times_whatever_waits(app, world, made, name):
    visitor = Visitor(app).sign_in(getattr(world, name))
    address, waiting = LANDINGS[name]
    assert visitor.url == address
    assert len(cold(visitor, address)) <= MOST
    assert waits_for(visitor) == waiting


def test_a_lead_coordinator_who_looks_at_one_programme_asks_as_rarely(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    assert len(cold(ema, "/dashboard?programme=base")) <= MOST
    assert waits_for(ema) == set(TO_DO)


def test_what_waits_is_asked_in_one_statement(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    assert sum("json" in one and "UNION ALL" in one for one in cold(ema, "/dashboard")) == 1


def test_a_learner_s_first_page_asks_four_times_for_all_that_waits(app, world, made):
    """Their hours are in memory, as they are while nothing changes."""
    lea = Visitor(app).sign_in(world.lea)
    for_lea(world, made)
    cold(lea)
    db.session.commit()
    with count_queries() as seen:
        words = lea.visit("/").text("#to_do")
    for begin in ("Say what", "Finish the quiz", "Go on with", "Answer:", "Your attestation"):
        assert begin in words
    assert len(seen) <= MOST
    first = next(place for place, one in enumerate(seen) if "json" in one and "UNION" in one)
    assert len(seen) - first <= 4


def for_lea(world, made):
    """An attestation, an item that was returned, a quiz that was begun, a level, a survey."""
    returned = item(made, world.lea)
    returned.reviews.append(Review(by=world.tara, verdict="returned", rubric=[], shown={}, at=NOW))
    db.session.add(returned)
    test = quiz(world, samples.ESSAY | {"key": "more"}, slug="again", title="Once more")
    start(test, world.lea, practice=False, now=NOW)
    issued(world)
    db.session.commit()
