"""In which language a lesson is read, and which is offered beside it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

from lms.courses.models import ReadingSettings
from lms.courses.views.blueprint import bp
from lms.i18n import said_in, speaking
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
    asked, mine = asked if asked in texts else "", own(texts)
    ordered = in_order(texts, host, bool(settings.host_first))
    shown = asked or ordered[0]
    second = () if settings.beside == NONE else (settings.beside, host, *mine)
    beside = next((lang for lang in second if lang in texts and lang != shown), None) or ""
    is_there = asked or any(language in texts for language in mine)
    return Choice(shown, beside, asked, "" if is_there else mine[0], ordered)


def in_order(texts: Collection[str], host: str | None, host_first: bool) -> tuple[str, ...]:
    """The languages of a lesson as this reader comes to them; it opens in the first."""
    mine = own(texts)
    first = (host, *mine) if host_first else (*mine, host)
    wanted = (*first, current_app.config["LANGUAGES"][0], "en", *sorted(texts))
    return tuple(dict.fromkeys(lang for lang in wanted if lang in texts))


@bp.app_template_filter()
def as_opened(
    titles: Mapping[str, str], host: str | None, host_first: bool = False, asked: str = ""
) -> Markup:
    """The title of a lesson or a quiz in the language in which it will open: `host` is its
    course's, `asked` that of the address."""
    if not titles:
        return Markup("")
    return said_in(titles, asked if asked in titles else in_order(titles, host, host_first)[0])


def own(texts: Collection[str]) -> tuple[str, ...]:
    """The reader's languages. Where no page speaks theirs, it comes before that of this page."""
    theirs, here = getattr(me(), "language", None) or "", speaking()
    if theirs in current_app.config["LANGUAGES"]:
        return (here, theirs)
    general = theirs.partition("-")[0]
    return (*(lang for lang in (theirs, general) if lang in texts), here)
