"""Reporting periods: partners count and hand in, the lead returns and accepts, and freezes."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from lms.db import db
from lms.errors import Refused
from lms.indicators.actions import corrections, periods
from lms.indicators.models import Count, Difference, Gap, Member, Report, ReportState
from lms.indicators.queries import counts
from lms.indicators.queries import periods as queries
from lms.messages.models import Notice
from lms.people.models import Organisation
from lms.projects.models import Partner
from tests.cast import NOW, enrol
from tests.indicators.reporting import FIRST, LAST, reporting


@pytest.fixture
def ours(world):
    return reporting(world)


@pytest.fixture
def period(world, ours):
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    db.session.commit()
    return made


def of(period, organisation) -> Report:
    return db.session.scalars(
        select(Report).where(
            Report.period_id == period.id, Report.organisation_id == organisation.id
        )
    ).one()


def post(visitor, url, **typed):
    token = visitor.page.find("input", {"name": "csrf_token"})["value"]
    return visitor.send("POST", url, {"csrf_token": token, **typed})


def hand_in(report, by, work):
    made = periods.count(report, by=by, now=NOW)
    work()
    periods.submit(report, made.id, "", by=by, now=NOW)
    db.session.commit()


@pytest.fixture
def frozen(world, period, work):
    for home, who in ((world.centre, world.ema), (world.network, world.oto)):
        report = of(period, home)
        hand_in(report, who, work)
        periods.accept(report, report.count_id, "", by=world.ema, now=NOW)
    periods.freeze(period, [], by=world.ema, now=NOW)
    work()
    return period


def test_a_report_goes_from_partner_to_lead_and_back_until_it_is_accepted(
    world, period, visitor, work
):
    oto, report = visitor.sign_in(world.oto), of(period, world.network)
    oto.visit(f"/partner-reports/{report.id}").press(
        "count", "Count our figures", 303 if not visitor.htmx else None
    )
    work()
    oto.visit(f"/partner-reports/{report.id}").press("step", "Hand in", comment="Ours")
    db.session.expire_all()
    assert report.state == ReportState.SUBMITTED
    assert [step.comment for step in report.steps] == ["Ours"]
    assert report.steps[0].digest == report.count.digest
    periods.give_back(report, "Who is Olga?", by=world.ema, now=NOW)
    db.session.commit()
    oto.visit(f"/partner-reports/{report.id}")
    assert "Who is Olga?" in oto.page.text
    asked = select(Notice).where(Notice.person_id == world.oto.id).order_by(Notice.id)
    told = db.session.scalars(asked).all()
    assert [one.data["what"] for one in told] == ["opened", "returned"]


def test_the_page_that_waited_for_the_figures_lets_them_be_handed_in(world, period, visitor, work):
    report = of(period, world.network)
    address = f"/partner-reports/{report.id}"
    visitor.sign_in(world.oto).visit(address).press("count", "Count our figures")
    assert visitor.page.find(id="counted")["hx-get"] == address
    work()
    asked = {"HX-Request": "true", "HX-Target": "counted"}
    came = BeautifulSoup(visitor.send("GET", address, headers=asked).text, "html.parser")
    assert not came.find(id="counted").get("hx-get")
    assert "Hand in" in came.select_one("#counted form#step").text
    assert [one.text.strip() for one in came.select(".btn.now")] == ["Hand in"]


def test_returning_without_a_comment_loses_nothing(world, period, visitor, work):
    report = of(period, world.network)
    hand_in(report, world.oto, work)
    ema = visitor.sign_in(world.ema).visit(f"/partner-reports/{report.id}")
    response = post(ema, f"/partner-reports/{report.id}/return", comment=" ")
    assert response.status_code == 422
    assert "Write what the partner is to change." in response.text


def test_a_period_does_not_overlap_another_and_the_other_is_named(world, ours, frozen):
    with pytest.raises(Refused, match=r"overlap the frozen period .*2022"):
        periods.open_period(ours.project, ours.set, LAST, LAST, by=world.ema, now=NOW)


def test_the_consolidated_figure_is_the_union_and_shows_the_sum(world, frozen, app):
    values = frozen.count.values["PEOPLE"]
    assert (values["value"], values["sum"], values["twice"]) == (4, 5, 1)  # Lea is at both
    assert sum(values["by"]["gender"].values()) == 4
    assert frozen.count.values["ENROLMENTS"]["value"] == 5
    rows = select(func.count()).select_from(Member)
    rows = rows.where(Member.count_id == frozen.count_id, Member.code == "PEOPLE")
    assert db.session.scalar(rows) == 4


def test_what_is_frozen_stays_when_a_member_is_erased(world, frozen, work):
    digest = frozen.count.digest
    assert counts.is_untouched(frozen.count)
    world.lea.erased_at, world.lea.name, world.lea.birth_date, world.lea.gender = (
        NOW,
        "X",
        None,
        None,
    )
    db.session.commit()
    assert counts.is_untouched(frozen.count)
    assert frozen.count.digest == digest
    assert corrections.compare(frozen, now=NOW) == 0


def test_a_changed_row_is_seen(frozen):
    row = db.session.scalars(select(Member).where(Member.count_id == frozen.count_id)).first()
    row.first_on = date(2021, 1, 1)
    db.session.flush()
    assert not counts.is_untouched(frozen.count)


def test_late_corrections_are_told_once_in_the_next_period(world, ours, frozen, work):
    db.session.add(enrol(world.bo, world.c, date(2022, 3, 3)))
    db.session.commit()
    assert corrections.compare(queries.period(frozen.id), now=NOW) == 1  # one more enrolment
    assert corrections.compare(queries.period(frozen.id), now=NOW) == 1  # the same day: not twice
    db.session.commit()
    assert corrections.compare(queries.period(frozen.id), now=NOW + timedelta(days=1)) == 0
    following = periods.open_period(
        ours.project, ours.set, date(2022, 4, 1), date(2022, 6, 30), by=world.ema, now=NOW
    )
    row = db.session.scalars(select(Difference)).one()
    assert (row.code, row.change, row.told_in_id) == ("ENROLMENTS", "added", following.id)
    assert frozen.count.values["ENROLMENTS"]["value"] == 5


def test_nothing_is_frozen_while_a_partner_is_missing_unless_that_is_said(world, period, work):
    report = of(period, world.centre)
    hand_in(report, world.ema, work)
    periods.accept(report, report.count_id, "", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="Assembly of European Regions"):
        periods.freeze(period, [], by=world.ema, now=NOW)
    periods.freeze(period, [of(period, world.network).id], by=world.ema, now=NOW)
    work()
    assert period.count.values["PEOPLE"]["value"] == 3
    with pytest.raises(Refused, match="frozen"):
        periods.count(of(period, world.network), by=world.oto, now=NOW)


def test_figures_that_were_not_seen_are_not_handed_in(world, period, work):
    report = of(period, world.network)
    seen = periods.count(report, by=world.oto, now=NOW).id
    work()
    periods.count(report, by=world.oto, now=NOW)
    work()
    with pytest.raises(Refused, match="counted again"):
        periods.submit(report, seen, "", by=world.oto, now=NOW)


def test_every_number_opens_exactly_its_rows(world, frozen, visitor):
    ada = visitor.sign_in(world.ada)
    for by, cell, value in (("", "", 4), ("gender", "F", 1), ("age", "none", 3)):
        url = f"/indicator-counts/{frozen.count_id}/members"
        ada.visit(f"{url}?code=PEOPLE&by={by}&cell={cell}")
        assert len(ada.page.select("tbody tr")) == value
        text = ada.send("GET", f"{url}.csv?code=PEOPLE&by={by}&cell={cell}").text
        assert len(text.strip().splitlines()) == value + 1


def test_people_of_other_organisations_are_not_named(world, frozen, visitor):
    oto = visitor.sign_in(world.oto)
    url = f"/indicator-counts/{frozen.count_id}/members?code=PEOPLE"
    oto.visit(url)
    assert "Olga" in oto.page.text
    assert "LOU" not in oto.page.text
    oto.visit(f"/partner-reports/{of(frozen, world.centre).id}", 403)
    oto.visit(f"/indicator-counts/{of(frozen, world.centre).count_id}", 403)
    oto.visit("/indicator-counts/99999", 404)
    oto.visit(f"/reporting-periods/{frozen.id}")
    assert oto.page.select_one("#counted .big").text.startswith("hidden")


def test_gaps_lead_to_the_person(world, frozen, visitor):
    ada = visitor.sign_in(world.ada)
    ada.visit(f"/indicator-counts/{frozen.count_id}/gaps?code=PEOPLE&gap=birth_date")
    rows = select(func.count()).select_from(Gap)
    rows = rows.where(Gap.count_id == frozen.count_id, Gap.gap == "birth_date")
    assert len(ada.page.select("main .lines a")) == db.session.scalar(rows) == 3


def test_figures_are_counted_on_the_page_of_the_project(world, ours, visitor, work):
    ema = visitor.sign_in(world.ema).visit("/projects/includ-eu/indicators")
    ema.press("count", "Count now", until="2022-03-24")
    work()
    ema.visit("/projects/includ-eu/indicators")
    assert "People on programmes" in ema.page.text
    assert db.session.scalars(select(Count)).one().values["PEOPLE"]["value"] == 4
    for wrong in ("soon", "2022-03-25"):  # tomorrow
        response = post(ema, "/projects/includ-eu/indicators", set="ours", until=wrong)
        assert response.status_code == 422
    assert "yet to come" in response.text


def test_a_period_is_opened_and_frozen_by_hand(world, ours, visitor):
    ema = visitor.sign_in(world.ema).visit("/projects/includ-eu/periods")
    ema.press("open", "Open the period", first="2022-01-01", last="2022-03-23")
    made = queries.periods(ours.project)[0]
    ema.visit(f"/reporting-periods/{made.id}")
    assert "Assembly of European Regions" in ema.page.text
    assert post(ema, f"/reporting-periods/{made.id}/freeze").status_code == 409
    ema.visit("/projects/includ-eu/periods")
    ema.press("open", "Open the period", 409, first="2022-03-01", last="2022-05-31")
    assert "overlap" in ema.page.text


def test_who_does_not_lead_cannot_compute_others_from_the_figure_of_all(world, frozen, visitor):
    """Of 6 less the own 2, 4 would be left; and before it is frozen nobody else sees it."""
    oto = visitor.sign_in(world.oto).visit(f"/reporting-periods/{frozen.id}")
    told = {
        panel.find("h3").text: panel.select_one(".big").get_text(" ", strip=True)
        for panel in oto.page.select("#counted article, #counted section")
        if panel.find("h3") and panel.select_one(".big")
    }
    own = of(frozen, world.network).count.values
    for code, of_all in frozen.count.values.items():
        rest = of_all["value"] - own[code]["value"]
        shown = next(text for title, text in told.items() if code in title)
        if 0 < rest < 5 or 0 < of_all["value"] < 5:
            assert shown.startswith("hidden")
    assert oto.page.select("#counted details") == []
    oto.visit("/projects/includ-eu/indicators?of=all&set=ours")
    assert "All partners together" not in oto.text("#main")


def test_a_report_that_was_handed_in_is_not_left_out(world, period, work):
    report, late = of(period, world.centre), of(period, world.network)
    hand_in(report, world.ema, work)
    periods.accept(report, report.count_id, "", by=world.ema, now=NOW)
    hand_in(late, world.oto, work)  # after the lead ticked it as missing
    with pytest.raises(Refused, match="handed in: Assembly of European Regions"):
        periods.freeze(period, [late.id], by=world.ema, now=NOW)


def test_one_tick_names_all_who_handed_nothing_in(world, ours, visitor, work):
    more = [Organisation(slug=f"city-{n}", name=f"City {n}") for n in (1, 2, 3)]
    ours.project.partners += [Partner(organisation=one, position=9) for one in more]
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=NOW)
    report, late = of(made, world.centre), of(made, world.network)
    hand_in(report, world.ema, work)
    periods.accept(report, report.count_id, "", by=world.ema, now=NOW)
    db.session.commit()
    url = f"/reporting-periods/{made.id}"
    ema = visitor.sign_in(world.ema).visit(url)
    (tick,) = ema.page.select("#freeze label")
    words = " ".join(tick.text.split())
    assert words == ("Freeze without Assembly of European Regions, City 1, City 2, and City 3")
    named = tick.find("input")["value"]
    hand_in(late, world.oto, work)  # after the page was opened
    refused = post(ema, f"{url}/freeze", missing=named)
    assert refused.status_code == 409
    assert "handed in: Assembly of European Regions" in refused.text
    periods.accept(late, late.count_id, "", by=world.ema, now=NOW)
    db.session.commit()
    assert post(ema, f"{url}/freeze").status_code == 409
    ema.visit(url)
    assert post(ema, f"{url}/freeze", missing=named).status_code == 303
    db.session.expire_all()
    assert made.frozen_at is not None


def test_a_period_is_handed_in_and_frozen_only_after_its_last_day(world, ours, visitor, work):
    last = date(2022, 3, 24)  # it is that day
    made = periods.open_period(ours.project, ours.set, FIRST, last, by=world.ema, now=NOW)
    report = of(made, world.centre)
    count = periods.count(report, by=world.ema, now=NOW)
    db.session.commit()
    work()
    with pytest.raises(Refused, match=r"not over.*24"):
        periods.submit(report, count.id, "", by=world.ema, now=NOW)
    with pytest.raises(Refused, match="not over"):
        periods.freeze(made, [one.id for one in made.reports], by=world.ema, now=NOW)
    db.session.rollback()
    ema = visitor.sign_in(world.ema).visit(f"/partner-reports/{report.id}")
    assert "This period is not over" in ema.page.text
    assert ema.page.select("#step") == []
    ema.visit(f"/reporting-periods/{made.id}")
    assert ema.page.select("#freeze") == []
    periods.submit(report, count.id, "", by=world.ema, now=NOW + timedelta(days=1))
    assert report.state == ReportState.SUBMITTED


@pytest.mark.parametrize(
    ("first", "last", "is_taken"),
    [
        ("0001-01-01", "9999-12-31", False),
        ("1999-12-31", "2000-01-31", False),
        ("2032-01-01", "2032-03-25", False),
        ("2015-01-01", "2025-01-01", False),
        ("2015-01-01", "2024-12-31", True),
        ("2024-02-29", "2032-03-24", True),
        ("9998-01-01", "9999-12-31", False),
    ],
)
def test_a_slip_in_a_year_opens_no_period(world, ours, visitor, first, last, is_taken):
    ema = visitor.sign_in(world.ema).visit("/projects/includ-eu/periods")
    response = post(ema, "/projects/includ-eu/periods", set=ours.set.id, first=first, last=last)
    assert ("Look at the years" in response.text) is not is_taken
    assert len(queries.periods(ours.project)) == is_taken
    assert is_taken or response.status_code == 409
