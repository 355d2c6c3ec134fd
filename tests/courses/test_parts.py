"""The courses of a programme, as its coordinators arrange them in the browser."""

import pytest

from lms.courses.actions.parts import change_courses
from lms.courses.content.exporter import write_out
from lms.courses.models import Course, LessonDone, ProgrammeCourse
from lms.courses.rules import composition_of, in_short
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests import cast
from tests.visitor import Visitor

PAGE = "/programmes/digital-local/courses"


@pytest.fixture
def new(world):
    """A course that a trainer of the centre wrote from nothing."""
    course = cast.course("first-aid", "First aid", "01-help")
    course.organisation_id = world.centre.id
    db.session.add(course)
    db.session.commit()
    return course


@pytest.fixture
def ema(visitor, world):
    return visitor.sign_in(world.ema)


def shown(visitor):
    rows = visitor.page.select("#parts .order > li")
    return [(row["id"][5:], row.select_one("[name=units]")["value"]) for row in rows]


def units(*numbers):
    return {"units": list(numbers)}


def press(visitor, words, status=200, **typed):
    """Presses a button with all rows as a browser sends them."""
    there = [slug for slug, _units in shown(visitor)]
    sure = [field["value"] for field in visitor.page.select("[name=sure]")]
    typed = units(*[text for _slug, text in shown(visitor)]) | typed
    return visitor.press("parts", words, status, part=there, sure=sure or None, **typed)


def save(visitor, **typed):
    return press(visitor, "Save", 204 if visitor.htmx else 303, **typed)


def kept(programme):
    db.session.expire_all()
    return in_short(composition_of(programme))


def test_a_new_course_comes_into_a_programme_and_a_learner_reads_it(ema, app, world, new):
    lesson = new.modules[0].lessons[0].id
    Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson}", 403)
    ema.visit("/programmes/digital-local/settings")
    assert any("Courses of the programme" in link.text for link in ema.page.select("main a"))
    ema.visit("/programmes/digital-local")
    assert any("Courses of the programme" in link.text for link in ema.page.select("main a"))
    ema.visit(PAGE)
    press(ema, "Add", course="first-aid")
    assert shown(ema) == [("digital-basics", "4"), ("slovene-first-steps", "4"), ("first-aid", "")]
    assert kept(world.local) == "8 digital-basics:4 slovene-first-steps:4"
    save(ema, **units("4", "4", "2"), required="10")
    assert "Saved." in ema.text("#notice")
    assert "First aid" in ema.text("main")
    assert kept(world.local) == "10 digital-basics:4 slovene-first-steps:4 first-aid:2"
    assert world.a.revision == world.b.revision == 1
    assert "Text en" in Visitor(app).sign_in(world.lea).visit(f"/lessons/{lesson}").text("#text")


def test_the_history_says_who_changed_what_and_when(ema, world, new):
    save(ema.visit(PAGE), **units("5", "3"))
    row = db.session.query(Change).filter_by(noun="programme").one()
    assert (row.key, row.verb, row.by_id) == ("digital-local", "courses changed", world.ema.id)
    assert row.at == cast.NOW
    before, after = row.detail["before"], row.detail["after"]
    assert before["required_units"] == after["required_units"] == 8
    assert [part["units"] for part in before["courses"]] == [4, 4]
    assert after["courses"][0] == {"course": "digital-basics", "units": 5}


def test_courses_are_put_in_order_by_buttons(ema, world):
    press(ema.visit(PAGE), "Up: Slovene")
    assert [slug for slug, _units in shown(ema)] == ["slovene-first-steps", "digital-basics"]
    press(ema, "Down: Slovene")
    press(ema, "Up: Slovene")
    save(ema)
    assert kept(world.local) == "8 slovene-first-steps:4 digital-basics:4"


