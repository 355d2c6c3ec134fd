"""From the network down to the person: every number opens exactly the people that it counts."""

import csv
import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from lms.courses.models import Group, Membership
from lms.db import db
from lms.people.models import Organisation, Person, Role
from lms.projects.models import Partner, Project
from lms.reports.actions.recount import recount
from lms.reports.queries import kept
from tests.cast import NOW, THURSDAY, enrol, person
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def ema(app, world):
    return Visitor(app).sign_in(world.ema)


def store():
    """Counts all groups, as the job does every minute."""
    groups = db.session.execute(select(Group.id, Group.programme_id, Group.zone, Group.revision))
    recount(groups.all(), THURSDAY, now=NOW)
    db.session.commit()


def numbers(visitor):
    """(number, where it leads) of each number of the table that is a link."""
    return [(int(a.text), a["href"]) for a in visitor.page.select("a.count")]


def listed(visitor):
    return int(visitor.text("h1").split()[0])


def rows(response):
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))


@pytest.fixture
def known(world):
    """Ages and genders of those who learn at the centre."""
    world.lea.gender, world.lea.birth_date = "F", date(2004, 2, 11)  # 17 on 10 February 2022
    world.lou.gender, world.lou.birth_date = "M", date(2004, 2, 10)  # 18
    db.session.commit()
    return world


BYS = (
    "country", "organisation", "programme", "group", "track", "theme", "project", "gender", "age",
    "language",
)  # fmt: skip


@pytest.mark.parametrize("by", BYS)
def test_every_number_opens_exactly_the_people_that_it_counts(ema, known, by):
    found = numbers(ema.visit(f"/explore?by={by}"))
    assert found
    for number, url in found:
        assert listed(ema.visit(url)) == number
        assert len(ema.page.select("th[scope=rowgroup]")) == number
        file = ema.send("GET", url.replace("/explore/people", "/explore/people.csv"))
        assert len(rows(file)) == number


def test_the_numbers_of_a_filter_are_those_of_its_list(ema, known):
    for query in ("gender=F", "age=0-17", "age=18-60", "standing=on_track", "from=2022-01-01"):
        for number, url in numbers(ema.visit(f"/explore?by=group&{query}")):
            assert listed(ema.visit(url)) == number


def test_age_is_that_of_the_day_on_which_the_membership_began(ema, known):
    ema.visit("/explore/people?age=0-17")
    assert "LEA" in ema.text("#main")
    assert "LOU" not in ema.text("#main")
    ema.visit("/explore/people?age=18-60")
    assert "LOU" in ema.text("#main")
    assert "LEA" not in ema.text("#main")


def test_who_was_born_after_it_began_is_of_an_age_that_is_not_known(ema, known, world):
    """As indicators have it: a slip in the year makes nobody a child."""
    world.lea.birth_date = date(2031, 1, 1)
    db.session.commit()
    assert "LEA" not in ema.visit("/explore/people?age=0-17").text("#main")
    assert "LEA" in ema.visit("/explore/people?age=none").text("#main")


def test_who_is_in_two_groups_is_one_person(ema, known):
    group = Group(
        slug="jes-c", title="C", organisation=known.centre, zone=known.a.zone,
        programme=known.cities,
    )  # fmt: skip
    before = numbers(ema.visit("/explore?by=organisation"))[0][0]
    db.session.add_all([group, enrol(known.lea, group)])
    db.session.commit()
    ema.visit("/explore?by=group")
    total = ema.page.select_one("tfoot a.count")
    assert int(total.text) == before
    assert sum(int(tr.select_one("a.count").text) for tr in ema.page.select("tbody tr")) > before
    assert listed(ema.visit(total["href"])) == before


