"""Quizzes and the banks of courses as files: checked, imported, retired, exported."""

import json
import re
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from sqlalchemy import select

from lms.assessments.actions.quizzes import put_items
from lms.assessments.rules.times import quiz_of
from lms.courses.actions.questions import put_question
from lms.courses.content.problems import Wrong
from lms.courses.models import Assessment, Course, Question
from lms.courses.queries.media import is_published, media_named, questions_with
from lms.db import db
from lms.questions import Kind, Quiz, read
from tests.courses.content.test_export import exported, files
from tests.courses.content.test_own_content import KINDS
from tests.courses.samples import picture
from tests.questions import samples

DOCS = Path(__file__).parents[3] / "docs" / "formats" / "quizzes.md"
PATH = "courses/digital/01-phone"
FILE, BANK = f"{PATH}/check.quiz.yaml", "courses/digital/questions.yaml"
SHOWN = samples.HOTSPOT | {"picture": "../media/phone.webp"}


def written(*questions, **settings):
    """A file of a quiz. Numbers of the samples are texts there, as in any file."""
    values = {"title": {"en": "Check"}, **settings, "questions": list(questions)}
    return yaml.safe_dump(json.loads(json.dumps(values)), sort_keys=False, allow_unicode=True)


def bank(*questions):
    values = json.loads(json.dumps({"questions": questions}))
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True)


@pytest.fixture
def asked(folder):
    """The folder with a quiz of all kinds of questions, and a bank that it draws from."""
    folder.write("courses/digital/media/phone.webp", picture())
    alone = [
        samples.TEXT | {"key": name, "tags": ["sl", "food"], "skill": "writing"}
        for name in ("one", "two", "three")
    ]
    folder.write(BANK, bank(*alone))
    own = [one for one in samples.ALL if one is not samples.HOTSPOT]
    drawn = {"draw": {"tags": ["food"], "skill": "writing", "count": 2, "points": "1/2"}}
    uses = {"use": "one", "points": 3}
    folder.write(FILE, written(*own, SHOWN, uses, drawn, pass_mark="2/3", minutes=20, attempts=2))
    return folder


def question(key):
    return db.session.scalars(select(Question).where(Question.key == key)).one()


def quiz(slug="check"):
    return db.session.scalars(select(Assessment).where(Assessment.slug == slug)).one()


def test_a_quiz_comes_into_the_database_with_its_questions(asked):
    assert asked.problems() == []
    counts = asked.bring_in().counts()
    assert (
        counts["created"] == 11 + 1 + 1 + 12 + 3 + 1
    )  # folder, its question, quiz, own, bank, file
    assert quiz().content["pass_mark"] == "2/3"
    assert quiz().content["questions"][-2:] == [
        {"use": "one", "points": "3"},
        {"draw": {"tags": ["food"], "skill": "writing", "count": 2, "points": "1/2"}},
    ]
    assert question("lock").home_id == quiz().id
    assert (question("one").home_id, question("one").tags) == (None, ["sl", "food"])


def test_a_question_without_a_key_is_called_by_its_module_quiz_and_place(folder):
    folder.bring_in()
    assert question("hello-final-1").home_id == quiz("final").id


def test_quizzes_survive_the_way_there_and_back(asked):
    created = asked.bring_in().counts()["created"]
    out, counts = exported(asked, "out")
    assert (counts["questions"], counts["assessments"]) == (16, 2)
    assert out.problems() == []
    assert out.bring_in(days=1).counts() == {
        "created": 0, "updated": 0, "retired": 0, "unchanged": created,
    }  # fmt: skip
    again, _counts = exported(asked, "again")
    assert files(again.root) == files(out.root)
    assert asked.bring_in(days=2).counts()["unchanged"] == created


def test_a_changed_question_is_a_new_version_and_one_that_is_gone_is_retired(asked):
    asked.bring_in()
    asked.replace(BANK, "kruhek", "hlebec")
    asked.replace(FILE, "key: lock", "key: latch")
    changes = {(c.key, c.how) for c in asked.bring_in(days=1).listed if c.kind == "question"}
    assert changes == {
        ("digital/one", "updated"), ("digital/latch", "created"), ("digital/lock", "retired"),
    }  # fmt: skip
    assert [version.number for version in question("one").versions] == [1, 2]
    asked.replace(FILE, "key: latch", "key: lock")
    asked.bring_in(days=2)
    assert question("lock").retired_at is None
    assert asked.bring_in(days=3).listed == []


