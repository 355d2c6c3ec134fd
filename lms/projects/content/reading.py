"""Reading a project's file: what it says, or everything that is wrong with it."""

from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from flask_babel import gettext as _

from lms.courses.content.courses import missing_title
from lms.courses.content.fields import Fields, is_slug
from lms.courses.content.reader import Reader
from lms.courses.words import THEMES
from lms.projects.content.written import Home, Written
from lms.projects.models import MOST_FIGURES, MOST_SOURCES, Basis
from lms.projects.words import ORGANISATION_KINDS, UNITS


def read(reader: Reader, programmes: set[str]) -> list[Written]:
    """The projects of the folder `projects`."""
    found = []
    for entry in reader.files.entries("projects"):
        slug = entry.name.removesuffix(".yaml")
        if entry.is_folder or slug == entry.name or not is_slug(slug):
            words = _('Each project is a file with a name like "%(example)s".', example="wide.yaml")
            reader.files.wrong(f"projects/{entry.name}", words)
        elif fields := reader.fields(f"projects/{entry.name}"):
            found.append(project(fields, slug, programmes))
    return found


def project(fields: Fields, slug: str, programmes: Collection[str]) -> Written:
    homes: list[Home] = []
    sources = each(fields, "sources", source)
    codes = [one["code"] for one in sources or ()]
    values: dict[str, Any] = {
        "title": fields.texts("title", missing_title()) or {},
        "summary": fields.texts("summary", most=5000),
        "funder": fields.text("funder", most=200),
        "fund": fields.text("fund", most=80),
        "grant": fields.text("grant", most=120),
        "website": website(fields, "website"),
        **span(fields),
        "lead": None,
        "themes": each(fields, "themes", theme),
        "sources": sources,
        "pilots": each(fields, "pilots", lambda inner: pilot(inner, codes)),
        "notes": each(fields, "notes", lambda inner: note(inner, codes)),
        "partners": each(fields, "partners", lambda inner: partner(inner, homes)) or [],
        "figures": each(fields, "figures", lambda inner: figure(inner, codes)) or [],
    }
    too_many(fields, values, codes)
    no_lead(fields, values, homes)
    lines = programmes_of(fields)
    values["programmes"] = sorted(lines)
    made = Written(
        slug,
        fields.file,
        values,
        homes,
        published=yes_or_no(fields, "published", otherwise=False),
        elsewhere={name: line for name, line in lines.items() if name not in programmes},
    )
    fields.end()
    return made


def too_many(fields: Fields, values: dict[str, Any], codes: list[str]) -> None:
    """Figures and sources all stand on one page, and a source is in the list once."""
    if len(values["figures"]) > MOST_FIGURES:
        words = _("A project has %(most)d figures or less. Take some out.", most=MOST_FIGURES)
        fields.wrong("figures", words)
    if len(codes) > MOST_SOURCES:
        words = _("A project has %(most)d sources or less. Take some out.", most=MOST_SOURCES)
        fields.wrong("sources", words)
    for code in {one for one in codes if one and codes.count(one) > 1}:
        fields.wrong("sources", _('The source "%(code)s" is in the list twice.', code=code))


def no_lead(fields: Fields, values: dict[str, Any], homes: list[Home]) -> None:
    """Who leads is one of the partners, and a partner is in the list once."""
    slugs = [home.slug for home in homes]
    for slug in {one for one in slugs if slugs.count(one) > 1}:
        words = _('The organisation "%(slug)s" is in the list twice.', slug=slug)
        fields.wrong("partners", words)
    if fields.get("lead"):
        lead = fields.slug("lead", "")
        if lead and lead not in slugs:
            words = _('"%(slug)s" leads, but is not in the list of partners.', slug=lead)
            fields.wrong("lead", words)
        values["lead"] = lead


def span(fields: Fields) -> dict[str, str | None]:
    first, last = day(fields, "starts_on"), day(fields, "ends_on")
    if first and last and last < first:
        fields.wrong("ends_on", _("The last day is before the first day."))
    return {"starts_on": first, "ends_on": last}


def programmes_of(fields: Fields) -> dict[str, int]:
    """The slugs of the list of programmes, each with its line."""
    node = fields.get("programmes")
    if node is None:
        return {}
    if not isinstance(node.value, list):
        fields.wrong("programmes", _("Write a list here: a line with a hyphen for each."))
        return {}
    found: dict[str, int] = {}
    for item in node.value:
        if not isinstance(item.value, str) or not is_slug(item.value):
            words = _("Use small letters a to z, digits and hyphens.")
            fields.wrong("programmes", words, item.line)
        elif item.value in found:
            words = _("This programme is in the list twice.")
            fields.wrong("programmes", words, item.line)
        else:
            found[item.value] = item.line
    return found


