"""Rosters from files: who is in which group, from when, to when."""

from datetime import date

import pytest
from sqlalchemy import select

from lms.courses import exports
from lms.courses.imports import groups, roster
from lms.courses.models import Enrolment, Membership, State
from lms.db import db
from lms.people.imports import people
from lms.people.models import Change
from lms.tables import to_csv, to_xlsx
from lms.tables.formats import ROSTER
from tests.cast import NOW, ZONE
from tests.queries import count_queries

HEADER = "person_code,group,from,to"


def places(person):
    query = select(Membership).where(Membership.person_id == person.id)
    rows = db.session.scalars(query.order_by(Membership.starts_on))
    return [(m.group.slug, f"{m.starts_on}", m.ends_on and f"{m.ends_on}") for m in rows]


def enrolment(person, programme):
    return db.session.scalar(select(Enrolment).filter_by(person=person, programme=programme))


def test_who_is_put_into_a_group_is_on_its_programme(world, bring):
    assert bring(roster, HEADER, "OLGA,jes-a,2022-03-01,") == (1, 0, 0)
    assert places(world.olga) == [
        ("cities-1", "2022-02-10", None),
        ("jes-a", "2022-03-01", None),
    ]
    made = enrolment(world.olga, world.local)
    assert (made.state, len(made.memberships)) == (State.ACTIVE, 1)


def test_a_later_file_ends_a_membership(world, bring):
    before = world.a.revision
    assert bring(roster, HEADER, "LEA,jes-a,2022-02-10,2022-03-01") == (0, 1, 0)
    assert places(world.lea) == [("jes-a", "2022-02-10", "2022-03-01")]
    assert world.a.revision > before
    (change,) = db.session.scalars(select(Change))
    assert (change.noun, change.key) == ("enrolment", "digital-local/LEA")


def test_without_a_column_to_nothing_ends(world, bring):
    bring(roster, HEADER, "LEA,jes-a,2022-02-10,2022-03-01")
    assert bring(roster, "person_code,group,from", "LEA,jes-a,2022-02-10") == (0, 0, 1)


def test_a_person_moves_within_one_file(world, bring):
    lines = "LEA,jes-b,2022-03-02,", "LEA,jes-a,2022-02-10,2022-03-01"
    assert bring(roster, HEADER, *lines) == (1, 1, 0)
    assert places(world.lea) == [
        ("jes-a", "2022-02-10", "2022-03-01"),
        ("jes-b", "2022-03-02", None),
    ]
    assert len(enrolment(world.lea, world.local).memberships) == 2


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (["LEA,jes-b,2022-03-02,"], (2, "from")),
        (["LEA,jes-b,2022-01-01,2022-02-10"], (2, "from")),
        (["LEA,jes-b,2022-03-02,", "LEA,jes-a,2022-02-10,2022-03-02"], (3, "from")),
        (["OLGA,jes-a,2022-03-01,2022-03-05", "OLGA,jes-b,2022-03-05,"], (3, "from")),
        (["OLGA,jes-a,2022-03-01,", "OLGA,jes-a,2022-03-05,"], (3, "from")),
    ],
)
def test_two_memberships_in_one_programme_on_one_day_are_refused(world, wrong, rows, place):
    (problem,) = wrong(roster, HEADER, *rows)
    assert (problem.row, problem.column) == place
    assert "jes-" in problem.words


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("NOBODY,jes-a,2022-03-01,", "person_code", "no person with this code"),
        ("TARA,jes-a,2022-03-01,", "person_code", "is staff"),
        ("OLGA,nowhere,2022-03-01,", "group", "no group of this name"),
        ("OLGA,jes-a,,", "from", "must not be empty"),
        ("OLGA,jes-a,1.3.2022,", "from", "not a date"),
        ("OLGA,jes-a,2022-03-01,2022-02-28", "to", "before the first"),
        ("OLGA,jes-a,2023-01-01,", "from", "ends before, on 2022-12-31"),
    ],
)
def test_each_refusal_names_its_column(world, said, row, column, words):
    world.a.ends_on = date(2022, 12, 31)
    db.session.commit()
    found, told = said(roster, HEADER, row)
    assert (found, words in told) == (column, True), told