def test_a_quiz_that_moves_to_another_number_keeps_its_questions(asked):
    asked.bring_in()
    asked.move(PATH, "courses/digital/04-phone")
    asked.replace("programmes/two.yaml", "01-phone", "04-phone")
    kinds = {change.kind for change in asked.bring_in(days=1).listed}
    assert "question" not in kinds
    assert "assessment" not in kinds


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("type: choice\n", "type: chioce\n", "type: chioce", "questions[1].type",
         "Choose one of these"),
        ("    right: true\n", "", "  options:", "questions[1].options", "No option is right."),
        ("minutes: 20", "minute: 20", "minute: 20", "minute", 'Did you mean "minutes"?'),
        ("use: one", "use: ones", "use: ones", "use",
         'There is no question "ones" in this course. Did you mean "one"?'),
        ("count: 2", "count: 4", "- draw:", "draw", "Only 2 questions can be drawn here."),
        ("key: safe", "key: lock", "key: lock", "key", f'"lock" is here twice: see "{FILE}, line'),
        ("phone.webp", "fone.webp", "key: where", "where", 'no file "../media/fone.webp"'),
    ],
)  # fmt: skip
def test_a_wrong_quiz_says_where(asked, old, new, line, key, words):
    asked.replace(FILE, old, new)
    with pytest.raises(Wrong) as wrong:
        asked.bring_in()
    found = wrong.value.problems[0]
    assert (found.file, found.key) == (FILE, key)
    assert line in (asked.root / FILE).read_text().split("\n")[found.line - 1]
    assert words in found.words


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("questions: nothing\n", 1, "questions", "Write a list here"),
        ("question: []\n", 1, "questions", "This key is missing."),
        ("questions:\n  - type: essay\n    prompt: Write.\n", 2, "questions[1].key", "short name"),
        ("questions:\n  - no\n", 2, "questions[1]", "Write keys and values here"),
    ],
)
def test_a_wrong_bank_says_where(folder, text, line, key, words):
    folder.write(BANK, text)
    assert any(
        problem.startswith(f'{BANK}, line {line}, key "{key}": ') and words in problem
        for problem in folder.problems()
    ), folder.problems()


def test_a_folder_never_goes_over_a_question_or_a_quiz_in_silence(asked, act):
    asked.bring_in()
    row = question("one")
    other = read(samples.TEXT | {"key": "one", "tags": ["food"], "prompt": "?"}, "en")[0]
    act(lambda by, now: put_question(row.course, other, row, by=by, now=now))
    quiz().title = {"en": "Mine"}
    db.session.commit()
    with pytest.raises(Wrong) as wrong:
        asked.bring_in(days=1)
    assert [(p.file, "since the last import" in p.words) for p in wrong.value.problems] == [
        (FILE, True), (BANK, True),
    ]  # fmt: skip
    db.session.rollback()
    asked.bring_in(days=1, over=True)
    assert quiz().title == {"en": "Check"}
    assert [version.number for version in question("one").versions] == [1, 2, 3]
    assert asked.bring_in(days=2).listed == []


def test_what_only_the_browser_has_stays_and_may_be_used_by_a_folder(asked, act):
    asked.bring_in()
    course = db.session.scalars(select(Course).where(Course.slug == "digital")).one()
    own = read(samples.ESSAY | {"key": "own"}, "en")[0]
    act(lambda by, now: put_question(course, own, by=by, now=now))
    asked.replace(FILE, "use: one", "use: own")
    assert [c.kind for c in asked.bring_in(days=1).listed] == ["assessment"]
    assert question("own").retired_at is None


def test_what_the_browser_made_of_a_quiz_survives_the_way_there_and_back(asked, act):
    """A question that is worth something else in its quiz stands in the bank's file."""
    asked.bring_in()
    row = quiz()
    items = quiz_of(row.content).items
    act(put_items, row, [replace(items[0], points=Fraction(2)), *items[2:]])
    out, counts = exported(asked, "out")
    assert (counts["questions"], counts["assessments"]) == (16, 2)
    assert "key: lock" in (out.root / BANK).read_text()
    assert out.bring_in(days=1).listed == []
    again, _counts = exported(asked, "again")
    assert files(again.root) == files(out.root)


def test_files_that_questions_show_are_published_and_used(asked):
    asked.bring_in()
    course = question("where").course
    one = media_named(course.id, ["phone.webp"])["phone.webp"]
    assert is_published(one)
    assert questions_with(course.id, "phone.webp") == ["where"]


def test_the_examples_of_the_documentation_are_right(folder):
    shown = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(), re.DOTALL)
    check, alone, types, start = shown
    for name in re.findall(r"\.\./media/([\w.-]*\w)", "\n".join(shown)):
        folder.write(f"courses/digital/media/{name}", KINDS[name.rpartition(".")[2]])
    folder.write(FILE, check)
    folder.write(f"{PATH}/start.quiz.yaml", start)
    folder.write(BANK, alone + types.replace("questions:\n", ""))
    assert folder.problems() == []
    folder.bring_in()
    kinds = {row.kind for row in db.session.scalars(select(Question))}
    assert kinds == {str(kind) for kind in Kind}


def test_the_documentation_names_every_setting_of_a_quiz():
    named = re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \|", DOCS.read_text(), re.MULTILINE)
    keys = {key for pair in named for key in pair if key}
    assert {field.name for field in fields(Quiz)} - {"items"} <= keys
