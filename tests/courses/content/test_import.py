"""A folder comes into the database whole or not at all; again, it changes only what changed."""

import pytest
from sqlalchemy import func, select

from lms import models
from lms.courses.content import importer, known
from lms.courses.content.problems import Wrong
from lms.courses.models import (
    Assessment,
    Course,
    Entry,
    Group,
    Lesson,
    LessonText,
    Module,
    Policy,
    Programme,
    ProgrammeCourse,
    Question,
)
from lms.db import db
from lms.people.models import Change, Organisation
from tests.cast import NOW
from tests.courses.content.conftest import LESSON
from tests.queries import count_queries

PHONE = "courses/digital/01-phone"
SCREEN = f"{PHONE}/01-screen.en.md"


def one(table, slug, named="slug"):
    return db.session.scalars(select(table).where(getattr(table, named) == slug)).one()


def listed(changes):
    return [(change.how, change.kind, change.key) for change in changes.listed]


def nothing_but_the_migrations():
    counts = (
        db.session.scalar(select(func.count()).select_from(table))
        for table in models.metadata.tables.values()
    )
    return sum(counts) == 0


def test_everything_in_the_folder_is_there_after_an_import(folder):
    changes = folder.bring_in()
    assert changes.counts() == {"created": 12, "updated": 0, "retired": 0, "unchanged": 0}
    programme = one(Programme, "two")
    assert programme.title == {"en": "Two Courses", "sl": "Dva tečaja"}
    assert (programme.track, programme.required_units, programme.unit_minutes) == (
        "migrant",
        60,
        45,
    )
    assert [(p.course.slug, p.units) for p in programme.courses] == [
        ("digital", 30),
        ("slovene", 30),
    ]
    course = one(Course, "digital")
    assert (course.title, course.language) == ({"en": "Digital", "sl": "Digitalno"}, "sl")
    assert (course.summary, course.level) == ({"en": "What a phone can do"}, "A1")
    assert course.goals == {"en": ["Use a phone"]}
    phone, safe = course.modules
    assert (phone.key, phone.minutes, phone.completion) == ("digital/01-phone", 45, "lessons")
    assert (safe.title, safe.minutes, safe.completion) == ({"en": "Safe"}, None, "attendance")
    assert [lesson.slug for lesson in phone.lessons] == ["01-screen", "02-apps"]


def test_a_lesson_has_its_texts_and_their_pages(folder):
    folder.bring_in()
    lesson = one(Lesson, "01-screen")
    assert (lesson.titles, lesson.minutes) == ({"en": "Screen", "sl": "Zaslon"}, 15)
    english, slovene = lesson.texts
    assert (english.language, english.title, english.minutes) == ("en", "Screen", 15)
    assert (english.goals, english.summary) == (["Switch it on"], "The first steps")
    assert english.markdown == "# Look\n\nIt is **bright**."
    assert english.html == (
        '<h2 id="text-en-look">Look</h2>\n<p>It is <strong>bright</strong>.</p>'
    )
    assert slovene.html.startswith('<h2 id="text-sl-look">')


def test_a_quiz_names_its_questions_and_a_pass_mark_is_exact(folder):
    folder.bring_in()
    final = one(Assessment, "final")
    assert (final.kind, final.title) == ("exit", {"en": "Final"})
    assert final.content == {"pass_mark": "3/5", "questions": [{"use": "hello-final-1"}]}
    asked = one(Question, "hello-final-1", "key").versions[0].content
    assert [answer["text"] for answer in asked["answers"]] == ["0.75", "1.0", "yes", "true"]


def test_the_policy_is_kept_whole_exact_and_with_its_version(folder):
    folder.bring_in()
    programme = one(Programme, "two")
    assert programme.rules == {
        "threshold": "4/5", "course_threshold": "7/10", "denominator": "programme",
        "excused_cap": "1", "make_up_cap": "1", "minimum_share": "0", "self_paced_cap": "0",
        "grace_minutes": 10, "grace_out_minutes": 0, "mandatory_modules": ["digital/01-phone"],
        "exit_assessment": "slovene/01-hello/final", "portfolio": True,
    }  # fmt: skip
    version = db.session.scalars(select(Policy)).one()
    assert (version.programme_id, version.version) == (programme.id, 1)
    assert (version.rules, version.made_at) == (programme.rules, NOW)


