"""Search over 5,000 lessons: how fast it is, as a ratio to the bare page on the same server.

`python -m tests.bench.library [--seconds N]`, and a part of `make bench`. The question has a word
that is in every lesson and one that is in every tenth; another has only the first; the last finds
nothing, and the nearest is looked for.
"""

import argparse
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import insert, select

from lms.app import create_app
from lms.courses import blocks, markup
from lms.courses.models import (
    Course,
    Enrolment,
    Entry,
    Lesson,
    LessonText,
    Module,
    Programme,
    ProgrammeCourse,
    State,
)
from lms.db import db
from lms.people import passwords
from lms.people.models import Organisation, Person
from lms.search.actions import rebuild
from tests.bench import report
from tests.bench.client import Client, Measure, measure
from tests.bench.data import PASSWORD
from tests.bench.pages import Job
from tests.bench.server import serving

LESSONS, WORDS = 5_000, 300
READER = "reader@example.org"
BARE = Job("GET", "/", {})
SYLLABLES = "ba de gi ko lu ma ne pi ro su ta ve zi ja ho fe".split()  # noqa: SIM905
QUESTIONS = {
    "search over 5,000 lessons": "/search?q=everywhere+seldom",
    "a word of every lesson": "/search?q=everywhere",
    "a word of no lesson": "/search?q=somewhere",
}
SLOWEST, MOST_QUERIES = 5.0, 8


class Figures(NamedTuple):
    """What was measured of each question; the bare page; the queries of each."""

    bare: Measure
    found: dict[str, Measure]
    queries: dict[str, int]


def run(file: Path, seconds: float) -> Figures:
    url = f"sqlite:///{file}"
    app = create_app(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="bench", INSTANCE=file.parent)
    with app.app_context():
        upgrade()
        build()
    found, queries = {}, {}
    with serving("tests.bench.bare:app", url) as port:
        bare = measure(port, BARE, seconds)
    with serving("wsgi:app", url) as port:
        reader = Client(port)
        reader.sign_in(READER, PASSWORD)
        for name, address in QUESTIONS.items():
            job = Job("GET", address, reader.cookies)
            found[name] = measure(port, job, seconds)
            queries[name] = report.count_queries(app, job)
    with serving("tests.bench.bare:app", url) as port:
        again = measure(port, BARE, seconds)
    return Figures(min(bare, again, key=lambda one: one.p50), found, queries)


def show(figures: Figures) -> None:
    print(f"\n{'search':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'req/s':>8}{'x bare':>8}")
    for name, one in {"bare page": figures.bare, **figures.found}.items():
        queries, ratio = figures.queries.get(name, 1), one.p50 / figures.bare.p50
        print(f"{name:<28}{queries:>8}{one.p50:>9.2f}{one.p95:>9.2f}{one.rps:>8.0f}{ratio:>8.1f}")
        if ratio > SLOWEST:
            print(f"  - {name}: {ratio:.1f} times the bare page, the aim is {SLOWEST:.0f}")
        if queries > MOST_QUERIES:
            print(f"  - {name}: {queries} queries, the aim is {MOST_QUERIES} at most")


def build() -> None:
    """The lessons, in a course with 50 modules; the index is made of them as it is after an
    upgrade. The texts are the same in every run."""
    chance, now = random.Random(1), datetime(2026, 3, 2, tzinfo=UTC)
    home = Organisation(slug="library", name="Library")
    programme = Programme(
        slug="library", title={"en": "Library"}, track="migrant", organisation=home, rules={},
        required_units=4, unit_minutes=60, entry=Entry.OPEN,
    )  # fmt: skip
    course = Course(slug="library", title={"en": "Library"}, language="en")
    course.modules = [Module(slug=f"{n:02d}-shelf", title={"en": f"Shelf {n}"}) for n in range(50)]
    programme.courses.append(ProgrammeCourse(course=course, position=0, units=4))
    reader = Person(
        code="READER", name="Reader", email=READER, organisation=home, language="en",
        password_hash=passwords.hashed(PASSWORD),
    )  # fmt: skip
    db.session.add_all([programme, course, reader])
    db.session.flush()
    learns = {"programme_id": programme.id, "state": State.ACTIVE, "since": now}
    db.session.add(Enrolment(person=reader, **learns))
    rows = [
        {
            "module_id": course.modules[n % 50].id,
            "slug": f"{n:04d}",
            "minutes": 5,
            "titles": {"en": f"Page {n}"},
            "source": "en",
        }
        for n in range(LESSONS)
    ]
    db.session.execute(insert(Lesson), rows)
    ids = db.session.scalars(select(Lesson.id).join(Module).where(Module.course_id == course.id))
    db.session.execute(insert(LessonText), [text(key, n, chance) for n, key in enumerate(ids)])
    for _step in rebuild():
        db.session.commit()


def text(lesson_id: int, number: int, chance: random.Random) -> dict:
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(WORDS)]
    words[chance.randrange(WORDS)] = "everywhere"
    if number % 10 == 0:
        words[chance.randrange(WORDS)] = "seldom"
    markdown = " ".join(words)
    block = {"id": blocks.digest(markdown), "of": None, "html": f"<p>{markdown}</p>"}
    return {
        "lesson_id": lesson_id,
        "language": "en",
        "title": f"Page {number}",
        "minutes": 5,
        "markdown": markdown,
        "blocks": [block],
        "page": markup.page_key(markdown, "en"),
        "weight": {"text": len(markdown)},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0)
    with tempfile.TemporaryDirectory(prefix="lms-library-") as folder:
        show(run(Path(folder) / "library.db", parser.parse_args().seconds))
