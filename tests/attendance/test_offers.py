"""Make-up is offered to who missed a session: a session of another group, or a task."""

from datetime import timedelta

import pytest

from lms.attendance.models import MakeUpOffer, Mark, SignUp, Status
from lms.attendance.tasks import settle
from lms.courses.models import Group, Membership
from lms.db import db
from tests.attendance.offers import (
    COMING,
    absent,
    elsewhere,
    notices,
    offered,
    offers,
    page,
    place,
    standing,
    steps,
    told,
)
from tests.attendance.register import fill, marked
from tests.cast import NOW, session
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def tara(visitor, world):
    absent(world, world.lea)
    return visitor.sign_in(world.tara)


@pytest.fixture
def there(world):
    return elsewhere(world)


def test_the_page_says_what_was_missed_and_what_of_the_cap_is_left(tara, world, there):
    tara.visit(page(world, world.lea))
    assert "180 of 180 minutes missed = 4 units (3 h 00)" in tara.text("main")
    words = "At most 36 minutes can be made up in the programme: 0 are approved, 36 are left."
    assert words in tara.text("main")
    assert "More is kept as approved, but does not count." in tara.text("main")
    assert "Fri 1 Apr" in tara.text("#offer")
    assert "Room for everyone" in tara.text("#offer")


def test_a_session_is_offered_and_the_learner_is_told_on_the_call_list(tara, world, there):
    offered(tara, world, world.lea, there.id)
    (offer,) = offers()
    assert (offer.person, offer.to_session, offer.state) == (world.lea, there, "offered")
    assert (offer.offered_by_id, offer.offered_at) == (world.tara.id, NOW)
    assert "Offered. Lea is told, and answers yes or no." in tara.text("#notice")
    assert steps(world) == [("LEA", "make-up offered")]
    assert told(world.lea) == ["make_up.offered"]
    assert notices("make_up.offered")[0].group == "jes-a"
    assert "Not answered yet" in tara.text("main")
    assert "Offered by Tara on 24 March." in tara.text("main")


def test_a_task_needs_words_and_minutes(tara, world):
    offered(tara, world, world.lea, "task", 422, task="", minutes="")
    assert "Write what the task is." in tara.text("#offer_complaints")
    assert "Write whole minutes, like 90." in tara.text("#offer_complaints")
    tara.press("offer", "Offer it", 422, what="task", task="Read lesson 3", minutes="an hour")
    assert tara.page.find(id="offer_task").text.strip() == "Read lesson 3"
    tara.press("offer", "Offer it", what="task", task="Read lesson 3", minutes="90")
    (offer,) = offers()
    assert (offer.kind, offer.task, offer.minutes) == ("task", "Read lesson 3", 90)
    assert offer.to_session_id is None


def test_something_must_be_chosen(tara, world, there):
    tara.visit(page(world, world.lea)).press("offer", "Offer it", 422)
    assert "Choose what you offer." in tara.text("#offer_complaints")
    assert offers() == []


def test_the_same_is_not_offered_twice(tara, world, there):
    offered(tara, world, world.lea, there.id)
    tara.visit(page(world, world.lea))
    assert "Offered already." in tara.text("#offer")
    token = tara.page.select_one("[name=csrf_token]")["value"]
    answer = tara.send("POST", page(world, world.lea), {"csrf_token": token, "what": str(there.id)})
    assert answer.status_code == 409
    for status in (None, 409):
        offered(tara, world, world.lea, "task", status, task="Read", minutes="30")
    assert len(offers()) == 2


def test_several_who_missed_it_are_offered_the_same_at_once(tara, world, there):
    absent(world, world.lou)
    tara.visit(page(world, world.lea))
    assert "Lou (LOU)" in tara.text("#offer")
    tara.press("offer", "Offer it", what=str(there.id), people=[str(world.lou.id)])
    assert [one.person_id for one in offers()] == [world.lea.id, world.lou.id]
    assert "Offered to 2 people." in tara.text("#notice")
    assert (told(world.lea), told(world.lou)) == (["make_up.offered"], ["make_up.offered"])