def test_the_same_row_twice_is_one_and_with_another_end_refused(world, bring, said):
    row = "OLGA,jes-a,2022-03-01,"
    assert said(roster, HEADER, row, f"{row}2022-04-01")[0] == "to"
    assert bring(roster, HEADER, row, row) == (1, 0, 0)


def test_importing_what_was_exported_changes_nothing_staff_or_not(world):
    world.lou.role = "trainer"
    db.session.commit()
    rows = [tuple(row) for row in exports.roster(None)]
    assert len(rows) == 4
    for data in (to_csv(ROSTER.columns, rows).encode(), to_xlsx(ROSTER.columns, rows, "Roster")):
        plan = roster(data, by=None, now=NOW, zone=ZONE)
        assert (plan.created, plan.updated, plan.unchanged) == (0, 0, 4)


def test_a_coordinator_fills_their_own_groups_with_their_own_people(world, bring, said):
    bring(people, "person_code,display_name", "P-1,Ana", by=world.ema)
    assert bring(roster, HEADER, "P-1,jes-b,2022-03-01,", by=world.ema) == (1, 0, 0)
    assert said(roster, HEADER, "P-1,cities-1,2022-03-01,", by=world.ema)[0] == "group"
    column, words = said(roster, HEADER, "OLGA,jes-b,2022-03-01,", by=world.ema)
    assert (column, "your organisation" in words) == ("person_code", True)
    assert {row.slug for row in exports.roster(world.ema)} == {"jes-a", "jes-b"}


def test_somebody_who_asked_for_a_place_may_be_put_into_a_group(world, bring):
    asked = Enrolment(
        person=world.olga,
        programme=world.local,
        state=State.APPLIED,
        since=world.tonight.published_at,
    )
    db.session.add(asked)
    db.session.commit()
    assert bring(roster, HEADER, "OLGA,jes-a,2022-03-01,", by=world.ema) == (1, 0, 0)
    assert enrolment(world.olga, world.local).state == State.ACTIVE


@pytest.mark.parametrize(("to", "state"), [("", State.ACTIVE), ("2022-03-23", State.WITHDRAWN)])
def test_only_a_place_that_lasts_brings_back_who_has_left(world, bring, to, state):
    left = enrolment(world.bo, world.local)
    left.state, left.memberships[0].ends_on = State.WITHDRAWN, date(2022, 2, 20)
    db.session.commit()
    bring(roster, HEADER, f"BO,jes-a,2022-03-01,{to}")
    assert enrolment(world.bo, world.local).state == state


def test_more_people_than_places_are_kept_and_said(world, run):
    world.a.capacity = 2
    db.session.commit()
    done = run("roster", "import", f"{HEADER}\r\nOLGA,jes-a,2022-03-01,".encode())
    assert done.code == 0
    assert "Row 2, group: The group has places for 2 people" in done.out
    assert "(3)" in done.out


def test_a_thousand_places_cost_as_many_statements_as_ten(world, bring):
    bring(groups, "group,programme", "g-1,digital-local", "g-2,digital-local")
    codes = [f"X-{number}" for number in range(910)]
    bring(people, "person_code,display_name", *(f"{code},Name" for code in codes))

    def cost(some):
        with count_queries() as seen:
            bring(
                roster,
                HEADER,
                *(f"{code},g-{1 + i % 2},2022-03-01," for i, code in enumerate(some)),
            )
        return len(seen)

    assert cost(codes[:10]) == cost(codes[10:])


def test_the_terminal_imports_and_prints_rosters(world, run):
    row = "OLGA,jes-a,2022-03-01,2022-04-01"
    assert run("roster", "import", "--dry-run", f"{HEADER}\r\n{row}".encode()).code == 0
    assert row not in run("roster", "export").out
    assert run("roster", "import", f"{HEADER}\r\n{row}".encode()).code == 0
    assert row in run("roster", "export").out.splitlines()
    assert run("roster", "import", f"{HEADER}\r\n{row}\r\nX,jes-a,2022-03-01,".encode()).code == 1
