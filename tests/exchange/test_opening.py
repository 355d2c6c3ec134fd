"""The figures of an activity open exactly the people whom they count, for who hosts it."""

import csv
import io

import pytest

from lms.db import db
from tests.exchange.samples import on_the_list, twinned


@pytest.fixture
def visit(world):
    """Two registered, of whom one came; one came unasked; one works there; five have no names."""
    made = twinned(world).visit
    on_the_list(made, world.lou, came=True)
    on_the_list(made, world.lea, came=False)
    on_the_list(made, world.sam, came=True, registered_at=None)
    on_the_list(made, world.tara, came=True, role="speaker")
    made.status, made.headcount, made.registered = "held", 5, 3
    db.session.commit()
    return made


def linked(page, words):
    return {a["href"]: a.text for a in page.select("a") if "show=" in a["href"]}[words]


@pytest.mark.parametrize(
    ("figure", "told", "unnamed", "names"),
    [("registered", 5, 3, {"Lou", "Lea"}), ("came", 7, 5, {"Lou", "Sam"})],
)
def test_each_figure_opens_exactly_its_people(world, visit, visitor, figure, told, unnamed, names):
    ema = visitor.sign_in(world.ema)
    link = f"/activities/{visit.code}?show={figure}#list"
    for page in ("/projects/twinning/activities", f"/activities/{visit.code}"):
        assert linked(ema.visit(page).page, link) == str(told)
    ema.visit(link)
    rows = ema.page.select("table tbody tr")
    assert {row.select_one("th bdi").text for row in rows} == names
    assert len(rows) + unnamed == told
    assert ema.page.find(id="list").text.endswith(f": {told} people")
    assert f"{unnamed} people without names" in ema.page.text
    file = ema.file(f"/activities/{visit.code}/people.csv?show={figure}")
    assert {row["name"] for row in csv.DictReader(io.StringIO(file))} == names


def test_a_partner_that_does_not_host_it_reads_numbers_that_lead_nowhere(world, visit, visitor):
    oto = visitor.sign_in(world.oto)
    for page in ("/projects/twinning/activities", f"/activities/{visit.code}?show=came"):
        oto.visit(page)
        assert not [a for a in oto.page.select("a") if "show=" in a["href"]]
        assert "Lou" not in oto.page.find("main").text
