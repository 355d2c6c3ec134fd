"""Figures of some of the people of groups, from their marks: what is kept is of whole groups."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import FromClause, select

from lms.completion.queries import GroupFigures, figures
from lms.courses.models import Group
from lms.db import db
from lms.reports import tallies
from lms.reports.queries.kept import LIVE

MOST_READ = 5_000  # people whose marks and levels are read one by one
Pair = tuple[int, int]  # group, person


def pairs_of(places: FromClause) -> set[Pair]:
    """One statement."""
    rows = select(places.c.group_id, places.c.person_id)
    return {(group, person) for group, person in db.session.execute(rows)}


def figured(places: FromClause, on: date) -> list[GroupFigures] | None:
    """Groups with these people alone; none where they are more than a page can read. Two
    statements, and those of `completion.queries.figures`; whatever it knows is not read again."""
    columns = (Group.id, Group.programme_id, Group.zone, Group.revision)
    rows = select(*columns).where(Group.id.in_(select(places.c.group_id))).limit(LIVE + 1)
    groups = db.session.execute(rows).all()
    if len(groups) > LIVE:
        return None
    pairs = pairs_of(places)
    if len(pairs) > MOST_READ:
        return None
    return [of_some(one, pairs) for one in figures(groups, on).values()]


def of_some(one: GroupFigures, pairs: Collection[Pair]) -> GroupFigures:
    some = {id_: learner for id_, learner in one.people.items() if (one.group, id_) in pairs}
    return replace(one, people=some, steps={})


def absences(found: Sequence[GroupFigures]) -> dict[int, Pair]:
    """Weekday * 24 + hour -> minutes missed, and due."""
    return _added([row for one in found for row in tallies.hours(one)])


def modules_done(found: Sequence[GroupFigures]) -> dict[int, Pair]:
    """Place of a module in its programme -> places that have done it, and all of them."""
    return _added([row for one in found for row in tallies.modules(one)])


def who_did(found: Sequence[GroupFigures], module: str) -> set[Pair]:
    """Those who have done a module ("course/module")."""
    return {
        (one.group, id_)
        for one in found
        for id_, learner in one.people.items()
        if module in learner.done
    }


def _added(rows: Sequence[tallies.Row]) -> dict[int, Pair]:
    sums: dict[int, Pair] = {}
    for row in rows:
        first, second = sums.get(row["at"], (0, 0))
        sums[row["at"]] = (first + row["first"], second + row["second"])
    return dict(sorted(sums.items()))
