"""Courses and lessons: who opens them, in which language, what is done, what is next."""

import pytest
from sqlalchemy import select

from lms.courses import actions, queries
from lms.courses.models import Assessment, Enrolment, LessonDone, LessonText, ModuleConfirmed, State
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor

COURSE = "/programmes/digital-local/courses/digital-basics"


def lessons_of(course):
    return [lesson for module in course.modules for lesson in module.lessons]


@pytest.fixture
def first(world):
    return lessons_of(world.digital)[0]


@pytest.fixture
def lea(visitor, world, first):
    return visitor.sign_in(world.lea).visit(f"/lessons/{first.id}")


def done_by(person):
    return set(db.session.scalars(select(LessonDone.lesson_id).filter_by(person_id=person.id)))


def test_a_lesson_says_where_it_stands(lea):
    assert lea.text("title").startswith("First of 01-my-phone, lesson 1 of 2")
    head = lea.text("main p.soft")
    assert head == "Digital skills · module 1: My-Phone · lesson 1 of 2"
    assert "10 minutes" in lea.text(".tag")
    assert "0 of 2 lessons done" in lea.text("#progress")


def test_marking_it_done_moves_the_yellow_to_the_next_lesson(lea, world, first):
    assert [b.text.split()[0] for b in lea.page.select(".now")] == ["Mark"]
    lea.press("mark", "Mark as done")
    assert "1 of 2 lessons done" in lea.text("#progress")
    assert lea.text("#notice") == "Done: First of 01-my-phone."
    assert lea.text(".now").startswith("Next lesson Second of 01-my-phone")
    assert done_by(world.lea) == {first.id}
    assert world.a.revision == 1


def test_it_can_be_undone_and_the_history_keeps_when_it_was_done(lea, world, first):
    lea.press("mark", "Mark as done")
    lea.press("mark", "Not done yet")
    assert done_by(world.lea) == set()
    change = db.session.scalars(select(Change).filter_by(noun="lesson")).one()
    assert (change.key, change.verb, change.by_id) == (f"{first.id}/LEA", "undone", world.lea.id)
    assert change.detail["done"] == cast.NOW.isoformat()


def test_to_say_it_twice_changes_nothing(lea, world, first):
    stale = Visitor(lea.app).sign_in(world.lea).visit(f"/lessons/{first.id}")
    lea.press("mark", "Mark as done")
    stale.press("mark", "Mark as done")
    assert done_by(world.lea) == {first.id}
    assert world.a.revision == 1


def test_htmx_is_given_the_foot_and_the_bar(app, world, first):
    visitor = Visitor(app, htmx=True).sign_in(world.lea).visit(f"/lessons/{first.id}")
    visitor.press("mark", "Mark as done")
    assert visitor.swapped == ["foot", "progress", "notice"]


def test_the_last_lesson_of_a_course_leads_back_to_the_programme(app, world):
    last = lessons_of(world.digital)[-1]
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{last.id}")
    assert visitor.page.find(id="following")["href"] == "/programmes/digital-local"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lea", 200), ("tara", 200), ("ema", 200), ("ada", 200),  # learns, teaches, coordinates
        ("olga", 403), ("oto", 403),
    ],
)  # fmt: skip
def test_who_opens_a_lesson(app, world, first, who, status):
    visitor = Visitor(app).sign_in(getattr(world, who))
    visitor.visit(f"/lessons/{first.id}", status)
    visitor.visit(COURSE, status)


@pytest.mark.parametrize(
    ("who", "status"),
    [("tara", 200), ("sam", 200), ("ema", 200), ("ada", 200), ("lea", 403), ("oto", 403)],
)
def test_who_may_write_a_course_reads_its_lessons_before_any_programme_has_it(
    app, world, who, status
):
    course = cast.course("new", "New", "01-one")
    course.organisation_id = world.centre.id
    db.session.add(course)
    db.session.commit()
    lesson = course.modules[0].lessons[0]
    visitor = Visitor(app).sign_in(getattr(world, who)).visit(f"/lessons/{lesson.id}", status)
    if status == 200:
        assert "Text en" in visitor.text("#text")