@pytest.mark.parametrize("written", ["80%", "4/5", "0.8", "'80 %'", "0.80"])
def test_a_threshold_is_the_same_however_it_is_written(folder, written):
    folder.replace("programmes/two.yaml", "threshold: 80%", f"threshold: {written}")
    folder.bring_in()
    assert one(Programme, "two").rules["threshold"] == "4/5"


def test_a_threshold_of_one_is_everything(folder):
    folder.replace("programmes/two.yaml", "threshold: 80%", "threshold: 1")
    folder.bring_in()
    assert one(Programme, "two").policy.threshold == 1


def test_a_programme_without_a_policy_has_the_defaults(folder):
    text = (folder.root / "programmes/two.yaml").read_text()
    folder.write("programmes/two.yaml", text[: text.index("policy:")])
    folder.bring_in()
    assert one(Programme, "two").rules["threshold"] == "4/5"
    assert one(Programme, "two").rules["mandatory_modules"] == []


def test_an_organisation_that_is_not_known_is_created_and_said(folder):
    assert folder.bring_in().organisations == ["centre"]
    assert one(Programme, "two").organisation.name == "centre"
    db.session.scalars(select(Organisation)).one().name = "The Centre"
    assert folder.bring_in().organisations == []
    assert one(Programme, "two").organisation.name == "The Centre"


def test_the_same_folder_again_changes_nothing(folder):
    folder.bring_in()
    rows = db.session.scalar(select(func.count(Change.id)))
    changes = folder.bring_in(days=1)
    assert changes.counts() == {"created": 0, "updated": 0, "retired": 0, "unchanged": 12}
    assert db.session.scalar(select(func.count(Change.id))) == rows
    assert db.session.scalar(select(func.count()).select_from(Policy)) == 1


def test_only_what_changed_is_updated_and_the_history_says_what(folder):
    folder.bring_in()
    folder.replace(SCREEN, "bright", "dark")
    folder.replace(f"{PHONE}/module.yaml", "minutes: 45", "minutes: 50")
    changes = folder.bring_in(days=1)
    assert listed(changes) == [
        ("updated", "module", "digital/01-phone"),
        ("updated", "lesson", "digital/01-phone/01-screen"),
    ]
    assert changes.unchanged == 10
    assert "dark" in one(Lesson, "01-screen").texts[0].html
    last = db.session.scalars(select(Change).order_by(Change.id.desc()).limit(2)).all()
    assert [(row.noun, row.verb, row.detail) for row in reversed(last)] == [
        ("module", "updated", {"fields": ["minutes"]}),
        ("lesson", "updated", {"fields": ["en"]}),
    ]


def test_a_wrong_folder_leaves_the_database_as_it_was(folder):
    folder.replace("programmes/two.yaml", "unit_minutes: 45", "unit_minutes: 44")
    with pytest.raises(Wrong):
        folder.bring_in()
    db.session.rollback()
    assert nothing_but_the_migrations()


def test_a_page_that_cannot_be_made_leaves_the_database_as_it_was(folder):
    folder.write(SCREEN, LESSON.replace("# Look", "<div>" * 500))
    with pytest.raises(Wrong) as wrong:
        folder.bring_in()
    db.session.rollback()
    assert wrong.value.problems[0][:2] == (SCREEN, 9)
    assert nothing_but_the_migrations()


def test_a_new_policy_is_a_new_version_and_the_old_one_stays(folder):
    folder.bring_in()
    before = one(Programme, "two").rules
    folder.replace("programmes/two.yaml", "threshold: 80%", "threshold: 75%")
    folder.bring_in(days=1)
    programme = one(Programme, "two")
    assert (programme.policy_version, programme.rules["threshold"]) == (2, "3/4")
    versions = db.session.scalars(select(Policy).order_by(Policy.version)).all()
    assert [(row.version, row.rules) for row in versions] == [(1, before), (2, programme.rules)]


