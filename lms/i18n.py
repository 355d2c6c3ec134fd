"""Which language a page speaks, which way it runs, and how it writes dates and numbers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale, refresh
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

ListStyle = Literal["standard", "or"]
NAMES = {"en": "English", "sl": "Slovenščina", "ar": "العربية"}
PATTERNS = {"weekday": "EEEE", "month": "MMMM", "tiny": "d. M.", "named": "EEE d MMM"}
# A Slovene month changes its ending after a preposition ("do 24. marca"); figures never do.
FIGURES = "d.\N{NO-BREAK SPACE}M.\N{NO-BREAK SPACE}y"
SLOVENE = {
    "long": FIGURES,
    "medium": FIGURES,
    "d MMMM": FIGURES,
    "d MMMM y": FIGURES,
    "EEEE d MMMM": "EEEE, d.\N{NO-BREAK SPACE}M.",
    "EEE d MMM": "EEE, d.\N{NO-BREAK SPACE}M.",
}

# A full stop after a figure would stand at the wrong end of a line that runs to the left;
# the mark before the slash keeps the day first, as CLDR writes it.
ARABIC = {PATTERNS["tiny"]: "d\N{RIGHT-TO-LEFT MARK}/M"}


def language() -> str:
    """The one chosen here; else that of whom a link was sent to; else the person's own; else the
    best that their browser asks for.

    The session remembers the person's own for the day that the database cannot say it.
    """
    offered = current_app.config["LANGUAGES"]
    if not has_request_context():  # the command line
        return offered[0]
    own = getattr(current_user, "language", None) or session.get("own_language")
    choices: tuple = (session.get("language"), g.get("spoken_to"), own)
    for choice in choices:
        if choice in offered:
            return choice
    return request.accept_languages.best_match(offered, offered[0]) or offered[0]


def speak_to(lang: str | None) -> None:
    """From here on this page is for somebody of this language, who need not be signed in."""
    g.spoken_to = lang
    refresh()


class Spoken(NamedTuple):
    """A language and its words."""

    code: str
    words: NullTranslations


@lru_cache(maxsize=32)
def known(code: str, folder: str) -> Spoken:
    """A catalogue, read once for the process."""
    return Spoken(code, Translations.load(folder, [code]))


def spoken() -> Spoken:
    """The language of this page. It is asked for hundreds of times while a page is made.

    It is kept where flask-babel forgets it by itself, when the language is changed or forced.
    """
    kept = getattr(getattr(g, "_flask_babel", None), "babel_translations", None)
    if kept is None:
        code = str(get_locale() or current_app.config["LANGUAGES"][0])
        kept = known(code, current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
        g._flask_babel.babel_translations = kept
    return kept


class Catalogue(Domain):
    """flask-babel's messages, by way of what is kept for the page."""

    def get_translations(self) -> Any:
        return spoken().words


def page_gettext(message: str, **values: Any) -> str:
    """`_()` of the pages: the values are escaped, the message is ours."""
    return Markup(spoken().words.gettext(message)) % values


def page_ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """`ngettext()` of the pages, with `num` among the values."""
    values.setdefault("num", num)
    return Markup(spoken().words.ngettext(one, many, num)) % values


def speaking() -> str:
    """The language of this page, as a short code ("sl")."""
    return spoken().code


def in_words(titles: Mapping[str, str] | str | None, wanted: str | None = None) -> str:
    """A text that is kept in several languages, in the one wanted (this page's by default).

    Where it is missing: the installation's language, English, then any that there is.
    """
    if isinstance(titles, str):
        return titles
    if not titles:
        return ""
    order = (wanted or speaking(), current_app.config["LANGUAGES"][0], "en")
    return next((titles[lang] for lang in order if titles.get(lang)), next(iter(titles.values())))


def tongue(titles: Mapping[str, str] | str | None) -> str:
    """The language in which `in_words` answers."""
    if not titles or isinstance(titles, str):
        return speaking()
    order = (speaking(), current_app.config["LANGUAGES"][0], "en")
    return next((lang for lang in order if titles.get(lang)), next(iter(titles)))


@lru_cache(maxsize=256)
def direction(code: str) -> str:
    """`rtl` or `ltr` for a language code, for the `dir` of a text that is not in the page's own."""
    try:
        return Locale.parse(code.replace("-", "_")).text_direction
    except (ValueError, LookupError):
        return "ltr"


