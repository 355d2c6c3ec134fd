"""What an attestation certifies, in the words of who reads it: from its frozen record alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from lms.completion.words import units
from lms.courses.rules.words import percent
from lms.i18n import day, titled
from lms.levels.rules.words import METHODS
from lms.questions.frameworks import FRAMEWORKS

Record = Mapping[str, Any]


class Part(NamedTuple):
    """The hours of a course, or of all."""

    title: Markup
    level: str | None
    done: int  # minutes
    asked: int
    hours: str  # "49 of 60 units of 45 min"
    clock: str  # "36 h 45"


class Certified(NamedTuple):
    programme: Markup
    organisation: str
    total: Part
    share: str  # how that compares to what is asked
    made_up: str | None
    courses: list[Part]
    days: Markup | None
    sessions: str
    beside: list[tuple[str, Markup]]  # (icon, words): levels, the test, the portfolio, modules


def certified(facts: Record) -> Certified:
    unit = facts["unit_minutes"]
    return Certified(
        titled(facts["programme"]["title"]),
        facts["organisation"]["name"],
        _part(facts, unit),
        _share(facts),
        _made_up(facts["make_up_minutes"], unit),
        [_part(course, unit) for course in facts["courses"]],
        _days(facts),
        _sessions(facts["sessions"]),
        list(_beside(facts)),
    )


def hours(minutes: int, asked: int, unit_minutes: int) -> str:
    """ "46 of 60 units of 45 min": the unit stands beside the figure, always; cut off (rule 1)."""
    return _(
        "%(done)s of %(asked)s units of %(minutes)s min",
        done=units(minutes, unit_minutes),
        asked=units(asked, unit_minutes),
        minutes=unit_minutes,
    )


def clock(minutes: int) -> str:
    """ "34 h 30"."""
    return _("%(hours)d h %(minutes)s", hours=minutes // 60, minutes=f"{minutes % 60:02}")


def _part(of: Record, unit: int) -> Part:
    done, asked = of["total_minutes"], of["required_minutes"]
    title = titled(of["title"]) if "slug" in of else Markup()
    return Part(title, of.get("level"), done, asked, hours(done, asked, unit), clock(done))


def _share(facts: Record) -> str:
    """The ratio as the programme counts it, beside its threshold where the record has one."""
    reached = percent(Fraction(facts["ratio"]))
    threshold = facts["policy"]["rules"].get("threshold")
    if threshold is None:
        return _("%(reached)s of what the programme asks.", reached=reached)
    asked = percent(_exact(threshold))
    return _("%(reached)s of the hours; the programme asks for %(asked)s.",
             reached=reached, asked=asked)  # fmt: skip


def _exact(text: str) -> Fraction:
    """ "4/5", "0.8" or "80%"."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _made_up(minutes: int, unit: int) -> str | None:
    if not minutes:
        return None
    return _(
        "%(units)s of these units (%(clock)s) were made up after missed sessions.",
        units=units(minutes, unit),
        clock=clock(minutes),
    )


def _days(facts: Record) -> Markup | None:
    first, last = facts.get("first_day"), facts.get("last_day")
    if not (first and last):
        return None
    values = {"first": day(date.fromisoformat(first)), "last": day(date.fromisoformat(last))}
    return Markup(_("%(first)s to %(last)s")) % values


def _sessions(said: Record) -> str:
    return ngettext(
        "%(attended)s of %(num)s session",
        "%(attended)s of %(num)s sessions",
        said["held"],
        attended=said["attended"],
    )


def _beside(facts: Record) -> Iterator[tuple[str, Markup]]:
    for level in facts["levels"]:
        if words := _level(level):
            yield "level", words
    if test := facts.get("assessment"):
        passed = day(date.fromisoformat(test["passed_on"])) if test.get("passed_on") else ""
        words = _("Test passed: %(test)s, %(day)s") if passed else _("Test passed: %(test)s")
        yield "form", Markup(words) % {"test": titled(test["title"]), "day": passed}
    if portfolio := facts.get("portfolio"):
        accepted = day(date.fromisoformat(portfolio["accepted_on"]))
        yield "folder", Markup(_("Portfolio accepted: %(day)s")) % {"day": accepted}
    for module in facts["modules"]:
        yield "book", Markup(_("Module done: %(module)s")) % {"module": titled(module["title"])}


def _level(said: Record) -> Markup | None:
    """ "Speaking: A1 (at the beginning Pre-A1), by a test"; in the framework's own words."""
    framework = FRAMEWORKS.get(said["framework"])
    if framework is None:
        return None
    named = {end: _named(framework.titles, said.get(end)) for end in ("entry", "exit")}
    if named["exit"] is None:
        return None
    values = {
        "skill": str(framework.skills.get(said["skill"], said["skill"])),
        "way": str(METHODS.get(said.get("way") or "", "")),
        **named,
    }
    if named["entry"] is None:
        return Markup(_("%(skill)s: %(exit)s, %(way)s")) % values
    return Markup(_("%(skill)s: %(exit)s, %(way)s; at the beginning %(entry)s")) % values


def _named(titles: Mapping[str, Any], level: str | None) -> Markup | None:
    """A level as its framework calls it, in one piece: Pre-A1."""
    if level is None:
        return None
    known = {name.lower(): words for name, words in titles.items()}
    return Markup('<bdi class="whole">{}</bdi>').format(str(known.get(level.lower(), level)))
