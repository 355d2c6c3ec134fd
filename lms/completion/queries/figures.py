"""Where the people of groups stand: from memory, or computed from what was loaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from lms.attendance import hours
from lms.completion.counting import gaps
from lms.completion.facts import PersonFact, PresenceFact, recorded
from lms.completion.outcome import Mark, Standing
from lms.completion.queries.loading import Loaded, load
from lms.completion.queries.memory import Memory, usable
from lms.completion.queries.proofs import Proven, proven
from lms.completion.queries.shapes import (
    Asked,
    Counted,
    GroupFigures,
    Learner,
    Said,
    Step,
    Terms,
)
from lms.completion.queries.terms import terms
from lms.completion.repairs import repaired
from lms.completion.standing import standing
from lms.completion.timetable import Plan
from lms.courses.models import Group
from lms.db import db

memory = Memory(most=2_000)
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
    loaded = load(groups, on, until)
    wanted = {group.programme_id for group in groups}
    programmes = terms({key: frozenset(loaded.programme_groups[key]) for key in wanted})
    for key in programmes.keys() & asked.keys():
        programmes[key] = replace(programmes[key], fact=asked[key].of(programmes[key].fact))
    asks_evidence = any(found.fact.policy.asks_evidence for found in programmes.values())
    proofs = proven(groups, on) if asks_evidence else {}
    facts = [meeting.fact for meeting in loaded.meetings.values()]
    plans = {key: Plan(found.fact, facts) for key, found in programmes.items()}
    made = []
    for group in groups:
        desk = _Desk(loaded, programmes[group.programme_id], plans[group.programme_id], proofs, on)
        made.append(
            GroupFigures(
                group=group.id,
                on=on,
                revision=group.revision,
                others=_others(loaded, group),
                terms=desk.terms,
                hours=desk.plan.group_hours(group.id, on),
                sessions=loaded.meetings,
                people={person: desk.learner(person) for person in loaded.members[group.id]},
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


class _Marked(NamedTuple):
    """What the registers say of one person."""

    presences: list[PresenceFact]
    absences: dict[int | str, bool]
    reasons: dict[int, str | None]


class _Desk:
    """Puts the people of one programme together."""

    def __init__(self, loaded: Loaded, terms: Terms, plan: Plan, proven: Proven, on: date) -> None:
        self.loaded = loaded
        self.terms = terms
        self.plan = plan
        self.on = on
        self.proven = proven
        self.tests = {test.id: test.key for step in terms.steps.values() for test in step.tests}

    def learner(self, person: int) -> Learner:
        marked = self._marked(person)
        done, self_paced = self._modules(person)
        made_up = self.loaded.deeds["made up"].get(person, {})
        passed = self.loaded.deeds["passed"].get(person, {})
        instead = self.loaded.deeds["instead"].get(person, {})
        fact = PersonFact(
            memberships=self.loaded.places[self.terms.id, person],
            presences=marked.presences,
            absences=marked.absences,
            make_ups=list(made_up.items()),
            instead=[(missed, there) for there, missed in instead.items()],
            modules_done=done,
            self_paced=self_paced,
            passed=frozenset(self.tests[test] for test in passed if test in self.tests),
            portfolio_accepted=self.terms.id in self.loaded.deeds["portfolio"].get(person, {}),
        )
        if self.terms.fact.policy.asks_evidence:
            unproven = gaps(self.plan, fact, self._proven(person), self.on)
            fact = replace(fact, evidence_gaps=unproven)
        found = standing(self.plan, repaired(self.plan, fact, self.on), self.on)
        return Learner(person, found, done, self._said(found, marked))

    def _proven(self, person: int) -> set[int]:
        """The sessions at which something proves this person, of what counts in the programme."""
        by_kind = self.proven.get(person, {})
        return {key for kind in self.terms.proofs for key in by_kind.get(kind, ())}

    def _marked(self, person: int) -> _Marked:
        presences: list[PresenceFact] = []
        absences: dict[int | str, bool] = {}
        reasons: dict[int, str | None] = {}
        meetings = self.loaded.meetings
        for _person, session, came, left, excused, reason in self.loaded.marks.get(person, ()):
            if came is not None:
                presences.append(recorded(meetings[session].fact, came, left))
            if came is None or excused:
                absences[session] = absences.get(session, False) or excused
            if excused:
                reasons[session] = reason
        return _Marked(presences, absences, reasons)

    def _modules(self, person: int) -> tuple[frozenset[str], dict[str, int]]:
        """Modules done (settled point 16), and the nominal minutes of those whose lessons are."""
        deeds = self.loaded.deeds
        lessons = deeds["lessons"].get(person, {})
        passed = deeds["passed"].get(person, {})
        confirmed = deeds["confirmed"].get(person, {})
        done, self_paced = set(), {}
        for key, step in self.terms.steps.items():
            read = step.lessons > 0 and lessons.get(step.id, 0) >= step.lessons
            if read and step.minutes:
                self_paced[key] = step.minutes
            if step.id in confirmed or is_done(step, read, passed):
                done.add(key)
        return frozenset(done), self_paced

    def _said(self, found: Standing, marked: _Marked) -> dict[int, Said]:
        """Keeps times and reasons where pages tell them: not of who was there all the time."""
        told = {}
        rows: dict[Any, list[tuple[int, int]]] = {}
        for row in marked.presences:
            rows.setdefault(row.session, []).append((row.start, row.end))
        for line in found.lines:
            session = int(line.session)
            times = tuple(sorted(rows.get(session, ())))
            if line.mark is Mark.PRESENT and self._whole(session, times):
                continue
            if times or session in marked.reasons:
                told[session] = Said(times, marked.reasons.get(session))
        return told

    def _whole(self, session: int, times: Iterable[tuple[int, int]]) -> bool:
        """Whether somebody was there for all of a session, without grace."""
        fact = self.loaded.meetings[session].fact
        if any(start <= fact.span.start and end >= fact.span.end for start, end in times):
            return True
        return hours.credited(times, fact.span, fact.teaching) == fact.net


def is_done(step: Step, read: bool, passed: Any) -> bool:
    """Whether lessons and assessments make a module done, without anybody's confirmation.

    A module of a course without lessons is done by its assessments alone; one with neither, or
    one that its trainer confirms or that attendance does, is never done this way. A placement test
    finds where to begin: nothing is passed in it.
    """
    tests = [test for test in step.tests if test.kind != "placement"]
    if step.completion != "lessons" or not (step.lessons or tests):
        return False
    return (read or not step.lessons) and all(test.id in passed for test in tests)
