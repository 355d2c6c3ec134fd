"""A period says what is new in it beside what there is since the beginning; numbers whose rows are
not shown lead nowhere."""

from datetime import date

import pypdfium2
import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.indicators.actions import counting, periods
from lms.indicators.models import Member
from lms.people.models import Organisation
from tests import cast
from tests.indicators.reporting import reporting

FIRST, LAST = date(2022, 3, 1), date(2022, 3, 31)


@pytest.fixture
def ours(world):
    return reporting(world)


@pytest.fixture
def report(world, ours):
    """Of the network: Olga since 2021 or so, Lea from 1 March on."""
    made = periods.open_period(ours.project, ours.set, FIRST, LAST, by=world.ema, now=cast.NOW)
    found = next(one for one in made.reports if one.organisation_id == world.network.id)
    counting.make(periods.count(found, by=world.oto, now=cast.NOW), now=cast.NOW)
    db.session.commit()
    return found


def test_both_columns_are_counted_with_their_parts(report):
    told, id_ = report.count.values["PEOPLE"], report.count_id
    own = select(func.count()).where(Member.count_id == id_, Member.code == "PEOPLE")
    assert told["new"]["value"] == db.session.scalar(own.where(Member.first_on >= FIRST)) == 1
    assert told["new"]["by"]["gender"] == {"F": 1, "M": 0, "X": 0}
    assert told["value"] == db.session.scalar(own) == 2


def test_the_page_the_file_and_the_rows_show_both_columns(world, report, visitor):
    oto = visitor.sign_in(world.oto).visit(f"/partner-reports/{report.id}")
    big = [" ".join(one.text.split()) for one in oto.page.select("section .big")]
    assert big[:2] == ["1 In this period", "2 Since the beginning"]
    url = f"/indicator-counts/{report.count_id}"
    rows = oto.send("GET", f"{url}/file.csv").text.strip().splitlines()
    assert rows[0].split(",")[4:6] == ["in_period", "value"]
    assert rows[1].endswith(",1,2,,,")
    oto.visit(f"{url}/members?code=PEOPLE&new=1")
    assert [row.select_one("bdi").text for row in oto.page.select("tbody tr")] == ["Lea"]
    assert len(oto.file(f"{url}/members.csv?code=PEOPLE&new=1").splitlines()) == 2


def test_parts_have_words_on_paper_and_their_names_in_a_file(world, report, visitor):
    oto, url = visitor.sign_in(world.oto), f"/indicator-counts/{report.count_id}/file"
    assert ",gender,F," in oto.send("GET", f"{url}.csv").text
    paper = pypdfium2.PdfDocument(oto.send("GET", f"{url}.pdf").data)
    words = paper[0].get_textpage().get_text_range()
    assert "Women" in words
    assert "gender" not in words


def test_who_leads_without_people_of_their_own_reads_numbers_and_opens_no_empty_list(
    world, ours, visitor
):
    home = Organisation(slug="lead", name="The lead")
    db.session.add(home)
    db.session.flush()
    ida = cast.person("Ida", home, role="coordinator")
    ours.project.lead = home
    db.session.add(ida)
    made = counting.ask(ours.project, ours.version, None, LAST, by=ida, now=cast.NOW)
    counting.make(made, now=cast.NOW)
    db.session.commit()
    ida = visitor.sign_in(ida).visit(f"/indicator-counts/{made.id}")
    links = {a["href"].split("code=")[-1] for a in ida.page.select("section.panel a")}
    assert not any(link.startswith("PEOPLE") for link in links)
    assert "not named here" in ida.page.text
    ida.visit(f"/indicator-counts/{made.id}/members?code=PEOPLE")
    assert "4 people of other organisations, not named" in ida.page.text
    assert "0 rows" not in ida.page.text
    ida.visit(f"/indicator-counts/{made.id}/gaps?code=PEOPLE&gap=birth_date")
    assert "3 people of other organisations, not named" in ida.page.text
    assert "Nobody is in this list" not in ida.page.text