def test_it_must_add_up_and_what_was_typed_stays(ema, world):
    press(ema.visit(PAGE), "Save", 422, **units("4", "5"))
    assert "add up to 9, and the programme has 8" in ema.text("#parts_complaints")
    assert shown(ema)[1] == ("slovene-first-steps", "5")
    press(ema, "Save", 422, **units("4", "2.5"))
    assert "Write a whole number, 1 or more." in ema.text("#part_slovene-first-steps")
    for wrong in ("0", "-1", "", "x", "١٠٠٠٠٠"):
        press(ema, "Save", 422, **units("4", wrong))
    press(ema, "Save", 422, required="")
    assert kept(world.local) == "8 digital-basics:4 slovene-first-steps:4"


def test_nothing_different_is_said_and_not_noted(ema, world):
    save(ema.visit(PAGE))
    assert "Nothing was different" in ema.text("#notice")
    assert not db.session.query(Change).filter_by(noun="programme").count()


def test_what_people_did_in_a_course_is_said_before_it_is_taken_out_and_stays(ema, world):
    done = LessonDone(
        lesson_id=world.digital.modules[0].lessons[0].id, person_id=world.lea.id, done_at=cast.NOW
    )
    db.session.add(done)
    press(ema.visit(PAGE), "Take out Digital skills")
    assert shown(ema) == [("slovene-first-steps", "4")]
    press(ema, "Save", 422, **units("8"))
    words = ema.text("#told")
    assert "Nothing is saved yet" in words
    assert "2 sessions of the programme are about it" in words
    assert "1 person has done lessons of it" in words
    assert kept(world.local) == "8 digital-basics:4 slovene-first-steps:4"
    save(ema)
    assert kept(world.local) == "8 slovene-first-steps:8"
    assert db.session.query(LessonDone).count() == 1
    assert world.tonight.course_id == world.digital.id


def test_a_course_in_which_nobody_did_anything_leaves_at_once(ema, world, new):
    world.local.courses.append(ProgrammeCourse(course=new, position=2, units=2))
    world.local.required_units = 10
    db.session.commit()
    press(ema.visit(PAGE), "Take out First aid")
    save(ema, required="8")
    assert kept(world.local) == "8 digital-basics:4 slovene-first-steps:4"


@pytest.mark.parametrize(
    "rule",
    [
        {"mandatory_modules": ["digital-basics/01-my-phone"]},
        {"exit_assessment": "digital-basics/01-my-phone/quiz"},
    ],
)
def test_a_course_that_the_rules_name_stays(ema, world, rule):
    world.local.rules = cast.RULES | rule
    db.session.commit()
    ema.visit(PAGE)
    assert "It stays: the rules of the programme ask for" in ema.text("#part_digital-basics")
    assert not ema.page.find(id="out_digital-basics")
    about = {"seen": in_short(composition_of(world.local)), "by": world.ema, "now": cast.NOW}
    with pytest.raises(Refused, match="so its course stays"):
        change_courses(world.local, [(world.slovene, 8)], 8, **about)


def test_two_coordinators_never_write_over_each_other(app, ema, world):
    ema.visit(PAGE)
    other = Visitor(app).sign_in(world.ada).visit(PAGE)
    save(other, **units("5", "3"))
    press(ema, "Save", 409, **units("6", "2"))
    assert kept(world.local) == "8 digital-basics:5 slovene-first-steps:3"


def test_only_courses_that_one_may_write_or_that_the_organisation_has_are_offered(ema, world, new):
    own = cast.course("gone", "Gone", "01-one")
    own.organisation_id, own.retired_at = world.centre.id, cast.NOW
    db.session.add(own)
    ema.visit(PAGE)
    assert [one["value"] for one in ema.page.select("#parts_course option")] == ["first-aid"]
    press(ema, "Add", course="housing-pathways")
    assert len(shown(ema)) == 2
    press(ema, "Add", course="gone")
    assert len(shown(ema)) == 2


def test_what_was_changed_here_is_exported(ema, world, new, tmp_path):
    press(ema.visit(PAGE), "Add", course="first-aid")
    save(ema, **units("4", "3", "1"))
    write_out(tmp_path)
    written = (tmp_path / "programmes" / "digital-local.yaml").read_text()
    assert "first-aid" in written
    assert db.session.query(Course).filter_by(slug="first-aid").one().retired_at is None
