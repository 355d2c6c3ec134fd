"""The tables of these pages as files and on paper."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from flask_babel import gettext as _

from lms.completion.outcome import Outlook
from lms.completion.words import STANDINGS
from lms.courses.units import on_the_clock
from lms.reports.queries.explored import Figures
from lms.reports.queries.network import Network
from lms.reports.queries.opened import Opened
from lms.reports.rules.filters import OF_PEOPLE
from lms.reports.views import wording as words
from lms.reports.views.asked import Asked
from lms.reports.views.counted import how_old
from lms.tables.shown import Column, Table


def table(
    ask: Asked, lines: Iterable[tuple[str, Figures]], total: Figures, notes: Sequence[str]
) -> Table:
    """The rows of the page, and everybody once below them."""
    hours = ask.by not in OF_PEOPLE
    columns = [
        Column(ask.by.value, str(words.BY[ask.by])),
        Column("people", _("People"), "number"),
        *(Column(one.value, str(STANDINGS[one].words), "number") for one in Outlook),
        Column("attendance", _("Attendance"), "number", is_share=True),
    ]
    if hours:
        columns += [
            Column("delivered_minutes", _("Hours held"), "number", show=on_the_clock),
            Column("required_minutes", _("Hours required"), "number", show=on_the_clock),
        ]
    return Table(
        title=_("Figures"),
        columns=columns,
        rows=[row(name, one, hours) for name, one in lines],
        totals=row(_("Everybody once"), total, hours),
        about=ask.about(),
        notes=[once(), *notes],
    )


def row(name: str, one: Figures, hours: bool) -> list:
    found = [name, one.people, *(one.standings[each] for each in Outlook), one.attendance]
    return [*found, one.delivered, one.required] if hours else found


def once() -> str:
    return _("Who is in two groups is counted once, and stands in the standing of each.")


def people(ask: Asked, opened: Iterable[Opened], notes: Sequence[str]) -> Table:
    """One row for each person; their groups beside one another."""
    return Table(
        title=_("People"),
        columns=[
            Column("person_code", _("Code"), "code"),
            Column("name", _("Name")),
            Column("groups", _("Groups")),
            Column("standings", _("Standing")),
            Column("hours", _("Hours"), "number"),
            Column("of_programme", _("Of the programme"), "number", is_share=True),
        ],
        rows=(person_row(one) for one in opened),
        about=ask.about(),
        notes=notes,
    )


def person_row(one: Opened) -> list:
    """Where somebody is in more than one group, hours and shares stand in the order of these."""
    there = [place for place in one.places if place.standing]
    hours = [in_units(place.total_minutes, place.unit_minutes) for place in there]
    shares = [Fraction(place.ratio_n, place.ratio_d or 1) for place in there]
    return [
        one.person.code,
        one.person.name,
        "; ".join(place.slug for place in one.places),
        "; ".join(str(STANDINGS[Outlook(place.standing)].words) for place in there),
        hours[0] if len(hours) == 1 else "; ".join(map(str, hours)) or None,
        tuple(shares),
    ]


def in_units(minutes: int, unit_minutes: int) -> Decimal:
    """Hours of the programme as a number, cut off after two decimals (rule 1)."""
    return Decimal(minutes * 100 // unit_minutes).scaleb(-2)


def partners(ask: Asked, found: Network) -> Table:
    """One row for each partner; small counts are hidden."""
    columns = [Column("organisation", _("Organisation")), Column("people", _("People"), "number")]
    columns += [Column(cell, words.cell(cell), "number") for cell in found.cells]
    return Table(
        title=_("Partners in your projects"),
        columns=columns,
        rows=[
            [partner.name, shown(veil.total), *hidden(veil.counts)] for partner, veil in found.lines
        ],
        about=[(_("As of"), words.chip("on", str(ask.today), {}))],
        notes=[
            _("Counts from 1 to 4 are hidden, and those by which they could be found."),
            *(how_old(found.kept) if found.kept else []),
        ],
    )


def shown(total: int | None) -> int | str:
    return _("hidden") if total is None else total


def hidden(counts: Sequence[int | None]) -> list[int | str]:
    return [_("hidden") if count is None else count for count in counts]
