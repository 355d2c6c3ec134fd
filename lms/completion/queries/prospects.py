"""What a policy would mean for the groups of a programme, before it is put into force."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from lms.completion import prospects
from lms.completion.models import Completion, CompletionState
from lms.completion.outcome import Outlook
from lms.completion.queries.figures import figures
from lms.completion.queries.loading import sessions
from lms.completion.queries.shapes import Asked, Meeting, Terms
from lms.completion.queries.terms import terms
from lms.courses.models import Group, Programme
from lms.courses.policy import Policy
from lms.courses.queries import people_in, rooms
from lms.db import db

MOST_PEOPLE = 300  # whose standing is worked out while somebody waits for the page


class Prospect(NamedTuple):
    """A group, and what stays open in it for who comes to everything (lms/completion/prospects)."""

    group: Group
    reasons: tuple[Mapping[str, Any], ...]


class Outlooks(NamedTuple):
    """How many people are in each standing today, and would be."""

    now: Mapping[Outlook, int]
    then: Mapping[Outlook, int]


class Delivery(NamedTuple):
    """A programme with the groups that are running or to come, and their sessions. Eight statements
    at most, however many groups (100) there are."""

    terms: Terms
    groups: Sequence[Group]
    meetings: Mapping[int, Meeting]
    people: int

    def prospects(self, policy: Policy) -> list[Prospect]:
        """The groups in which it cannot be met as they are planned. One without any session is left
        out: its timetable is still to be made."""
        fact = replace(self.terms.fact, policy=policy)
        steps = self.terms.steps
        alone = [key for key in steps if key not in fact.attendance_modules]
        minutes = {key: steps[key].minutes for key in alone if steps[key].lessons}
        found = []
        for group in self.groups:
            own = [one.fact for one in self.meetings.values() if one.group == group.id]
            if reasons := prospects.out_of_reach(fact, own, alone, minutes):
                found.append(Prospect(group, reasons))
        return found

    def outlooks(self, policy: Policy, on: date) -> Outlooks | None:
        """Where the people of these groups stand, and would; None where they are too many."""
        if not 0 < self.people <= MOST_PEOPLE:
            return None
        today = figures(self.groups, on)
        asked = {self.terms.id: Asked(policy)}
        return Outlooks(_added(today), _added(figures(self.groups, on, asked=asked)))


def _added(found: Mapping[int, Any]) -> dict[Outlook, int]:
    total: Counter[Outlook] = Counter()
    for group in found.values():
        total.update(group.counts)
    return {outlook: total[outlook] for outlook in Outlook}


def delivery(programme: Programme, on: date) -> Delivery:
    groups = [room.group for room in rooms(programme, on)]
    ids = [group.id for group in groups]
    known = terms({programme.id: frozenset(ids)})[programme.id]
    return Delivery(known, groups, sessions(ids), sum(people_in(ids, on).values()))


def confirmed(programme: Programme) -> dict[int, int]:
    """Version of the policy -> how many completions were confirmed by it and hold."""
    counted = (
        select(Completion.policy_version, func.count())
        .where(Completion.programme_id == programme.id)
        .where(Completion.state == CompletionState.CONFIRMED)
        .group_by(Completion.policy_version)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}
