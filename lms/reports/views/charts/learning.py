"""What is learned: modules begun and done, and levels before and after. Of one programme."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from flask import url_for
from flask_babel import gettext as _

from lms.completion.queries.terms import terms
from lms.courses.instruments import Instrument
from lms.i18n import in_words
from lms.levels.rules import words as level_words
from lms.questions.frameworks import Level
from lms.reports.queries import charts as queries
from lms.reports.queries import live
from lms.reports.queries.gains import measured
from lms.reports.views.charts.shapes import Bar, Chart, Part, Scope, too_many
from lms.tables.shown import Column, Table


def modules(scope: Scope) -> Chart:
    title = _("Modules begun and done")
    if scope.programme is None:
        return Chart("modules", title, _("Choose a programme: its modules are shown here."))
    steps = list(terms({scope.programme.id: frozenset()})[scope.programme.id].steps.values())
    done = done_of(scope)
    if done is None:
        return Chart("modules", title, too_many())
    everybody = max((of for _done, of in done.values()), default=0)
    if not everybody:
        return Chart("modules", title, _("Nobody is in these groups, or there is no module."))
    ids = queries.ids_of(scope.where)
    there = scope.some.there if scope.some else queries.there_on(ids, scope.on)
    begun = queries.modules_begun(there, [step.id for step in steps], scope.on)
    rows, bars, opened = [], [], []
    for place, step in enumerate(steps):
        ready = done.get(place, (0, 0))[0]
        started = max(begun.get(step.id, 0), ready)
        rows.append((in_words(step.title), started, ready, everybody, Fraction(ready, everybody)))
        bars.append(Bar(everybody, [Part("f-track", 0, started), Part("f-done", 0, ready)]))
        opened.append(urls(scope, step.key, started, ready))
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
    return Chart("modules", title, words, table, bars=bars, key=key, urls=opened)


def done_of(scope: Scope) -> Mapping[int, tuple[int, int]] | None:
    """By the place of a module; none where these are too many people to be read one by one."""
    if scope.some is None:
        return queries.modules_done(scope.kept)
    return None if scope.some.figured is None else live.modules_done(scope.some.figured)


def urls(scope: Scope, module: str, begun: int, done: int) -> dict[int, str]:
    found = {1: scope.opens(f"begun:{module}")} if begun else {}
    if done and scope.is_readable:
        found[2] = scope.opens(f"done:{module}")
    return found | {3: scope.opens("there")}


def gains(scope: Scope) -> Chart:
    title = _("Levels before and after")
    if scope.programme is None:
        return Chart(
            "gains", title, _("Choose a programme: levels at its beginning and end are shown here.")
        )
    if scope.size.people > live.MOST_READ:
        return Chart("gains", title, _("These are very many people: choose a group."))
    some = live.pairs_of(scope.some.ever) if scope.some else None
    ids = queries.ids_of(scope.where)
    pairs = measured(ids, scope.programme, scope.on, some)
    if not any(pairs.values()):
        return Chart(
            "gains", title, _("Nobody has a level both at the beginning and at the end yet.")
        )
    rows, bars, opened = [], [], []
    for instrument, both in pairs.items():
        before, after = Counter(one.entry for one in both), Counter(one.exit for one in both)
        for level in sorted({*before, *after}, key=lambda one: (one.low, one.high, one.framework)):
            rows.append(
                (level_words.subject(instrument), level_words.level_words(level),
                 before[level], after[level], len(both))
            )  # fmt: skip
            parts = [Part("f-before", 0, before[level]), Part("f-done", 0, after[level], 1)]
            bars.append(Bar(len(both), parts, 2))
            opened.append(level_urls(scope, instrument, level, before, after))
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
    opens = scope.opens_levels and scope.some is None  # that page knows no such filters
    links = {"more": url_for("levels.gains", slug=scope.programme.slug)} if opens else {}
    return Chart("gains", title, words, table, bars=bars, key=key, extra=links, urls=opened)


def level_urls(
    scope: Scope, instrument: Instrument, level: Level, before: Counter, after: Counter
) -> dict[int, str]:
    which = f"{instrument.name}:{level.framework}:{level.name}"
    found = {4: scope.opens_ever(f"both:{instrument.name}")}
    if before[level]:
        found[2] = scope.opens_ever(f"entry:{which}")
    if after[level]:
        found[3] = scope.opens_ever(f"exit:{which}")
    return found
