"""In which language a lesson is read, and which is offered beside it."""

from collections.abc import Collection
from typing import NamedTuple

from flask import current_app

from lms.courses.models import ReadingSettings
from lms.i18n import speaking
from lms.web import me

NONE = "-"  # of ReadingSettings.beside: no second language


class Choice(NamedTuple):
    """The language of the page, the one beside it ("": none), and the one asked for in the address
    ("": none). `missing`: that of the reader, where the lesson is not there in it at all."""

    shown: str
    beside: str
    asked: str
    missing: str
    order: tuple[str, ...]  # all languages of the lesson, those of this reader first


def chosen(texts: Collection[str], asked: str, host: str | None, settings: ReadingSettings):
    """The one asked for; else the reader's, and the course's own beside it; or the other way round
    for who wants that. Else the installation's, English, any."""
    asked = asked if asked in texts else ""
    mine = own(texts)
    first = (host, *mine) if settings.host_first else (*mine, host)
    order = (asked, *first, current_app.config["LANGUAGES"][0], "en", *texts)
    shown = next(language for language in order if language in texts)
    second = () if settings.beside == NONE else (settings.beside, host, *mine)
    beside = next((lang for lang in second if lang in texts and lang != shown), None) or ""
    is_there = asked or any(language in texts for language in mine)
    ordered = tuple(dict.fromkeys(lang for lang in (*first, *texts) if lang and lang in texts))
    return Choice(shown, beside, asked, "" if is_there else mine[0], ordered)


def own(texts: Collection[str]) -> tuple[str, ...]:
    """The reader's languages. Where no page speaks theirs, it comes before that of this page."""
    theirs, here = me().language or "", speaking()
    if theirs in current_app.config["LANGUAGES"]:
        return (here, theirs)
    general = theirs.partition("-")[0]
    return (*(lang for lang in (theirs, general) if lang in texts), here)
