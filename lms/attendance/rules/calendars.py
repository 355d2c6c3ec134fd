"""Calendars of public holidays: countries and their regions, by codes like "SI" or "ES-CT"."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

import holidays
from babel import Locale
from babel.core import get_global

from lms.i18n import speaking
from lms.people.names import folded


@lru_cache(maxsize=1)
def supported() -> dict[str, list[str]]:
    """The countries that there are calendars of, each with its regions."""
    return holidays.list_supported_countries(include_aliases=False)


def is_known(calendar: str) -> bool:
    country, _dash, region = calendar.partition("-")
    return country in supported() and (not region or region in supported()[country])


def country_of(zone: str) -> str:
    """The country in which a time zone lies; nothing where it lies in none."""
    return get_global("zone_territories").get(zone, "")


def choices(likely: Collection[str]) -> list[tuple[str, str]]:
    """Every country, with the regions of the likely ones: (code, name in this page's language)."""
    countries = {calendar.partition("-")[0] for calendar in likely}
    return [
        pair
        for code, name in named(speaking())
        for pair in [(code, name), *(regions(code, name) if code in countries else ())]
    ]


@lru_cache(maxsize=32)
def named(language: str) -> list[tuple[str, str]]:
    """The countries in a language, by name."""
    names = Locale.parse(language).territories
    pairs = [(code, names.get(code, code)) for code in supported()]
    return sorted(pairs, key=lambda pair: folded(pair[1]))


def regions(country: str, name: str) -> list[tuple[str, str]]:
    called = holidays.country_holidays(country).get_subdivision_aliases()
    return [
        (f"{country}-{code}", f"{name}: {(called.get(code) or [code])[0]}")
        for code in supported()[country]
    ]


def days_off(calendar: str, first: date, last: date) -> dict[date, str]:
    """The holidays from one day to another, with their names: in this page's language where the
    calendar has it. Without a calendar there are none."""
    if not calendar:
        return {}
    country, _dash, region = calendar.partition("-")
    about: dict[str, Any] = {"subdiv": region or None, "years": range(first.year, last.year + 1)}
    found = holidays.country_holidays(country, **about, language=spoken(country))
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


@lru_cache(maxsize=256)
def languages(country: str) -> tuple[str, ...]:
    return tuple(holidays.country_holidays(country).supported_languages or ())


def spoken(country: str) -> str | None:
    """This page's language as the calendar of a country calls it: "en" may be "en_US"."""
    lang = speaking()
    return next((one for one in languages(country) if one.partition("_")[0] == lang), None)
