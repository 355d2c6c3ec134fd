"""The project's own content: three programmes, in the languages of the people they are for."""

import re
from pathlib import Path

import pytest

from lms.courses import policy
from lms.courses.content import checks
from tests.attendance.samples import PDF
from tests.courses.content.conftest import Folder
from tests.courses.samples import MP3, MP4, VTT, picture

HOUSE = Path(__file__).parents[3]
OWN = HOUSE / "content"
DOCS = HOUSE / "docs/formats/content.md"


@pytest.fixture
def own(app):
    return checks.read(OWN, "en")


def courses_of(own, slug):
    programme = next(programme for programme in own.programmes if programme.slug == slug)
    named = [course for course, _units in programme.courses]
    return [course for course in own.courses if course.slug in named]


def test_it_has_no_problems_and_every_page_can_be_made(own):
    pages = checks.pages(own.texts())
    assert len(pages) == len(own.texts())
    assert all("<h1" not in page and "<script" not in page for page in pages.values())


def test_it_serves_all_three_tracks(own):
    tracks = {programme.track for programme in own.programmes}
    assert tracks == {"authority", "teacher", "migrant"}


def test_every_course_belongs_to_a_programme(own):
    named = {course for programme in own.programmes for course, _units in programme.courses}
    assert named == {course.slug for course in own.courses}


def test_every_lesson_has_goals_and_minutes(own):
    without = [text.file for text in own.texts() if not text.goals or text.minutes < 3]
    assert without == []


def test_every_module_has_lessons(own):
    empty = [m.slug for course in own.courses for m in course.modules if not m.lessons]
    assert empty == []


def test_the_jesenice_programme_is_in_english_and_slovene(own):
    lessons = [
        (course.slug, lesson)
        for course in courses_of(own, "jesenice-digital-local")
        for module in course.modules
        for lesson in module.lessons
    ]
    assert len(lessons) > 20
    assert [
        (c, lesson.slug) for c, lesson in lessons if not {"en", "sl"} <= set(lesson.texts)
    ] == []


def test_the_first_modules_of_the_jesenice_programme_are_in_arabic_too(own):
    for course in courses_of(own, "jesenice-digital-local"):
        first = course.modules[0]
        assert all("ar" in lesson.texts for lesson in first.lessons), first.slug
        assert {"en", "sl", "ar"} <= set(first.title), first.slug


def test_titles_are_in_the_languages_of_the_platform(own, app):
    languages = set(app.config["LANGUAGES"])
    for programme in own.programmes:
        assert languages <= set(programme.title), programme.slug
    for course in own.courses:
        assert languages <= set(course.title), course.slug
        for module in course.modules:
            assert languages <= set(module.title), f"{course.slug}/{module.slug}"


KINDS = {"mp3": MP3, "mp4": MP4, "vtt": VTT, "webp": picture(), "pdf": PDF}


def test_the_examples_of_the_documentation_are_right(app, tmp_path):
    """What docs/formats/content.md shows can be imported as it stands there."""
    shown = re.findall(r"```(?:yaml|markdown)\n(.*?)```", DOCS.read_text(), re.DOTALL)
    _titles, programme, _conditions, course, module, glossary, lesson, film, tasks, quiz = shown
    there = Folder(tmp_path)
    there.write("programmes/jesenice-digital-local.yaml", programme)
    for slug in ("digital-basics", "slovene-first-steps"):
        there.write(f"courses/{slug}/course.yaml", course)
        there.write(f"courses/{slug}/02-safe-online/module.yaml", module)
        there.write(f"courses/{slug}/glossary.yaml", glossary)
        there.write(
            f"courses/{slug}/02-safe-online/01-false-messages.en.md",
            f"{lesson}\n{film}\n{tasks}\nThe [[pin-code]].\n",
        )
        there.write(f"courses/{slug}/02-safe-online/final.quiz.yaml", quiz)
        for name in re.findall(r"\.\./media/([\w.-]*\w)", "\n".join(shown)):
            there.write(f"courses/{slug}/media/{name}", KINDS[name.rpartition(".")[2]])
    assert there.problems() == []


def test_the_documentation_names_every_key_of_a_policy():
    part = DOCS.read_text().partition("### The policy")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
    assert sorted(named) == sorted(["preset", *policy.KEYS])
