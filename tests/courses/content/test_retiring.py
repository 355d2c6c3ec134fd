"""What leaves the content is retired, what comes back is what it was: no progress is lost."""

import pytest
from sqlalchemy import select

from lms.courses.content.problems import Wrong
from lms.courses.models import Course, Lesson, LessonDone, Module, Programme
from lms.db import db
from tests.cast import NOW, person
from tests.courses.content.conftest import LESSON, SLOVENE
from tests.courses.content.test_import import PHONE, SCREEN, listed, one


def finished(folder, slug="01-screen"):
    """Somebody who has done a lesson."""
    learner = person("Lea")
    db.session.add(learner)
    db.session.flush()
    lesson = one(Lesson, slug)
    db.session.add(LessonDone(person_id=learner.id, lesson_id=lesson.id, done_at=NOW))
    db.session.commit()
    return lesson.id


def test_a_lesson_that_disappears_is_retired_and_who_did_it_has_done_it(folder):
    folder.bring_in()
    done = finished(folder)
    folder.remove(SCREEN)
    folder.remove(f"{PHONE}/01-screen.sl.md")
    changes = folder.bring_in(days=1)
    assert listed(changes) == [("retired", "lesson", "digital/01-phone/01-screen")]
    assert one(Lesson, "01-screen").retired_at > NOW
    assert db.session.scalars(select(LessonDone.lesson_id)).all() == [done]
    assert folder.bring_in(days=2).counts()["retired"] == 0


def test_a_lesson_that_comes_back_is_the_one_that_was_done(folder):
    folder.bring_in()
    done = finished(folder, "02-apps")
    file = f"{PHONE}/02-apps.en.md"
    folder.move(file, "../away.md")
    folder.bring_in(days=1)
    folder.move("../away.md", file)
    assert listed(folder.bring_in(days=2)) == [("updated", "lesson", "digital/01-phone/02-apps")]
    lesson = one(Lesson, "02-apps")
    assert (lesson.id, lesson.retired_at) == (done, None)


def test_a_lesson_that_is_numbered_anew_is_the_one_that_was_done(folder):
    folder.bring_in()
    done = finished(folder, "02-apps")
    folder.move(f"{PHONE}/02-apps.en.md", f"{PHONE}/03-apps.en.md")
    folder.write(f"{PHONE}/02-maps.en.md", LESSON)
    changes = folder.bring_in(days=1)
    assert listed(changes) == [
        ("created", "lesson", "digital/01-phone/02-maps"),
        ("updated", "lesson", "digital/01-phone/03-apps"),
    ]
    assert one(Lesson, "03-apps").id == done


def test_lessons_may_change_places(folder):
    folder.bring_in()
    ids = {slug: one(Lesson, slug).id for slug in ("01-screen", "02-apps")}
    folder.move(f"{PHONE}/02-apps.en.md", f"{PHONE}/01-apps.en.md")
    folder.move(SCREEN, f"{PHONE}/02-screen.en.md")
    folder.move(f"{PHONE}/01-screen.sl.md", f"{PHONE}/02-screen.sl.md")
    folder.bring_in(days=1)
    assert one(Lesson, "01-apps").id == ids["02-apps"]
    assert one(Lesson, "02-screen").id == ids["01-screen"]


def test_a_language_may_come_and_go(folder):
    folder.bring_in()
    done = finished(folder)
    folder.remove(f"{PHONE}/01-screen.sl.md")
    folder.write(f"{PHONE}/01-screen.ar.md", SLOVENE.replace("Zaslon", "الشاشة"))
    folder.bring_in(days=1)
    lesson = one(Lesson, "01-screen")
    assert [text.language for text in lesson.texts] == ["ar", "en"]
    assert (lesson.id, lesson.titles) == (done, {"en": "Screen", "ar": "الشاشة"})


def test_a_module_that_disappears_is_retired_with_everything_in_it(folder):
    folder.bring_in()
    folder.remove("courses/digital/02-safe/module.yaml")
    folder.remove("courses/digital/02-safe/01-codes.en.md")
    (folder.root / "courses/digital/02-safe").rmdir()
    assert listed(folder.bring_in(days=1)) == [
        ("retired", "module", "digital/02-safe"),
        ("retired", "lesson", "digital/02-safe/01-codes"),
    ]
    assert one(Module, "02-safe").retired_at == one(Lesson, "01-codes").retired_at


def test_an_assessment_that_disappears_is_retired(folder):
    folder.replace("programmes/two.yaml", "slovene/01-hello/final", "null")
    folder.bring_in()
    folder.remove("courses/slovene/01-hello/final.quiz.yaml")
    assert listed(folder.bring_in(days=1)) == [
        ("retired", "assessment", "slovene/01-hello/final"),
        ("retired", "question", "slovene/hello-final-1"),
    ]


def test_a_course_that_its_programme_gives_up_is_retired(folder, tmp_path):
    folder.bring_in()
    (folder.root / "courses/slovene").rename(tmp_path / "slovene")
    folder.replace("programmes/two.yaml", "units: 30", "units: 60")
    folder.replace("programmes/two.yaml", "  - {course: slovene, units: 30}\n", "")
    folder.replace("programmes/two.yaml", "  exit_assessment: slovene/01-hello/final\n", "")
    assert listed(folder.bring_in(days=1)) == [
        ("updated", "programme", "two"),
        ("retired", "course", "slovene"),
    ]
    assert [part.course.slug for part in one(Programme, "two").courses] == ["digital"]
    (tmp_path / "slovene").rename(folder.root / "courses/slovene")
    assert listed(folder.bring_in(days=2)) == [("updated", "course", "slovene")]
    assert one(Course, "slovene").retired_at is None


def test_a_part_of_the_content_leaves_the_rest_alone(folder, tmp_path):
    folder.bring_in()
    (folder.root / "courses/slovene").rename(tmp_path / "slovene")
    (folder.root / "programmes").rename(tmp_path / "programmes")
    changes = folder.bring_in(days=1)
    assert (changes.listed, changes.unchanged) == ([], 6)
    assert one(Course, "slovene").retired_at is None
    assert one(Programme, "two").retired_at is None


def test_a_programme_may_name_a_course_that_only_the_database_has(folder, tmp_path):
    folder.bring_in()
    (folder.root / "courses").rename(tmp_path / "courses")
    assert folder.bring_in(days=1).counts()["unchanged"] == 1


def test_a_test_that_a_module_of_the_database_does_not_have_is_said(folder, tmp_path):
    folder.bring_in()
    (folder.root / "courses").rename(tmp_path / "courses")
    folder.replace("programmes/two.yaml", "slovene/01-hello/final", "digital/01-phone/final")
    with pytest.raises(Wrong) as wrong:
        folder.bring_in(days=1)
    assert 'There is no "final" in the module "01-phone".' in str(wrong.value)


def test_a_module_that_another_programme_asks_for_cannot_disappear(folder, tmp_path):
    folder.bring_in()
    (folder.root / "programmes").rename(tmp_path / "programmes")
    folder.move(PHONE, "courses/digital/01-telephone")
    with pytest.raises(Wrong) as wrong:
        folder.bring_in(days=1)
    assert [str(problem) for problem in wrong.value.problems] == [
        'courses/digital: "01-phone" is missing. The programme "two" in the database asks for it.'
    ]
