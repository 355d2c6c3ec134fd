"""The people of a group: who is in it on a day, who comes in; nobody is in two at once."""

from datetime import date, timedelta
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms import clock
from lms.courses import actions, queries, rules
from lms.courses.models import Group
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change, Person
from tests import cast
from tests.cast import FEBRUARY, THURSDAY
from tests.courses.places import on, place_of, places
from tests.queries import count_queries
from tests.visitor import Visitor

A = "/groups/jes-a/people"
FRIDAY, WEDNESDAY = THURSDAY + timedelta(days=1), THURSDAY - timedelta(days=1)


@pytest.fixture
def nora(world):
    person = cast.person("Nora Zupan", world.centre, code="NORA", email=None)
    db.session.add(person)
    db.session.commit()
    return person


# days


def test_the_last_day_is_included(world):
    place_of(world.lea).ends_on = THURSDAY
    assert on(world.a, FEBRUARY) == on(world.a, THURSDAY) == ["Lea", "Lou"]
    assert on(world.a, FRIDAY) == ["Lou"]
    assert on(world.a, FEBRUARY - timedelta(days=1)) == []


SPANS = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 10)).map(
    lambda pair: (
        FEBRUARY + timedelta(days=pair[0]),
        None if pair[1] is None else FEBRUARY + timedelta(days=pair[0] + pair[1]),
    )
)


@given(st.lists(SPANS, max_size=8), SPANS)
def test_the_busiest_day_is_the_one_found_by_counting_every_day(spans, during):
    days = [FEBRUARY + timedelta(days=n) for n in range(80)]
    asked = [day for day in days if rules.overlap((day, day), during)]
    by_hand = max(sum(rules.overlap(span, (day, day)) for span in spans) for day in asked)
    assert rules.busiest(spans, during) == by_hand


def test_a_place_that_ends_before_another_begins_is_free_again(world, nora):
    world.a.capacity = 2
    place_of(world.lea).ends_on = THURSDAY
    assert queries.free_places(world.a, THURSDAY) == 0
    assert queries.free_places(world.a, FRIDAY) == 1
    assert queries.free_places(world.b, FRIDAY) is None
    actions.enrol(world.a, nora, FRIDAY, by=world.ema, now=cast.NOW)
    assert queries.free_places(world.a, FRIDAY) == 0


# coming in


def test_a_coordinator_finds_a_person_and_puts_them_into_the_group(visitor, world, nora):
    visitor.sign_in(world.ema).visit(A)
    visitor.press("find", "Find", q="zup")
    visitor.press("enrol", "Put into the group", from_day="2022-03-28")
    assert visitor.text("#notice") == "Nora Zupan is in Jesenice, group A now."
    assert "2 people on 24 March 2022" in visitor.text("#members")
    assert places(nora) == [("jes-a", date(2022, 3, 28), None)]
    visitor.visit(f"{A}?on=2022-03-28")
    assert "3 people on 28 March 2022" in visitor.text("#members")
    change = db.session.scalars(select(Change).filter_by(noun="enrolment")).one()
    assert (change.key, change.verb) == ("digital-local/NORA", "enrolled")
    assert change.by_id == world.ema.id


def test_htmx_is_given_the_form_the_list_and_the_notice(app, world, nora):
    visitor = Visitor(app, htmx=True).sign_in(world.ema).visit(f"{A}?q=nora")
    visitor.press("enrol", "Put into the group")
    assert visitor.swapped == ["found", "members", "notice"]
    assert "3 people" in visitor.text("#members")


def test_only_learners_of_ones_own_organisation_without_a_place_are_found(app, world, nora):
    db.session.add(cast.person("Noah", world.network))
    visitor = Visitor(app).sign_in(world.ema)
    for words, found in [("no", ["NORA"]), ("lea", []), ("tara", []), ("NORA", ["NORA"])]:
        visitor.visit(f"{A}?q={words}")
        assert [box["value"] for box in visitor.page.select("[name=person]")] == found
    assert "Nobody without a place is called “lea”" in visitor.visit(f"{A}?q=lea").text("#found")


def test_who_is_not_of_the_organisation_is_not_put_in_by_a_made_up_form(app, world, nora):
    visitor = Visitor(app).sign_in(world.ema).visit(f"{A}?q=nora")
    form = {"person": "OLGA", "from_day": "2022-03-24"}
    form["csrf_token"] = visitor.page.select_one("#enrol [name=csrf_token]")["value"]
    assert visitor.send("POST", A, form).status_code == 403
    assert visitor.send("POST", A, form | {"person": "NOBODY"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"person": None}, "Choose a person."),
        ({"from_day": "31 April"}, "Write the day like 2022-03-24."),
        ({"from_day": ""}, "Write the day like 2022-03-24."),
    ],
)
def test_a_place_that_cannot_be(visitor, world, nora, typed, words):
    visitor.sign_in(world.ema).visit(f"{A}?q=nora")
    visitor.press("enrol", "Put into the group", status=422, **typed)
    assert words in visitor.text("#enrol_complaints")
    assert places(nora) == []


