"""Modules and lessons are put in order, moved, copied, retired and brought back."""

import pytest

from lms.authoring.actions import lessons as actions
from lms.authoring.actions import numbering, removing, structure
from lms.authoring.models import LessonDraft
from lms.courses.models import Course, Lesson, LessonDone, Module, Policy
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests.cast import NOW
from tests.queries import count_queries


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit("/courses/digital-basics/edit")


def slugs(course):
    db.session.expire_all()
    return [module.slug for module in db.session.get(Course, course.id).modules]


def lessons(module):
    db.session.expire_all()
    return [lesson.slug for lesson in db.session.get(Module, module.id).lessons]


def move(visitor, what, **status):
    visitor.page.find("form", id="outline")["data-move"] = what
    visitor.press("outline", words_of(visitor, what), **status)


def words_of(visitor, what):
    button = visitor.page.find("button", value=what)
    return " ".join(button.text.split())


def test_a_lesson_goes_down_and_up(tara, world):
    module = world.digital.modules[0]
    first = module.lessons[0].id
    move(tara, f"lesson-{first}-down")
    assert lessons(module) == ["01-second", "02-first"]
    assert "First of 01-my-phone is number 2 of 2 now." in tara.text("#notice")
    move(tara, f"lesson-{first}-up")
    assert lessons(module) == ["01-first", "02-second"]


def test_who_is_first_stays_first(tara, world):
    module = world.digital.modules[0]
    move(tara, f"lesson-{module.lessons[0].id}-up")
    assert lessons(module) == ["01-first", "02-second"]
    assert "is number 1 of 2 now" in tara.text("#notice")


def test_modules_change_places_and_programmes_go_on_asking_for_the_same(tara, world):
    rules = {"mandatory_modules": ["digital-basics/02-safe-online", "slovene-first-steps/01-hello"],
             "exit_assessment": "digital-basics/01-my-phone/exit"}  # fmt: skip
    world.local.rules = rules
    db.session.get(Policy, (world.local.id, 1)).rules = rules
    revision = world.a.revision
    move(tara, f"module-{world.digital.modules[1].id}-up")
    assert slugs(world.digital) == ["01-safe-online", "02-my-phone"]
    policy = db.session.get(Policy, (world.local.id, 1))
    assert world.local.policy_version == 1
    assert world.local.rules == policy.rules == {
        "mandatory_modules": ["digital-basics/01-safe-online", "slovene-first-steps/01-hello"],
        "exit_assessment": "digital-basics/02-my-phone/exit",
    }  # fmt: skip
    assert world.a.revision > revision


def test_a_lesson_is_pulled_before_another_and_into_another_module(app, tara, world):
    first, second = world.digital.modules
    lesson, other = first.lessons[0], second.lessons[1]
    db.session.add(LessonDone(person_id=world.lea.id, lesson_id=lesson.id, done_at=NOW))
    token = tara.page.find("input", attrs={"name": "csrf_token"})["value"]
    send(tara, {"move": f"lesson-{lesson.id}-before-{other.id}", "csrf_token": token})
    assert lessons(first) == ["02-second"]
    assert lessons(second) == ["01-first", "02-first", "03-second"]
    assert lesson.module_id == second.id
    assert db.session.get(LessonDone, (world.lea.id, lesson.id))
    send(tara, {"move": f"lesson-{lesson.id}-into-{first.id}", "csrf_token": token})
    assert lessons(first) == ["02-second", "03-first"]


def send(visitor, data, status=303):
    response = visitor.send("POST", "/courses/digital-basics/order", data)
    assert response.status_code == status, response.text


@pytest.mark.parametrize("what", ["", "lesson-x-up", "lesson-999-up", "module-1-sideways"])
def test_an_old_page_is_told_so_in_words(tara, what):
    token = tara.page.find("input", attrs={"name": "csrf_token"})["value"]
    send(tara, {"move": what, "csrf_token": token}, 409)


def test_a_module_is_begun_and_offered_with_its_first_lesson_only(tara, world):
    tara.visit("/courses/digital-basics/modules/new")
    tara.press("module", "Save", **{"title-sl": "Banka v telefonu", "title-en": "Bank"})
    assert slugs(world.digital) == ["01-my-phone", "02-safe-online", "03-bank"]
    assert world.digital.modules[2].retired_at == NOW
    assert "Not published yet" in tara.text(f"#module_{world.digital.modules[2].id}")


