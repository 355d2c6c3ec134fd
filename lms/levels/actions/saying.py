"""Levels are said. Nothing is written over; the commit is not ours."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.courses.instruments import Instrument
from lms.courses.models import Programme
from lms.db import db
from lms.errors import Refused
from lms.levels.models import LevelSaid, Method, Occasion
from lms.levels.queries import said as kept
from lms.people.actions import record_all
from lms.people.models import Person
from lms.questions.frameworks import Level


class Word(NamedTuple):
    """What is to be said: this level in this skill, of this person."""

    person: Person
    skill: str
    level: Level


def say(
    programme: Programme,
    instrument: Instrument,
    words: Iterable[Word],
    occasion: Occasion,
    method: Method,
    *,
    by: Person,
    now: datetime,
) -> int:
    """Says levels of people, and gives how many of them are different from what was said before by
    the same method on the same occasion; the others are not said again.

    Raises Refused where a skill or a framework is not asked by the instrument.
    """
    wanted = list(words)
    if any(not fits(instrument, word) for word in wanted):
        raise Refused(_("The programme does not ask for this level any more. Reload the page."))
    there = last(programme, instrument, wanted, occasion, method)
    new = [word for word in wanted if there.get((word.person.id, word.skill)) != word.level[:2]]
    db.session.add_all(row(programme, instrument, w, occasion, method, by, now) for w in new)
    about = [(word, f"{programme.slug}/{word.person.code}") for word in new]
    record_all(
        [
            ("level", key, "said", detail(word, occasion, method, there))
            for word, key in about
        ],
        by=by,
        now=now,
    )  # fmt: skip
    return len(new)


def fits(instrument: Instrument, word: Word) -> bool:
    return word.skill in instrument.skills and word.level.framework in instrument.frameworks


def last(programme, instrument, words, occasion, method) -> dict[tuple[int, str], tuple[str, str]]:
    """(person, skill) -> framework and level, as the same method said them last."""
    rows = kept.rows([programme.id], {word.person.id for word in words})
    return {
        (row.person_id, row.skill): (row.framework, row.level)
        for row in rows
        if (row.occasion, row.method, row.language) == (occasion, method, instrument.language)
        and row.framework in instrument.frameworks
    }


def row(programme, instrument, word: Word, occasion, method, by, now) -> LevelSaid:
    return LevelSaid(
        person_id=word.person.id,
        programme_id=programme.id,
        framework=word.level.framework,
        language=instrument.language,
        skill=word.skill,
        level=word.level.name,
        occasion=occasion,
        method=method,
        by_id=by.id,
        at=now,
    )


def detail(word: Word, occasion, method, there) -> dict[str, str]:
    before = there.get((word.person.id, word.skill))
    return {
        "skill": word.skill,
        "level": f"{word.level.framework} {word.level.name}",
        "occasion": str(occasion),
        "method": str(method),
        **({"before": " ".join(before)} if before else {}),
    }
