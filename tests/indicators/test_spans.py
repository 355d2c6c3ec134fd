"""A live count of a span of days, such as the half-year that a funder asks for: what is new in it
beside what there is since the beginning."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.indicators import content
from lms.indicators.actions import counting, periods, withdrawal
from lms.indicators.actions.sets import keep
from lms.indicators.models import Count, Member
from lms.indicators.queries import counts, sets
from tests import cast
from tests.cast import NOW
from tests.indicators.w13 import FIRST, LAST, SEVENTH, UNTIL, World
from tests.visitor import Visitor

AMIF = Path("content/indicators/amif-2021-27.yaml")
PAGE = "/projects/includ-eu/indicators"
SPRING = date(2022, 4, 1)
BEFORE = date(2022, 2, 16)  # the day before the seventh person came


@pytest.fixture
def world(app):
    world = World()
    world.ema = cast.person("Ema of Jesenice", world.partners["jesenice"], role="coordinator")
    db.session.add(world.ema)
    given, problems = content.of_text(AMIF.read_text("utf-8"), "en")
    assert not problems
    keep("amif-2021-27", given, by=None, now=NOW)
    db.session.commit()
    return world


def counted(world, since: date | None, until: date) -> Count:
    version = sets.set_("amif-2021-27").version
    made = counting.ask(world.project, version, None, until, by=world.ema, now=NOW, since=since)
    counting.make(made, now=NOW)
    db.session.commit()
    return made


def news(count: Count) -> dict[str, int]:
    return {code: one["new"]["value"] for code, one in count.values.items() if "new" in one}


def test_what_is_new_in_two_neighbouring_spans_is_what_there_is_since_the_beginning(world):
    early, late = news(counted(world, date(2022, 1, 1), BEFORE)), counted(world, SEVENTH, UNTIL)
    assert (early["O.2.3"], news(late)["O.2.3"]) == (7, 1)
    whole = {code: one["value"] for code, one in late.values.items() if code in early}
    assert {code: early[code] + new for code, new in news(late).items()} == whole
    assert (whole["O.2.3"], whole["R.2.8"], whole["R.2.9"]) == (8, 4, 5)


def test_a_span_has_the_levels_and_answers_of_its_days(world):
    told = news(counted(world, SPRING, UNTIL))
    assert (told["O.2.3"], told["R.2.8"], told["R.2.9"]) == (0, 4, 5)
    assert news(counted(world, LAST + timedelta(days=1), UNTIL))["R.2.9"] == 0


def test_each_number_of_a_span_opens_exactly_its_rows(world, visitor):
    made = counted(world, SEVENTH, UNTIL)
    ema = visitor.sign_in(world.ema)
    for code, one in made.values.items():
        for args, told in (("&new=1", one.get("new")), ("", one)):
            if told and one["kind"] != "share":
                url = f"/indicator-counts/{made.id}/members.csv?code={code}{args}"
                assert len(ema.file(url).splitlines()) - 1 == told["value"], (code, args)
    rows = ema.file(f"/indicator-counts/{made.id}/members.csv?code=O.2.3&new=1")
    assert [row["code"] for row in csv.DictReader(io.StringIO(rows))] == ["P7"]


def test_a_half_year_is_counted_from_the_page_and_shown_in_both_columns(
    world, visitor: Visitor, work
):
    counted(world, None, UNTIL)
    ema = visitor.sign_in(world.ema).visit(PAGE)
    assert "Leave empty: since the beginning." in ema.page.select_one("#count").text
    ema.press("count", "Count again", since="2022-02-17", until="2022-03-24")
    work()
    ema.visit(f"{PAGE}?set=amif-2021-27&of=all&span=1")
    big = [" ".join(one.text.split()) for one in ema.page.select("section .big")]
    assert {"1 In this period", "8 Since the beginning"} <= set(big)
    chosen = ema.page.select_one("nav[aria-label=Days] [aria-current=page]")
    assert "17 February 2022 to 24 March 2022" in " ".join(chosen.text.split())
    assert ema.page.select_one("#count_since")["value"] == "2022-02-17"
    first = ema.visit(PAGE)  # since the beginning stands there first, as it was
    assert not first.page.select_one("#count_since")["value"]
    assert "In this period" not in first.page.select_one("#counted").text
    assert "17 February 2022 to 24 March 2022" in first.page.select_one("nav[aria-label=Days]").text


def test_files_of_a_span_have_both_columns_and_its_days(world, visitor):
    made = counted(world, SEVENTH, UNTIL)
    ema = visitor.sign_in(world.ema)
    url = f"/indicator-counts/{made.id}"
    rows = list(csv.DictReader(io.StringIO(ema.file(f"{url}/file.csv"))))
    one = next(row for row in rows if row["indicator"] == "O.2.3" and not row["breakdown"])
    assert (one["in_period"], one["value"]) == ("1", "8")
    for kind in ("xlsx", "pdf"):
        assert ema.send("GET", f"{url}/file.{kind}").status_code == 200
    named = ema.send("GET", f"{url}/file.csv").headers["Content-Disposition"]
    assert "indicators-includ-eu-2022-02-17-2022-06-30.csv" in named
    assert "17 February 2022 to 30 June 2022" in ema.visit(url).page.text


@pytest.mark.parametrize(
    ("since", "says"),
    [
        ("2022-03-25", "The last day is before the first one."),
        ("soon", "Write a day, such as 2026-09-30."),
        ("2022-02-30", "Write a day, such as 2026-09-30."),
    ],
)
def test_days_that_make_no_span_are_said_and_nothing_is_lost(world, visitor, since, says):
    ema = visitor.sign_in(world.ema).visit(PAGE)
    ema.press("count", "Count now", 422, since=since, until="2022-03-24")
    form = ema.page.select_one("#count")
    assert says in form.text
    assert form.select_one("#count_since")["value"] == since
    assert form.select_one("#count_until")["value"] == "2022-03-24"
    assert db.session.scalar(select(func.count(Count.id))) == 0


def test_counts_of_spans_take_the_place_of_one_another_alone(world):
    asked, home = sets.set_("amif-2021-27"), world.partners["jesenice"].id
    whole = counted(world, None, UNTIL).id
    counted(world, SEVENTH, UNTIL)
    span = counted(world, SPRING, UNTIL).id
    assert set(db.session.scalars(select(Count.id))) == {whole, span}
    assert set(db.session.scalars(select(Member.count_id))) == {whole, span}
    assert counts.newest(world.project, asked, None).id == whole
    assert counts.newest(world.project, asked, None, of_span=True).id == span
    assert counts.newest(world.project, asked, home, of_span=True) is None


def test_a_span_and_a_report_of_the_same_days_do_not_mix(world):
    asked, home = sets.set_("amif-2021-27"), world.partners["jesenice"]
    first, last = date(2022, 1, 1), date(2022, 3, 23)
    period = periods.open_period(world.project, asked, first, last, by=world.ema, now=NOW)
    report = next(one for one in period.reports if one.organisation_id == home.id)

    def drafted() -> int:
        made = periods.count(report, by=world.ema, now=NOW)
        db.session.flush()
        assert counts.newest(world.project, asked, home.id, of_span=True) in (None, span)
        counting.make(made, now=NOW)
        return made.id

    span = None
    drafted()
    waits = periods.count(report, by=world.ema, now=NOW)  # its first draft is replaced
    span = counting.ask(
        world.project, asked.version, home.id, last, by=world.ema, now=NOW, since=first
    )
    assert span is not waits
    for one in (waits, span):
        counting.make(one, now=NOW)
    assert set(db.session.scalars(select(Count.id))) == {waits.id, span.id}
    again = drafted()
    assert set(db.session.scalars(select(Count.id))) == {again, span.id}
    periods.count(report, by=world.ema, now=NOW)
    withdrawal.withdraw(period, by=world.ema, now=NOW)
    assert list(db.session.scalars(select(Count.id))) == [span.id]


def lms(app, *words):
    asked = ["--set", "amif-2021-27", "--project", "includ-eu", "--to", "2022-06-30"]
    return app.test_cli_runner().invoke(args=["indicators", "export", *asked, *words])


def test_the_export_of_a_span_has_its_first_day_and_what_is_new_in_it(app, world):
    done = lms(app, "--from", "2022-02-17")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == [
        "set", "version", "project", "from", "to", "indicator", "kind", "title", "breakdown",
        "cell", "in_period", "value", "of", "percent", "gaps",
    ]  # fmt: skip
    wholes = {row["indicator"]: row for row in rows if not row["breakdown"]}
    told = wholes["O.2.3"]
    assert (told["from"], told["in_period"], told["value"]) == ("2022-02-17", "1", "8")
    parts = [r for r in rows if (r["indicator"], r["breakdown"]) == ("O.2.3", "gender")]
    assert [(r["cell"], r["in_period"], r["value"]) for r in parts] == [
        ("F", "0", "5"), ("M", "0", "2"), ("X", "1", "1"),
    ]  # fmt: skip
    objects = json.loads(lms(app, "--from", "2022-02-17", "--format", "json").stdout)
    one = next(row for row in objects if row["indicator"] == "O.2.3")
    assert (one["in_period"], one["value"]) == (1, 8)
    assert "in_period" not in lms(app).stdout


def test_an_export_that_ends_before_it_begins_is_refused(app, world):
    done = lms(app, "--from", "2022-07-01")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "The last day is before the first one." in done.stderr


def test_the_first_day_of_the_cast_is_in_a_span_that_begins_with_it(world):
    assert news(counted(world, FIRST, UNTIL))["O.2.3"] == 8
