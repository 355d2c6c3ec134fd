"""Where the people of groups stand: from memory, or computed from what was loaded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from lms.completion.queries.desk import desks_of
from lms.completion.queries.loading import Loaded
from lms.completion.queries.memory import Key, Memory, usable
from lms.completion.queries.shapes import Asked, Counted, GroupFigures
from lms.courses.models import Group
from lms.db import db

memory: Memory[Key, GroupFigures] = Memory(most=2_000)
FIRST, LAST = date.min + timedelta(days=2), date.max - timedelta(days=2)


def figures(
    groups: Iterable[Counted],
    on: date,
    *,
    asked: Mapping[int, Asked] | None = None,
    keep: bool = True,
) -> dict[int, GroupFigures]:
    """Everything about these groups on a day, by group.

    Where they are known and no revision has changed since, at most one statement; else seven more
    for all groups whose day ends at the same moment, and one where a policy asks for evidence.

    `asked` (programme -> what it asked) judges by those rules instead of those in force: rule 13.
    Such figures are neither kept nor taken from memory, nor are any without `keep`.
    """
    groups, remember = list(groups), keep and not asked and usable()
    found = _known(groups, on) if remember else {}
    missing: dict[datetime, list[Counted]] = {}
    for group in groups:
        if group.id not in found:
            missing.setdefault(end_of(on, group.zone), []).append(group)
    for until, batch in missing.items():
        for made in _computed(batch, on, until, asked or {}):
            found[made.group] = made
            if remember:
                memory.put((made.group, on), made)
    return found


def _known(groups: Sequence[Counted], on: date) -> dict[int, GroupFigures]:
    """Those that are in memory, and still good."""
    kept = [figures for group in groups if (figures := memory.get((group.id, on)))]
    revisions = {group.id: group.revision for group in groups}
    others = {other for figures in kept for other in figures.others} - revisions.keys()
    if others:
        revisions |= dict(db.session.execute(REVISIONS, {"ids": list(others)}).all())
    return {
        figures.group: figures
        for figures in kept
        if revisions[figures.group] == figures.revision
        and all(revisions.get(other) == then for other, then in figures.others.items())
    }


REVISIONS = select(Group.id, Group.revision).where(Group.id.in_(bindparam("ids", expanding=True)))


def end_of(on: date, zone: str) -> datetime:
    """The moment at which a day is over on the clocks of a zone."""
    day = min(max(on, FIRST), LAST)  # the calendar of Python ends where a zone would go on
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def _computed(
    groups: Sequence[Counted], on: date, until: datetime, asked: Mapping[int, Asked]
) -> list[GroupFigures]:
    desks = desks_of(groups, on, until, asked)
    made = []
    for group in groups:
        desk = desks[group.programme_id]
        made.append(
            GroupFigures(
                group=group.id,
                on=on,
                revision=group.revision,
                others=_others(desk.loaded, group),
                terms=desk.terms,
                hours=desk.plan.group_hours(group.id, on),
                sessions=desk.loaded.meetings,
                people={person: desk.learner(person) for person in desk.loaded.members[group.id]},
            )
        )
    return made


def _others(loaded: Loaded, group: Counted) -> dict[int, int]:
    """The other groups on which the figures of a group depend, with their revisions."""
    found = set()
    for person in loaded.members[group.id]:
        found |= {place.group for place in loaded.places[group.programme_id, person]}
        found |= {loaded.meetings[row[1]].group for row in loaded.marks.get(person, ())}
    return {int(other): loaded.revisions[int(other)] for other in found - {group.id}}
