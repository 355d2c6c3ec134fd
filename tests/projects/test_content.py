"""Projects in the content folder, read strictly; what people changed here stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.courses.content import checks, exporter, importer
from lms.courses.content.problems import Wrong
from lms.db import db
from lms.people.models import Change, Organisation
from lms.projects.content.written import values_of
from lms.projects.models import Project
from tests.cast import NOW
from tests.visitor import Visitor

OWN = Path(__file__).parents[2] / "content" / "projects"
SMALL = """\
title: {en: Wide}
lead: north
starts_on: 2020-01-01
ends_on: 2022-12-31
sources:
  - {code: S0, words: What was published}
partners:
  - {organisation: north, name: City of the North, country: SI, kind: city}
figures:
  - {kind: study_visit, label: Visits, units: 12, unit_kind: visit, participants: 377,
     basis: reported, source: S0}
notes:
  - {what: Two names, handling: One is kept, sources: [S0]}
"""


@pytest.fixture
def root(app, tmp_path):
    (tmp_path / "projects").mkdir()
    write(tmp_path, SMALL)
    return tmp_path


def write(root, text, name="wide"):
    (root / "projects" / f"{name}.yaml").write_text(text, encoding="utf-8")


def bring_in(root, days=0, **options):
    changes = importer.bring_in(
        root, language="en", by=None, now=NOW + timedelta(days=days), **options
    )
    db.session.commit()
    db.session.expunge_all()
    return changes


def project(slug="wide"):
    return db.session.scalars(select(Project).where(Project.slug == slug)).one()


def own(root):
    """This project's own two files, without the programmes, which are in another folder."""
    for file in OWN.iterdir():
        text = file.read_text(encoding="utf-8")
        head, _, rest = text.partition("\nprogrammes:\n")
        lines = rest.splitlines(keepends=True)
        while lines and lines[0].startswith("  - "):
            lines.pop(0)
        write(root, f"{head}\n{''.join(lines)}" if rest else text, file.stem)


def test_a_project_comes_with_its_partners_and_figures(root):
    changes = bring_in(root)
    assert changes.organisations == ["north"]
    made = project()
    assert (made.lead.name, made.lead.country, made.lead.kind) == (
        "City of the North",
        "SI",
        "city",
    )
    assert [(one.units, one.participants) for one in made.reported] == [(12, 377)]
    assert made.published_at is None


def test_importing_again_changes_nothing(root):
    bring_in(root)
    assert bring_in(root, 1).counts() == {
        "created": 0, "updated": 0, "retired": 0, "unchanged": 1
    }  # fmt: skip


def test_the_own_projects_survive_the_way_there_and_back(root, tmp_path_factory):
    own(root)
    bring_in(root)
    out = tmp_path_factory.mktemp("there") / "out"
    assert exporter.write_out(out)["projects"] == 3
    db.session.rollback()
    assert bring_in(out, 1).counts()["unchanged"] == 3
    catalan = db.session.scalars(select(Organisation).where(Organisation.slug == "catalonia")).one()
    assert [alias["source"] for alias in catalan.aliases] == ["S0", "S1", "S2"]
    assert len(project("includ-eu").notes) == 9
    assert len(project("includ-eu").pilots) == 7


def test_what_people_changed_here_is_not_gone_over_unless_asked(root):
    bring_in(root)
    project().title = {"en": "Made here"}
    db.session.commit()
    write(root, SMALL.replace("{en: Wide}", "{en: Wider}"))
    with pytest.raises(Wrong) as refused:
        bring_in(root)
    assert "changed in the browser since the last import: title" in str(refused.value)
    bring_in(root, over=True)
    assert project().title == {"en": "Wider"}


@pytest.fixture
def ada(app, world):
    return Visitor(app).sign_in(world.ada)


def by_hand(ada, **typed):
    """The only figure, changed in the browser."""
    address = f"/projects/wide/figures/{project().reported[0].id}"
    ada.visit(address).press("typed", "Save", **typed)
    db.session.expunge_all()


def test_figures_changed_in_the_browser_stay_while_the_file_says_what_it_said(ada, root):
    bring_in(root)
    by_hand(ada, participants="380")
    assert bring_in(root, 1).counts()["unchanged"] == 1
    write(root, SMALL.replace("{en: Wide}", "{en: Wider}"))
    bring_in(root, 2)
    assert project().title == {"en": "Wider"}
    assert [one.participants for one in project().reported] == [380]


def test_figures_that_both_changed_are_told_and_not_gone_over_unless_asked(ada, root):
    bring_in(root)
    by_hand(ada, participants="380")
    write(root, SMALL.replace("participants: 377", "participants: 390"))
    with pytest.raises(Wrong) as refused:
        bring_in(root)
    assert "changed in the browser since the last import: figures" in str(refused.value)
    assert [one.participants for one in project().reported] == [380]
    bring_in(root, over=True)
    assert [one.participants for one in project().reported] == [390]
    history = select(Change).where(Change.key == "wide").order_by(Change.id.desc())
    before = db.session.scalars(history).first().detail["before"]
    assert [one["participants"] for one in before["figures"]] == [380]


