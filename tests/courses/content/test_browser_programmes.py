"""What coordinators made of a programme in the browser is never lost by an import in silence."""

from dataclasses import replace
from fractions import Fraction

import pytest

from lms.courses.actions.parts import change_courses
from lms.courses.actions.policies import change_policy
from lms.courses.models import Course, Module, Programme
from lms.courses.rules import composition_of, in_short
from lms.db import db
from tests.courses.content.test_browser_work import MODULE, last_change, refused
from tests.courses.content.test_export import exported
from tests.courses.content.test_import import one

TWO = "programmes/two.yaml"


@pytest.fixture
def there(folder):
    """The folder as it is in the database already."""
    folder.bring_in()
    return folder


@pytest.fixture
def arrange(act):
    """Gives the programme these courses and units, as a coordinator does it in the browser."""

    def arranged(**units):
        programme = one(Programme, "two")
        parts = [(one(Course, slug), number) for slug, number in units.items()]
        seen = in_short(composition_of(programme))
        assert act(change_courses, programme, parts, sum(units.values()), seen=seen)

    return arranged


@pytest.fixture
def third(there):
    """A course that came as a folder, and that no programme has."""
    there.write("courses/third/course.yaml", "title: {en: Third}\n")
    there.bring_in()
    return there


def composed():
    db.session.expire_all()
    return composition_of(one(Programme, "two"))["courses"]


@pytest.mark.parametrize(
    ("units", "names"),
    [
        ({"digital": 40, "slovene": 20}, "courses"),
        ({"slovene": 30, "digital": 30}, "courses"),
        ({"digital": 30, "slovene": 40}, "required_units, courses"),
        ({"digital": 30, "slovene": 20, "third": 10}, "courses"),
    ],
)
def test_courses_of_a_programme_that_were_changed_here_are_not_gone_over(
    app, third, arrange, units, names
):
    arrange(**units)
    here = composed()
    third.replace(MODULE, "minutes: 45", "minutes: 50")
    assert refused(third) == [TWO]
    result = app.test_cli_runner().invoke(args=["content", "import", str(third.root)])
    assert result.exit_code == 1
    words = f"{TWO}: This was changed in the browser since the last import: {names}. Export"
    assert result.stderr.startswith(words)
    assert (composed(), one(Module, "01-phone").minutes) == (here, 45)
    assert one(Course, "third").retired_at is None


def test_check_says_a_programme_that_was_changed_here(app, there, arrange):
    arrange(digital=40, slovene=20)
    result = app.test_cli_runner().invoke(args=["content", "check", str(there.root)])
    assert (result.exit_code, result.stderr.split(":")[0]) == (1, TWO)


def test_with_over_the_folders_courses_are_back_and_the_history_keeps_those_of_before(
    third, arrange
):
    before = composed()
    arrange(slovene=40, digital=20, third=10)
    third.bring_in(days=1, over=True)
    assert composed() == before
    assert last_change("programme").detail["before"] == {
        "required_units": 70,
        "courses": [["slovene", 40], ["digital", 20], ["third", 10]],
    }
    assert third.bring_in(days=2).listed == []


def test_with_over_a_course_that_no_folder_gave_the_programme_is_not_retired(third, arrange):
    arrange(digital=30, slovene=20, third=10)
    for course in ("third", "digital"):
        third.move(f"courses/{course}", f"../{course}")  # the folder is a part of the content
    third.bring_in(days=1, over=True)
    assert one(Course, "third").retired_at is None


def test_words_of_a_programme_that_were_changed_here_are_not_gone_over(there):
    row = one(Programme, "two")
    row.summary, row.audience, row.goals = {"en": "S"}, {"en": "A"}, {"en": ["G"]}
    db.session.commit()
    assert refused(there) == [TWO]
    there.bring_in(days=1, over=True)
    assert last_change("programme").detail["before"] == {
        "summary": {"en": "S"}, "audience": {"en": "A"}, "goals": {"en": ["G"]},
    }  # fmt: skip


def test_a_programme_that_nobody_changed_here_goes_on_following_the_folder(there):
    there.replace(TWO, "digital, units: 30", "digital, units: 40")
    there.replace(TWO, "slovene, units: 30", "slovene, units: 20")
    there.bring_in(days=1)
    assert [part["units"] for part in composed()] == [40, 20]
    there.replace(TWO, "required_units: 60", "required_units: 70")
    there.replace(TWO, "slovene, units: 20", "slovene, units: 30")
    there.bring_in(days=2)
    assert [part["units"] for part in composed()] == [40, 30]


def test_an_export_of_a_programme_that_was_changed_here_comes_back_without_a_conflict(
    third, arrange
):
    arrange(slovene=40, digital=20, third=10)
    out, _counts = exported(third, "out")
    assert out.bring_in(days=1).listed == []
    out.replace(TWO, "Two Courses", "Three courses")
    assert [change.kind for change in out.bring_in(days=2).listed] == ["programme"]


def test_rules_that_were_changed_here_are_not_gone_over(app, there, act):
    programme = one(Programme, "two")
    policy = replace(programme.policy, threshold=Fraction(3, 4))
    assert act(change_policy, programme, policy, seen=programme.policy_version)
    there.replace(MODULE, "minutes: 45", "minutes: 50")
    assert refused(there) == [TWO]
    result = app.test_cli_runner().invoke(args=["content", "import", str(there.root)])
    assert "since the last import: policy. Export" in result.stderr
    assert one(Programme, "two").policy == policy
    there.bring_in(days=1, over=True)
    assert one(Programme, "two").policy.threshold == Fraction(4, 5)
    assert one(Programme, "two").policy_version == 3
