"""What an attestation says on paper, as facts for lms/sheets/attestation.typ: everything that
differs by language once for each language, everything else once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from lms import clock, glyphs
from lms.attestations import serials
from lms.attestations.letters.outcomes import made_up, outcomes, sessions, time_words
from lms.attestations.models import Attestation, Template
from lms.completion.words import share, units
from lms.config import setting
from lms.courses.models import Programme
from lms.i18n import day, direction, in_words, isolated, speaking

LOGO, SIGNATURE, EMBLEM, SQUARE = "logo", "signature", "emblem", "square.svg"
Facts = Mapping[str, Any]


def address_of(serial: str) -> str:
    """Where strangers ask about an attestation: the address in its square."""
    return f"{setting('ADDRESS').rstrip('/')}/verify/{serial}"


def in_order(languages: Sequence[str]) -> list[str]:
    """Side by side: one that runs to the left stands on the right."""
    return sorted(languages, key=lambda code: direction(code) == "rtl")


def document(papers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One document of one or more papers, in the first language of the first one."""
    first = papers[0]
    return {
        "lang": first["lang"],
        "title": first["title"],
        "serials": [one["serial"] for one in papers],
        "papers": list(papers),
    }


def paper(
    attestation: Attestation, template: Template, programme: Programme, languages: Sequence[str]
) -> dict[str, Any]:
    """The facts of one paper. Names of pictures are said where there are such pictures."""
    facts: Facts = attestation.facts or {}
    texts, order = [], in_order(languages)
    for language in order:
        with force_locale(language):
            texts.append(texts_of(attestation, template, programme, facts))
    with force_locale(languages[0]):
        return {
            "lang": languages[0],
            "title": _("Attestation %(serial)s", serial=serials.shown(attestation.serial)),
            "serial": serials.shown(attestation.serial),
            "address": address_of(attestation.serial),
            "square_words": _(
                "Code that leads to %(address)s", address=address_of(attestation.serial)
            ),
            "colour": template.colour,
            "issuer": facts["organisation"]["name"],
            "logo": LOGO if template.logo_id else None,
            "signature": SIGNATURE if template.signature_id else None,
            "emblem": EMBLEM if programme.logo_id else None,
            "emblem_words": _("Logo of the project"),
            "signature_words": _("Signature"),
            "name": attestation.holder or "",
            "native": native(attestation) or "",
            "signatory": template.signatory or "",
            "funding": programme.funding or "",
            "rows": [row(course, facts["unit_minutes"]) for course in facts["courses"]],
            "total": row(facts, facts["unit_minutes"]),
            "texts": texts,
        }


def native(attestation: Attestation) -> str | None:
    """The name in the holder's own writing, where our fonts have it: else the paper goes without,
    and the record and the public page keep it."""
    said = attestation.holder_native
    return None if said is None or glyphs.missing(said) else said


def row(part: Facts, unit_minutes: int) -> dict[str, str]:
    """The figures of a course, or of all: hours in units, and the time."""
    return {
        "level": part.get("level") or "",
        "units": units(part["total_minutes"], unit_minutes),
        "required": units(part["required_minutes"], unit_minutes),
        "time": time_words(part["total_minutes"]),
    }


def texts_of(
    attestation: Attestation, template: Template, programme: Programme, facts: Facts
) -> dict[str, Any]:
    """What a paper says in the language that is spoken now."""
    unit = facts["unit_minutes"]
    issued = clock.today(setting("TIMEZONE"), attestation.issued_at)
    return {
        "lang": speaking(),
        "heading": _("Attestation"),
        "given": _("We confirm what this person has completed:"),
        "programme": in_words(facts["programme"]["title"]),
        "span": span(facts),
        "hours": hours(facts["total_minutes"], facts["required_minutes"], unit),
        "share": share(facts),
        "made_up": made_up(facts),
        "sessions": sessions(facts),
        "words": in_words(template.words),
        "heads": {
            "course": _("Course"),
            "level": _("Level"),
            "units": _("Hours of %(minutes)s min", minutes=unit),
            "required": _("of"),
            "time": _("Time"),
        },
        "courses": [in_words(course["title"]) for course in facts["courses"]],
        "all": _("In all"),
        "outcomes": outcomes(facts),
        "issued": _issued(template.place, issued),
        "role": in_words(template.signatory_role),
        "check": _("Anybody can check this attestation here:"),
        "serial": _("Serial"),
        "logo": _("Logo of %(organisation)s", organisation=facts["organisation"]["name"]),
    }


def span(facts: Facts) -> str:
    """From when to when; nothing where no session was credited."""
    if not facts["first_day"] or not facts["last_day"]:
        return ""
    first, last = (date.fromisoformat(facts[key]) for key in ("first_day", "last_day"))
    if first == last:
        return _("On %(day)s", day=isolated(day(first)))
    return _("From %(first)s to %(last)s", first=isolated(day(first)), last=isolated(day(last)))


def hours(minutes: int, asked: int, unit_minutes: int) -> str:
    """ "46 of 60 hours of 45 min": the unit stands beside the figure, always; cut off (rule 1)."""
    return ngettext(
        "%(done)s of %(num)s hour of %(minutes)s min",
        "%(done)s of %(num)s hours of %(minutes)s min",
        asked // unit_minutes,
        done=units(minutes, unit_minutes),
        minutes=unit_minutes,
    )


def _issued(place: str | None, issued: date) -> str:
    if place:
        return _("%(place)s, %(day)s", place=isolated(place), day=isolated(day(issued)))
    return day(issued)
