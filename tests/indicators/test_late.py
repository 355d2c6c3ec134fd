"""What is corrected after a period was frozen: seen once, told with the figure then and now."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.indicators.actions import corrections, periods
from lms.indicators.models import Difference
from tests.cast import NOW
from tests.exchange.samples import activity_of
from tests.indicators.reporting import FIRST, LAST, reporting
from tests.indicators.test_periods import hand_in, of
from tests.visitor import Visitor

CONTENT = {
    "title": {"en": "Our figures"},
    "indicators": [
        {
            "code": "PART", "title": {"en": "Participations"}, "kind": "items",
            "count": {"fact": "participation"},
        },
    ],
}  # fmt: skip
DAY = timedelta(days=1)


@pytest.fixture
def ours(world):
    found = reporting(world)
    found.version.content = CONTENT
    return found


@pytest.fixture
def visit(world, ours):
    """Of 20 people without names, in the period."""
    on = date(2022, 2, 1)
    found = activity_of(
        ours.project, world.centre, status="held", headcount=20, starts_on=on, ends_on=on
    )
    db.session.commit()
    return found


@pytest.fixture
def frozen(world, ours, visit, work):
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    db.session.commit()
    for home, who in ((world.centre, world.ema), (world.network, world.oto)):
        report = of(made, home)
        hand_in(report, who, work)
        periods.accept(report, report.count_id, "", by=world.ema, now=NOW)
    periods.freeze(made, [], by=world.ema, now=NOW)
    db.session.commit()
    work()
    return made


def seen(period, night: int) -> int:
    found = corrections.compare(period, now=NOW + night * DAY)
    db.session.commit()
    return found


def test_a_changed_headcount_is_one_difference_however_many_nights_pass(frozen, visit):
    visit.headcount = 25
    assert [seen(frozen, night) for night in (1, 2, 3)] == [1, 0, 0]
    row = db.session.scalars(select(Difference)).one()
    assert (row.change, row.was, row.size) == ("moved", 20, 25)
    visit.headcount = 0
    assert [seen(frozen, night) for night in (4, 5)] == [1, 0]
    assert db.session.scalar(select(func.count()).select_from(Difference)) == 2


def test_a_headcount_that_came_later_is_one_difference(world, ours, frozen):
    on = date(2022, 2, 2)
    activity_of(
        ours.project, world.centre, code="LATE", status="held", headcount=25, starts_on=on,
        ends_on=on,
    )  # fmt: skip
    assert [seen(frozen, night) for night in (1, 2, 3)] == [1, 0, 0]
    row = db.session.scalars(select(Difference)).one()
    assert (row.change, row.was, row.size, row.first_on) == ("added", 0, 25, on)


def test_a_correction_is_told_as_then_and_now_to_who_leads_and_without_numbers_to_others(
    app, world, frozen, visit
):
    visit.headcount = 25
    seen(frozen, 1)
    visit.headcount = 21
    seen(frozen, 2)
    ema = Visitor(app).sign_in(world.ema).visit(f"/reporting-periods/{frozen.id}")
    told = ema.text("[aria-labelledby=late]")
    assert "Participations" in told
    assert "20 then, 25 now" in told
    assert "25 then, 21 now" in told
    assert "changed: 1 row" in told
    oto = Visitor(app).sign_in(world.oto).visit(f"/reporting-periods/{frozen.id}")
    told = oto.text("[aria-labelledby=late]")
    assert "There are late corrections" in told
    assert "then" not in told
    assert "row" not in told


def test_several_corrections_of_a_figure_on_one_day_are_told_with_it_once(
    app, world, ours, frozen, visit
):
    visit.headcount = 25
    on = date(2022, 2, 2)
    activity_of(
        ours.project, world.centre, code="LATE", status="held", headcount=25, starts_on=on,
        ends_on=on,
    )  # fmt: skip
    assert seen(frozen, 1) == 2
    ema = Visitor(app).sign_in(world.ema).visit(f"/reporting-periods/{frozen.id}")
    [told] = ema.page.find("h2", id="late").parent.select("li")
    assert "20 then, 50 now" in told.text
    assert told.text.count("1 row") == 2
