"""Levels, skills and occasions in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.courses.instruments import Instrument
from lms.i18n import language_name
from lms.levels.models import Method, Occasion
from lms.levels.rules.gains import Gap, Outcome
from lms.questions.frameworks import FRAMEWORKS, Level

SUBJECTS: Mapping[str, Any] = {
    "digcomp": _l("Phone, computer and internet"),
    "intercultural": _l("Teaching across cultures"),
}
OCCASIONS: Mapping[str, Any] = {
    Occasion.ENTRY: _l("at the beginning"),
    Occasion.PROGRESS: _l("on the way"),
    Occasion.EXIT: _l("at the end"),
}
METHODS: Mapping[str, Any] = {
    Method.SELF: _l("said by themselves"),
    Method.TEST: _l("by a test"),
    Method.TRAINER: _l("said by the trainer"),
}
OUTCOMES: Mapping[str, tuple[Any, str, str]] = {  # words, icon, colour
    Outcome.UP: (_l("up by a level or more"), "up", "c-done"),
    Outcome.SAME: (_l("the same level"), "go", "c-track"),
    Outcome.DOWN: (_l("a lower level"), "down", "c-all"),
    Outcome.LEARNING: (_l("still learning"), "clock", ""),
    Outcome.GAP: (_l("unknown"), "unknown", "c-cannot"),
}
GAPS: Mapping[str, Any] = {
    Gap.ENTRY: _l("no level at the beginning"),
    Gap.EXIT: _l("no level at the end"),
    Gap.METHODS: _l("not said in the same way at both ends"),
}
ICONS: Mapping[str, str] = {
    "listening": "ear",
    "speaking": "talk",
    "reading": "book",
    "writing": "pen",
    "digital": "screen",
    "information": "find",
    "communication": "mail",
    "creation": "photo",
    "safety": "lock",
    "problems": "tools",
    "self": "mirror",
    "fairness": "balance",
    "dialogue": "talk",
    "language": "letters",
    "belonging": "family",
}


def subject(instrument: Instrument) -> str:
    """What it is about: the name of the language, or a few words."""
    if not instrument.language:
        return str(SUBJECTS[instrument.framework])
    return language_name(instrument.language)


def level_words(level: Level) -> str:
    return str(FRAMEWORKS[level.framework].titles[level.name])


def skill_words(instrument: Instrument, skill: str) -> str:
    return str(instrument.known.skills[skill])
