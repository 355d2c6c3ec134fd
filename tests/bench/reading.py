"""A course of 50 lessons (500 where there is ten times as much), each in two languages, for one
learner who reads both together."""

from datetime import datetime

from lms.courses import blocks, markup
from lms.courses.models import (
    Course,
    Enrolment,
    Lesson,
    LessonText,
    Module,
    Programme,
    ProgrammeCourse,
    ReadingSettings,
    State,
)
from lms.courses.models import Policy as PolicyRow
from lms.db import db
from lms.people.models import Organisation

RULES = {"threshold": "80%"}
READER = "learner00009@example.org"
LESSONS = 50


def make_reading(times: int, home: Organisation, reader: int, now: datetime) -> dict[str, str]:
    """Everything, and the addresses that the bench opens."""
    course = Course(slug="bench-read", title={"en": "To read"}, language="en")
    for number in range(LESSONS * times // 10):
        module = Module(course=course, slug=f"{number:02d}-step", title={"en": f"Step {number}"})
        for part in range(10):
            titles = {"en": f"Part {part}", "sl": f"Del {part}"}
            lesson = Lesson(module=module, slug=f"{part:02d}", minutes=10, titles=titles)
            lesson.source, lesson.texts = "en", [text("en"), text("sl")]
    programme = Programme(
        slug="bench-read", title={"en": "To read"}, track="migrant", organisation=home,
        required_units=8, unit_minutes=45, rules=RULES,
    )  # fmt: skip
    programme.courses.append(ProgrammeCourse(course=course, position=0, units=8))
    db.session.add(programme)
    db.session.flush()
    enrolled = {"person_id": reader, "state": State.ACTIVE, "since": now}
    db.session.add_all([
        PolicyRow(programme_id=programme.id, version=1, rules=RULES, made_at=now),
        Enrolment(programme_id=programme.id, **enrolled),
        ReadingSettings(person_id=reader, host_first=True, together=True, beside="sl"),
    ])  # fmt: skip
    db.session.flush()
    lesson = course.modules[0].lessons[3]
    course_page = "/programmes/bench-read/courses/bench-read"
    return {"two languages": f"/lessons/{lesson.id}", "big course": course_page}


def text(language: str) -> LessonText:
    """Twelve blocks; those in Slovene are made from the English ones."""
    words = [f"{language} {n}. " + "A sentence to read in class. " * 12 for n in range(12)]
    of = [blocks.digest(one.replace("sl", "en", 1)) for one in words]
    made = [
        {
            "id": blocks.digest(one),
            "of": None if language == "en" else link,
            "html": f"<p>{one}</p>",
        }
        for one, link in zip(words, of, strict=True)
    ]
    markdown = blocks.joined(words)
    return LessonText(
        language=language, title="A part", minutes=10, markdown=markdown, blocks=made,
        page=markup.page_key(markdown, language), weight={"text": len(markdown)},
    )  # fmt: skip