def in_languages(texts: Mapping[str, str] | None, wanted: Sequence[str]) -> list[tuple[str, str]]:
    """A text in those of the wanted languages that it is in, in their order: (language, words).
    Where it is in none of them: in that in which `in_words` answers."""
    if not texts:
        return []
    found = [(lang, texts[lang]) for lang in dict.fromkeys(wanted) if texts.get(lang)]
    return found or [(tongue(texts), in_words(texts))]


# what Unicode's tables call otherwise than our courses do: (in which language, which)
OUR_NAMES = {("ar", "sl"): "السلوفينية"}


def language_name(code: str) -> str:
    """What the language of the page calls a language: "Slovenian", with a capital at its beginning;
    the code where nobody knows a name."""
    if ours := OUR_NAMES.get((speaking(), code)):
        return ours
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(get_locale())
    except (ValueError, UnknownLocaleError):
        name = None
    return (name or code)[:1].upper() + (name or code)[1:]


def titled(titles: Mapping[str, str] | str | None) -> Markup:
    """A text kept in several languages, marked with its language where that is not the page's."""
    return said_in(titles, tongue(titles))


def said_in(titles: Mapping[str, str] | str | None, lang: str) -> Markup:
    """The same, in this language."""
    words = in_words(titles, lang)
    if lang == speaking():
        return Markup("{}").format(words)
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, direction(lang), words)


def day(moment: date, form: str = "long") -> str:
    """A date in words: `long` (24 March 2022), `full` (with the weekday), `short`, or a pattern."""
    pattern, lang = PATTERNS.get(form, form), speaking()
    pattern = {"sl": SLOVENE, "ar": ARABIC}.get(lang, {}).get(pattern, pattern)
    return written(moment, pattern, "en_GB" if lang == "en" else lang)


def near(moment: date, today: date) -> str:
    """Today, Tomorrow, or the day of the week."""
    words = {0: _("Today"), 1: _("Tomorrow")}
    return words.get((moment - today).days) or day(moment, "weekday")


@lru_cache(maxsize=4096)
def written(moment: date, pattern: str, locale: str) -> str:
    """A page shows the same few days again and again."""
    return format_date(moment, pattern, locale=locale)


def clock(wall: time | datetime) -> Markup:
    """A time of day, 17:05, that keeps its order in a right-to-left line."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(format_time(wall, "HH:mm", locale="en"))


def apart(words: str) -> Markup:
    """Words inside other words, that run their own way: a name in another script."""
    return Markup("<bdi>{}</bdi>").format(words)


def times(start: str, end: str) -> str:
    """From one time of day to another, as plain text that keeps its order in a right-to-left line:
    17:00–20:15."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{start}–{end}\N{POP DIRECTIONAL ISOLATE}"


def isolated(words: str) -> str:
    """Words with figures ("3 KB") as plain text whose order does not change in a line that runs to
    the left."""
    if direction(speaking()) == "ltr":
        return words
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


def number(value: int | Decimal | str) -> str:
    """A number as this language writes it, nothing rounded. Digits stay 0-9 in every script."""
    text = f"{value}"
    return text.replace(".", ",") if speaking() == "sl" else text


def of_all(share: Fraction | str) -> Markup:
    """A part of the whole, an exact fraction or its text, in hundredths with two decimals, always
    downwards: 2/3 is 66.66 %. It keeps its order in a right-to-left line."""
    part = Fraction(share)
    hundredths = Decimal(part.numerator * 10_000 // part.denominator).scaleb(-2)
    return Markup('<bdi dir="ltr">{}\N{NO-BREAK SPACE}%</bdi>').format(number(hundredths))


def listed(parts: Sequence[str], style: ListStyle = "standard") -> Markup:
    """Several things in one phrase, as this language writes it: "a, b, and c"; with the style "or",
    "a, b, or c". Each keeps its own markup, and its own direction."""
    apart_ = [Markup("<bdi>{}</bdi>").format(one) for one in parts]
    return Markup(format_list(apart_, style, locale=speaking()))


def init_app(app: Flask) -> None:
    babel = Babel(app, locale_selector=language)
    babel.domain_instance = Catalogue()
    pages = {"gettext": page_gettext, "ngettext": page_ngettext, "_": page_gettext}
    app.jinja_env.globals.update(pages)
    app.add_template_filter(in_words)
    app.add_template_filter(in_languages)
    app.add_template_filter(titled)
    app.add_template_filter(tongue)
    app.add_template_filter(direction)
    app.add_template_filter(day)
    app.add_template_filter(near)
    app.add_template_filter(clock)
    app.add_template_filter(number)
    app.add_template_filter(apart)
    app.add_template_filter(of_all)
    app.context_processor(lambda: {"locale": get_locale(), "language_names": NAMES})