def test_the_files_say_what_the_page_says(ema, known):
    ema.visit("/explore?by=group")
    shown = [tr.select_one("a.count").text for tr in ema.page.select("tbody tr, tfoot tr")]
    lines = rows(ema.send("GET", "/explore.csv?by=group"))
    assert [line["people"] for line in lines] == shown
    book = load_workbook(io.BytesIO(ema.send("GET", "/explore.xlsx?by=group").data))
    sheet = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [str(row[1]) for row in sheet] == shown
    paper = ema.send("GET", "/explore.pdf?by=group")
    assert paper.data.startswith(b"%PDF")
    assert ema.send("GET", "/explore/people.pdf").data.startswith(b"%PDF")


def test_hours_are_beside_those_that_the_programme_asks_for_whatever_is_planned(ema, known):
    ema.visit("/explore?by=group")
    assert "Hours held of those required" in ema.text("thead")
    asked = known.local.required_units * known.local.unit_minutes
    *lines, total = rows(ema.send("GET", "/explore.csv?by=group"))
    assert [int(line["required_minutes"]) for line in lines] == [asked] * len(lines)
    assert int(total["required_minutes"]) == asked * len(lines)


def test_where_nothing_is_filtered_there_is_no_filter_to_take_off(app, world):
    nora = person("Nora", Organisation(slug="new", name="New"), role=Role.COORDINATOR)
    db.session.add(nora)
    db.session.commit()
    visitor = Visitor(app).sign_in(nora).visit("/explore")
    assert "Make a group first" in visitor.text("main")
    assert "Take all filters off" not in visitor.text("main")
    assert "Take all filters off" in visitor.visit("/explore?gender=F").text("main")


def test_one_goes_down_to_a_group_and_up_again(ema, known):
    ema.visit("/explore?by=organisation")
    ema.visit(ema.page.select_one("tbody th a")["href"])
    ema.visit(ema.page.select_one("tbody th a")["href"])
    assert parse_qs(urlsplit(ema.url).query)["by"] == ["group"]
    crumbs = [a.text for a in ema.page.select(".crumbs a")]
    assert crumbs == ["Everything", known.centre.name, "Digital and Local"]
    ema.visit(ema.page.select_one("tbody th a")["href"])
    assert ema.url.startswith("/explore/people")


def test_a_filter_is_taken_off_by_its_chip(ema, known):
    ema.visit("/explore?by=group&gender=F&age=0-17")
    chip = next(a for a in ema.page.select("nav.chips a.btn") if "Women" in a.text)
    ema.visit(chip["href"])
    assert parse_qs(urlsplit(ema.url).query) == {"by": ["group"], "age": ["0-17"]}


def test_what_cannot_be_read_is_left_out_and_said(ema, known):
    ema.visit("/explore?age=old&from=tomorrow&colour=red&by=shoe")
    for words in ("age=old", "from=tomorrow", "colour=red", "by=shoe"):
        assert f"The filter {words} is not known and was left out." in ema.text("#main")
    assert numbers(ema)


def test_a_filter_that_matches_nobody_says_what_to_do(ema, known):
    ema.visit("/explore?gender=X&by=gender")
    assert "Nobody fits these filters." in ema.text("#main")
    ema.visit("/explore/people?gender=X")
    assert listed(ema) == 0
    assert "Take all filters off" in ema.text("#main")


def test_a_group_without_anybody_is_a_row_of_zeros(ema, known):
    about = {"organisation": known.centre, "zone": known.a.zone, "programme": known.local}
    db.session.add(Group(slug="jes-c", title="Jesenice, group C", **about))
    db.session.commit()
    ema.visit("/explore?by=group")
    line = next(tr for tr in ema.page.select("tbody tr") if "group C" in tr.text)
    assert line.select_one("td").text == "0"


@pytest.mark.parametrize("path", ["/explore", "/explore/people", "/explore.csv"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("organisation=aer", 403), ("programme=inclusive-cities", 403),
        ("organisation=nothing", 404), ("programme=nothing", 404), ("group=nothing", 404),
        ("project=nothing", 404), ("organisation=aec-jesenice", 200), ("group=jes-a", 200),
    ],
)  # fmt: skip
def test_rows_of_another_organisation_are_not_opened_by_address(ema, world, path, query, status):
    assert ema.send("GET", f"{path}?{query}").status_code == status


