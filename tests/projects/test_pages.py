"""The pages of projects: the public results (W14), rights, changing and publishing."""

import csv
import io

import pytest

from lms.courses.content import importer
from lms.db import db
from lms.people.models import Change
from lms.projects.models import ReportedFigure
from lms.projects.words import UNITS
from tests.cast import NOW
from tests.projects.samples import wide
from tests.projects.test_content import own
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def includ_eu(world, tmp_path):
    (tmp_path / "projects").mkdir()
    own(tmp_path)
    importer.bring_in(tmp_path, language="en", by=None, now=NOW)
    db.session.commit()


def words_of(visitor):
    return " ".join(visitor.page.find("main").text.split())


def test_everybody_reads_the_published_results(app, includ_eu):
    seen = words_of(Visitor(app).visit("/projects/includ-eu/results"))
    for words in (
        "6 programmes 49 sessions", "1,052 participants", "12 visits", "377 participants",
        "16 dialogues", "597 participants", "7 events", "493 participants from 14 countries",
        "4 on site or hybrid, 3 online", "2,519 participants, as published",
        "630 registered for webinars", "21.46 per session 1052/49", "31.41 per visit 377/12",
        "37.31 per dialogue 597/16", "70.42 per event 493/7", "126.00 per webinar 630/5",
    ):  # fmt: skip
        assert words in seen.replace("\u202f", ","), words
    assert "3149" not in seen
    assert "3,149" not in seen


def test_nine_contradictions_and_seven_pilots_are_shown(app, includ_eu):
    page = Visitor(app).visit("/projects/includ-eu/results").page
    assert len(page.select("section[aria-labelledby=notes] li")) == 9
    assert len(page.select("section[aria-labelledby=pilots] li.offer")) == 7
    targets = {one["href"] for one in page.select("a[href^='#source-']")}
    assert all(page.find(id=target.removeprefix("#")) for target in targets)


def test_the_file_says_what_the_page_says(app, includ_eu):
    text = Visitor(app).send("GET", "/projects/includ-eu/results.csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 8
    assert (rows[-1]["participants"], rows[-1]["registered"]) == ("2519", "630")
    assert sum(int(row["participants"] or 0) for row in rows[:-1]) == 2519
    assert Visitor(app).send("GET", "/projects/includ-eu/results.pdf").data[:4] == b"%PDF"
    assert Visitor(app).send("GET", "/projects/includ-eu/results.xlsx").status_code == 200
    assert Visitor(app).send("GET", "/projects/includ-eu/results.odt").status_code == 404


def test_the_results_ask_few_queries(app, includ_eu):
    with count_queries() as found:
        Visitor(app).visit("/projects/includ-eu/results")
    assert len(found) <= 8, found


def test_strangers_do_not_learn_of_what_is_not_published(app, world):
    wide(world)
    Visitor(app).visit("/projects/wide/results", 404)
    assert "Wide" not in Visitor(app).visit("/projects").page.text
    assert "Wide" not in Visitor(app).sign_in(world.oto).visit("/projects").page.text
    assert "Wide" in Visitor(app).sign_in(world.tara).visit("/projects").page.text


@pytest.mark.parametrize("htmx", [False, True])
def test_who_leads_publishes_and_takes_back(app, world, htmx):
    wide(world)
    ema = Visitor(app, htmx).sign_in(world.ema).visit("/projects/wide/results")
    ema.press("published", "Publish the results")
    assert "377" in Visitor(app).visit("/projects/wide/results").page.text
    ema.visit("/projects/wide/results").press("published", "Show it to staff only")
    Visitor(app).visit("/projects/wide/results", 404)
    noted = db.session.query(Change).filter_by(noun="project").order_by(Change.id)
    said = [(one.verb, one.by_id) for one in noted]
    assert said == [("published", world.ema.id), ("unpublished", world.ema.id)]


@pytest.mark.parametrize("htmx", [False, True])
def test_who_leads_changes_the_project(app, world, htmx):
    wide(world, summary={"sl": "Povzetek"})
    ema = Visitor(app, htmx).sign_in(world.ema).visit("/projects/wide/edit")
    ema.press(
        "edited", "Save", 204 if htmx else 303, title="Wider", summary="What it is",
        starts_on="2020-01-01", ends_on="2022-12-31", website="https://wide.example",
    )  # fmt: skip
    ema.visit("/projects/wide")
    assert "Wider" in words_of(ema)
    assert "January 2020 to December 2022" in words_of(ema)


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_wrong_is_said_and_nothing_is_lost(app, world, htmx):
    wide(world)
    ema = Visitor(app, htmx).sign_in(world.ema).visit("/projects/wide/edit")
    typed = {"title": "", "summary": "Kept", "starts_on": "2022-01-01", "ends_on": "2020-01-01"}
    ema.press("edited", "Save", 422, **typed, website="javascript:1")
    seen = ema.page.find("form", id="edited").text
    assert "Write a title." in seen
    assert "The last day is before the first day." in seen
    assert "begins with https" in seen
    assert "Kept" in seen


def test_an_average_says_of_what_it_is(app, world):
    project = wide(world)
    for unit in UNITS:
        one = ReportedFigure(
            position=len(project.reported), kind=unit, label={"en": unit.title()}, units=4,
            unit_kind=unit, participants=10, basis="reported",
        )  # fmt: skip
        project.reported.append(one)
    project.published_at = NOW
    db.session.commit()
    cells = Visitor(app).visit("/projects/wide/results").page.select('[data-label="On average"]')
    said = [" ".join(cell.text.split()) for cell in cells][-len(UNITS) :]
    assert said[:2] == ["2.50 per programme 10/4", "2.50 per visit 10/4"]
    assert len({words.partition(" per ")[2] for words in said}) == len(UNITS)
