"""`lms questions`: the bank of a course in the formats of other programs."""

import json

import pytest
from sqlalchemy import func, select

from lms.courses.actions import media as actions
from lms.courses.actions.questions import put_question
from lms.courses.models import Course, Media, Question, QuestionVersion
from lms.courses.rules.media import made_ready
from lms.db import db
from lms.questions import read
from lms.questions.formats import WRITERS
from tests.cast import NOW
from tests.courses.samples import picture
from tests.questions import samples

GIFT = """// [id:lock] [tag:safety]
::lock::What keeps your phone safe? {=A code ~A photo}

::Star::Bread? {=kruh =kru*}

::None::What? {~a ~b}
"""


@pytest.fixture
def lms(app, world, tmp_path):
    """Runs a command; `file` is written first. Answers what was printed, and the exit status."""

    def run(*words, file=None, name="bank.txt"):
        path = tmp_path / name
        if file is not None:
            path.write_bytes(file if isinstance(file, bytes) else file.encode())
        words = [str(path) if word == "FILE" else word for word in words]
        result = app.test_cli_runner().invoke(args=["questions", *words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


@pytest.fixture
def slug(world):
    return world.digital.slug


def fill(slug):
    """A question of each kind is in the bank, with the picture that one of them shows."""
    course = db.session.scalars(select(Course).where(Course.slug == slug)).one()
    kept = actions.put(made_ready(picture()))
    actions.add(course, "phone.webp", kept, by=None, now=NOW)
    for one in samples.ALL:
        put_question(course, read(one, "en")[0], by=None, now=NOW)
    db.session.commit()


def count(of):
    return db.session.scalar(select(func.count()).select_from(of))


def test_a_rehearsal_tells_what_is_taken_changed_and_dropped_and_writes_nothing(lms, slug):
    result = lms("import", "FILE", "--course", slug, "--dry-run", "--format", "json", file=GIFT)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "taken": 2,
        "changed": [
            {"item": "Star", "reason": '"kru*" was left out: a star cannot stand for any letters.'}
        ],
        "dropped": [
            {"item": "None", "reason": "options: No option is right. Mark the right ones."}
        ],
    }  # fmt: skip
    assert count(Question) == 0


def test_what_was_imported_twice_is_there_once(lms, slug):
    for said in ("New: 2, changed: 0, same: 0.", "New: 0, changed: 0, same: 2."):
        result = lms("import", "FILE", "--course", slug, file=GIFT)
        assert result.exit_code == 0
        assert said in result.stdout
    assert (count(Question), count(QuestionVersion)) == (2, 2)
    lock = db.session.scalars(select(Question).where(Question.key == "lock")).one()
    assert lock.tags == ["safety"]


def test_a_key_that_was_put_right_makes_a_new_version_and_keeps_the_old(lms, slug):
    lms("import", "FILE", "--course", slug, file=GIFT)
    result = lms("import", "FILE", "--course", slug, file=GIFT.replace("=A code ~A", "~A code =A"))
    assert "New: 0, changed: 1, same: 1." in result.stdout
    assert count(QuestionVersion) == 3


@pytest.mark.parametrize("form", [one for one in WRITERS if one not in ("aiken", "xlsx")])
def test_importing_what_was_exported_changes_nothing(lms, slug, form):
    fill(slug)
    before = count(QuestionVersion)
    result = lms("export", "FILE", "--course", slug, "--format", form, "--format", "json")
    assert result.exit_code == 0, result.stderr
    kept = len(samples.ALL) - len(json.loads(result.stdout)["dropped"])
    result = lms("import", "FILE", "--course", slug)
    assert f"New: 0, changed: 0, same: {kept}." in result.stdout, result.output
    assert count(QuestionVersion) == before
    assert db.session.scalars(select(Media.name)).all() == ["phone.webp"]


def test_pictures_that_come_along_are_in_the_media_of_the_course(lms, slug):
    fill(slug)
    lms("export", "FILE", "--course", slug, "--format", "moodle-xml", name="bank.xml")
    result = lms("import", "FILE", "--course", "slovene-first-steps", name="bank.xml")
    assert result.exit_code == 0, result.output
    assert db.session.scalars(select(Media.name)).all() == ["phone.webp", "phone.webp"]
    found = db.session.scalars(select(Question).where(Question.key == "where")).all()
    assert {one.versions[0].content["picture"] for one in found} == {"../media/phone.webp"}


def test_a_picture_of_the_same_name_gets_another_name(lms, slug):
    fill(slug)
    lms("export", "FILE", "--course", slug, "--format", "moodle-xml", name="bank.xml")
    other = db.session.scalars(select(Course).where(Course.slug == "slovene-first-steps")).one()
    actions.add(other, "phone.webp", actions.put(made_ready(picture(size=(300, 300)))), by=None,
                now=NOW)  # fmt: skip
    db.session.commit()
    lms("import", "FILE", "--course", other.slug, name="bank.xml")
    query = select(Question).where(Question.key == "where", Question.course_id == other.id)
    content = db.session.scalars(query).one().versions[0].content
    assert content["picture"] == "../media/phone-2.webp"


def test_a_picture_that_the_course_does_not_have_is_told(lms, slug):
    table = "key,type,prompt,picture\nq,essay,Write.,gone.webp\n"
    answer = ("--dry-run", "--format", "json")
    result = lms("import", "FILE", "--course", slug, *answer, file=table)
    assert json.loads(result.stdout)["changed"] == [
        {"item": "Row 2", "reason": "gone.webp was left out: the course has no such file."}
    ]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("", "This file is empty."),
        (b"\x00\x01\x02", "This file is no text."),
        ("::None::What? {~a ~b}", "Nothing in this file can be taken."),
        ("<quiz><question", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(lms, slug, file, words):
    result = lms("import", "FILE", "--course", slug, "--format", "json", file=file)
    assert result.exit_code == 1
    assert words in result.stderr
    assert json.loads(result.stdout)["errors"]
    assert count(Question) == 0


def test_wrong_usage_ends_with_2_and_a_course_that_is_not_there_with_1(lms, slug):
    assert lms("import", "FILE", "--course", "none", file=GIFT).exit_code == 1
    assert lms("import", "FILE", file=GIFT).exit_code == 2
    assert lms("export", "FILE", "--course", slug).exit_code == 2
    assert lms("export", "FILE", "--course", slug, "--format", "gift").exit_code == 1
    both = ("--format", "gift", "--format", "csv")
    assert lms("import", "FILE", "--course", slug, *both, file=GIFT).exit_code == 2


def test_a_workbook_is_written_and_read_where_csv_is(lms, slug):
    fill(slug)
    lms("export", "FILE", "--course", slug, "--format", "csv", name="bank.xlsx")
    result = lms("import", "FILE", "--course", slug, name="bank.xlsx")
    assert "New: 0, changed: 0, same: 11." in result.stdout
