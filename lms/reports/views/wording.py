"""Filters, and the rows that tables of figures are made of, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import i18n
from lms.completion.outcome import Outlook
from lms.completion.words import STANDINGS
from lms.courses.rules import TRACKS
from lms.courses.words import THEMES
from lms.questions.frameworks import FRAMEWORKS
from lms.reports.rules.filters import NONE, Age, By

BY: dict[str, Any] = {
    By.COUNTRY: _l("Country"),
    By.ORGANISATION: _l("Organisation"),
    By.PROGRAMME: _l("Programme"),
    By.GROUP: _l("Group"),
    By.TRACK: _l("Track"),
    By.THEME: _l("Theme"),
    By.PROJECT: _l("Project"),
    By.GENDER: _l("Gender"),
    By.AGE: _l("Age"),
    By.LANGUAGE: _l("Language"),
}
FILTERS: dict[str, Any] = BY | {
    "from": _l("Members from"),
    "to": _l("Members until"),
    "standing": _l("Standing"),
    "only": _l("Only"),
    "counted": _l("Counted in a chart"),
    "on": _l("As of"),
}
GENDERS = {"F": _l("Women"), "M": _l("Men"), "X": _l("Non-binary")}
AGES = {Age.YOUNG: _l("Under 18"), Age.ADULT: _l("18 to 60"), Age.OLD: _l("Over 60")}
KNOWN: dict[str, Mapping[Any, Any]] = {
    By.TRACK: TRACKS,
    By.THEME: THEMES,
    By.GENDER: GENDERS,
    By.AGE: AGES,
}
ONLY = {
    "conflict": _l("people who are at two places at once"),
    "short": _l("groups with too few sessions"),
}


def said(by: str, key: str, titles: Mapping[str, Any]) -> str:
    """What a row of a table is, or the value of a filter that chooses such rows. `titles` are those
    of organisations, programmes, groups and projects."""
    if key == NONE:
        return _("No project") if by == By.PROJECT else _("Not known")
    if key in titles:
        return i18n.in_words(titles[key])
    if by == By.COUNTRY:
        return get_locale().territories.get(key, key)
    if by == By.LANGUAGE:
        return i18n.language_name(key)
    return str(KNOWN.get(by, {}).get(key, key))


def chip(name: str, value: str, titles: Mapping[str, Any]) -> str:
    """The value of a filter, in words."""
    if name in ("from", "to", "on"):
        return i18n.day(date.fromisoformat(value))
    if name == "standing":
        return str(STANDINGS[Outlook(value)].words)
    if name == "counted":
        return counted(value, titles)
    return str(ONLY[value]) if name == "only" else said(name, value, titles)


def counted(cell: str, titles: Mapping[str, Any]) -> str:
    """Whom a number of a chart counts (lms/reports/queries/cells.py)."""
    what, _colon, which = cell.partition(":")
    if what == "came":
        return _("came to session %(number)s or to a later one", number=which)
    if what == "held":
        return _("in groups with %(number)s sessions or more", number=which)
    if what == "there":
        return _("in the group on that day")
    if what in ("begun", "done"):
        module = i18n.in_words(titles[which]) if which in titles else which
        begun = _("has begun: %(module)s", module=module)
        return begun if what == "begun" else _("has done: %(module)s", module=module)
    level = level_named(which)
    ends = {
        "entry": _("%(level)s at the beginning", level=level),
        "exit": _("%(level)s at the end", level=level),
    }
    return ends.get(what) or _("a level at the beginning and at the end")


def level_named(which: str) -> str:
    """The words of "instrument:framework:level"."""
    framework, _colon, name = which.partition(":")[2].partition(":")
    known = FRAMEWORKS.get(framework)
    return str(known.titles.get(name, name)) if known else name


def cell(name: str) -> str:
    """A column of the table of partners."""
    if name in list(Outlook):
        return str(STANDINGS[Outlook(name)].words)
    return said(By.AGE if name in list(Age) else By.GENDER, name, {})
