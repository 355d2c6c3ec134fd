"""What a partner and who leads read first: what was returned and why, who is left out; and a period
that was opened by mistake is taken back."""

import pytest

from lms.db import db
from lms.errors import Refused
from lms.indicators.actions import periods, withdrawal
from lms.indicators.models import Count, Period, Report
from lms.people.models import Change
from tests.cast import NOW
from tests.indicators.reporting import FIRST, LAST, reporting


@pytest.fixture
def period(world):
    ours = reporting(world)
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    db.session.commit()
    return made


def hand_in(report, by, work):
    made = periods.count(report, by=by, now=NOW)
    work()
    periods.submit(report, made.id, "", by=by, now=NOW)
    db.session.commit()


def test_a_period_opened_by_mistake_is_withdrawn_and_noted(world, period, visitor, work):
    periods.count(period.reports[0], by=world.ema, now=NOW)
    work()
    id_, ema = period.id, visitor.sign_in(world.ema)
    ema.visit(f"/reporting-periods/{id_}").press("withdraw", "Withdraw the period")
    db.session.expire_all()
    for table in (Period, Report, Count):
        assert db.session.query(table).count() == 0
    noted = db.session.query(Change).filter_by(noun="reporting_period", verb="withdrawn").one()
    assert noted.by_id == world.ema.id


def test_what_was_handed_in_is_not_withdrawn(world, period, visitor, work):
    hand_in(period.reports[0], world.ema, work)
    with pytest.raises(Refused, match="handed in"):
        withdrawal.withdraw(period, by=world.ema, now=NOW)
    ema = visitor.sign_in(world.ema).visit(f"/reporting-periods/{period.id}")
    assert ema.page.find(id="withdraw") is None


def test_a_returned_report_says_why_before_its_figures(world, period, visitor, work):
    report = next(one for one in period.reports if one.organisation_id == world.network.id)
    hand_in(report, world.oto, work)
    periods.give_back(report, "Who is Olga?", by=world.ema, now=NOW)
    db.session.commit()
    oto = visitor.sign_in(world.oto).visit("/dashboard")
    [waits] = [one for one in oto.page.select("#to_do a") if "returned" in one.text]
    oto.visit(waits["href"])
    words = oto.page.find("main").text
    assert words.index("Who is Olga?") < words.index("People on programmes")


def test_who_is_left_out_is_named_beside_the_total(world, period, visitor, work):
    report = next(one for one in period.reports if one.organisation_id == world.centre.id)
    hand_in(report, world.ema, work)
    periods.accept(report, report.count_id, "", by=world.ema, now=NOW)
    other = next(one for one in period.reports if one.id != report.id)
    periods.freeze(period, [other.id], by=world.ema, now=NOW)
    work()
    ema = visitor.sign_in(world.ema).visit(f"/reporting-periods/{period.id}")
    assert "Left out:" in ema.page.text
    assert "not handed in yet" not in ema.page.text