@pytest.mark.parametrize("state", State)
def test_only_who_is_enrolled_opens_lessons_and_who_has_completed_may_read_on(
    app, world, first, state
):
    enrolment = db.session.scalars(select(Enrolment).filter_by(person_id=world.lea.id)).one()
    enrolment.state = state
    opens = state in (State.ACTIVE, State.COMPLETED)
    visitor = Visitor(app).sign_in(world.lea)
    visitor.visit(f"/lessons/{first.id}", 200 if opens else 403)
    if opens:
        assert bool(visitor.page.find(id="mark")) == (state == State.ACTIVE)
    if state != State.ACTIVE:
        with pytest.raises(Refused, match="enrolled now"):
            actions.mark_lesson_done(first, world.lea, by=world.lea, now=cast.NOW)


def test_staff_read_but_do_not_mark(app, world, first):
    visitor = Visitor(app).sign_in(world.tara).visit(f"/lessons/{first.id}")
    assert not visitor.page.find(id="mark")
    with pytest.raises(Refused, match="enrolled now"):
        actions.mark_lesson_done(first, world.tara, by=world.tara, now=cast.NOW)


def test_a_retired_lesson_is_not_shown_and_its_completions_stay(app, world, first):
    actions.mark_lesson_done(first, world.lea, by=world.lea, now=cast.NOW)
    first.retired_at = cast.NOW
    visitor = Visitor(app).sign_in(world.lea)
    visitor.visit(f"/lessons/{first.id}", 404)
    visitor.visit(COURSE)
    assert "First of 01-my-phone" not in visitor.text()
    assert "0 of 3 lessons done" in visitor.text("main")
    assert done_by(world.lea) == {first.id}


def test_a_lesson_without_a_text_is_not_there(app, world, first):
    for text in list(first.texts):
        first.texts.remove(text)
    Visitor(app).sign_in(world.lea).visit(f"/lessons/{first.id}", 404)


def shown(visitor):
    """The language of the text, and of the one that can be opened beside it."""
    beside = visitor.page.select_one(".second")
    return visitor.page.select_one(".prose")["lang"], beside and beside["lang"]


@pytest.mark.parametrize(
    ("reads", "asked", "languages"),
    [
        ("ar", "", ("ar", "sl")),  # the reader's own, the course's own beside it
        ("sl", "", ("sl", None)),  # both are the same
        ("ar", "?lang=sl", ("sl", "ar")),
        ("ar", "?lang=en", ("en", "sl")),
        ("ar", "?lang=xx", ("ar", "sl")),
    ],
)
def test_the_text_is_in_the_readers_language_with_the_courses_beside_it(
    app, world, first, reads, asked, languages
):
    world.lea.language = reads
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{first.id}{asked}")
    assert shown(visitor) == languages
    assert visitor.page.select_one(".prose")["dir"] == ("rtl" if languages[0] == "ar" else "ltr")
    assert "is not there in" not in visitor.text("main")


def test_a_missing_language_is_said_and_the_courses_own_is_shown(app, world):
    world.lea.language = "ar"
    second = lessons_of(world.digital)[1]  # there is no Arabic text of it
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{second.id}")
    assert shown(visitor) == ("sl", None)
    assert visitor.page.select_one("main .notice p")


def test_the_language_that_was_chosen_stays_while_marking_and_going_on(visitor, world, first):
    visitor.sign_in(world.lea).visit(f"/lessons/{first.id}?lang=sl")
    visitor.press("mark", "Mark as done")
    assert visitor.page.find(id="following")["href"].endswith("?lang=sl")
    assert shown(visitor) == ("sl", "en")


def test_the_html_of_a_text_is_shown_as_it_was_cleaned_and_titles_are_escaped(app, world, first):
    text = db.session.get(LessonText, (first.id, "en"))
    page = "<h2>Look</h2><p>at <b>this</b></p>"
    text.blocks = [{"id": "1", "of": None, "html": page}]
    text.title = "<script>alert(1)</script>"
    db.session.commit()
    visitor = Visitor(app).sign_in(world.lea).visit(f"/lessons/{first.id}")
    assert visitor.text(".prose h2") == "Look"
    assert "<script>alert(1)</script>" in visitor.text("h1")


