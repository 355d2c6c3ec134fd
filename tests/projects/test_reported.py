"""The figures that a project published, changed in the browser by who leads it."""

import csv
import io

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people.models import Change
from lms.projects.models import Project, ReportedFigure
from tests.cast import NOW
from tests.projects.samples import wide
from tests.queries import count_queries
from tests.visitor import Visitor

FIGURES = "/projects/wide/figures"


@pytest.fixture
def project(world):
    return wide(world, published_at=NOW)


@pytest.fixture
def ema(visitor, world, project):
    return visitor.sign_in(world.ema).visit("/projects/wide/results")


def rows():
    db.session.expire_all()
    return db.session.scalars(select(ReportedFigure).order_by(ReportedFigure.position)).all()


def names():
    return [(one.position, one.label["en"]) for one in rows()]


def changes():
    return db.session.scalars(select(Change).where(Change.key == "wide").order_by(Change.id)).all()


def at(number, rest=""):
    return f"{FIGURES}/{rows()[number].id}{rest}"


def said(visitor):
    return " ".join(visitor.page.find("main").text.split())


def follow(visitor, words):
    links = [one for one in visitor.page.select("main a") if words in one.text]
    visitor.visit(links[0]["href"])


def after(visitor, status=303):
    """The status of a save that goes through, for a browser and for htmx."""
    return 204 if visitor.htmx and status == 303 else status


def test_who_leads_changes_a_figure_and_everybody_reads_it(app, ema, world):
    follow(ema, "Change the figures")
    ema.visit(ema.page.select_one("#listed li a")["href"])
    ema.press("typed", "Save", after(ema), participants="٣٨٠", countries="14", note="On site.")
    assert ema.url == FIGURES
    assert "380 participants from 14 countries" in said(ema)
    assert "380 participants from 14 countries" in said(
        Visitor(app).visit("/projects/wide/results")
    )
    one = rows()[0]
    assert (one.participants, one.countries, one.note) == (380, 14, {"en": "On site."})
    kept = changes()[-1]
    assert (kept.verb, kept.by, kept.at) == ("figure changed", world.ema, NOW)
    assert (kept.detail["before"]["participants"], kept.detail["before"]["note"]) == (377, None)
    assert (kept.detail["after"]["participants"], kept.detail["after"]["label"]) == (
        380, {"en": "Visits"},
    )  # fmt: skip


def test_a_figure_sent_back_as_it_was_changes_nothing(ema):
    ema.visit(at(0)).press("typed", "Save", after(ema))
    assert "Nothing was different" in ema.text("#notice")
    assert changes() == []


def test_one_writes_in_the_language_of_the_page_and_the_others_stay(ema, world):
    one = rows()[0]
    one.label, one.note = {"sl": "Obiski", "ar": "زيارات"}, {"sl": "Opomba", "en": "Note"}
    db.session.commit()
    ema.visit(at(0))
    assert "In another language: Obiski" in said(ema)
    ema.press("typed", "Save", after(ema), units="13", note="")
    assert (rows()[0].label, rows()[0].note) == ({"sl": "Obiski", "ar": "زيارات"}, {"sl": "Opomba"})
    ema.visit(at(0)).press("typed", "Save", after(ema), label="Visits")
    assert rows()[0].label == {"sl": "Obiski", "ar": "زيارات", "en": "Visits"}


def test_who_sends_what_cannot_be_saved_is_led_to_what_is_wrong_with_it(ema):
    """htmx and browsers give the focus to what has this attribute: the form is long."""
    ema.visit(at(0)).press("typed", "Save", 422, units="many")
    told = ema.page.find(id="f_complaints")
    assert (told["tabindex"], told.has_attr("autofocus")) == ("-1", True)
    assert len(ema.page.select("#typed [autofocus]")) == 1


def test_one_that_is_new_is_not_left_as_it_is_but_not_saved(ema):
    assert "Do not save" in said(ema.visit(f"{FIGURES}/new"))
    assert "Leave it as it is" in said(ema.visit(at(0)))


