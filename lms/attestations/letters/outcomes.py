"""What was reached beside the hours, as an attestation says it: levels, a test, a portfolio,
modules. Each is a pair: what it is, and what of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.completion.words import units
from lms.credentials.passed import passed_tests
from lms.i18n import day, in_words, isolated, speaking
from lms.levels.rules.recorded import level_words

NAMED = 8  # so many modules are named; of more it is said how many


def outcomes(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if levels := facts["levels"]:
        found.append((_("Levels reached"), listed([level_words(one) for one in levels])))
    for test in passed_tests(facts):
        passed = _("%(title)s, %(day)s", title=in_words(test["title"]), day=_day(test["passed_on"]))
        found.append((_("Test passed"), passed))
    if portfolio := facts["portfolio"]:
        found.append((_("Portfolio accepted"), _day(portfolio["accepted_on"])))
    if modules := facts["modules"]:
        found.append((_("Modules completed"), modules_words(modules)))
    return found


def made_up(facts: Mapping[str, Any]) -> str:
    """How much of the hours was made up (rule 4: hours are what was credited and what was made up);
    empty: nothing."""
    minutes, unit = facts["make_up_minutes"], facts["unit_minutes"]
    if not minutes:
        return ""
    words = _("Of these, %(hours)s (%(time)s) were made up after missed sessions.")
    return words % {"hours": units(minutes, unit), "time": isolated(time_words(minutes))}


def sessions(facts: Mapping[str, Any]) -> str:
    """ "11 of 12 sessions"."""
    said = facts["sessions"]
    return ngettext(
        "%(attended)s of %(num)s session",
        "%(attended)s of %(num)s sessions",
        said["held"],
        attended=said["attended"],
    )


def time_words(minutes: int) -> str:
    """Minutes as hours of the clock: "36 h 45", the same in every language."""
    return f"{minutes // 60}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{minutes % 60:02}"


def modules_words(modules: list[Mapping[str, Any]]) -> str:
    if len(modules) > NAMED:
        return ngettext("%(num)s module", "%(num)s modules", len(modules))
    return listed([in_words(one["title"]) for one in modules])


def listed(things: list[str]) -> str:
    """Things in one line, as the language puts them beside one another: plain, also for paper."""
    return format_list(things, locale=speaking())


def _day(text: str) -> str:
    return isolated(day(date.fromisoformat(text)))