# what is next


@pytest.mark.parametrize(
    ("lessons", "place"),
    [("000", 0), ("100", 1), ("010", 2), ("011", 0), ("101", 1), ("111", None), ("", None)],
)
def test_one_goes_on_after_the_last_lesson_done_then_fills_the_gaps(lessons, place):
    steps = [
        queries.Step(number, {"en": "x"}, 10, 1, 1, sign == "1")
        for number, sign in enumerate(lessons)
    ]
    assert queries.next_of(steps) == (None if place is None else steps[place])


def test_the_next_lesson_follows_the_order_of_courses_modules_and_lessons(world):
    order = lessons_of(world.digital) + lessons_of(world.slovene)
    for lesson in order:
        assert queries.next_lesson(world.lea, world.local).id == lesson.id
        actions.mark_lesson_done(lesson, world.lea, by=world.lea, now=cast.NOW)
        db.session.flush()
    assert queries.next_lesson(world.lea, world.local) is None


# the course's page


def test_a_course_shows_what_is_done_and_what_is_next(app, world):
    one, two, three, _four = lessons_of(world.digital)
    for lesson in (one, two, three):
        db.session.add(LessonDone(person_id=world.lea.id, lesson_id=lesson.id, done_at=cast.NOW))
    visitor = Visitor(app).sign_in(world.lea).visit(COURSE)
    assert visitor.text("main a.now").startswith("Continue Second of 02-safe-online")
    states = [tag.text.strip() for tag in visitor.page.select("section .tag")]
    assert states == ["Done", "1 of 2 lessons done"]
    assert visitor.text(".steps .next").startswith("Second of 02-safe-online")


def test_a_module_with_a_test_is_not_done_by_its_lessons_alone(app, world):
    module = world.digital.modules[0]
    for lesson in module.lessons:
        db.session.add(LessonDone(person_id=world.lea.id, lesson_id=lesson.id, done_at=cast.NOW))
    quiz = {"slug": "check", "kind": "quiz", "title": {"en": "Check"}, "content": {}}
    db.session.add(Assessment(module_id=module.id, **quiz))
    visitor = Visitor(app).sign_in(world.lea).visit(COURSE)
    assert "Lessons done" in visitor.text(f"#module_{module.id}")
    assert "The test of this module counts too." in visitor.text(f"#module_{module.id}")
    values = {"by_id": world.tara.id, "confirmed_at": cast.NOW}
    db.session.add(ModuleConfirmed(person_id=world.lea.id, module_id=module.id, **values))
    assert "Done" in visitor.visit(COURSE).text(f"#module_{module.id} .tag")


def test_a_course_is_a_page_of_its_programmes_only(app, world):
    visitor = Visitor(app).sign_in(world.ada)
    visitor.visit("/programmes/digital-local/courses/housing-pathways", 404)
    visitor.visit("/programmes/nowhere/courses/digital-basics", 404)


@pytest.mark.parametrize("who", ["lea", "tara"])
def test_a_page_costs_the_same_for_few_and_for_many(app, world, first, who):
    visitor = Visitor(app).sign_in(getattr(world, who))
    urls = [COURSE, f"/lessons/{first.id}"]
    for_few = []
    for url in urls:
        with count_queries() as seen:
            visitor.visit(url)
        for_few.append(len(seen))
    world.digital = db.session.merge(world.digital)
    for n in range(9):
        module = cast.Module(course=world.digital, slug=f"1{n}-more", title={"en": f"More {n}"})
        db.session.add(module)
        for k in range(5):
            db.session.add(cast.lesson(module, f"0{k}", en=f"L{n}{k}", sl=f"L{n}{k}"))
        quiz = {"slug": "check", "kind": "quiz", "title": {"en": "Check"}, "content": {}}
        db.session.add(Assessment(module_id=world.digital.modules[0].id, **quiz | {"slug": f"{n}"}))
    db.session.commit()
    for url, few in zip(urls, for_few, strict=True):
        with count_queries() as seen:
            visitor.visit(url)
        assert len(seen) == few <= 10, "\n\n".join(seen)