def test_staff_have_no_place(world):
    for who in (world.tara, world.ema, world.ada):
        with pytest.raises(Refused, match="staff"):
            actions.enrol(world.a, who, THURSDAY, by=world.ema, now=cast.NOW)


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        (THURSDAY, None, True),
        (FEBRUARY, THURSDAY, True),
        (date(2022, 1, 1), FEBRUARY, True),  # the one day in common is the last
        (date(2022, 1, 1), FEBRUARY - timedelta(days=1), False),
    ],
)
def test_nobody_is_in_two_groups_of_a_programme_on_one_day(world, start, end, refused):
    values = {"until": end, "by": world.ema, "now": cast.NOW}
    if refused:
        with pytest.raises(Refused, match="Lea has a place in Jesenice, group A"):
            actions.enrol(world.b, world.lea, start, **values)
    else:
        actions.enrol(world.b, world.lea, start, **values)
        assert len(places(world.lea)) == 2


def test_a_full_group_and_one_that_has_ended_are_refused_in_words(visitor, world, nora):
    world.a.capacity = 2
    visitor.sign_in(world.ema).visit(f"{A}?q=nora")
    visitor.press("enrol", "Put into the group", status=409)
    assert visitor.text("#notice") == "Jesenice, group A is full. Choose another group or day."
    world.b.ends_on = WEDNESDAY
    with pytest.raises(Refused, match="ends on 23 March 2022"):
        actions.enrol(world.b, nora, THURSDAY, by=world.ema, now=cast.NOW)
    assert places(nora) == []


class Hand:
    """A coordinator at work in a process of their own."""

    def __init__(self, app, group, person, *, before=lambda: None, after=lambda: None):
        self.app, self.ids, self.answer = app, (group.id, person.id), None
        self.before, self.after = before, after
        self.thread = Thread(target=self.enrol)

    def enrol(self):
        with self.app.app_context():
            self.before()
            group, person = (
                db.session.get(*row) for row in zip((Group, Person), self.ids, strict=True)
            )
            try:
                actions.enrol(group, person, THURSDAY, by=None, now=cast.NOW)
                self.after()
                db.session.commit()
                self.answer = "in"
            except Refused as refusal:
                self.answer = str(refusal)


def test_two_at_once_never_give_the_last_place_twice(app, world, nora):
    """The first holds the group's row; the second waits, and then sees that it is full."""
    world.a.capacity = 3
    ned = cast.person("Ned", world.centre)
    db.session.add(ned)
    db.session.flush()
    has_it, comes = Event(), Event()
    hold = [has_it.set, lambda: comes.wait(5), lambda: Event().wait(0.3)]
    first = Hand(app, world.a, nora, after=lambda: [step() for step in hold])
    second = Hand(app, world.a, ned, before=lambda: [has_it.wait(5), comes.set()])
    db.session.commit()
    for hand in (first, second):
        hand.thread.start()
    for hand in (first, second):
        hand.thread.join(20)
    assert first.answer == "in"
    assert second.answer == "Jesenice, group A is full. Choose another group or day."
    assert on(world.a, THURSDAY) == ["Lea", "Lou", "Nora Zupan"]


# who may, and what it costs


def test_trainers_see_their_people_and_only_coordinators_change_them(app, world):
    tara = Visitor(app).sign_in(world.tara).visit(A)
    assert "Lea" in tara.text("#members")
    assert not tara.page.find(id="find")
    assert not tara.page.select("a[href^='/memberships']")
    place = f"/memberships/{place_of(world.lea).id}"
    tara.visit(place, 403)
    for who in (world.sam, world.lea, world.oto):
        Visitor(app).sign_in(who).visit(A, 403)
        Visitor(app).sign_in(who).visit(place, 403)
    Visitor(app).sign_in(world.ada).visit(A).visit(place)
    Visitor(app).sign_in(world.ada).visit("/memberships/999", 404).visit("/groups/none/people", 404)


def test_the_day_in_the_address_that_is_none_is_today(app, world, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: cast.NOW)
    visitor = Visitor(app).sign_in(world.ema).visit(f"{A}?on=31-april")
    assert "on 24 March 2022" in visitor.text("#members")


def test_a_page_costs_the_same_for_few_and_for_many(app, world):
    visitor = Visitor(app).sign_in(world.ema)
    urls = [A, f"{A}?q=p", f"/memberships/{place_of(world.lea).id}"]
    for_few = []
    for url in urls:
        with count_queries() as seen:
            visitor.visit(url)
        for_few.append(len(seen))
    group, local = world.a, world.local
    for n in range(40):
        person = cast.person(f"P{n}", world.centre)
        db.session.add(cast.enrol(person, group) if n % 2 else person)
        common = {"organisation": world.centre, "zone": "UTC", "programme": local, "capacity": 9}
        db.session.add(Group(slug=f"g{n}", title=f"G{n}", **common))
    db.session.commit()
    for url, few in zip(urls, for_few, strict=True):
        with count_queries() as seen:
            visitor.visit(url)
        assert len(seen) == few <= 13, "\n\n".join(seen)
    assert len(visitor.visit(f"{A}?q=p").page.select("[name=person]")) == 20


def test_who_forgot_the_pin_is_helped_from_the_list_of_the_group(visitor, world):
    visitor.sign_in(world.tara).visit("/groups/jes-a/people")
    cards = {link["aria-label"] for link in visitor.page.select("a[href$='/card']")}
    assert cards == {"Card for Lea", "Card for Lou"}