def test_a_trainer_sees_their_own_groups(app, world):
    tara = Visitor(app).sign_in(world.tara).visit("/explore?by=group")
    assert "group A" in tara.text("table")
    assert "group B" not in tara.text("table")
    assert tara.send("GET", "/explore/people?group=jes-b").status_code == 403


@pytest.fixture
def shared(world):
    """A project of both organisations; the other has a group of eleven people, two of them men."""
    world.olga.gender = "F"
    project = Project(slug="joint", title={"en": "Joint"}, lead_id=world.centre.id)
    db.session.add(project)
    db.session.flush()
    for place, one in enumerate((world.centre, world.network)):
        db.session.add(Partner(project_id=project.id, organisation_id=one.id, position=place))
    group = Group(
        slug="aer-x", title="X", organisation=world.network, zone=world.a.zone,
        programme=world.cities,
    )  # fmt: skip
    people = [
        person(f"Secret{n}", world.network, email=None, gender="M" if n < 2 else "F")
        for n in range(11)
    ]
    db.session.add_all([group, *people, *(enrol(one, group) for one in people)])
    db.session.commit()
    return world


def partners(visitor):
    return [td.text.strip() for td in visitor.page.select("section[aria-labelledby=partners] td")]


def test_partners_are_counted_and_small_counts_hidden_with_what_would_betray_them(ema, shared):
    ema.visit("/explore?by=gender")
    before = partners(ema)
    assert before == ["12", "hidden", "hidden", "0", "0"]
    assert not list(ema.page.select("section[aria-labelledby=partners] td a"))
    assert "Secret" not in ema.page.text
    lines = rows(ema.send("GET", "/explore/partners.csv?by=gender"))
    assert [lines[0][name] for name in ("people", "F", "M")] == before[:3]


def test_no_filter_divides_the_people_of_a_partner(ema, shared):
    for query in (
        "gender=F",
        "age=0-17",
        "standing=on_track",
        "from=2022-01-01",
        "track=authority",
    ):
        ema.visit(f"/explore?by=gender&{query}")
        assert not ema.page.select("section[aria-labelledby=partners]")
    whole = partners(ema.visit("/explore?by=gender"))
    for query in ("organisation=aer", "project=joint"):
        assert partners(ema.visit(f"/explore?by=gender&{query}")) == whole


def test_rows_of_a_partner_stay_closed(ema, shared):
    for url in ("/explore/people?organisation=aer", "/explore/people?group=aer-x",
                "/explore.csv?organisation=aer", "/explore?group=aer-x"):  # fmt: skip
        assert ema.send("GET", url).status_code == 403
    listed_codes = rows(ema.send("GET", "/explore/people.csv?project=joint"))
    assert not [line for line in listed_codes if "SECRET" in line["person_code"]]


def test_the_page_of_a_partner_offers_only_what_can_be_opened(ema, shared):
    words = ema.visit("/explore?organisation=aer").text()
    assert "Partners in your projects" in words
    assert "Nobody fits these filters" not in words
    files = [a["href"] for a in ema.page.select("main a[href]") if "csv" in a["href"]]
    assert files
    assert {ema.send("GET", url).status_code for url in files} == {200}


def test_a_page_asks_as_much_for_few_people_as_for_many(app, ema, shared):
    def asked(url):
        with count_queries() as seen:
            ema.visit(url)
        return len(seen)

    store()
    urls = ("/explore?by=group", "/explore?programme=digital-local&by=group", "/explore/people")
    few = [asked(url) for url in urls]
    assert max(few) <= 12
    for number in range(30):
        one = person(f"More{number}", shared.centre, email=None)
        db.session.add_all([one, enrol(one, shared.a)])
    db.session.execute(update(Group).values(revision=Group.revision + 1))
    store()
    assert [asked(url) for url in urls] == few


def test_the_people_stand_in_the_order_asked_for(ema, world):
    codes = [line["person_code"] for line in rows(ema.send("GET", "/explore/people.csv"))]
    for sort in ("name", "code", "standing", "share", "nonsense"):
        ema.visit(f"/explore/people?sort={sort}")
        shown = [one.text for one in ema.page.select("th[scope=rowgroup] .code")]
        assert sorted(shown) == sorted(codes)


