"""What the pages of figures ask of the database, and what the terminal says of frozen counts."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from lms.courses.models import Group
from lms.db import db
from lms.indicators.actions import counting
from lms.indicators.models import Gap, Member
from tests.cast import NOW, enrol, person
from tests.indicators.reporting import LAST, reporting
from tests.queries import count_queries


@pytest.fixture
def ours(world):
    return reporting(world)


def count(world, ours):
    made = counting.ask(ours.project, ours.version, None, LAST, by=world.ema, now=NOW)
    counting.make(made, now=NOW)
    db.session.commit()
    return made


def many(world, number):
    """More people in a group of the project."""
    for n in range(number):
        one = person(f"More {n}", world.centre)
        db.session.add_all([one, enrol(one, world.a, date(2022, 3, 1))])
    db.session.commit()


def cost(page, url):
    with count_queries() as seen:
        page.visit(url)
    return len(seen)


def test_pages_of_figures_cost_the_same_for_few_and_for_many(world, ours, visitor):
    few = count(world, ours)
    ada = visitor.sign_in(world.ada)
    urls = (
        "/projects/includ-eu/indicators?set=ours",
        "/indicator-counts/{}/members?code=PEOPLE",
        "/indicator-counts/{}/gaps?code=PEOPLE&gap=gender",
    )
    ada.visit(urls[0])
    before, people = [cost(ada, url.format(few.id)) for url in urls], few.values["PEOPLE"]["value"]
    many(world, 15)
    lots = count(world, ours)
    assert lots.values["PEOPLE"]["value"] == people + 15
    assert [cost(ada, url.format(lots.id)) for url in urls] == before
    assert before[0] <= 12


def test_the_terminal_tells_a_frozen_count_that_was_changed(world, ours, app):
    made = count(world, ours)
    made.frozen_at = NOW
    db.session.commit()
    run = app.test_cli_runner().invoke
    fine = run(args=["indicators", "verify"])
    assert (fine.exit_code, "unchanged" in fine.output) == (0, True), fine.output
    row = db.session.scalars(select(Member).where(Member.count_id == made.id)).first()
    row.first_on = date(2021, 1, 1)
    db.session.commit()
    changed = run(args=["indicators", "verify"])
    assert (changed.exit_code, "NOT what was frozen" in changed.output) == (1, True)
    told = run(args=["indicators", "verify", "--format", "json"])
    row = {"count": made.id, "project": "includ-eu", "organisation": None, "to": made.until}
    assert told.exit_code == 1
    assert json.loads(told.stdout) == [{**row, "to": made.until.isoformat(), "unchanged": False}]


@pytest.mark.parametrize(
    ("gap", "place"),
    [
        ("birth_date", "/people/{code}/edit"),
        ("gender", "/people/{code}/edit"),
        ("entry_level", "/groups/{group}/levels?on=entry"),
        ("exit_level", "/groups/{group}/levels?on=exit"),
        ("answer", "/people/{code}/outcomes"),
    ],
)
def test_what_is_missing_leads_to_where_it_is_written_down(world, ours, visitor, gap, place):
    world.local.levels = [
        {"framework": "cefr", "language": "sl", "skills": ["speaking"], "methods": ["trainer"]}
    ]
    made = count(world, ours)
    db.session.query(Gap).filter_by(count_id=made.id).delete()
    db.session.add(Gap(count_id=made.id, code="PEOPLE", gap=gap, person_id=world.lou.id))
    db.session.commit()
    url = f"/indicator-counts/{made.id}/gaps?code=PEOPLE&gap={gap}"
    ada = visitor.sign_in(world.ada).visit(url)
    link = ada.page.select_one("main .lines a")["href"]
    slugs = db.session.scalars(select(Group.slug))
    assert link in {place.format(code=world.lou.code, group=slug) for slug in slugs}
    ada.visit(link)
