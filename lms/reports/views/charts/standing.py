"""Standing per group: one bar a group, one part a standing, each number opening its rows."""

from fractions import Fraction

from flask import url_for
from flask_babel import gettext as _

from lms.completion.outcome import Outlook
from lms.completion.words import STANDINGS
from lms.i18n import in_words
from lms.reports.queries import charts as queries
from lms.reports.views.charts.shapes import Bar, Chart, Part, Scope
from lms.tables.shown import Column, Table

MOST_SHOWN = 60  # groups on the page; files have all


def standing(scope: Scope) -> Chart:
    title = _("Standing per group")
    rows = queries.groups(scope.some.tallies if scope.some else scope.kept.tallies)
    if not any(row.people for row in rows):
        return Chart("standing", title, _("Nobody is in these groups on that day."))
    values = [line(row) for row in rows]
    whole = queries.once(scope.places)
    sums = [getattr(whole, name) for name in ("people", *Outlook)]
    share = of(whole.attended_minutes, whole.possible_minutes)
    most = max(row.people for row in rows)
    words = _(
        "%(groups)s groups, the length of a bar is the number of people. Whoever is in two groups "
        "stands in both.", groups=len(rows),
    )  # fmt: skip
    return Chart(
        "standing",
        title,
        words,
        Table(title, columns(), values, (_("All groups"), "", *sums, share), scope.about, [words]),
        bars=[bar(row, most) for row in rows],
        key=[(STANDINGS[one].css[2:], str(STANDINGS[one].words)) for one in Outlook],
        urls=[urls(row, scope) for row in rows],
        total_urls=total_urls(whole, scope),
    )


def columns() -> list[Column]:
    return [
        Column("group", _("Group")),
        Column("programme", _("Programme")),
        Column("people", _("People"), "number"),
        *(Column(one.value, str(STANDINGS[one].words), "number") for one in Outlook),
        Column("attendance", _("Attendance"), "number", is_share=True),
    ]


def line(row) -> tuple:
    from_best = (getattr(row, one.value) for one in Outlook)
    return (
        row.title, in_words(row.programme), row.people, *from_best,
        of(row.attended_minutes, row.possible_minutes),
    )  # fmt: skip


def of(part: int, whole: int) -> Fraction | None:
    return Fraction(int(part), int(whole)) if whole else None


def bar(row, most: int) -> Bar:
    parts, at = [], 0
    for one in Outlook:
        if count := getattr(row, one.value):
            parts.append(Part(f"f-{STANDINGS[one].css[2:]}", at, count))
            at += count
    return Bar(most, parts)


def urls(row, scope: Scope) -> dict[int, str]:
    """The group, its people, and those of each standing: all beside one another in the group, or
    those whom the filters choose in the list of people."""
    kept = {"on": scope.args.get("on")}
    found = {0: url_for("completion.group", slug=row.slug, **kept)}
    if row.people:
        found[2] = scope.opens(group=row.slug)
    for place, one in enumerate(Outlook, 3):
        if not getattr(row, one.value):
            continue
        if scope.some:
            found[place] = scope.opens(group=row.slug, standing=one)
        else:
            found[place] = url_for("completion.group", slug=row.slug, standing=one.value, **kept)
    return found


def total_urls(whole, scope: Scope) -> dict[int, str]:
    standings = {
        place: scope.opens(standing=one)
        for place, one in enumerate(Outlook, 3)
        if getattr(whole, one.value)
    }
    return {2: scope.opens(), **standings}