@pytest.mark.parametrize("query", ["on=2022-03-01", "on=2022-03-01&from=2022-01-01"])
def test_what_was_not_counted_is_no_zero(ema, world, monkeypatch, query):
    monkeypatch.setattr(kept, "LIVE", 1)
    for path in ("/explore", "/explore/people"):
        ema.visit(f"{path}?{query}")
        assert "choose a programme or a group first" in ema.text("#main")
        assert not ema.page.select("#main table")
        assert not ema.page.select("#main .downloads")
        for kind in ("csv", "xlsx", "pdf"):
            assert ema.send("GET", f"{path}.{kind}?{query}").status_code == 409
    ema.visit(f"/explore?{query}&group=jes-a")
    assert ema.page.select("#main table")


@pytest.mark.parametrize("path", ["/explore", "/explore/people", "/charts/standing"])
def test_a_file_of_figures_that_are_being_counted_again_says_since_when_they_stand(
    ema, world, monkeypatch, path
):
    store()
    db.session.execute(update(Group).values(revision=Group.revision + 1))
    db.session.commit()
    monkeypatch.setattr(kept, "FRESH", 1)
    book = load_workbook(io.BytesIO(ema.send("GET", f"{path}.xlsx").data))
    notes = [str(cell.value) for cell in book.worksheets[1]["A"]]
    assert any("as they were on Thu 24 Mar" in note for note in notes), notes


def test_the_hours_of_everybody_are_those_of_the_rows(ema, known):
    for query in ("gender=F&group=", "standing=on_track", "from=2022-01-01", "only=conflict"):
        *lines, total = rows(ema.send("GET", f"/explore.csv?by=group&{query}"))
        for name in ("delivered_minutes", "required_minutes"):
            assert int(total[name]) == sum(int(line[name]) for line in lines), query


def test_no_way_to_divide_a_partner_betrays_another(ema, shared):
    """Four women and four men: their number is hidden, also where all are of one age."""
    secret = select(Person.id).where(Person.name.startswith("Secret")).order_by(Person.id)
    eight = list(db.session.scalars(secret))[:8]
    others = Membership.person_id.not_in(eight), Membership.group_id == Group.id
    there = Group.organisation_id == shared.network.id
    gone = select(Membership.id).join(Group).where(*others, there)
    db.session.execute(delete(Membership).where(Membership.id.in_(gone)))
    for place, one in enumerate(eight):
        db.session.get(Person, one).gender = "FM"[place % 2]
    db.session.execute(update(Group).values(revision=Group.revision + 1))
    db.session.commit()
    assert partners(ema.visit("/explore?by=gender"))[:3] == ["hidden"] * 3
    assert "8" not in partners(ema.visit("/explore?by=age"))
    assert "8" not in partners(ema.visit("/explore?by=group"))


def test_a_period_that_ends_before_it_begins_is_told_in_plain_words(ema, known):
    for path in ("/explore", "/explore/people"):
        ema.visit(f"{path}?from=2026-11-30&to=2026-01-01")
        assert "The last day is before the first. Look at both." in ema.text("#main")
        assert "is not known" not in ema.text("#main")


def test_files_have_shares_and_hours_as_numbers_and_no_share_that_looks_like_a_day(ema, known):
    for path in ("/explore/people", "/explore"):
        sheet = load_workbook(io.BytesIO(ema.send("GET", f"{path}.xlsx").data)).worksheets[0]
        header, *lines = sheet.iter_rows(values_only=True)
        share = "attendance" if path == "/explore" else "of_programme"
        assert header.index(f"{share}_exact") == header.index(share) + 1
        for line in lines:
            found = dict(zip(header, line, strict=True))
            assert isinstance(found[share], float | int | None)
            assert isinstance(found.get("hours", 0), float | int)
            assert "/" not in str(found[f"{share}_exact"])
