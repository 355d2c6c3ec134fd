"""Charts: each has its table, on the page and as a file, and each number opens its rows."""

import csv
import io
from datetime import timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from lms.courses.models import Membership
from lms.db import db
from lms.people.models import Person
from tests import cast
from tests.cast import THURSDAY
from tests.completion.rows import START, away, base, new_group, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor

CHARTS = ["hours", "standing", "coming", "absences", "modules", "gains"]
DRAWN = CHARTS[:4]


@pytest.fixture
def made(world):
    """Twelve sessions were held: one person came to all, one to the first four, one to none."""
    made = base(world)
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions[12:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    for name, count in {"Done": 12, "Gone": 4, "Never": 0}.items():
        who = cast.person(name, world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        there(who, *made.sessions[:count])
        away(who, *made.sessions[count:12])
    db.session.commit()
    return made


def rows(visitor, slug, query="?programme=base"):
    data = visitor.send("GET", f"/charts/{slug}.csv{query}").data
    return list(csv.DictReader(io.StringIO(data.decode())))


def shown(visitor, slug):
    """The rows of the table of a chart, as they stand on the page."""
    (heading,) = visitor.page.select(f"section h2#{slug}")
    table = heading.find_parent("section").select_one("table.charted")
    for hidden in table.select("a .sr"):
        hidden.extract()
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td:not(.barred)")]
        for row in table.select("tbody tr")
    ]


def test_who_left_is_counted_among_those_who_no_longer_come(app, world, made):
    place = db.session.query(Membership).filter_by(person_id=world.lea.id, group_id=made.group.id)
    place.one().ends_on = START + timedelta(days=3)  # Lea came twice, and her place ended
    there(world.lea, *made.sessions[:2])
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema)
    found = rows(ema, "coming")
    assert [row["still_coming"] for row in found] == ["3"] * 2 + ["2"] * 2 + ["1"] * 8
    assert {row["of"] for row in found} == {"4"}
    assert (found[-1]["share"], found[-1]["share_exact"]) == ("0.2500", "1 of 4")
    ema.visit("/charts?programme=base")
    assert "1 of 4 people came to session 12 or to a later one." in ema.text("main")
    assert len(ema.page.select("#coming_plot_t")) == 1


def test_a_guest_is_not_among_those_who_come(app, world, made):
    there(cast.person("Guest", world.centre), made.sessions[0])
    db.session.commit()
    found = rows(Visitor(app).sign_in(world.ema), "coming")
    assert found[0]["still_coming"] == "2"
    assert found[0]["of"] == "4"


def test_each_number_of_a_standing_opens_its_people(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/charts?programme=base")
    links = ema.page.select("table.charted tbody td.n a")
    counts = {
        link["href"]: int(next(link.strings)) for link in links if "standing=" in link["href"]
    }
    assert sum(counts.values()) == 4
    for address, count in counts.items():
        ema.visit(address)
        assert len(ema.page.select("#matrix tbody tr")) == count


def test_the_totals_are_the_sums_of_the_rows_in_every_file(app, world, made):
    more = new_group(world, made.programme, "base-b", world.tara)
    db.session.add(cast.enrol(cast.person("Other", world.centre), more, START))
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema)
    *groups, total = rows(ema, "standing")
    assert sorted(row["group"] for row in groups) == ["Group base-a", "Group base-b"]
    for column in ("people", "complete", "on_track", "must_attend_all", "needs_make_up", "cannot"):
        assert int(total[column]) == sum(int(row[column]) for row in groups)
    assert total["people"] == "5"
    book = load_workbook(io.BytesIO(ema.send("GET", "/charts/standing.xlsx?programme=base").data))
    assert [cell.value for cell in book.worksheets[0]["C"]] == [
        "people", *(int(row["people"]) for row in groups), 5
    ]  # fmt: skip
    paper = pypdfium2.PdfDocument(ema.send("GET", "/charts/standing.pdf?programme=base").data)
    assert "Group base-b" in paper[0].get_textpage().get_text_range()


def test_absences_are_told_by_weekday_and_hour(app, world, made):
    *found, total = rows(Visitor(app).sign_in(world.ema), "absences")
    assert {row["weekday"] for row in found} <= set("1234567")
    assert int(total["missed_minutes"]) == sum(int(row["missed_minutes"]) for row in found) > 0
    assert int(total["due_minutes"]) == sum(int(row["due_minutes"]) for row in found)