@pytest.mark.parametrize("people", [1, 2])
def test_more_are_not_invited_than_there_is_room_for(tara, world, people):
    world.b.capacity = 1 + people
    there = elsewhere(world)  # Bo has a seat in it anyway
    absent(world, world.lou)
    db.session.commit()
    tara.visit(page(world, world.lea))
    status = 409 if people == 1 else None
    tara.press("offer", "Offer it", status, what=str(there.id), people=[str(world.lou.id)])
    assert len(offers()) == (0 if people == 1 else 2)


@pytest.mark.parametrize(
    ("arrange", "words"),
    [
        (lambda w: marked(w.tonight, w.lou), "Lou missed nothing in this session."),
        (lambda w: None, "Lou is not marked yet. Mark the register first."),
        (lambda w: w.tonight.__setattr__("status", Status.PLANNED), "this session was not held"),
    ],
)
def test_who_missed_nothing_is_refused_in_words(tara, world, there, arrange, words):
    arrange(world)
    db.session.commit()
    tara.visit(page(world, world.lou))
    assert words in tara.text("main")
    assert not tara.page.find("form", id="offer")
    token = tara.visit("/make-up").page.select_one("[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "what": "task", "task": "Read", "minutes": "30"}
    assert tara.send("POST", page(world, world.lou), sent).status_code == 409
    assert offers() == []


def test_a_guest_misses_nothing(tara, world, there):
    marked(world.tonight, world.bo, "17:00", "18:00")
    tara.visit(page(world, world.bo))
    assert "Bo was a guest here: guests miss nothing." in tara.text("main")


def test_what_overlaps_is_full_or_is_theirs_is_grey_and_says_why(tara, world):
    world.b.capacity = 1
    then = world.next_week
    elsewhere(world, code="B-03", day=then.day)
    elsewhere(world, code="B-04")
    db.session.commit()
    tara.visit(page(world, world.lea))
    grey = [row.parent.text for row in tara.page.select("#offer [type=radio][disabled]")]
    assert len(grey) == 2
    assert "Has another session then: Jesenice, group A" in grey[0]
    assert "Full." in grey[1]


def test_one_to_which_they_come_anyway_is_no_choice(tara, world, there):
    """Lou is in group B from tomorrow on."""
    before = world.memberships[1]
    before.ends_on, rest = COMING - timedelta(days=8), {"starts_on": COMING - timedelta(days=7)}
    new = Membership(enrolment=before.enrolment, group=world.b, person=world.lou, **rest)
    db.session.add(new)
    absent(world, world.lou)
    tara.visit(page(world, world.lou))
    assert not tara.page.select(f"#offer [value='{there.id}']")
    assert tara.visit(page(world, world.lea)).page.select(f"#offer [value='{there.id}']")


def test_an_offer_is_taken_back_and_the_learner_is_told(tara, world, there):
    offered(tara, world, world.lea, there.id)
    tara.visit("/make-up").press(f"withdraw_{offers()[0].id}", "Take the offer back: Lea")
    assert offers()[0].state == "withdrawn"
    assert told(world.lea) == ["make_up.offered", "make_up.settled"]
    assert "Nothing is open." in tara.text("main")
    assert "Taken back" in tara.visit("/make-up?show=all").text("main")
    offered(tara, world, world.lea, there.id)
    assert [one.state for one in offers()] == ["withdrawn", "offered"]


def test_the_session_is_moved_and_the_offer_goes_along(tara, world, there):
    offered(tara, world, world.lea, there.id)
    lea = Visitor(tara.app).sign_in(world.lea).visit(f"/make-up/{offers()[0].id}")
    lea.press("make_up", "Yes, I come")
    sam = Visitor(tara.app).sign_in(world.sam).visit(f"/sessions/{there.id}")
    sam.press("session", "Save the changes", day="2022-04-08")
    (offer,) = offers()
    assert (offer.to_session_id != there.id, f"{offer.to_session.day}") == (True, "2022-04-08")
    assert place(offer.to_session, world.lea) == "booked"
    lea.visit(f"/make-up/{offer.id}")
    assert ("You said yes." in lea.text("main"), "8" in lea.text(".sign")) == (True, True)
    assert "session.moved" in told(world.lea)


def test_the_session_is_cancelled_and_both_are_told_what_to_do(tara, world, there):
    offered(tara, world, world.lea, there.id)
    offer = offers()[0].id
    lea = Visitor(tara.app).sign_in(world.lea).visit(f"/make-up/{offer}")
    lea.press("make_up", "Yes, I come")
    sam = Visitor(tara.app).sign_in(world.sam).visit(f"/sessions/{there.id}")
    sam.press("cancel", "Cancel the session", **{"cancel-reason": "Sam is ill"})
    assert "session.cancelled" in told(world.lea)
    lea.visit(f"/make-up/{offer}")
    assert "This session is cancelled. Ask your trainer" in lea.text("main")
    assert not lea.page.find("form", id="make_up")
    assert "Offer something else" in tara.visit("/make-up").text("main")


def settled(now):
    """What the worker does every minute."""
    settle(now)
    db.session.commit()


def attended(there, who, came="17:00", left="20:15"):
    there.status = Status.HELD
    return marked(there, who, came, left)


def test_attending_closes_the_gap_by_itself_and_the_absence_stays_one(tara, world):
    """Lea attended the module's other evening in A: so rule 6 leaves the one in B to make-up."""
    world.local.rules = world.local.rules | {"make_up_cap": "100%"}
    marked(world.next_week, world.lea)
    world.next_week.module, world.next_week.course = world.digital.modules[0], world.digital
    world.next_week.status = Status.HELD
    there = elsewhere(world)
    offered(tara, world, world.lea, there.id)
    assert standing(world, world.lea) == (180, 0)
    attended(there, world.lea)
    assert standing(world, world.lea) == (180, 180)
    settled(NOW)
    assert [one.state for one in offers()] == ["done"]
    assert standing(world, world.lea) == (180, 180)
    tara.visit(f"/sessions/{world.tonight.id}")
    assert "180 minutes attended instead" in tara.text("main")
    assert "Made up: came to another session" in tara.visit(
        f"/sessions/{world.tonight.id}/register"
    ).text(f"#line_{world.lea.id}")
    tara.visit("/groups/jes-a/people/LEA?on=2022-04-01")
    assert "Absent. Made up: 180 of 180 minutes." in tara.text("main")
    assert "Attended instead: Jesenice, group B" in tara.text("main")


def test_a_register_that_is_corrected_takes_the_make_up_along(tara, world):
    """An evening of a course that the programme has not: it is of use as make-up only."""
    world.local.rules = world.local.rules | {"make_up_cap": "100%"}
    there = elsewhere(world, course=world.housing, module=None)
    there.group = world.c
    db.session.add(offer_of(world, there))
    mark = attended(there, world.lea)
    assert standing(world, world.lea) == (0, 180)
    mark.withdrawn_at = NOW
    attended(there, world.lea, "17:00", "18:00")
    assert standing(world, world.lea) == (0, 60)


def offer_of(world, there):
    about = {"session": world.tonight, "person": world.lea, "kind": "session", "to_session": there}
    return MakeUpOffer(**about, state="accepted", offered_by=world.tara, offered_at=NOW)


@pytest.mark.parametrize("turned", [False, True])
def test_one_session_stands_for_one_absence_whatever_the_order_of_rows(tara, world, turned):
    """Who had said no says yes again, and the trainer has offered it for another evening since."""
    world.local.rules = world.local.rules | {"make_up_cap": "100%"}
    half = session(world.a, "A-00", world.tonight.day - timedelta(days=7), world.digital)
    db.session.add(half)
    db.session.commit()
    marked(half, world.lea, "18:45", "20:15")
    there = elsewhere(world, course=world.housing, module=None)
    there.group = world.c
    attended(there, world.lea)
    for missed in (half, world.tonight) if turned else (world.tonight, half):
        one = offer_of(world, there)
        one.session = missed
        db.session.add(one)
        db.session.commit()
    assert standing(world, world.lea) == (90, 180)


def elsewhere_in(world, house, code):
    """The same module, in a group of the programme that another organisation has."""
    theirs = Group(slug=f"group-{code.lower()}", title=code, programme=world.local,
                   organisation=house, zone="Europe/Ljubljana")  # fmt: skip
    there = elsewhere(world, code=code)
    there.group = theirs
    db.session.add(theirs)
    db.session.commit()
    return there


def test_seats_of_another_organisation_are_offered_by_who_manages_them_only(tara, world):
    """A trainer of our own house offers ours; the coordinator of the programme theirs, too."""
    theirs, ours = (
        elsewhere_in(world, world.network, "N-1"),
        elsewhere_in(world, world.centre, "J-1"),
    )
    ema = Visitor(tara.app).sign_in(world.ema)
    for who, may in ((tara, [ours]), (ema, [theirs, ours])):
        who.visit(page(world, world.lea))
        found = [row["value"] for row in who.page.select("#offer [type=radio]")]
        assert found == [*(str(one.id) for one in may), "task"]
    token = tara.page.select_one("[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "what": str(theirs.id)}
    assert tara.send("POST", page(world, world.lea), sent).status_code == 422
    assert offers() == []
    theirs.group.trainers.append(world.tara)
    db.session.commit()
    offered(tara, world, world.lea, theirs.id)
    assert [one.to_session for one in offers()] == [theirs]


def test_where_rule_6_credits_the_other_group_nothing_counts_twice(tara, world, there):
    world.local.rules = world.local.rules | {"make_up_cap": "100%"}
    offered(tara, world, world.lea, there.id)
    attended(there, world.lea)
    assert standing(world, world.lea) == (180, 0)


def test_who_does_not_come_has_lapsed_until_the_register_says_otherwise(tara, world, there):
    offered(tara, world, world.lea, there.id)
    absent_there = marked(there, world.lea, None)
    there.status = Status.HELD
    db.session.commit()
    settled(NOW)
    assert [one.state for one in offers()] == ["lapsed"]
    assert "Did not come" in tara.visit("/make-up?show=all").text("main")
    absent_there.withdrawn_at = NOW
    attended(there, world.lea)
    assert "180 minutes attended instead" in tara.visit("/make-up?show=all").text("main")


def test_nobody_is_settled_while_the_register_says_nothing(tara, world, there):
    offered(tara, world, world.lea, there.id)
    there.status = Status.HELD
    db.session.commit()
    settled(NOW)
    assert [one.state for one in offers()] == ["offered"]


def test_make_up_is_offered_where_the_register_is_locked(tara, world, there):
    """It is about the absence, and happens later."""
    world.tonight.locks_from = world.tonight.day
    world.local.lock_days = 0
    world.tonight.sealed_at = NOW
    db.session.commit()
    offered(tara, world, world.lea, there.id)
    assert len(offers()) == 1


def test_the_pages_cost_the_same_for_few_and_for_many(app, world):
    tara = Visitor(app).sign_in(world.tara)
    absent(world, world.lea)
    offered(tara, world, world.lea, elsewhere(world).id)
    offered(tara, world, world.lea, "task", task="Read", minutes="30")
    urls = ["/make-up", page(world, world.lea), f"/sessions/{world.tonight.id}",
            f"/sessions/{world.tonight.id}/register"]  # fmt: skip
    few = [cost(tara, url) for url in urls]
    people = fill(world.a, 12)
    absent(world, *people)
    for n in range(8):
        there = elsewhere(world, code=f"B-1{n}", day=COMING.replace(day=4 + n))
        db.session.add(SignUp(session=there, person=world.olga, state="booked", since=NOW))
        offered(tara, world, people[n], there.id)
        offered(tara, world, people[n], "task", task="Read", minutes="30")
    assert [cost(tara, url) for url in urls] == few
    assert max(few) <= 16, few


def cost(visitor, url):
    visitor.visit(url)
    with count_queries() as seen:
        visitor.visit(url)
    return len(seen)


def test_only_who_works_with_the_group_sees_its_offers(tara, world, there):
    offered(tara, world, world.lea, there.id)
    for who, sees in ((world.tara, True), (world.ema, True), (world.sam, False)):
        found = Visitor(tara.app).sign_in(who).visit("/make-up")
        assert ("Lea" in found.text("main")) is sees, who.name
    assert "Lea" in Visitor(tara.app).sign_in(world.ema).visit("/make-up?group=jes-a").text("main")
    assert db.session.query(Mark).count() == 1