def test_what_is_wrong_with_a_module_is_said_and_what_was_typed_stays(tara, world):
    tara.visit("/courses/digital-basics/modules/new")
    typed = {"title-sl": "", "minutes": "many", "dwell": "much", "summary-sl": "Kratko"}
    tara.press("module", "Save", 422, **typed)
    said = tara.text("#module_complaints")
    assert "Write a whole number, like 15." in said
    assert "Write an exact part of the whole" in said
    assert tara.page.find("textarea", attrs={"name": "summary-sl"}).text.strip() == "Kratko"
    tara.press("module", "Save", 422, **typed | {"minutes": "", "dwell": ""})
    assert "Write a title." in tara.text("#module_complaints")


def test_a_title_that_turns_the_writing_round_is_refused(tara):
    tara.visit("/courses/new")
    tara.press("course", "Save", 422, **{"title-en": "Safe \u202egnp.exe"})
    assert "hidden sign turns the words" in tara.text("#course_complaints")


def test_reading_time_is_typed_as_a_percentage(tara, world):
    module = world.digital.modules[0]
    tara.visit(f"/modules/{module.id}/edit").press("module", "Save", dwell="50%")
    assert module.dwell == "1/2"
    tara.visit(f"/modules/{module.id}/edit")
    assert tara.page.find("input", attrs={"name": "dwell"})["value"] == "50%"


def test_a_retired_module_takes_its_lessons_along_and_brings_them_back(tara, world):
    module = world.digital.modules[0]
    module.lessons[1].retired_at = before = NOW.replace(year=2021)
    tara.visit(f"/modules/{module.id}/edit").press("retire", "Retire the module")
    assert [lesson.retired_at for lesson in module.lessons] == [NOW, before]
    tara.visit(f"/modules/{module.id}/edit").press("retire", "Bring it back")
    assert [lesson.retired_at for lesson in module.lessons] == [None, before]
    assert module.retired_at is None


def test_a_module_that_a_programme_demands_stays(tara, world):
    world.local.rules = {"mandatory_modules": ["digital-basics/01-my-phone"]}
    module = world.digital.modules[0]
    tara.visit(f"/modules/{module.id}/edit").press("retire", "Retire the module", 409)
    assert "Digital and Local" in tara.text("#notice")
    assert module.retired_at is None


def test_a_lesson_is_retired_and_offered_again(tara, world):
    lesson = world.digital.modules[0].lessons[0]
    tara.visit(f"/lessons/{lesson.id}/arrange").press("retire", "Retire the lesson")
    assert lesson.retired_at == NOW
    assert "1 retired lesson" in tara.text(f"#module_{lesson.module_id}")
    tara.visit(f"/lessons/{lesson.id}/arrange").press("retire", "Offer it again")
    assert lesson.retired_at is None


def test_a_copy_is_a_draft_in_every_language_that_nobody_else_sees(tara, world):
    lesson, module = world.digital.modules[0].lessons[0], world.digital.modules[1]
    tara.visit(f"/lessons/{lesson.id}/arrange").press("copy", "Copy it", module=str(module.id))
    copy = db.session.query(Lesson).filter_by(module_id=module.id, slug="03-first").one()
    assert copy.retired_at == NOW
    assert not copy.texts
    assert copy.titles["en"] == f"Copy of {lesson.titles['en']}"
    assert tara.page.find(id="editor_title")["value"] == copy.titles["en"]
    assert tara.page.find("textarea", id="editor_markdown").text.strip() == "Text en"
    tara.visit(f"/lessons/{copy.id}/edit/sl")
    assert tara.page.find("textarea", id="editor_markdown").text.strip() == "Text sl"


def test_a_lesson_moves_to_another_module(tara, world):
    lesson, module = world.digital.modules[0].lessons[0], world.digital.modules[1]
    tara.visit(f"/lessons/{lesson.id}/arrange").press("move", "Move it", module=str(module.id))
    assert lessons(module) == ["01-first", "02-second", "03-first"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Đurđevac", "durdevac"), ("ŁÓDŹ ẞ œuvre", "lodz-ss-oeuvre"), ("Перші кроки", "course")],
)
def test_letters_that_have_no_accent_to_take_off_stay_in_the_short_name(tara, title, slug):
    tara.visit("/courses/new").press("course", "Save", **{"title-en": title})
    assert db.session.query(Course).filter_by(slug=slug).one().title["en"] == title


def test_a_course_is_begun_changed_retired_and_brought_back(tara, world):
    tara.visit("/courses/new")
    tara.press(
        "course", "Save", **{"title-en": "Městský úřad: first steps", "goals-en": "- Ask\nSay"}
    )
    course = db.session.query(Course).filter_by(slug="mestsky-urad-first-steps").one()
    assert (course.organisation_id, course.goals) == (world.centre.id, {"en": ["Ask", "Say"]})
    tara.visit(f"/courses/{course.slug}/about")
    tara.press("course", "Save", **{"title-sl": "Občina"}, level="A1")
    assert (course.title["sl"], course.level) == ("Občina", "A1")
    tara.visit(f"/courses/{course.slug}/about").press("retire", "Retire the course")
    assert course.retired_at == NOW
    tara.visit(f"/courses/{course.slug}/about").press("retire", "Bring it back")
    assert course.retired_at is None


