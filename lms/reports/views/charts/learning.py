"""What is learned: modules begun and done, and levels before and after. Of one programme."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from flask import current_app, url_for
from flask_babel import gettext as _

from lms.completion.queries.figures import end_of
from lms.completion.queries.terms import terms
from lms.courses.instruments import Instrument, of_programme
from lms.i18n import in_words
from lms.levels.queries import people, said
from lms.levels.rules import words as level_words
from lms.levels.rules.gains import gain
from lms.questions.frameworks import Level
from lms.reports.queries import charts as queries
from lms.reports.views.charts.shapes import MOST_READ, Bar, Chart, Part, Scope
from lms.tables.shown import Column, Table


def modules(scope: Scope) -> Chart:
    title = _("Modules begun and done")
    if scope.programme is None:
        return Chart("modules", title, _("Choose a programme: its modules are shown here."))
    steps = list(terms({scope.programme.id: frozenset()})[scope.programme.id].steps.values())
    done = queries.modules_done(scope.kept)
    everybody = max((of for _done, of in done.values()), default=0)
    if not everybody:
        return Chart("modules", title, _("Nobody is in these groups, or there is no module."))
    ids = queries.ids_of(scope.where)
    end = end_of(scope.on, current_app.config["TIMEZONE"])
    begun = queries.modules_begun(ids, [step.id for step in steps], scope.on, end)
    rows, bars = [], []
    for place, step in enumerate(steps):
        ready = done.get(place, (0, 0))[0]
        started = max(begun.get(step.id, 0), ready)
        rows.append((in_words(step.title), started, ready, everybody, Fraction(ready, everybody)))
        bars.append(Bar(everybody, [Part("f-track", 0, started), Part("f-done", 0, ready)]))
    columns = (
        Column("module", _("Module")),
        Column("begun", _("Begun"), "number"),
        Column("done", _("Done"), "number"),
        Column("of", _("Of"), "number"),
        Column("share_done", _("Share done"), "number", is_share=True),
    )
    words = _("Module by module, how many of %(all)s people have begun and done it.", all=everybody)
    note = _("Begun: a lesson, a test or a session of it, or their trainer says that they know it.")
    table = Table(title, columns, rows, None, scope.about, [note])
    key = [("track", _("begun")), ("done", _("done"))]
    return Chart("modules", title, words, table, bars=bars, key=key)


def gains(scope: Scope) -> Chart:
    title = _("Levels before and after")
    if scope.programme is None:
        return Chart(
            "gains", title, _("Choose a programme: levels at its beginning and end are shown here.")
        )
    if scope.people > MOST_READ:
        return Chart("gains", title, _("These are very many people: choose a group."))
    instruments = of_programme(scope.programme.levels) if scope.programme.levels else ()
    pairs = measured(scope, scope.programme.id, instruments)
    if not any(pairs.values()):
        return Chart(
            "gains", title, _("Nobody has a level both at the beginning and at the end yet.")
        )
    rows, bars = [], []
    for instrument, both in pairs.items():
        before = Counter(one for one, _after in both)
        after = Counter(one for _before, one in both)
        for level in sorted({*before, *after}, key=lambda one: (one.low, one.high, one.framework)):
            rows.append(
                (level_words.subject(instrument), level_words.level_words(level),
                 before[level], after[level], len(both))
            )  # fmt: skip
            bars.append(
                Bar(
                    len(both),
                    [Part("f-before", 0, before[level]), Part("f-done", 0, after[level], 1)],
                    2,
                )
            )
    columns = (
        Column("subject", _("Subject")),
        Column("level", _("Level")),
        Column("before", _("At the beginning"), "number"),
        Column("after", _("At the end"), "number"),
        Column("of", _("Of"), "number"),
    )
    words = _(
        "People who have a level at both ends: %(all)s.", all=len(max(pairs.values(), key=len))
    )
    note = _("As a whole, over all skills. Who lacks a level at one end is in neither column.")
    table = Table(title, columns, rows, None, scope.about, [note])
    key = [("before", _("at the beginning")), ("done", _("at the end"))]
    links = (
        {"more": url_for("levels.gains", slug=scope.programme.slug)} if scope.opens_levels else {}
    )
    return Chart("gains", title, words, table, bars=bars, key=key, extra=links)


def measured(
    scope: Scope, programme_id: int, instruments: Iterable[Instrument]
) -> dict[Instrument, list[tuple[Level, Level]]]:
    """The levels at entry and at exit of everybody in the groups who has both."""
    learners = people.last_in(queries.ids_of(scope.where), programme_id)
    kept = said.said(learners)
    found: dict[Instrument, list[tuple[Level, Level]]] = {one: [] for one in instruments}
    for instrument, pairs in found.items():
        for one in learners:
            has_left = one.stay.has_left(scope.on)
            reached = gain(instrument, kept[one.key], has_left=has_left)
            if reached.entry and reached.exit and not reached.gaps:
                pairs.append((reached.entry, reached.exit))
    return found