def test_a_new_figure_is_the_last(ema, world):
    follow(ema.visit(FIGURES), "New figure")
    ema.press(
        "typed", "Save", after(ema), label="Workshops", kind="workshop", units="7",
        unit_kind="event", sessions="9", participants="493", basis="reported", countries="14",
        onsite="4", online="3", source="S0",
    )  # fmt: skip
    assert names() == [(0, "Visits"), (1, "Webinars"), (2, "Workshops")]
    one = rows()[2]
    assert (one.kind, one.units, one.unit_kind, one.sessions) == ("workshop", 7, "event", 9)
    assert (one.onsite, one.online, one.source, one.note) == (4, 3, "S0", None)
    kept = changes()[-1]
    assert (kept.verb, kept.by, kept.detail["before"]) == ("figure added", world.ema, None)


WRONG = {
    "units": ("many", "Write a whole number from 1 to 99999."),
    "sessions": ("0", "Write a whole number from 1 to 99999."),
    "participants": ("-5", "Write a whole number from 1 to 99999."),
    "countries": ("100000", "Write a whole number from 1 to 99999."),
    "online": ("1.5", "Write a whole number from 1 to 99999."),
    "label": (" ", "Fill this in, or choose from the list."),
    "kind": ("x" * 41, "This text is longer than 40 characters."),
    "unit_kind": ("", "Fill this in, or choose from the list."),
    "source": ("S9", "Choose one from the list."),
    "note": ("n" * 1001, "This text is longer than 1000 characters."),
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(ema, field):
    value, words = WRONG[field]
    typed = {"label": "Kept", "participants": "400", "onsite": "3", field: value}
    ema.visit(at(0)).press("typed", "Save", 422, **typed)
    assert words in ema.text(f"#f_{field}_wrong")
    assert ema.page.find(id=f"f_{field}")["aria-invalid"] == "true"
    for name in {"label", "participants", "onsite"} - {field}:
        assert ema.page.find(id=f"f_{name}")["value"] == typed[name]
    assert (rows()[0].label, rows()[0].participants) == ({"en": "Visits"}, 377)
    assert changes() == []


def test_parts_that_are_more_than_the_whole_are_kept_and_one_is_asked_to_look_again(ema):
    words = "On site and online are 13 together, more than 12 in all."
    ema.visit(at(0)).press("typed", "Save", after(ema), onsite="3", online="9")
    assert words not in ema.visit(FIGURES).text()
    ema.visit(at(0)).press("typed", "Save", after(ema), online="10")
    assert words in ema.text("#notice .warn")
    assert (rows()[0].units, rows()[0].onsite, rows()[0].online) == (12, 3, 10)


def test_what_a_new_figure_counts_has_to_be_chosen(ema):
    ema.visit(f"{FIGURES}/new").press("typed", "Save", 422, label="Workshops", kind="workshop")
    assert "Choose one from the list." in ema.text("#f_basis")
    assert "never added together" in said(ema)
    assert len(rows()) == 2


def test_a_figure_is_taken_out_after_a_second_look(app, ema, world):
    ema.visit(at(0, "/out"))
    assert "377 participants" in said(ema)
    ema.press("out", "Take out")
    assert names() == [(0, "Webinars")]
    assert "Visits is taken out." in ema.text("#notice")
    assert "377" not in said(Visitor(app).visit("/projects/wide/results"))
    kept = changes()[-1]
    assert (kept.verb, kept.by, kept.detail["after"]) == ("figure taken out", world.ema, None)
    assert kept.detail["before"]["participants"] == 377


def test_figures_go_up_and_down_one_place_and_the_ends_stay(ema):
    status = 200 if ema.htmx else 303
    ema.visit(FIGURES).press("listed", "Down: Visits", status)
    assert names() == [(0, "Webinars"), (1, "Visits")]
    assert said(ema).index("Webinars") < said(ema).index("Visits")
    ema.press("listed", "Down: Visits", status)
    ema.press("listed", "Up: Visits", status)
    ema.press("listed", "Up: Visits", status)
    assert names() == [(0, "Visits"), (1, "Webinars")]
    moved = [(one.verb, one.detail["before"], one.detail["after"]) for one in changes()]
    assert moved == [("figure moved", 0, 1), ("figure moved", 1, 0)]


def test_who_comes_second_reads_what_the_first_wrote_and_loses_nothing(app, ema, world):
    ada = Visitor(app).sign_in(world.ada).visit(at(0))
    ema.visit(at(0)).press("typed", "Save", after(ema), participants="380")
    ada.press("typed", "Save", 422, participants="390")
    assert "It says now:" in ada.text("#meanwhile")
    assert "380 participants" in ada.text("#meanwhile")
    assert ada.page.find(id="f_participants")["value"] == "390"
    assert rows()[0].participants == 380
    ada.press("typed", "Save")
    assert rows()[0].participants == 390


def test_what_is_gone_or_moved_meanwhile_is_told(app, ema, world):
    ada = Visitor(app).sign_in(world.ada)
    change, out, order = (at(0), at(0, "/out"), FIGURES)
    ema.visit(order)
    ada.visit(out)
    rows()[0].units = 13
    db.session.commit()
    ada.press("out", "Take out", 409)
    assert "Look at it now" in ada.text()
    ada.visit(change)
    Visitor(app).sign_in(world.ada).visit(out).press("out", "Take out")
    ema.press("listed", "Down: Visits", 409)
    ada.press("typed", "Save", 422, participants="1")
    assert "took this figure out meanwhile" in ada.text("#meanwhile")
    ada.press("typed", "Save")
    assert [(one.position, one.participants) for one in rows()] == [(0, 630), (1, 1)]
    ada.visit(change, 404)


def test_a_project_has_a_hundred_figures_and_no_more(ema, project):
    row = {"kind": "visit", "unit_kind": "visit", "basis": "unknown"}
    project.reported.extend(
        ReportedFigure(position=place, label={"en": f"N {place}"}, **row) for place in range(2, 99)
    )
    db.session.commit()
    typed = {"label": "More", "kind": "visit", "unit_kind": "visit", "basis": "unknown"}
    ema.visit(f"{FIGURES}/new").press("typed", "Save", after(ema), **typed)
    assert len(rows()) == 100
    assert "New figure" not in said(ema)
    ema.visit(f"{FIGURES}/new").press("typed", "Save", 409, **typed)
    assert len(rows()) == 100


def test_people_of_whom_nobody_says_what_they_are_are_not_called_participants(app, project):
    project.reported[0].basis = "unknown"
    assert "377 people; not known what this counts" in said(
        Visitor(app).visit("/projects/wide/results")
    )


def test_people_of_whom_nobody_says_what_they_are_stand_in_the_file_apart(app, project):
    project.reported[0].basis = "unknown"
    text = Visitor(app).file("/projects/wide/results.csv")
    lines = [
        (one["participants"], one["registered"], one["unknown"])
        for one in csv.DictReader(io.StringIO(text))
    ]
    assert lines == [("", "", "377"), ("", "630", ""), ("0", "630", "")]


def test_countries_are_read_also_where_nobody_counted_people(app, project):
    project.reported[0].participants, project.reported[0].countries = None, 14
    assert "from 14 countries" in said(Visitor(app).visit("/projects/wide/results"))


def test_registrations_are_said_to_be_for_webinars_only_where_all_of_them_are(app, project):
    page = Visitor(app).visit("/projects/wide/results")
    assert "630 registered for webinars" in page.text(".results-sums")
    one = ReportedFigure(
        position=2, kind="event", label={"en": "Fair"}, unit_kind="event", basis="registered",
        participants=70,
    )  # fmt: skip
    project.reported.append(one)
    assert "700 registered Who had" in page.visit("/projects/wide/results").text(".results-sums")


def test_the_figures_of_another_project_are_not_there(ema, world, project):
    other = Project(slug="other", title={"en": "Other"}, lead=project.lead)
    db.session.add(other)
    db.session.commit()
    ema.visit(f"/projects/other/figures/{rows()[0].id}", 404)


def test_pages_of_figures_ask_few_queries_however_many_there_are(app, world, project):
    ema = Visitor(app).sign_in(world.ema)
    addresses = (FIGURES, at(0), at(0, "/out"))
    few = [asked(ema, url) for url in addresses]
    row = {"kind": "visit", "unit_kind": "visit", "basis": "unknown", "label": {"en": "N"}}
    project.reported.extend(ReportedFigure(position=place, **row) for place in range(2, 100))
    db.session.commit()
    assert [asked(ema, url) for url in addresses] == few
    assert max(few) <= 8, few


def asked(visitor, url):
    with count_queries() as seen:
        visitor.visit(url)
    return len(seen)
