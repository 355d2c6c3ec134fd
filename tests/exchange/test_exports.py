"""What is on screen as files: the same rows and figures, and no name that no page shows."""

import csv

import pytest

from lms.db import db
from lms.exchange import queries
from lms.exchange.models import ActionPlan, Measure, Pair
from tests.exchange.samples import activity_of, on_the_list, twinned
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def held(world):
    project = twinned(world).project
    made = activity_of(project, world.centre, "held-1", status="held", headcount=10, registered=20)
    on_the_list(made, world.lea, came=True)
    on_the_list(made, world.olga, came=False)
    db.session.add(Pair(project=project, mentor=world.tara, mentee=world.olga, state="active"))
    plan = ActionPlan(
        slug="plan", project=project, organisation=world.centre, title={"en": "Plan"}, state="draft"
    )
    plan.measures.append(Measure(position=0, title={"en": "Desk"}, state="done", for_women=True))
    db.session.add(plan)
    db.session.commit()
    return made


def rows(visitor, address):
    return list(csv.DictReader(visitor.file(address).splitlines()))


def test_the_list_of_activities_ends_with_the_figures_of_the_page(visitor, world, held):
    visitor.sign_in(world.oto)
    found = rows(visitor, "/projects/twinning/activities/file.csv")
    assert [one["activity_code"] for one in found] == ["held-1", "visit-1", "All"]
    four = queries.four(held.project_id)
    assert (
        (found[-1]["registered"], found[-1]["came"])
        == ("22", "11")
        == tuple(str(one) for one in four[:2])
    )
    assert len(rows(visitor, "/projects/twinning/activities/file.csv?kind=webinar")) == 1


def test_who_came_is_for_the_host_alone(app, visitor, world, held):
    visitor.sign_in(world.tara)
    found = rows(visitor, "/activities/held-1/people.csv")
    assert [(one["person_code"], one["came"]) for one in found] == [("LEA", "yes"), ("OLGA", "no")]
    Visitor(app).sign_in(world.oto).visit("/activities/held-1/people.csv", 403)


def test_files_of_pairs_hide_the_names_that_the_page_hides(visitor, world, held):
    found = rows(visitor.sign_in(world.ema), "/projects/twinning/pairs/file.csv")
    assert found[0]["mentor"] == world.tara.name
    assert found[0]["mentee"] == "a person of another partner"


@pytest.mark.parametrize(
    "address",
    [
        "projects/twinning/activities/file", "activities/held-1/people",
        "projects/twinning/pairs/file", "plans/plan/file",
    ],
)  # fmt: skip
def test_each_is_a_workbook_and_a_paper(visitor, world, held, address):
    visitor.sign_in(world.ema)
    assert visitor.send("GET", f"/{address}.xlsx").data.startswith(b"PK")
    assert visitor.send("GET", f"/{address}.pdf").data.startswith(b"%PDF")
    assert visitor.send("GET", f"/{address}.doc").status_code == 404


def test_pages_ask_the_same_for_few_and_for_many(visitor, world, held):
    visitor.sign_in(world.ema)
    addresses = "/projects/twinning/activities", "/activities/held-1", "/projects/twinning/pairs"
    few = [asked(visitor, address) for address in addresses]
    for number in range(8):
        activity_of(held.project, world.network, f"more-{number}", status="held")
        pair = Pair(project=held.project, mentor=world.sam, mentee=world.oto, state="active")
        db.session.add(pair)
    for person in (world.lou, world.sam, world.oto, world.ema):
        on_the_list(held, person, came=True)
    assert [asked(visitor, address) for address in addresses] == few
    assert max(few) <= 16


def asked(visitor, address):
    db.session.expire_all()
    with count_queries() as seen:
        visitor.visit(address)
    return len(seen)
