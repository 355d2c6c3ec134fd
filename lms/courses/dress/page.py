"""What is at hand when a text is shown."""

import re
from collections.abc import Collection, Mapping
from html import unescape
from typing import Any, NamedTuple

from flask import current_app, url_for
from markupsafe import Markup

from lms.courses.models import Media, Term
from lms.i18n import direction, speaking

TEMPLATE = "courses/_dress.html"
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


class Page(NamedTuple):
    """What a page can put in the places that a text keeps open.

    `course` is the course's slug, `language` that of the text, `beside` the one that is offered
    beside it. `media` by name, `terms` by slug.
    `tasks` are what is shown at a task, by its key; `standings` (AtTask) what is said beside the
    link to it. `ticked` are the items that a person has ticked
    ("<block>.<number>"), `may_tick` whether these can be kept. `base` is the address of the page
    that is shown, `play` the film that its reader asked for, `small_data` whether they want only
    the smallest pictures and no film before they ask for one.
    """

    course: str
    lesson_id: int | None = None
    language: str = "en"
    media: Mapping[str, Media] = {}
    terms: Mapping[str, Term] = {}
    tasks: Mapping[str, Markup] = {}
    standings: Mapping[str, Any] = {}
    ticked: Collection[str] = ()
    small_data: bool = False
    play: str = ""
    base: str = ""
    may_tick: bool = False
    beside: str = ""

    @property
    def own(self) -> Markup:
        """The attributes of words of the platform among those of the text."""
        return attributes_of(speaking()) if speaking() != self.language else Markup("")

    def playing(self, film: str) -> str:
        """The address of this page with a film in it."""
        query = f"{'&' if '?' in self.base else '?'}play={film}"
        return f"{self.base}{query}#film-{film}"


def attributes_of(lang: str) -> Markup:
    """Language and direction of an element."""
    return Markup('lang="{}" dir="{}"').format(lang, direction(lang))


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag of a clean page."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def part(name: str, *values: Any, **named: Any) -> str:
    """A part of the page, out of its template."""
    template = current_app.jinja_env.get_template(TEMPLATE)
    return str(getattr(template.module, name)(*values, **named)).strip()


def link_to(endpoint: str, **values: Any) -> str:
    """An address, where this installation has such a page; else nothing."""
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, **values)
