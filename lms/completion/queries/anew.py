"""Counts people anew as their records were counted: by the rules and hours that a record names, as
of its day or a later one (rule 13). For all of them at once, whatever their days and rules are."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from lms.completion.models import Completion
from lms.completion.outcome import Standing
from lms.completion.queries.desk import Desk
from lms.completion.queries.figures import end_of
from lms.completion.queries.loading import Loaded, load
from lms.completion.queries.proofs import Proven, proven
from lms.completion.queries.shapes import Meeting, Terms
from lms.completion.queries.steps import dated, until, with_deeds
from lms.completion.queries.terms import terms
from lms.completion.queries.versions import asked_then
from lms.completion.timetable import Plan
from lms.courses import policy

Wanted = tuple[Completion, date]  # and as of which day
ALL_ZONES = "UTC"  # where a day ends does not matter there: deeds are chosen for each one's own day
Asked = tuple[int, str]  # programme; rules and hours as text


class Anew(NamedTuple):
    """Where somebody stands by the rules of their record. `groups`: in which they are that day."""

    standing: Standing
    terms: Terms  # with what was asked then
    sessions: Mapping[int, Meeting]
    groups: frozenset[int]


def anew(wanted: Iterable[Wanted]) -> dict[tuple[int, date], Anew]:
    """By completion and day; of those who are in no group of the programme on the day nothing.
    Eight statements, however many days and versions of rules there are, and one where a policy
    asks for evidence."""
    chosen = [(one, on) for one, on in wanted if one.facts]
    if not chosen:
        return {}
    groups = {one.group_id: one.group for one, _on in chosen}.values()
    people = {one.person_id for one, _on in chosen}
    days = [on for _one, on in chosen]
    scope = _Scope(groups, min(days), max(days), min(people) if len(people) == 1 else None)
    loaded = load(groups, scope.last, end_of(scope.last, ALL_ZONES), scope.only, scope.first)
    plans = _plans([one for one, _on in chosen], loaded)
    proofs = _proofs(scope, [found for found, _plan in plans.values()])
    deeds = dated(people)
    found = {}
    for one, on in chosen:
        some = until(deeds.get(one.person_id, []), end_of(on, one.group.zone), one.person_id)
        own, plan = plans[asked(one)]
        desk = Desk(with_deeds(loaded, some), own, plan, proofs, on)
        if there := _there(loaded, one, on):
            counted = desk.learner(one.person_id).standing
            found[one.id, on] = Anew(counted, own, loaded.meetings, there)
    return found


class _Scope(NamedTuple):
    """Of whom it is read: who is in these groups on one of the days; or one of them alone."""

    groups: Collection[Any]
    first: date
    last: date
    only: int | None


def asked(one: Completion) -> Asked:
    facts = one.facts or {}
    named = ("policy", "unit_minutes", "required_units", "courses")
    return one.programme_id, json.dumps([facts[key] for key in named])


def _plans(completions: Collection[Completion], loaded: Loaded) -> dict[Asked, tuple[Terms, Plan]]:
    """What each of the programmes asked, once for all who were judged by it."""
    programmes = {one.programme_id for one in completions}
    now = terms({key: frozenset(loaded.programme_groups[key]) for key in programmes})
    facts = [meeting.fact for meeting in loaded.meetings.values()]
    found: dict[Asked, tuple[Terms, Plan]] = {}
    for one in completions:
        if (key := asked(one)) not in found:
            said = one.facts or {}
            then = asked_then(policy.parse(said["policy"]["rules"]), said)
            own = now[one.programme_id]
            own = replace(own, fact=then.of(own.fact))
            found[key] = own, Plan(own.fact, facts)
    return found


def _proofs(scope: _Scope, programmes: Iterable[Terms]) -> Proven:
    if not any(one.fact.policy.asks_evidence for one in programmes):
        return {}
    return proven(scope.groups, scope.last, scope.only, scope.first)


def _there(loaded: Loaded, one: Completion, on: date) -> frozenset[int]:
    places = loaded.places.get((one.programme_id, one.person_id), ())
    return frozenset(int(place.group) for place in places if place.covers(on))
