"""The levels at the beginning and at the end of the people of groups of one programme."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select

from lms.courses.instruments import Instrument, of_programme
from lms.courses.models import Programme
from lms.levels.queries import people, said
from lms.levels.rules.gains import gain
from lms.questions.frameworks import Level
from lms.reports.queries.live import Pair


class Both(NamedTuple):
    """Somebody (group, person) who has a level at both ends, as a whole over all skills."""

    pair: Pair
    entry: Level
    exit: Level


def measured(
    groups: Select, programme: Programme, on: date, some: Collection[Pair] | None
) -> dict[Instrument, list[Both]]:
    """Everybody in the groups who has a level at both ends; `some`: of these people alone."""
    instruments = of_programme(programme.levels) if programme.levels else ()
    learners = people.last_in(groups, programme.id, on)
    if some is not None:
        learners = [one for one in learners if (one.group.id, one.person.id) in some]
    known = said.said(learners)
    found: dict[Instrument, list[Both]] = {one: [] for one in instruments}
    for instrument, both in found.items():
        for one in learners:
            has_left = one.stay.has_left(on)
            reached = gain(instrument, known[one.key], has_left=has_left)
            if reached.entry and reached.exit and not reached.gaps:
                both.append(Both((one.group.id, one.person.id), reached.entry, reached.exit))
    return found
