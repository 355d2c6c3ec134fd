"""Whether what was confirmed is still what the registers say: counted anew as of the day of the
record, by its own rules and hours (rule 13). Nothing changes by itself."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from lms.completion.models import Completion
from lms.completion.queries.figures import figures
from lms.completion.queries.shapes import GroupFigures, Learner
from lms.completion.queries.versions import asked_then
from lms.courses import policy
from lms.courses.models import Group


class Difference(NamedTuple):
    """Minutes as they were confirmed, and as the registers say them now. `course`: its title; none:
    in all. `now` is none where the person is not in the group on that day any more."""

    course: Mapping[str, str] | None
    confirmed: int
    now: int | None


class _Sitting(NamedTuple):
    """What is counted together: a day, and what was asked."""

    on: date
    programme: int
    asked: str  # rules and hours as text


def differences(completions: Collection[Completion]) -> dict[int, list[Difference]]:
    """Completion -> where it differs; those that do not are left out. Seven statements for each
    day, and each version of the rules, on which they were confirmed."""
    sittings: dict[_Sitting, list[Completion]] = {}
    for one in completions:
        if one.facts:
            asked = json.dumps([one.facts[key] for key in ("policy", "unit_minutes", "courses")])
            sittings.setdefault(_Sitting(one.on, one.programme_id, asked), []).append(one)
    found: dict[int, list[Difference]] = {}
    for sitting, some in sittings.items():
        counted = _counted(sitting, some)
        for one in some:
            learner = counted[one.group_id].people.get(one.person_id)
            if different := _compared(one.facts or {}, learner):
                found[one.id] = different
    return found


def _counted(sitting: _Sitting, some: list[Completion]) -> dict[int, GroupFigures]:
    groups: dict[int, Group] = {one.group_id: one.group for one in some}
    facts = some[0].facts or {}
    asked = asked_then(policy.parse(facts["policy"]["rules"]), facts)
    return figures(groups.values(), sitting.on, asked={sitting.programme: asked}, keep=False)


def _compared(facts: Mapping[str, Any], learner: Learner | None) -> list[Difference]:
    if learner is None:
        return [Difference(None, facts["total_minutes"], None)]
    now = {course.course: course.total_minutes for course in learner.standing.courses}
    pairs = [Difference(None, facts["total_minutes"], learner.standing.total_minutes)]
    for course in facts["courses"]:
        minutes = now.get(course["slug"])
        pairs.append(Difference(course["title"], course["total_minutes"], minutes))
    return [pair for pair in pairs if pair.confirmed != pair.now]
