"""A lesson in two languages, and its trainer before it."""

from datetime import timedelta

import pytest

from lms import clock
from lms.courses.actions.publishing import Words, publish
from lms.db import db
from tests.cast import NOW
from tests.visitor import Visitor


def write(lesson, language, title, markdown, by):
    """A text is published."""
    publish(lesson, language, Words(title, 10, None, None, None, markdown), by=by, now=NOW)


@pytest.fixture
def lesson(world):
    """A lesson of three blocks in English, all of them in Slovene."""
    lesson = world.digital.modules[0].lessons[0]
    write(lesson, "en", "Screen", "# Buttons\n\nOne.\n\nTwo.", world.tara)
    write(lesson, "sl", "Zaslon", "# Gumbi\n\nEna.\n\nDve.", world.tara)
    db.session.commit()
    return lesson


@pytest.fixture
def tara(app, world):
    return Visitor(app).sign_in(world.tara)


@pytest.fixture
def later(monkeypatch):
    """`later(seconds)`: so much time goes by."""

    def wait(seconds):
        moment = clock.now() + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return wait
