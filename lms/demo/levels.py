"""Levels at the beginning, a few on the way, and of some who leave earlier at the end; some are
missing, as they are in life."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from lms.courses.models import Programme
from lms.demo.people import Cast
from lms.levels.actions.saying import Word, say
from lms.levels.models import Method, Occasion
from lms.levels.rules.access import instruments_of
from lms.people.models import Person
from lms.questions.frameworks import level

SKILLS = ("listening", "speaking", "reading", "writing")
ENTRY_A = {  # listening, speaking, reading, writing; a digit is of LASLLIAM
    "A-01": "pre-a1 pre-a1 pre-a1 none",
    "A-02": "a1 a1 pre-a1 pre-a1",
    "A-03": "a1 pre-a1 a1 pre-a1",
    "A-04": "pre-a1 pre-a1 2 1",
    "A-05": "a1 a1 a1 pre-a1",
    "A-06": "a2 a1 a1 a1",
    "A-08": "none none 1 1",
    "A-09": "a1 pre-a1 a1 a1",
    "A-10": "pre-a1 pre-a1 3 2",
    "A-12": "pre-a1 pre-a1 a1 pre-a1",
    "A-13": "a1 a1 pre-a1 pre-a1",
}
ENTRY_B = {
    "B-01": "pre-a1 none 2 2",
    "B-02": "a1 a1 a1 a1",
    "B-04": "a1 pre-a1 a1 pre-a1",
    "B-05": "a2 a2 a1 a1",
    "B-07": "a1 a1 a1 a1",
    "B-08": "b1 a2 a2 a2",
    "B-10": "a1 a1 pre-a1 pre-a1",
}
EXIT_A = {
    "A-06": "a2 a2 a2 a2",
    "A-08": "pre-a1 pre-a1 3 3",
    "A-13": "a1 a1 a1 pre-a1",
}
DIGITAL = {"A-01": "none", "A-02": "basic", "A-03": "intermediate", "A-05": "basic", "A-09": "none"}
DIGITAL_NOW = {"A-02": "intermediate", "A-09": "basic"}
AREAS = ("self", "fairness", "dialogue", "language", "belonging")
TEACHERS = {
    "TEA-01": "noticing noticing none noticing trying",
    "TEA-02": "trying noticing noticing none noticing",
    "TEA-03": "none noticing noticing trying trying",
    "TEA-05": "trying trying steady noticing trying",
}


def load(programmes: Mapping[str, Programme], cast: Cast, now: datetime) -> None:
    """After places are there: entry five weeks ago, what came later last week."""
    local = programmes["jesenice-digital-local"]
    tara, began, later = cast["DEMO-TR-A"], now - timedelta(days=38), now - timedelta(days=6)
    by_trainer(local, ENTRY_A, Occasion.ENTRY, cast, tara, began)
    by_trainer(local, ENTRY_B, Occasion.ENTRY, cast, cast["DEMO-TR-B"], began)
    by_trainer(local, EXIT_A, Occasion.EXIT, cast, tara, later)
    digital = {code: {"digital": name} for code, name in DIGITAL.items()}
    by_themselves(local, 1, digital, Occasion.ENTRY, cast, began)
    grown = {code: {"digital": name} for code, name in DIGITAL_NOW.items()}
    by_themselves(local, 1, grown, Occasion.PROGRESS, cast, later)
    teachers = {
        code: dict(zip(AREAS, names.split(), strict=True)) for code, names in TEACHERS.items()
    }
    school = programmes["intercultural-competence-teachers"]
    by_themselves(school, 0, teachers, Occasion.ENTRY, cast, began)


def by_trainer(programme, rows, occasion, cast: Cast, trainer: Person, at: datetime) -> None:
    words = [
        word(cast[code], skill, "laslliam" if name.isdecimal() else "cefr", name)
        for code, names in rows.items()
        for skill, name in zip(SKILLS, names.split(), strict=True)
    ]
    instrument = instruments_of(programme)[0]
    say(programme, instrument, words, occasion, Method.TRAINER, by=trainer, now=at)


def by_themselves(programme, place: int, rows, occasion, cast: Cast, at: datetime) -> None:
    instrument = instruments_of(programme)[place]
    for code, names in rows.items():
        words = [
            word(cast[code], skill, instrument.framework, name) for skill, name in names.items()
        ]
        say(programme, instrument, words, occasion, Method.SELF, by=cast[code], now=at)


def word(person: Person, skill: str, framework: str, name: str) -> Word:
    known = level(framework, name)
    if known is None:
        raise LookupError(name)
    return Word(person, skill, known)