def test_modules_say_who_began_and_who_has_done_them(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    before = rows(ema, "modules")
    assert before, "the programme has modules"
    assert {row["of"] for row in before} == {"4"}
    assert all(int(row["done"]) <= int(row["begun"]) <= 4 for row in before)


def test_the_page_shows_what_the_files_say(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/charts?programme=base")
    on_page = shown(ema, "coming")
    assert [row[:3] for row in on_page] == [
        [row["session"], row["still_coming"], row["of"]] for row in rows(ema, "coming")
    ]


@pytest.mark.parametrize(
    "query", ["?country=XX", "?country=xx", "?group=jes-b&track=teacher", "?to=2001-01-01"]
)
def test_filters_that_match_nobody_are_told_what_to_do(app, world, made, query):
    ema = Visitor(app).sign_in(world.ema).visit(f"/charts{query}")
    assert ema.text("h1") == "Charts"
    assert not ema.page.select("table.charted")
    assert "Nobody is in these groups on that day." in ema.text("main")


def test_what_says_nothing_of_groups_is_left_out_and_said(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/charts?programme=base&age=old&on=soon")
    assert "The filter age=old is not known and was left out." in ema.text("main")
    assert "The filter on=soon is not known and was left out." in ema.text("main")
    assert ema.page.select("table.charted")


def test_before_the_first_session_every_chart_says_what_will_be_here(app, world):
    new_group(world, world.local, "new", world.tara)
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema).visit("/charts?group=new")
    words = ema.text("main")
    assert "Nobody is in these groups on that day." in words
    assert "No session was held yet." in words
    assert "No register was taken yet." in words
    assert rows(ema, "coming", "?group=new") == []


def test_another_day_of_very_many_groups_asks_for_a_choice(app, world, made):
    for number in range(61):
        new_group(world, made.programme, f"many-{number}", world.tara)
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema).visit("/charts?on=2022-03-01")
    assert "Choose a programme or a group first." in ema.text("main")
    assert ema.send("GET", "/charts/standing.csv?on=2022-03-01").status_code == 409
    assert ema.visit("/charts?on=2022-03-01&group=base-a").page.select("table.charted")


def test_nothing_of_other_organisations_is_shown_or_given_out(app, world, made):
    """Neither by the page, nor by a file, nor by the words of a filter."""
    other = Visitor(app).sign_in(world.oto)
    for name in ("group=base-a", "programme=base"):
        for address in ("/charts", "/charts/standing.csv", "/dashboard", "/standing", "/registers"):
            assert "Group base-a" not in other.visit(f"{address}?{name}", 403).text("body")
    other.visit("/charts?programme=nothing", 404)


def test_filters_mean_here_what_they_mean_where_people_are_listed(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    for query in ("?country=none", "?theme=none&programme=base", "?project=none&group=base-a"):
        *_groups, total = rows(ema, "standing", query)
        listed = csv.DictReader(io.StringIO(ema.send("GET", f"/explore.csv{query}").text))
        assert total["people"] == list(listed)[-1]["people"] != "0", query


def test_whoever_is_in_two_groups_is_one_person_in_the_total(app, world, made):
    """Lea is in a group of this programme and of another one."""
    *groups, total = rows(Visitor(app).sign_in(world.ema), "standing", "")
    everybody = {place.person_id for place in db.session.query(Membership)}
    assert sum(int(row["people"]) for row in groups) > int(total["people"])
    assert int(total["people"]) <= len(everybody)


def test_a_period_chooses_the_weeks_of_hours(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    whole = rows(ema, "hours")
    some = rows(ema, "hours", f"?programme=base&to={whole[1]['week_of']}")
    assert some == whole[:2]


def test_a_trainer_sees_the_groups_that_they_teach(app, world, made):
    tara = Visitor(app).sign_in(world.tara)
    assert any(row["group"] == "Group base-a" for row in rows(tara, "standing", ""))


def test_there_is_no_other_chart_and_no_other_kind_of_file(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    assert ema.send("GET", "/charts/profit.csv").status_code == 404
    assert ema.send("GET", "/charts/hours.exe?programme=base").status_code == 404


@pytest.mark.parametrize("slug", DRAWN)
def test_every_chart_is_a_paper(app, world, made, slug):
    answer = Visitor(app).sign_in(world.ema).send("GET", f"/charts/{slug}.pdf?programme=base")
    assert answer.data.startswith(b"%PDF")
    assert len(pypdfium2.PdfDocument(answer.data)) >= 1


def test_the_page_needs_as_few_queries_for_many_groups_as_for_few(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    ema.visit("/charts?programme=base")
    with count_queries() as few:
        ema.visit("/charts?programme=base")
    for number in range(5):
        group = new_group(world, made.programme, f"more-{number}", world.tara)
        db.session.add(cast.enrol(cast.person(f"M{number}", world.centre), group, START))
    db.session.commit()
    ema.visit("/charts?programme=base")
    with count_queries() as many:
        ema.visit("/charts?programme=base")
    assert len(many) == len(few)


def test_levels_are_read_of_the_people_of_the_chosen_groups_only(app, world, made):
    more = new_group(world, made.programme, "base-b", world.tara)
    db.session.add(cast.enrol(cast.person("Other", world.centre), more, START))
    db.session.commit()
    ema = Visitor(app).sign_in(world.ema)
    db.session.expunge_all()
    seen = []

    def loaded(person, _context):
        seen.append(person.name)

    event.listen(Person, "load", loaded)
    try:
        ema.visit("/charts?group=base-a")
    finally:
        event.remove(Person, "load", loaded)
    assert "Done" in seen
    assert "Other" not in seen