def test_the_same_policy_in_other_words_is_no_new_version(folder):
    folder.bring_in()
    folder.replace("programmes/two.yaml", "threshold: 80%", "threshold: 4/5\n  portfolio: true")
    assert folder.bring_in(days=1).listed == []
    assert one(Programme, "two").policy_version == 1


def test_the_settings_of_a_programme_are_not_content(folder):
    folder.bring_in()
    programme = one(Programme, "two")
    programme.entry, programme.entry_code, programme.lock_days = Entry.CODE, "OPEN", 3
    db.session.commit()
    folder.replace("programmes/two.yaml", "Two Courses", "Two")
    folder.bring_in(days=1)
    programme = one(Programme, "two")
    kept = (programme.entry, programme.entry_code, programme.lock_days)
    assert (programme.title["en"], *kept) == ("Two", Entry.CODE, "OPEN", 3)


def test_courses_may_change_places_and_units(folder):
    folder.bring_in()
    folder.replace("programmes/two.yaml", "course: digital, units: 30", "course: x, units: 20")
    folder.replace(
        "programmes/two.yaml", "course: slovene, units: 30", "course: digital, units: 40"
    )
    folder.replace("programmes/two.yaml", "course: x", "course: slovene")
    changes = folder.bring_in(days=1)
    assert [change.fields for change in changes.listed] == [["courses"]]
    db.session.expire_all()
    parts = one(Programme, "two").courses
    assert [(part.course.slug, part.units) for part in parts] == [("slovene", 20), ("digital", 40)]
    assert db.session.scalar(select(func.count()).select_from(ProgrammeCourse)) == 2


def test_a_text_without_a_language_is_in_the_installations_own(folder):
    importer.bring_in(folder.root, language="sl", by=None, now=NOW)
    assert one(Module, "02-safe").title == {"sl": "Safe"}


def test_figures_that_depend_on_the_content_are_counted_anew(folder):
    folder.bring_in()
    programme = one(Programme, "two")
    common = {"programme": programme, "organisation": programme.organisation, "zone": "UTC"}
    db.session.add(Group(slug="a", title="A", **common))
    db.session.commit()
    folder.bring_in(days=1)
    assert one(Group, "a").revision == 0
    folder.replace("courses/digital/02-safe/module.yaml", "attendance", "trainer")
    folder.bring_in(days=2)
    assert one(Group, "a").revision == 1
    folder.replace("programmes/two.yaml", "grace_minutes: 10", "grace_minutes: 5")
    folder.bring_in(days=3)
    assert one(Group, "a").revision == 2


def test_pages_are_made_anew_only_when_they_are_asked_for(folder):
    folder.bring_in()
    text = one(Lesson, "02-apps").texts[0]
    page = text.html
    text.blocks = [block | {"html": "<p>As it was made long ago</p>"} for block in text.blocks]
    db.session.commit()
    assert folder.bring_in(days=1).listed == []
    changes = folder.bring_in(days=2, again=True)
    assert listed(changes) == [("updated", "lesson", "digital/01-phone/02-apps")]
    assert one(Lesson, "02-apps").texts[0].html == page


def test_a_big_folder_takes_no_more_statements_than_a_small_one(folder):
    folder.bring_in()
    with count_queries() as small:
        folder.bring_in(days=1)
    for number in range(3, 60):
        folder.write(f"{PHONE}/{number:02}-lesson-{number}.en.md", LESSON)
    folder.bring_in(days=2)
    db.session.expire_all()
    assert db.session.scalar(select(func.count()).select_from(LessonText)) == 62
    db.session.expunge_all()
    with count_queries() as big:
        folder.bring_in(days=3)
    assert len(big) == len(small)


def test_the_database_is_free_while_pages_are_made(folder):
    folder.bring_in()
    folder.replace(SCREEN, "bright", "dark")
    there = known.there()
    db.session.rollback()
    with count_queries() as asked:
        pages = importer.prepare(folder.root, there, language="en")
    assert (asked, len(pages)) == ([], 1)
    made = {key: ["<p>The page that was made</p>"] * len(page) for key, page in pages.items()}
    folder.bring_in(days=1, pages=made)
    assert one(Lesson, "01-screen").texts[0].html.startswith("<p>The page that was made</p>")
