"""Tables in and out, in the browser: check, look, import; nothing is sent twice."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from lms import clock
from lms.db import db
from lms.people.models import Person
from lms.reports.imports import TABLES
from tests.cast import NOW
from tests.exchange.samples import on_the_list, twinned
from tests.imports.files import csv_of, xlsx_of
from tests.queries import count_queries
from tests.visitor import Visitor

PEOPLE = csv_of("person_code,display_name,shoe", "P-1,Ana,38", "EMA,Ema,40")


def named(code):
    return db.session.scalar(select(Person).where(Person.code == code))


def check(visitor, data, table="people", status=None, name="table.csv"):
    visitor.visit("/imports")
    visitor.press("import", "", status, table=table, file=(io.BytesIO(data), name))
    return visitor


def waiting(app):
    folder = Path(app.instance_path) / "imports"
    return list(folder.iterdir()) if folder.exists() else []


@pytest.fixture(autouse=True)
def nothing_waits(app):
    yield
    for file in waiting(app):
        file.unlink()


def test_a_file_is_checked_looked_at_and_imported(visitor, world, app):
    check(visitor.sign_in(world.ema), PEOPLE)
    assert "1 row is new." in visitor.text("main")
    assert "1 row is here already, just the same." in visitor.text("main")
    assert "were not read: shoe." in visitor.text("main")
    assert named("P-1") is None
    visitor.press("take_in", "Import")
    assert "Imported. New: 1, changed: 0, same: 1." in visitor.text("#notice")
    assert named("P-1").organisation is world.centre
    assert waiting(app) == []


def test_a_code_that_is_somebody_elses_is_asked_about_before_it_gets_another_name(visitor, world):
    data = csv_of("person_code,display_name,phone", "LOU,Amir,", "LEA,Lea,+386 40 1")
    check(visitor.sign_in(world.ema), data)
    assert "2 rows change what is here." in visitor.text("main")
    rows = visitor.page.select("#remarks ~ tbody tr")
    assert [[cell.text for cell in row.select("td")] for row in rows] == [
        ["2", "display_name", "Lou has this code here. Is it the same person?"]
    ]


def test_every_error_is_shown_with_row_and_column_and_nothing_waits(visitor, world, app):
    data = csv_of("person_code,display_name,email", "P-1,,x", "P-2,Bo,lou@example.org")
    check(visitor.sign_in(world.ema), data, status=422)
    assert visitor.text("title").startswith("Error: Files")
    assert "3 things in the file" in visitor.text("[role=alert]")
    rows = visitor.page.select("#wrong ~ tbody tr")
    assert [[cell.text for cell in row.select("td")[:2]] for row in rows] == [
        ["2", "display_name"],
        ["2", "email"],
        ["3", "email"],
    ]
    assert waiting(app) == []


def test_the_words_are_in_the_readers_language_direction_too(visitor, world):
    visitor.sign_in(world.ema).visit("/languages?next=/imports")
    visitor.press("languages", "العربية")
    check(visitor, b"", status=422)
    assert visitor.page.html["dir"] == "rtl"
    assert "This file is empty" not in visitor.text("main")


def test_without_a_file_the_form_says_so(visitor, world):
    visitor.sign_in(world.ema).visit("/imports")
    visitor.press("import", "Check the file", 422)
    assert "Choose a file first." in visitor.text("#import_complaints")


def test_a_workbook_saved_as_csv_is_read_and_a_picture_is_refused(visitor, world):
    check(visitor.sign_in(world.ema), xlsx_of(["person_code", "display_name"], ["P-1", "Ana"]))
    assert "1 row is new." in visitor.text("main")
    check(visitor, b"\x89PNG\r\n\x1a\n\x00", status=422)
    assert "not a table" in visitor.text("main")


@pytest.mark.parametrize(
    ("size", "status", "said"),
    [(50_000_000, 413, "10 MB or less"), (11_000_000, 422, "bigger than 10 MB")],
)
def test_a_file_that_is_too_big_is_refused_in_words(app, world, size, status, said):
    ema = Visitor(app).sign_in(world.ema).visit("/imports")
    token = ema.page.select_one("#import [name=csrf_token]")["value"]
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
        for name, more, value in (
            ("csrf_token", "", token),
            ("table", "", "people"),
            ("file", '; filename="people.csv"', "x" * size),
        )
    ]
    body = "".join([*parts, "--x--\r\n"]).encode()
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    ema.look(ema.send("POST", "/imports", body, kind), status)
    assert said in ema.text()


def test_the_import_can_be_left_and_the_file_goes(visitor, world, app):
    check(visitor.sign_in(world.ema), PEOPLE)
    assert len(waiting(app)) == 1
    visitor.press("forget", "Do not import")
    assert (waiting(app), named("P-1")) == ([], None)


def test_what_waits_is_readable_by_nobody_else_and_not_for_ever(app, world, monkeypatch):
    ema = check(Visitor(app).sign_in(world.ema), PEOPLE)
    (file,) = waiting(app)
    assert file.stat().st_mode & 0o077 == 0
    Visitor(app).sign_in(world.ada).visit(ema.url, status=410)
    Visitor(app).sign_in(world.tara).visit(ema.url, status=403)
    ema.visit("/imports/people/../../secret_key", status=404)
    ema.visit(ema.url.replace("people", "groups"), status=404)


def test_after_half_an_hour_the_file_is_gone_and_that_is_said(visitor, world, app, monkeypatch):
    check(visitor.sign_in(world.ema), PEOPLE)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))
    visitor.press("take_in", "Import", 410)
    assert "waited too long" in visitor.text("#notice")
    assert (waiting(app), named("P-1")) == ([], None)


def test_what_was_changed_meanwhile_is_said_instead_of_imported(visitor, world):
    data = csv_of("person_code,display_name,email", "P-1,Ana,new@example.org")
    check(visitor.sign_in(world.ema), data)
    world.lou.email = "new@example.org"
    db.session.commit()
    visitor.press("take_in", "Import", 422)
    assert "Something was changed" in visitor.text("[role=alert]")
    assert named("P-1") is None


def test_the_same_file_twice_changes_nothing_and_offers_no_import(visitor, world):
    check(visitor.sign_in(world.ema), PEOPLE)
    visitor.press("take_in", "Import")
    check(visitor, PEOPLE)
    assert "2 rows are here already" in visitor.text("main")
    assert visitor.page.find(id="take_in") is None


def test_what_is_worth_a_look_is_shown_before_the_import(visitor, world):
    data = csv_of("session_code,person_code,in", "A-01,BO,17:00")
    check(visitor.sign_in(world.ema), data, "attendance")
    assert "kept as a guest" in visitor.text("#remarks ~ tbody")
    visitor.press("take_in", "Import")
    assert "New: 1" in visitor.text("#notice")


def test_all_tables_go_in_and_out(visitor, world):
    on_the_list(twinned(world).visit, world.lea)
    visitor.sign_in(world.ema)
    answer = csv_of(
        "person_code,project,outcome,answer,date", "LEA,twinning,helpful,yes,2022-03-01"
    )
    check(visitor, answer, "outcomes")
    visitor.press("take_in", "Import")
    check(visitor, csv_of("session_code,person_code,in", "A-01,LEA,18:00"), "attendance")
    visitor.press("take_in", "Import")
    check(visitor, csv_of("session_code,person_code,minutes", "A-01,LEA,20"), "make_up")
    visitor.press("take_in", "Import")
    for name in TABLES:
        for kind in ("csv", "xlsx"):
            response = visitor.send("GET", f"/imports/{name}.{kind}")
            assert response.status_code == 200
            assert f'filename="{name}.{kind}"' in response.headers["Content-Disposition"]
            check(visitor, response.data, name)
            assert "0 rows are new. 0 rows change" in visitor.text("main"), (name, kind)
            assert "0 rows are here already" not in visitor.text("main"), (name, kind)
            empty = visitor.send("GET", f"/imports/empty/{name}.{kind}")
            check(visitor, empty.data, name)
            assert "0 rows are here already" in visitor.text("main")


EMPTY = ("sessions", "attendance", "make_up", "outcomes", "activities", "participations")


def test_a_coordinator_takes_out_their_own_organisation_only(visitor, world):
    on_the_list(twinned(world).visit, world.lea)  # of another host
    visitor.sign_in(world.oto)
    found = {name: visitor.send("GET", f"/imports/{name}.csv").text for name in TABLES}
    assert [line.split(",")[0] for line in found["people"].splitlines()[1:]] == ["OLGA", "OTO"]
    assert found["roster"].splitlines()[1:] == ["OLGA,cities-1,2022-02-10,"]
    assert all(len(found[name].splitlines()) == 1 for name in EMPTY)


def test_a_coordinator_of_no_organisation_takes_out_nobody(visitor, world):
    world.ema.organisation = world.lea.organisation = None
    people = visitor.sign_in(world.ema).send("GET", "/imports/people.csv").text
    assert people.splitlines()[1:] == []


@pytest.mark.parametrize("url", ["/imports", "/imports/people.csv", "/imports/empty/people.csv"])
def test_the_page_is_for_coordinators(visitor, world, url):
    visitor.sign_in(world.tara).visit(url, status=403)


@pytest.mark.parametrize(
    "url", ["/imports/cats.csv", "/imports/people.pdf", "/imports/empty/x.csv"]
)
def test_there_are_only_these_tables_and_kinds(visitor, world, url):
    visitor.sign_in(world.ema).visit(url, status=404)


def test_pages_and_tables_cost_the_same_for_few_and_for_many(app, world, bring):
    ema = Visitor(app).sign_in(world.ema)

    def costs():
        numbers = []
        for url in ("/imports", *(f"/imports/{name}.csv" for name in TABLES)):
            with count_queries() as seen:
                ema.send("GET", url)
            numbers.append(len(seen))
        return numbers

    few = costs()
    many = [f"X-{number},Name" for number in range(300)]
    bring(TABLES["people"].plan, "person_code,display_name", *many, by=world.ema)
    places = [f"X-{number},jes-a,2022-03-01" for number in range(300)]
    bring(TABLES["roster"].plan, "person_code,group,from", *places)
    assert costs() == few
    assert max(few) <= 3
