"""What an attestation certifies, in the words of who reads it: from its frozen record alone, and
in the words of its paper."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from lms.attestations.letters.outcomes import made_up, outcomes, sessions, time_words
from lms.attestations.letters.paper import hours, span
from lms.completion.words import share
from lms.i18n import titled

Record = Mapping[str, Any]


class Part(NamedTuple):
    """The hours of a course, or of all."""

    title: Markup
    level: str | None
    done: int  # minutes
    asked: int
    hours: str  # "49 of 60 hours of 45 min"
    time: str  # "36 h 45"


class Certified(NamedTuple):
    programme: Markup
    organisation: str
    total: Part
    share: str  # how that compares to what is asked
    made_up: str  # empty: nothing was
    courses: list[Part]
    span: str  # empty where no session was credited
    sessions: str
    outcomes: list[tuple[str, str]]  # levels, the test, the portfolio, modules


def certified(facts: Record) -> Certified:
    unit = facts["unit_minutes"]
    return Certified(
        titled(facts["programme"]["title"]),
        facts["organisation"]["name"],
        _part(facts, unit),
        share(facts),
        made_up(facts),
        [_part(course, unit) for course in facts["courses"]],
        span(facts),
        sessions(facts),
        outcomes(facts),
    )


def _part(of: Record, unit: int) -> Part:
    done, asked = of["total_minutes"], of["required_minutes"]
    title = titled(of["title"]) if "title" in of else Markup()
    return Part(title, of.get("level"), done, asked, hours(done, asked, unit), time_words(done))
