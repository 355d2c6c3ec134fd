"""What became of people: said, said again, taken back; on pages and in files."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.people.models import Change
from lms.projects import exports, imports
from lms.projects.models import Outcome
from lms.projects.queries.outcomes import newest
from lms.tables import FileRefused, formats, writing
from tests.cast import NOW, THURSDAY, ZONE
from tests.projects.samples import wide
from tests.queries import count_queries
from tests.visitor import Visitor

HEAD = "person_code,project,outcome,answer,date,source,note\n"
ROWS = (
    "LEA,wide,helpful,yes,2022-03-01,interview,Found work\n"
    "LEA,wide,helpful,no,2022-03-10,telephone,\n"
    "LOU,wide,residence,no,2022-03-01,document,\n"
)


@pytest.fixture
def project(world):
    return wide(world)


@pytest.fixture(params=[False, True], ids=["browser", "htmx"])
def tara(app, world, project, request):
    return Visitor(app, htmx=request.param).sign_in(world.tara)


def bring(text, by=None):
    plan = imports.outcomes(text.encode(), by=by, now=NOW, zone=ZONE)
    plan.write()
    db.session.commit()
    return plan.created, plan.updated, plan.unchanged


def said():
    rows = db.session.scalars(select(Outcome).order_by(Outcome.person_id, Outcome.on))
    return [(one.person.code, one.kind, one.answer, one.on, one.source, one.note) for one in rows]


def test_a_trainer_says_what_became_of_the_group(tara, world):
    moved = 204 if tara.htmx else 303
    tara.visit("/groups/jes-a/outcomes?kind=recognition")
    answers = {f"answer-{world.lea.id}": "yes", f"note-{world.lea.id}": "ENIC"}
    tara.press("said", "Save", status=moved, on="2022-03-20", source="telephone", **answers)
    assert said() == [("LEA", "recognition", True, date(2022, 3, 20), "telephone", "ENIC")]
    one = db.session.scalars(select(Outcome)).one()
    assert (one.by, one.at) == (world.tara, NOW)
    tara.visit("/groups/jes-a/outcomes?kind=recognition")
    tara.press("said", "Save", status=moved)  # nothing is chosen: nothing changes
    assert len(said()) == 1
    tara.press("said", "Save", status=moved, **{f"answer-{world.lea.id}": "back"})
    assert said() == []
    verbs = db.session.scalars(
        select(Change.verb).where(Change.noun == "outcome").order_by(Change.id)
    )
    assert list(verbs) == ["said", "taken back"]


def test_what_cannot_be_kept_is_said_and_nothing_is_lost(tara, world):
    lea, lou = world.lea.id, world.lou.id
    tara.visit("/groups/jes-a/outcomes")
    wrong = {f"answer-{lea}": "yes", f"note-{lou}": "Said nothing yet"}
    tara.press("said", "Save", status=422, on=str(THURSDAY + timedelta(days=1)), **wrong)
    told = tara.page.find("form", id="said").text
    assert "This day is still to come." in told
    assert "Choose yes or no, too." in told
    assert tara.page.find(id=f"note-{lou}")["value"] == "Said nothing yet"
    assert tara.page.find(id="on")["value"] == "2022-03-25"
    tara.press("said", "Save", status=422, on="soon")
    assert said() == []


def test_a_group_whose_programme_is_in_no_project_says_so(app, world):
    page = Visitor(app).sign_in(world.tara).visit("/groups/jes-a/outcomes").page
    assert "is in no project" in page.find(id="said").text


def test_a_coordinator_says_it_of_one_person_and_takes_it_back(app, world, project):
    ema = Visitor(app).sign_in(world.ema).visit("/people/LEA/outcomes")
    ema.press("said", "Save", status=422)
    assert "Choose yes or no." in ema.page.text
    ema.press("said", "Save", answer="no", on="2022-03-01", kind="residence")
    assert said() == [("LEA", "residence", False, date(2022, 3, 1), "interview", None)]
    one = db.session.scalars(select(Outcome.id)).one()
    ema.press(f"back_{one}", "Take back")
    assert said() == []


def test_the_newest_of_a_kind_counts_up_to_a_day(world, project):
    bring(HEAD + ROWS)
    there = newest(project.id, [world.lea.id])
    assert there[(world.lea.id, "helpful")].answer is False
    there = newest(project.id, [world.lea.id], date(2022, 3, 9))
    assert there[(world.lea.id, "helpful")].answer is True


def test_the_list_has_who_lacks_an_answer_of_ones_own_people(app, world, project):
    bring(HEAD + ROWS)
    ema = Visitor(app).sign_in(world.ema)
    assert names_on(ema, "") == ["Bo", "Lea", "Lou"]
    assert "Lea" not in names_on(ema, "?missing=helpful")
    assert "Lou" in names_on(ema, "?missing=helpful")
    sam = Visitor(app).sign_in(world.sam)
    assert names_on(sam, "") == ["Bo"]


def names_on(visitor, args):
    page = visitor.visit(f"/projects/wide/outcomes{args}").page
    return [one.text.strip() for one in page.select("tbody th")]


def test_a_page_of_outcomes_asks_few_questions(app, world, project):
    bring(HEAD + ROWS)
    ema = Visitor(app).sign_in(world.ema)
    with count_queries() as queries:
        ema.visit("/projects/wide/outcomes")
    assert len(queries) <= 14


def test_a_file_comes_in_once_and_what_goes_out_comes_in_unchanged(world, project):
    assert bring(HEAD + ROWS) == (3, 0, 0)
    assert bring(HEAD + ROWS) == (0, 0, 3)
    assert bring(HEAD + ROWS.replace("Found work", "Found a job")) == (0, 1, 2)
    text = writing.to_csv(formats.OUTCOMES.columns, exports.outcomes(None))
    assert bring(text) == (0, 0, 3)


def test_what_a_later_file_has_no_column_for_stays(world, project):
    bring(HEAD + "LEA,wide,helpful,yes,2022-03-01,interview,She said so\n")
    few = "person_code,project,outcome,answer,date\n"
    assert bring(few + "LEA,wide,helpful,yes,2022-03-01\n") == (0, 0, 1)
    assert bring(few + "LEA,wide,helpful,no,2022-03-01\n") == (0, 1, 0)
    kept = db.session.scalars(select(Outcome)).one()
    assert (kept.answer, kept.source, kept.note) == (False, "interview", "She said so")


def test_the_file_of_a_project_has_the_rows_of_who_asks_and_comes_in_again(app, world, project):
    bring(HEAD + ROWS + "BO,wide,helpful,yes,2022-03-01,,\n")
    text = Visitor(app).sign_in(world.tara).send("GET", "/projects/wide/outcomes.csv").text
    assert [row["person_code"] for row in csv.DictReader(io.StringIO(text))] == [
        "LEA", "LEA", "LOU",
    ]  # fmt: skip
    assert bring(text) == (0, 0, 3)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("NOBODY,wide,helpful,yes,2022-03-01,,\n", "person_code"),
        ("LEA,nowhere,helpful,yes,2022-03-01,,\n", "project"),
        ("LEA,wide,happy,yes,2022-03-01,,\n", "outcome"),
        ("LEA,wide,,yes,2022-03-01,,\n", "outcome"),
        ("LEA,wide,helpful,maybe,2022-03-01,,\n", "answer"),
        ("LEA,wide,helpful,,2022-03-01,,\n", "answer"),
        ("LEA,wide,helpful,yes,2022-03-25,,\n", "date"),
        ("LEA,wide,helpful,yes,,,\n", "date"),
        ("LEA,wide,recognition,yes,2022-03-01,rumour,\n", "source"),
        ("LEA,wide,helpful,no,2022-03-01,interview,\n", None),  # row 2 says yes of that day
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_comes_in(world, project, row, column):
    with pytest.raises(FileRefused) as refused:
        bring(HEAD + ROWS + row)
    assert [(one.row, one.column) for one in refused.value.problems] == [(5, column)]
    assert db.session.scalar(select(func.count()).select_from(Outcome)) == 0


def test_a_coordinator_brings_in_their_own_people_only(world, project):
    with pytest.raises(FileRefused) as refused:
        bring(HEAD + "OLGA,wide,helpful,yes,2022-03-01,,\n", by=world.ema)
    assert [one.column for one in refused.value.problems] == ["person_code"]
