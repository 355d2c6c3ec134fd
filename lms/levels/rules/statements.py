"""What people are asked about themselves, "I can ...", and which levels their answers come to.

In each skill the statements are asked from the lowest level up. A level is reached where nothing
of it is answered "not yet" and at least half of it "yes"; after the first that is not reached no
more is asked of the skill. So a beginner answers few, and what comes of it depends on nothing but
the answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from lms.courses.instruments import Instrument
from lms.questions.frameworks import FRAMEWORKS, NOTHING

YES, HELP, NO = ANSWERS = ("yes", "help", "no")
FOLDER = Path(__file__).parents[1] / "statements"


class Statement(NamedTuple):
    """`key`: "cefr.reading.a1.2"; `picture`: a symbol of the icons; `words`: by language."""

    key: str
    skill: str
    level: str
    picture: str
    words: Mapping[str, str]

    @property
    def sound(self) -> str:
        """How a recording of it is called among a course's media, before language and ending."""
        return "can-" + self.key.replace(".", "-")


@cache
def statements(framework: str) -> Mapping[str, Mapping[str, Sequence[Statement]]]:
    """Skill -> level -> statements, in order, as the package brings them."""
    kept = yaml.safe_load((FOLDER / f"{framework}.yaml").read_text(encoding="utf-8"))
    return {
        skill: {
            level: [
                _statement(framework, skill, level, number, one)
                for number, one in enumerate(of_level, 1)
            ]
            for level, of_level in levels.items()
        }
        for skill, levels in kept.items()
    }


def _statement(framework: str, skill: str, level: str, number: int, kept: dict) -> Statement:
    words = {key: text for key, text in kept.items() if key != "picture"}
    return Statement(f"{framework}.{skill}.{level}.{number}", skill, level, kept["picture"], words)


def asked(instrument: Instrument, answers: Mapping[str, str]) -> Iterator[Statement]:
    """The statements that are asked, given these answers; the last may be still without one."""
    for skill in instrument.skills:
        for of_level in statements(instrument.framework)[skill].values():
            for one in of_level:
                yield one
                if one.key not in answers:
                    return
            if not _reached(of_level, answers):
                break


def open_one(instrument: Instrument, answers: Mapping[str, str]) -> Statement | None:
    """The next statement without an answer; None when all is answered."""
    for one in asked(instrument, answers):
        if one.key not in answers:
            return one
    return None


def levels_of(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """Skill -> the name of the level that the answers come to; only when all is answered."""
    if open_one(instrument, answers):
        return {}
    return {skill: _level(instrument.framework, skill, answers) for skill in instrument.skills}


def _level(framework: str, skill: str, answers: Mapping[str, str]) -> str:
    found = NOTHING
    for level in FRAMEWORKS[framework].levels:
        of_level = statements(framework)[skill].get(level)
        if of_level is None:
            continue
        if not _reached(of_level, answers):
            break
        found = level
    return found


def _reached(of_level: Sequence[Statement], answers: Mapping[str, str]) -> bool:
    given = [answers.get(one.key, NO) for one in of_level]
    return NO not in given and given.count(YES) * 2 >= len(given)
