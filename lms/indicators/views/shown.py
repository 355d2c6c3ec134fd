"""Figures as pages and files show them."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms import i18n
from lms.indicators import formulas, words
from lms.indicators.models import Count
from lms.indicators.vocabulary import PEOPLE, SHARE
from lms.tables.shown import Column, Table


class Cell(NamedTuple):
    name: str
    words: str
    value: int | None  # None: hidden
    new: int | None = None  # of them in the period; None: not asked for, or not shown


class Shown(NamedTuple):
    """A figure. `value` None: fewer than 5, where small numbers are hidden."""

    code: str
    title: Any
    note: Any
    kind: str
    value: int | None
    of: int | None
    answered: int | None
    share: Fraction | None
    target: Fraction | None
    is_met: bool | None
    parts: list[tuple[str, str, list[Cell]]]
    gaps: list[tuple[str, str, int]]
    sum: int | None
    twice: int | None
    new: int | None = None  # in the period; None: not of a period, or not shown
    names: bool = True  # whether any of its people are named to the reader
    opens: bool = True  # whether its rows are shown to them


def opened(one: Shown, names: bool) -> Shown:
    """The same for a reader to whom no people are named: their number leads nowhere."""
    return one._replace(names=names, opens=one.kind != SHARE and (names or one.kind != PEOPLE))


def figures(count: Count, own: dict | None = None) -> list[Shown]:
    """In the order of the set. `own`: the values of who reads a figure of all partners without
    reporting to the funder; none: everything is exact."""
    asked = formulas.known(count.version.content)
    values = count.values or {}
    told = [(one, values[one.code]) for one in asked.indicators if one.code in values]
    if own is None:
        return [shown(*one) for one in told]
    return [bare(one, of_all["value"], own.get(one.code, {}).get("value")) for one, of_all in told]


def bare(one: Any, value: int, own: int | None) -> Shown:
    """The number alone: no parts, no shares, no sum, from which one could compute others. Nor is it
    told where it, or what is left of it without the own, is 1 to 4 (rule 15)."""
    rest = value if own is None else abs(value - own)
    is_small = 0 < value < 5 or 0 < rest < 5
    return Shown(
        one.code, one.title, one.note, one.kind, None if is_small else value,
        None, None, None, None, None, [], [], None, None, None,
    )  # fmt: skip


def shown(one: Any, told: dict) -> Shown:
    value, of, target = told["value"], told["of"], told["target"]
    share = Fraction(value, of) if of else None
    new = told.get("new")
    least = Fraction(target) if target else None
    parts = [
        (by, words.breakdown(by), with_new(cells(by, of_part), new and new["by"].get(by)))
        for by, of_part in told["by"].items()
    ]
    return Shown(
        one.code, one.title, one.note, one.kind, value, of, told["answered"], share, least,
        None if least is None or share is None else share >= least, parts,
        [(gap, words.gap(gap), n) for gap, n in told["gaps"].items()],
        told.get("sum"), told.get("twice"), new and new["value"],
    )  # fmt: skip


def cells(by: str, told: dict[str, int]) -> list[Cell]:
    return [Cell(name, words.cell(by, name), n) for name, n in told.items()]


def days(count: Count) -> str:
    """The days of its period, or of its span, in words."""
    first, last = i18n.day(count.since or count.until), i18n.day(count.until)
    return _("%(first)s to %(last)s", first=first, last=last)


def with_new(all_of: list[Cell], new: dict[str, int] | None) -> list[Cell]:
    """The same with how many of each are new in the period."""
    return all_of if new is None else [one._replace(new=new.get(one.name, 0)) for one in all_of]


def table(count: Count, own: dict | None = None, on_paper: bool = False) -> Table:
    """All figures with their parts: a row each; what is hidden is empty. `own`: as of `figures`.
    On paper parts have their words, in files their names, which never change."""
    columns = (
        Column("indicator", _("Indicator"), "code"), Column("title", _("Title")),
        Column("breakdown", _("By")), Column("cell", _("Part")),
        *([Column("in_period", _("In this period"), "number")] if count.since else []),
        Column("value", _("Since the beginning") if count.since else _("Value"), "number"),
        Column("of", _("Of"), "number"),
        Column("share", _("Share"), "number"), Column("sum", _("Sum of partners"), "number"),
    )  # fmt: skip
    about = [
        (_("Project"), i18n.in_words(count.project.title)),
        (_("Indicator set"), i18n.in_words(formulas.known(count.version.content).title)),
        (_("Up to and with"), i18n.day(count.until)),
    ]
    if count.since:
        about.append((_("In this period"), days(count)))
    if count.organisation:
        about.insert(1, (_("Partner"), count.organisation.name))
    notes = [_("Digest: %(digest)s", digest=count.digest or "–")]
    rows = list(lines(figures(count, own), count.since is not None, on_paper))
    return Table(_("Indicators"), columns, rows, about=about, notes=notes)


def lines(found: list[Shown], of_period: bool, on_paper: bool = False) -> Iterator[tuple]:
    for one in found:
        title = i18n.in_words(one.title)
        new = (one.new,) if of_period else ()
        yield one.code, title, None, None, *new, one.value, one.of, one.share, one.sum
        for by, by_words, parts in one.parts:
            for cell in parts:
                named = (by_words, cell.words) if on_paper else (by, cell.name)
                new = (cell.new,) if of_period else ()
                yield one.code, title, *named, *new, cell.value, None, None, None
