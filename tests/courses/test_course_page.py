"""A course's page says what is required; a programme's for whom it is; neither grows in cost."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms.courses.content.importer import bring_in
from lms.courses.models import Lesson, LessonDone, LessonText, Programme
from lms.db import db
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor

PROGRAMME = "/programmes/digital-local"
COURSE = f"{PROGRAMME}/courses/digital-basics"
CONTENT = Path(__file__).parents[2] / "content"
MOST_BYTES = 60_000


@pytest.fixture
def lea(app, world):
    return Visitor(app).sign_in(world.lea)


def test_what_a_policy_asks_of_a_course_stands_on_its_page(lea, world):
    world.local.rules = cast.RULES | {
        "course_threshold": "70%",
        "mandatory_modules": ["digital-basics/02-safe-online", "slovene-first-steps/01-hello"],
        "self_paced_cap": "25%",
    }
    lea.visit(COURSE)
    asked = [item.text.strip() for item in lea.page.select("[aria-labelledby=asked] li")]
    assert asked == [
        "In Digital skills at least 70\N{NO-BREAK SPACE}%: 2.80 hours of 45 min.",
        "Finish this module: Safe-Online.",
        "Lessons that you do on your own count too, 2 hours of 45 min at most.",
    ]
    one, two = world.digital.modules
    assert "Required" not in lea.text(f"#module_{one.id}")
    assert "Required" in lea.text(f"#module_{two.id}")


def test_a_course_of_which_nothing_is_asked_says_nothing_of_it(lea):
    assert not lea.visit(COURSE).page.find(id="asked")
    assert "4 lessons" in lea.text(".facts")
    assert "40 minutes" in lea.text(".facts")


def test_how_a_module_ends_is_said_before_it_is_begun(lea, world):
    one, two = world.digital.modules
    one.completion, two.dwell = "trainer", "1/2"
    lea.visit(COURSE)
    assert "At the end your trainer confirms this module." in lea.text(f"#module_{one.id}")
    assert "open for 50 % of its minutes" in lea.text(f"#module_{two.id}")


def test_a_programme_says_for_whom_it_is_and_what_one_can_do_after_it(app, world):
    visitor = Visitor(app).visit(PROGRAMME)
    assert not visitor.page.find(id="about")
    world.local.summary = {"en": "Two courses."}
    world.local.audience = {"en": "For adults."}
    world.local.goals = {"sl": ["Pozdravim"]}
    visitor.visit(PROGRAMME)
    assert "Two courses." in visitor.text("main")
    about = [part.text.strip() for part in visitor.page.select(".about :is(h2, p, h3, li)")]
    assert about == ["For whom it is", "For adults.", "After it you can", "Pozdravim"]
    assert visitor.page.select_one(".about ul")["lang"] == "sl"
    assert "The programme has 8 hours of 45 min. They are spread over 2 courses." in visitor.text()


def grow(course, lessons):
    """So many lessons more, in modules of ten."""
    for n in range(lessons // 10):
        module = cast.Module(course=course, slug=f"{n + 10}-more", title={"en": f"More {n}"})
        db.session.add(module)
        for k in range(10):
            db.session.add(cast.lesson(module, f"{k:02}", en=f"L{n}{k}", sl=f"P{n}{k}"))
    db.session.commit()


@pytest.mark.parametrize("who", ["lea", "tara"])
def test_500_lessons_cost_as_many_queries_as_50(app, world, who):
    visitor = Visitor(app).sign_in(getattr(world, who))
    first = world.digital.modules[0].lessons[0].id
    urls = ["/programmes", PROGRAMME, COURSE, f"/lessons/{first}"]
    costs = []
    for more in (50, 450):
        grow(db.session.merge(world.digital) if more == 50 else another(world), more)
        found = []
        for url in urls:
            with count_queries() as seen:
                visitor.visit(url)
            found.append(len(seen))
        costs.append(found)
    assert costs[0] == costs[1]
    assert costs[1][3] <= 8


def test_a_long_course_comes_page_by_page_and_opens_where_the_next_lesson_is(lea, world):
    grow(world.digital, 200)
    lea.visit(COURSE)
    assert len(lea.page.select("section[id^=module_]")) == 12
    assert "1" in lea.text("section[id^=module_] .num")
    done = [x for m in world.digital.modules for x in m.lessons if m.slug < "20"]
    for lesson in done:
        db.session.add(LessonDone(person_id=world.lea.id, lesson_id=lesson.id, done_at=cast.NOW))
    lea.visit(COURSE)
    assert lea.text("section[id^=module_] .num") == "13"
    assert lea.page.select_one(".steps .next")
    assert "My-Phone" in lea.visit(f"{COURSE}?page=1").text("main")
    assert not lea.visit(PROGRAMME).page.select(".outline .steps")


def another(world):
    """A second course of the programme: slugs of modules are taken in the first."""
    made = cast.course("more-digital", "More", "01-start")
    programme = db.session.get(Programme, world.local.id)
    programme.courses.append(cast.ProgrammeCourse(course=made, position=9, units=0))
    for module in made.modules:
        db.session.add(module)
    db.session.flush()
    return made


def test_no_lesson_of_our_own_content_weighs_more_than_60_kb_in_two_languages(app):
    bring_in(CONTENT, language="en", by=None, now=cast.NOW)
    ada = cast.person("Ada", role=cast.Role.ADMINISTRATOR)
    db.session.add(ada)
    db.session.commit()
    visitor = Visitor(app).sign_in(ada)
    size = func.length(LessonText.markdown)
    longest = db.session.scalars(
        select(LessonText.lesson_id).join(Lesson).order_by(size.desc()).limit(3)
    ).all()
    for lesson_id in longest:
        answer = visitor.send("GET", f"/lessons/{lesson_id}")
        assert answer.status_code == 200
        assert len(answer.data) < MOST_BYTES, (lesson_id, len(answer.data))
