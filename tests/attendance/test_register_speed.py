"""What a register asks of the database: the same for few people and for many."""

import pytest

from tests.attendance.register import address, fill, live, marked, said, save, tap
from tests.queries import count_queries
from tests.visitor import Visitor

MANY = 35


@pytest.fixture
def tara(app, world):
    return Visitor(app).sign_in(world.tara)


def writing(seen):
    """The statements up to the one with which a save ends; what follows shows the page again."""
    last = max(n for n, statement in enumerate(seen) if statement.startswith("UPDATE groups"))
    return seen[: last + 1]


def test_opening_costs_the_same_for_few_and_for_many(tara, world):
    url = address(world.tonight)
    tara.visit(url)
    with count_queries() as for_few:
        tara.visit(url)
    for who in fill(world.a, MANY):
        marked(world.tonight, who)
    with count_queries() as for_many:
        tara.visit(url)
    assert len(for_many) == len(for_few) <= 5


@pytest.mark.parametrize("htmx", [False, True])
def test_saving_thirty_five_is_at_most_six_statements(app, world, htmx):
    fill(world.a, MANY - 2)
    tara = Visitor(app, htmx=htmx).sign_in(world.tara).visit(address(world.tonight))
    with count_queries() as seen:
        tara.press("register", "All present")
    assert len(live(world.tonight)) == MANY
    assert len(writing(seen)) <= 6, seen
    assert not htmx or len(seen) <= 6


@pytest.mark.parametrize("htmx", [False, True])
def test_as_many_exceptions_cost_no_more(app, world, htmx):
    people = [world.lea, world.lou, *fill(world.a, MANY - 2)]
    tara = Visitor(app, htmx=htmx).sign_in(world.tara).visit(address(world.tonight))
    tara.press("register", "All present")
    typed = {}
    for n, who in enumerate(people):
        kinds = (
            {"mark": "absent"},
            {"mark": "part", "came": "17:20"},
            {"mark": "part", "left": "19:40", "reason": "work"},
            {"mark": "excused", "reason": "illness"},
        )
        typed |= said(who, **kinds[n % 4])
    with count_queries() as seen:
        save(tara, **typed)
    assert len(writing(seen)) <= 6, seen
    assert not htmx or len(seen) <= 6
    kinds = [mark[0] for mark in live(world.tonight)]
    assert (kinds.count("presence"), kinds.count("absence")) == (18, 9 + 9 + 8)


class Counting(Visitor):
    """Notes what each sending of the register asked of the database."""

    def __init__(self, app, htmx=False):
        super().__init__(app, htmx)
        self.sent = []

    def send(self, method, url, *rest, **more):
        with count_queries() as seen:
            answer = super().send(method, url, *rest, **more)
        if method == "POST" and url.endswith("/register"):
            self.sent.append(list(seen))
        return answer


@pytest.mark.parametrize("htmx", [False, True])
def test_thirty_people_by_exceptions_are_three_requests_at_most(app, world, htmx):
    """All present, then those who were not: together, and one more who is corrected by a tap."""
    people = [world.lea, world.lou, *fill(world.a, 28)]
    tara = Counting(app, htmx).sign_in(world.tara).visit(address(world.tonight))
    tara.press("register", "All present")
    typed = said(people[3], mark="absent") | said(people[7], mark="part", came="17:20")
    tap(tara, **typed, **said(people[9], mark="excused", reason="illness"))
    tap(tara, **said(people[12], mark="absent"))
    kinds = [mark[0] for mark in live(world.tonight)]
    assert (len(kinds), kinds.count("absence")) == (30, 3)
    assert len(tara.sent) <= 3
    assert max(len(writing(seen)) for seen in tara.sent) <= 8
