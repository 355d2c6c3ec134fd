"""Jesenice asks for levels: speaking and reading by its trainers and by the people, digital skills
by the people alone. The group meets on 24 and 31 March and for the last time on 30 June."""

from datetime import date

import pytest

from lms.attendance.models import Status
from lms.db import db
from tests import cast

LEVELS = [
    {
        "framework": "cefr",
        "language": "sl",
        "skills": ["speaking", "reading"],
        "methods": ["trainer", "self"],
        "also": ["laslliam"],
    },
    {"framework": "digcomp", "skills": ["digital"], "methods": ["self"]},
]


@pytest.fixture
def asking(world):
    world.local.levels = LEVELS
    for number, day in enumerate([date(2022, 6, 23), date(2022, 6, 30)], 8):
        last = cast.session(world.a, f"A-{number:02}", day, world.slovene, status=Status.PLANNED)
        db.session.add(last)
    db.session.commit()
    return world
