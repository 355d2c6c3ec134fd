"""What an address of figures asks for, and whether who asks may have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.people.models import Role
from lms.reports.queries.named import Named, module_named, named
from lms.reports.rules.filters import NARROWER, By, Wish, read
from lms.reports.views import wording as words
from lms.web import me

PATH = (By.COUNTRY, By.ORGANISATION, By.PROGRAMME, By.GROUP)  # from the network to a group


@dataclass(frozen=True)
class Asked:
    """The filters, what the rows are, and what the filters name."""

    wish: Wish
    by: By
    today: date
    names: Mapping[By, Named | None]
    module: Mapping[str, Any]  # where a number of a chart of modules is a filter: its key -> title

    @property
    def on(self) -> date:
        return self.wish.on or self.today

    def chips(self, endpoint: str) -> list[tuple[str, str, str]]:
        """The filters that are set: what, which, and the address without it."""
        names = [name for name, _value in self.wish.chosen()]
        return [
            (what, which, self.without(endpoint, name))
            for name, (what, which) in zip(names, self.said(), strict=True)
        ]

    def said(self) -> list[tuple[str, str]]:
        """The filters that are set, in words."""
        titles = self.titles
        return [
            (str(words.FILTERS[name]), words.chip(name, value, titles))
            for name, value in self.wish.chosen()
        ]

    @property
    def titles(self) -> dict[str, Any]:
        rows = {by: getattr(self.wish, by.value) for by in self.names}
        named_rows = {slug: one.title for by, slug in rows.items() if (one := self.names[by])}
        return {**named_rows, **self.module}

    def without(self, endpoint: str, name: str) -> str:
        kept = {key: value for key, value in self.wish.args().items() if key != name}
        return url_for(endpoint, **kept)

    def crumbs(self) -> list[tuple[str, str]]:
        """The way down to here: (words, address), the widest first; this page is not in it."""
        wish = self.wish.but(**dict.fromkeys(PATH, ""), by="")
        found = [(_("Everything"), url_for(".explore", **wish.args()))]
        for by in PATH:
            if key := getattr(self.wish, by.value):
                wish = wish.but(**{by.value: key})
                narrower = NARROWER.get(by, By.GENDER)
                address = url_for(".explore", **wish.args(by=narrower))
                found.append((words.said(by, key, self.titles), address))
        return found

    def about(self) -> list[tuple[str, str]]:
        """The filters and the day, for a file."""
        on = [] if self.wish.on else [(_("As of"), words.chip("on", str(self.on), {}))]
        return [*self.said(), *on]


def asked(*, rows: bool) -> Asked:
    """404 for what is not there; 403 for what the viewer may not open (rule 15). Where no `rows`
    are shown an organisation may be a partner: only counted."""
    wish = read(request.args)
    names = named(me(), wish)
    if None in names.values():
        abort(404)
    for by, one in names.items():
        if one is not None and not one.may and (rows or by != By.ORGANISATION):
            abort(403)
    today = clock.today(current_app.config["TIMEZONE"])
    by = By(wish.by) if wish.by else usual(wish)
    return Asked(wish, by, today, names, module_named(wish.counted))


def usual(wish: Wish) -> By:
    """What the rows are where nobody has said it: the next step down."""
    for by in (By.GROUP, By.PROGRAMME, By.ORGANISATION, By.COUNTRY):
        if getattr(wish, by.value):
            return NARROWER.get(by, By.GENDER)
    first = {Role.ADMINISTRATOR: By.COUNTRY, Role.TRAINER: By.GROUP}
    return first.get(me().role, By.PROGRAMME)