TYPED = {
    "label": "  no: #1 'Visits' \u202e\u2066", "kind": "true", "units": "0012", "sessions": "٤٩",
    "onsite": "7", "online": "5", "countries": "14", "participants": "99999",
    "basis": "registered", "unit_kind": "event", "source": "",
    "note": "null\r\n\r\n\r\n  - a: b\t\u200f\nend " + "long " * 60,
}  # fmt: skip


def test_what_was_edited_survives_the_way_there_and_back(ada, root, tmp_path_factory):
    bring_in(root)
    by_hand(ada, **TYPED)
    new = {
        "code-new": "S 1: #",
        "words-new": "a: b\r\n- c",
        "url-new": "https://wide.example/?a=b:c",
    }
    ada.press("sources", "Save the sources", **new)
    db.session.expunge_all()
    edited = values_of(project())
    one = edited["figures"][0]
    assert (one["label"], one["kind"]) == ({"en": "no: #1 'Visits'"}, "true")
    assert (one["units"], one["sessions"], one["source"]) == (12, 49, None)
    out = tmp_path_factory.mktemp("there") / "out"
    exporter.write_out(out)
    db.session.rollback()
    assert checks.read(out, "en").others["projects"][0].values == edited
    assert [one for one in bring_in(out, 1).listed if one.kind == "project"] == []
    assert project().imported == edited == values_of(project())


def test_a_figure_that_contradicts_itself_is_kept_as_it_was_published(root, tmp_path_factory):
    write(root, SMALL.replace("units: 12,", "units: 12, onsite: 8, online: 5,"))
    bring_in(root)
    (one,) = project().reported
    assert (one.units, one.onsite, one.online) == (12, 8, 5)
    out = tmp_path_factory.mktemp("there") / "out"
    exporter.write_out(out)
    assert checks.read(out, "en").others["projects"][0].values == values_of(project())


def test_a_file_with_more_figures_than_a_page_shows_is_refused(root):
    figure = "  - {kind: visit, label: Visits, unit_kind: visit, basis: unknown}\n"
    write(root, f"title: {{en: Wide}}\nfigures:\n{figure * 100}")
    bring_in(root)
    write(root, f"title: {{en: Wide}}\nfigures:\n{figure * 101}")
    with pytest.raises(Wrong) as refused:
        bring_in(root)
    assert "100 figures or less" in str(refused.value)
    many = "\n".join(f"  - {{code: S{place}, words: W}}" for place in range(51))
    write(root, f"title: {{en: Wide}}\nsources:\n{many}\n")
    with pytest.raises(Wrong) as refused:
        bring_in(root)
    assert "50 sources or less" in str(refused.value)


def test_an_organisation_keeps_what_people_said_of_it(root):
    bring_in(root)
    project().lead.country = "AT"
    db.session.commit()
    bring_in(root, 1)
    assert project().lead.country == "AT"


WRONG = {
    "a figure with an unknown basis": (
        "basis: reported", "basis: counted", 11, "basis", "Choose one of these"
    ),
    "a source that is not listed": ("source: S0}", "source: S9}", 11, "source", 'no source "S9"'),
    "a note of no source": ("[S0]", "[S1]", 13, "sources", 'no source "S1"'),
    "a lead that is no partner": ("lead: north", "lead: south", 2, "lead", "not in the list"),
    "a last day before the first": ("2022-12-31", "2019-12-31", 4, "ends_on", "before the first"),
    "a day that is none": ("2022-12-31", "2022-13-31", 4, "ends_on", "Write a day"),
    "a country that is none": ("country: SI", "country: XX1", 8, "country", "no country"),
    "a source that is there twice": (
        "sources:\n", "sources:\n  - {code: S0, words: Again}\n", 5, "sources", "twice"
    ),
    "a number that is too big": ("units: 12", "units: 100000", 10, "units", "1 to 99999"),
    "a number that is none": ("units: 12", "units: many", 10, "units", "whole number"),
    "an unknown key": ("lead: north", "laed: north", 2, "laed", 'Did you mean "lead"?'),
    "an unknown programme": (
        "sources:", "programmes: [nowhere]\nsources:", 5, "programmes", "no programme"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_with_file_line_and_key(root, what):
    old, new, line, key, words = WRONG[what]
    write(root, SMALL.replace(old, new, 1))
    with pytest.raises(Wrong) as refused:
        bring_in(root)
    problem = refused.value.problems[0]
    assert (problem.file, problem.line, problem.key) == ("projects/wide.yaml", line, key)
    assert words in problem.words
    assert db.session.scalar(select(Project.id)) is None


def test_sources_without_a_code_are_not_called_twice_the_same(root):
    write(root, "title: Wide\nsources:\n  - {words: One}\n  - {words: Two}\n")
    with pytest.raises(Wrong) as refused:
        bring_in(root)
    assert [(one.line, one.key) for one in refused.value.problems] == [(3, "code"), (4, "code")]


def test_check_counts_them(root):
    assert checks.counts(checks.read(root, "en"))["projects"] == 1
