"""What an attestation certifies, in the words of who reads it: from its frozen record alone, and
in the words of its paper."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms.attestations.letters.outcomes import outcomes
from lms.attestations.letters.paper import hours, span, time_words
from lms.completion.words import share, units
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
    made_up: str | None
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
        _made_up(facts["make_up_minutes"], unit),
        [_part(course, unit) for course in facts["courses"]],
        span(facts),
        _sessions(facts["sessions"]),
        outcomes(facts),
    )


def _part(of: Record, unit: int) -> Part:
    done, asked = of["total_minutes"], of["required_minutes"]
    title = titled(of["title"]) if "title" in of else Markup()
    return Part(title, of.get("level"), done, asked, hours(done, asked, unit), time_words(done))


def _made_up(minutes: int, unit: int) -> str | None:
    if not minutes:
        return None
    words = _("Of these, %(hours)s (%(time)s) were made up after missed sessions.")
    return words % {"hours": units(minutes, unit), "time": time_words(minutes)}


def _sessions(said: Record) -> str:
    return ngettext(
        "%(attended)s of %(num)s session",
        "%(attended)s of %(num)s sessions",
        said["held"],
        attended=said["attended"],
    )