def test_a_course_with_a_title_in_arabic_only_has_an_address(tara):
    tara.visit("/courses/new").press("course", "Save", **{"title-ar": "الخطوات الأولى"})
    assert tara.url.startswith("/courses/course/edit")


def test_a_course_that_people_learn_is_not_retired(tara, world):
    tara.visit("/courses/digital-basics/about").press("retire", "Retire the course", 409)
    assert "Digital and Local" in tara.text("#notice")


def test_fifty_lessons_cost_what_four_do(tara, world):
    with count_queries() as few:
        tara.visit("/courses/digital-basics/edit")
    for number in range(10, 60):
        db.session.add(
            Lesson(module=world.digital.modules[0], slug=f"{number}-more", minutes=5,
                   titles={"en": "More"}, retired_at=NOW)
        )  # fmt: skip
    db.session.commit()
    with count_queries() as many:
        tara.visit("/courses/digital-basics/edit")
    assert len(many) == len(few) <= 9


def test_numbers_that_gaps_have_used_up_are_given_anew(world):
    module = world.digital.modules[1]
    module.slug = "99-safe-online"
    world.local.rules = {"mandatory_modules": ["digital-basics/99-safe-online"]}
    db.session.flush()
    values = {"title": {"en": "Last"}, "summary": None, "goals": None, "minutes": None}
    structure.create_module(world.digital, values, by=world.tara, now=NOW)
    assert slugs(world.digital) == ["01-my-phone", "02-safe-online", "03-last"]
    assert world.local.rules["mandatory_modules"] == ["digital-basics/02-safe-online"]


def test_a_hundredth_module_is_refused(world):
    for number in range(3, 100):
        db.session.add(Module(course=world.digital, slug=f"{number:02}-more", title={"en": "M"}))
    db.session.flush()
    with pytest.raises(Refused, match="99"):
        numbering.make_room(structure.locked(world.digital))


def test_a_draft_says_in_which_language_it_is(tara, world):
    lesson = world.digital.modules[0].lessons[0]
    for language in ("en", "sl"):
        tara.visit(f"/lessons/{lesson.id}/edit/{language}").press("editor", "Save draft")
    row = tara.visit("/courses/digital-basics/edit").page.find(id=f"lesson_{lesson.id}")
    tags = [" ".join(tag.text.split()) for tag in row.select(".tag")]
    assert tags == ["Your draft: English", "Your draft: Slovenščina"]


def test_what_was_begun_by_mistake_is_removed_with_its_authors_drafts(tara, world):
    lesson, module = world.digital.modules[0].lessons[0], world.digital.modules[1]
    tara.visit(f"/lessons/{lesson.id}/arrange").press("copy", "Copy it", module=str(module.id))
    copy = db.session.query(Lesson).filter_by(module_id=module.id, slug="03-first").one().id
    tara.visit(f"/lessons/{copy}/arrange").press("remove", "Remove it for good")
    assert db.session.get(Lesson, copy) is None
    assert db.session.query(LessonDraft).count() == 0
    assert db.session.query(Change).filter_by(noun="lesson", verb="removed").count() == 1


def test_what_was_published_or_has_drafts_of_others_stays(tara, world):
    lesson = world.digital.modules[0].lessons[0]
    assert not tara.visit(f"/lessons/{lesson.id}/arrange").page.find(id="remove")
    with pytest.raises(Refused):
        removing.remove_lesson(lesson, by=world.tara, now=NOW)
    with pytest.raises(Refused):
        removing.remove_module(lesson.module, by=world.tara, now=NOW)
    with pytest.raises(Refused):
        removing.remove_course(world.digital, by=world.tara, now=NOW)
    new = actions.create_lesson(lesson.module, "en", "New", 5, by=world.sam, now=NOW)
    with pytest.raises(Refused):
        removing.remove_lesson(new, by=world.tara, now=NOW)


def test_a_course_that_nobody_needs_is_removed_with_what_is_in_it(world):
    course = structure.create_course({"title": {"en": "Oops"}}, by=world.tara, now=NOW)
    module = structure.create_module(course, {"title": {"en": "One"}}, by=world.tara, now=NOW)
    actions.create_lesson(module, "en", "New", 5, by=world.tara, now=NOW)
    key = course.id
    removing.remove_course(course, by=world.tara, now=NOW)
    assert db.session.get(Course, key) is None