def each(fields: Fields, key: str, read_one: Callable[[Fields], Any]) -> list[Any] | None:
    """A list of maps, each read by `read_one`; None where there is none."""
    node = fields.get(key)
    if node is None:
        return None
    words = _("Write a list here, with keys and values for each.")
    if not isinstance(node.value, list):
        fields.wrong(key, words)
        return None
    found = []
    for item in node.value:
        if not isinstance(item.value, dict):
            fields.wrong(key, words, item.line)
            continue
        inner = fields.inner(item)
        one = read_one(inner)
        inner.end()
        found.append(one)
    return found or None


def theme(fields: Fields) -> dict[str, Any]:
    return {
        "code": fields.choice("code", THEMES, missing()) or "",
        "label": fields.texts("label", missing_title()) or {},
    }


def source(fields: Fields, empty: str | None = None) -> dict[str, Any]:
    """Where figures come from. `empty` as of a figure."""
    empty = empty or missing()
    return {
        "code": fields.text("code", empty, most=20) or "",
        "words": fields.texts("words", empty, most=1000) or {},
        "url": website(fields, "url"),
    }


def note(fields: Fields, codes: Collection[str]) -> dict[str, Any]:
    return {
        "what": fields.texts("what", missing(), most=1000) or {},
        "handling": fields.texts("handling", missing(), most=1000) or {},
        "sources": [
            one
            for one in fields.list_of_texts("sources") or ()
            if known(fields, "sources", one, codes)
        ],
    }


def pilot(fields: Fields, codes: Collection[str]) -> dict[str, Any]:
    there = fields.get("with") is not None
    return {
        "organisation": fields.slug("organisation", missing()) or "",
        "with": fields.slug("with", "") if there else None,
        "country": country(fields),
        "theme": fields.choice("theme", THEMES),
        "theme_is_ours": yes_or_no(fields, "theme_is_ours", otherwise=False),
        "what": fields.lists("what") or {},
        "source": cited(fields, codes),
    }


def figure(fields: Fields, codes: Collection[str], empty: str | None = None) -> dict[str, Any]:
    """One figure as it was published. `empty`: what is said where something is left out that must
    be there; of a file that its key is missing."""
    numbers = ("units", "sessions", "participants", "countries", "onsite", "online")
    words = _("Write a whole number from 1 to 99999.")
    empty = empty or missing()
    return {
        "kind": fields.text("kind", empty, most=40) or "",
        "label": fields.texts("label", empty) or {},
        "unit_kind": fields.choice("unit_kind", UNITS, empty) or "",
        "basis": fields.choice("basis", list(Basis), empty) or "",
        "source": cited(fields, codes),
        "note": fields.texts("note", most=1000),
        **{name: fields.number(name, None, words) for name in numbers},
    }


def partner(fields: Fields, homes: list[Home]) -> dict[str, Any]:
    slug = fields.slug("organisation", missing()) or ""
    aliases = each(fields, "aliases", alias)
    name = fields.text("name", most=200)
    homes.append(
        Home(slug, name, country(fields), fields.choice("kind", ORGANISATION_KINDS), aliases)
    )
    return {
        "organisation": slug,
        "role": fields.texts("role"),
        "reports": yes_or_no(fields, "reports", otherwise=True),
    }


def alias(fields: Fields) -> dict[str, Any]:
    found = {
        "name": fields.text("name", missing()),
        "since": day(fields, "since"),
        "until": day(fields, "until"),
        "source": fields.text("source"),
    }
    return {name: value for name, value in found.items() if value}


def missing() -> str:
    return _("This key is missing.")


def cited(fields: Fields, codes: Collection[str]) -> str | None:
    code = fields.text("source", most=20)
    return code if code and known(fields, "source", code, codes) else None


def known(fields: Fields, key: str, code: str, codes: Collection[str]) -> bool:
    """Whether the list of sources has this code; if not, that is reported."""
    if code not in codes:
        words = _('There is no source "%(code)s" in the list of sources.', code=code)
        fields.wrong(key, words)
    return code in codes


def day(fields: Fields, key: str) -> str | None:
    text = fields.text(key, most=10)
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        fields.wrong(key, _("Write a day as 2026-03-31."))
        return None


def website(fields: Fields, key: str) -> str | None:
    text = fields.text(key)
    if text and (not text.startswith(("https://", "http://")) or " " in text):
        fields.wrong(key, _("Write an address that begins with https://."))
        return None
    return text


def yes_or_no(fields: Fields, key: str, *, otherwise: bool) -> bool:
    node = fields.get(key)
    if node is None:
        return otherwise
    if not isinstance(node.value, bool):
        fields.wrong(key, _("Write true or false."))
        return otherwise
    return node.value


@cache
def countries() -> frozenset[str]:
    return frozenset(c for c in map(str, Locale("en").territories) if len(c) == 2 and c.isalpha())


def country(fields: Fields) -> str | None:
    code = fields.text("country", most=10)
    if code is not None and code not in countries():
        words = _('There is no country "%(code)s". Use a code of two letters, such as SI.')
        fields.wrong("country", words % {"code": code})
        return None
    return code
