"""How sets, formulas and their faults are said."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.courses.words import THEMES
from lms.i18n import listed
from lms.indicators.members import ANSWER, BIRTH_DATE, ENTRY_LEVEL, EXIT_LEVEL, GENDER
from lms.indicators.sets import Formula, Problem
from lms.indicators.vocabulary import NOT_KNOWN
from lms.meant import meant
from lms.projects.words import ORGANISATION_KINDS

KINDS: Mapping[str, Any] = {
    "people": _l("People, each once"),
    "organisations": _l("Organisations, each once"),
    "items": _l("Things and happenings"),
    "share": _l("A share"),
}
FACTS: Mapping[str, Any] = {
    "people.enrolled": _l("people who had a place in a group of a programme"),
    "people.came": _l("people who came to an activity"),
    "people.registered": _l("people who registered for an activity"),
    "people.level": _l("people whose level in a language was higher when they left"),
    "people.outcome": _l("people of whom an outcome is known"),
    "organisations.partner": _l("partners of the project"),
    "organisations.took_part": _l("organisations whose people took part, or that took part"),
    "items.programme": _l("programmes that have begun"),
    "items.session": _l("sessions that were held"),
    "items.enrolment": _l("enrolments on programmes"),
    "items.activity": _l("activities that were held"),
    "items.registration": _l("registrations for activities"),
    "items.participation": _l("participations in activities"),
    "items.pair": _l("mentoring pairs"),
    "items.plan": _l("action plans"),
    "items.measure": _l("measures of action plans"),
}
JOINS: Mapping[str, Any] = {
    "any": _l("at least one of these:"),
    "all": _l("all of these:"),
    "except": _l("the first of these, without the others:"),
}
PARTS: Mapping[str, Any] = {
    "age": _l("Age"),
    "gender": _l("Gender"),
    "organisation": _l("Organisation"),
    "country": _l("Country"),
    "programme": _l("Programme"),
    "track": _l("Track"),
    "theme": _l("Theme"),
    "subject": _l("Subject of a course"),
    "activity": _l("Kind of activity"),
    "mode": _l("Mode"),
    "state": _l("State"),
    "for_women": _l("For women"),
    "between": _l("Between"),
    "organisation_kind": _l("Kind of organisation"),
    "steps": _l("Levels higher, at least"),
    "outcome": _l("Outcome"),
}
CELLS: Mapping[str, Mapping[str, Any]] = {
    "age": {"0-17": _l("under 18"), "18-60": _l("18 to 60"), "61+": _l("over 60")},
    "gender": {"F": _l("Women"), "M": _l("Men"), "X": _l("Non-binary people")},
    "track": {
        "authority": _l("authorities"), "teacher": _l("teachers"), "migrant": _l("migrants"),
    },
    "mode": {"onsite": _l("on site"), "online": _l("online"), "hybrid": _l("hybrid")},
    "for_women": {"yes": _l("yes"), "no": _l("no")},
    "between": {"people": _l("people"), "organisations": _l("organisations")},
    "activity": {
        "study_visit": _l("study visit"),
        "national_dialogue": _l("national dialogue"),
        "webinar": _l("webinar"),
        "regional_workshop": _l("regional workshop"),
        "final_event": _l("final event"),
        "needs_analysis": _l("needs analysis"),
        "transfer_workshop": _l("transfer workshop"),
        "training_academy": _l("training academy"),
        "advisory_board": _l("advisory board"),
        "mentoring_meeting": _l("mentoring meeting"),
    },
    "outcome": {
        "helpful": _l("found it helpful for their integration"),
        "recognition": _l("applied for recognition of their qualifications"),
        "residence": _l("applied for long-term residence"),
        "useful": _l("found it useful for their work"),
        "still_used": _l("still use it three months after"),
    },
    "subject": {
        "language": _l("a language"),
        "civic_orientation": _l("civic orientation"),
        "guidance": _l("personal professional guidance"),
        "digital": _l("digital skills"),
    },
    "state": {
        "active": _l("active"), "ended": _l("ended"), "replaced": _l("replaced"),
        "draft": _l("draft"), "adopted": _l("adopted"), "closed": _l("closed"),
        "planned": _l("planned"), "begun": _l("begun"), "done": _l("done"),
        "dropped": _l("dropped"),
    },
    "theme": THEMES,
    "organisation_kind": {
        "municipality": _l("municipality"), "province": _l("province"),
        "authority": _l("authority"), **ORGANISATION_KINDS,
    },
}  # fmt: skip
GAPS: Mapping[str, Any] = {
    BIRTH_DATE: _l("The date of birth is not known."),
    GENDER: _l("The gender is not known."),
    ENTRY_LEVEL: _l("Nobody said the level at the beginning."),
    EXIT_LEVEL: _l("Nobody said the level at the end."),
    ANSWER: _l("They have not answered."),
}
FAULTS: Mapping[str, Any] = {
    "unknown_key": _l("This key is not known."),
    "not_a_map": _l("Write keys and values here."),
    "no_indicators": _l("List the indicators here, each with code, title, kind and count."),
    "too_many": _l("A set has at most 60 indicators."),
    "no_title": _l("A title is missing. Write it in at least one language."),
    "not_a_text": _l("Write a text here."),
    "no_language": _l("This is not the code of a language, such as en or sl."),
    "missing": _l("This key is missing."),
    "no_code": _l("The code is missing, such as O.2.3."),
    "bad_code": _l("A code has up to 40 letters, digits, dots and hyphens, and no spaces."),
    "unknown_kind": _l("There is no such kind of figure."),
    "not_of_kind": _l("A figure of this kind does not have this key."),
    "no_formula": _l("It does not say what is counted."),
    "unknown_formula": _l("This is no formula. It begins with exactly one of these words."),
    "not_a_list": _l("Write a list here, with at least one thing in it."),
    "unknown_fact": _l("There is no such fact for this kind of figure."),
    "not_a_number": _l("Write a whole number from 1 to 9."),
    "unknown_value": _l("There is no such value here."),
    "unknown_breakdown": _l("A figure of this kind cannot be told in these parts."),
    "not_a_share": _l("Write a share such as 1/3 or 40%."),
    "code_twice": _l("This code is here twice."),
    "unknown_indicator": _l("There is no indicator with this code in the set."),
    "other_kind": _l("This indicator is of another kind, so it cannot be used here."),
    "cycle": _l("These indicators need one another without an end."),
}


def problem(one: Problem) -> str:
    """What is wrong, what stands there, and what is possible."""
    words = str(FAULTS[one.fault])
    if one.given:
        words = _("%(words)s Here stands: %(given)s.", words=words, given=one.given)
    if one.known:
        known = ", ".join(one.known)
        words = _("%(words)s Possible: %(known)s.", words=words, known=known)
    return words + (meant(one.given, list(one.known)) if one.given and one.known else "")


def breakdown(name: str) -> str:
    return str(PARTS.get(name, name))


def cell(name: str, value: str) -> str:
    """A part of a breakdown; what no list of ours has (a programme, another theme) as it stands."""
    if value == NOT_KNOWN:
        return _("not known")
    if name == "country":
        return (get_locale() or Locale("en")).territories.get(value, value)
    return str(CELLS.get(name, {}).get(value, value))


def gap(name: str) -> str:
    return str(GAPS.get(name, name))


def kind(name: str) -> str:
    return str(KINDS.get(name, name))


def fact(formula: Formula, of_kind: str) -> str:
    return str(FACTS.get(f"{of_kind}.{formula.name}", formula.name))


def join(formula: Formula) -> str:
    return str(JOINS[formula.join])


def filters(formula: Formula) -> list[tuple[str, str]]:
    """What a fact is filtered by: (by what, one of these)."""
    told = []
    for name, wanted in (formula.filters or {}).items():
        values = wanted if isinstance(wanted, tuple) else (str(wanted),)
        told.append((breakdown(name), one_of(name, values)))
    return told


def one_of(name: str, values: Iterable[str]) -> str:
    return listed([cell(name, value) for value in values], "or")


def parts(names: Iterable[str]) -> str:
    """The breakdowns of a figure."""
    return listed([breakdown(name) for name in names])
