"""A small content folder that is right; each test makes one thing of it wrong, or different."""

from datetime import timedelta

import pytest

from lms.courses.content import checks, importer
from lms.courses.content.problems import Wrong
from lms.db import db
from lms.people.models import Organisation
from tests import cast
from tests.cast import NOW

PROGRAMME = """\
title: {en: Two Courses, sl: Dva tečaja}
track: migrant
organisation: centre
required_units: 60
unit_minutes: 45
courses:
  - {course: digital, units: 30}
  - {course: slovene, units: 30}
policy:
  preset: zip
  threshold: 80%
  course_threshold: 70%
  grace_minutes: 10
  mandatory_modules:
    - digital/01-phone
  exit_assessment: slovene/01-hello/final
"""
COURSE = """\
title:
  en: Digital
  sl: Digitalno
summary: What a phone can do
language: sl
level: A1
goals:
  en: [Use a phone]
"""
QUIZ = """\
title: {en: Final}
kind: exit
pass_mark: 60%
questions:
  - type: text
    prompt: {en: 'Half of 1.50?'}
    answers: [0.75, 1.0, yes, true]
"""
LESSON = """\
---
title: Screen
minutes: 15
goals:
  - Switch it on
summary: The first steps
---

# Look

It is **bright**.
"""
SLOVENE = LESSON.replace("Screen", "Zaslon").replace("bright", "svetel")
FILES = {
    "programmes/two.yaml": PROGRAMME,
    "courses/digital/course.yaml": COURSE,
    "courses/digital/01-phone/module.yaml": "title: {en: My phone}\nminutes: 45\n",
    "courses/digital/01-phone/01-screen.en.md": LESSON,
    "courses/digital/01-phone/01-screen.sl.md": SLOVENE,
    "courses/digital/01-phone/02-apps.en.md": LESSON.replace("Screen", "Apps"),
    "courses/digital/02-safe/module.yaml": "title: Safe\ncompletion: attendance\n",
    "courses/digital/02-safe/01-codes.en.md": LESSON.replace("Screen", "Codes"),
    "courses/slovene/course.yaml": "title: {sl: Slovenščina}\n",
    "courses/slovene/01-hello/module.yaml": "title: {sl: Živjo}\n",
    "courses/slovene/01-hello/01-names.sl.md": LESSON.replace("Screen", "Imena"),
    "courses/slovene/01-hello/final.quiz.yaml": QUIZ,
}


class Folder:
    """A content folder on disk."""

    def __init__(self, root):
        self.root = root

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            file.write_bytes(text)
        else:
            file.write_text(text, encoding="utf-8")

    def replace(self, path, old, new):
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def remove(self, path):
        (self.root / path).unlink()

    def move(self, path, to):
        (self.root / path).rename(self.root / to)

    def problems(self):
        """What a check says, in one line each."""
        try:
            found = checks.read(self.root, "en")
            checks.pages(found.texts())
            checks.files_of(found, set(), to_keep=False)
        except Wrong as wrong:
            return [str(problem) for problem in wrong.problems]
        return []

    def bring_in(self, days=0, **options):
        """Imports, commits, and gives the account."""
        now = NOW + timedelta(days=days)
        changes = importer.bring_in(self.root, language="en", by=None, now=now, **options)
        db.session.commit()
        return changes


def good(root):
    """The folder, with everything right."""
    made = Folder(root)
    for path, text in FILES.items():
        made.write(path, text)
    return made


@pytest.fixture
def folder(app, tmp_path):
    return good(tmp_path / "content")


@pytest.fixture
def author(app):
    organisation = Organisation(slug="authors", name="Authors")
    person = cast.person("Avtor", organisation)
    db.session.add_all([organisation, person])
    db.session.commit()
    return person


@pytest.fixture
def act(author):
    """Does something as the author does it in the browser."""

    def done(verb, *given, **named):
        answer = verb(*given, **named, by=author, now=NOW)
        db.session.commit()
        return answer

    return done
