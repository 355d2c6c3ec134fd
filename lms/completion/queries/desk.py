"""Puts the facts of people together from what was loaded, and lets the rule judge them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from lms.attendance import hours
from lms.completion.counting import gaps
from lms.completion.facts import PersonFact, PresenceFact, recorded
from lms.completion.outcome import Mark, Standing
from lms.completion.queries.certified import frozen
from lms.completion.queries.loading import Loaded, load
from lms.completion.queries.proofs import Proven, proven
from lms.completion.queries.shapes import Asked, Counted, Learner, Said, Step, Terms
from lms.completion.queries.terms import terms
from lms.completion.repairs import repaired
from lms.completion.standing import standing
from lms.completion.timetable import Plan


def desks_of(
    groups: Sequence[Counted],
    on: date,
    until: datetime,
    asked: Mapping[int, Asked],
    only: int | None = None,
) -> "dict[int, Desk]":
    """A desk for each programme of these groups, for all their people of a day, or for `only` one.
    Seven statements, and one where a policy asks for evidence."""
    loaded = load(groups, on, until, only)
    wanted = {group.programme_id for group in groups}
    programmes = terms({key: frozenset(loaded.programme_groups[key]) for key in wanted})
    for key in programmes.keys() & asked.keys():
        programmes[key] = replace(programmes[key], fact=asked[key].of(programmes[key].fact))
    asks_evidence = any(found.fact.policy.asks_evidence for found in programmes.values())
    proofs = proven(groups, on, only) if asks_evidence else {}
    facts = [meeting.fact for meeting in loaded.meetings.values()]
    return {
        key: Desk(loaded, found, Plan(found.fact, facts), proofs, on)
        for key, found in programmes.items()
    }


class _Marked(NamedTuple):
    """What the registers say of one person."""

    presences: list[PresenceFact]
    absences: dict[int | str, bool]
    reasons: dict[int, str | None]


class Desk:
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
        fact = self.fact(person, marked, done, self_paced)
        found = standing(self.plan, fact, self.on)
        record = self.loaded.records.get((self.terms.id, person))
        certified = frozen(record, found) if record else None
        done |= self._attended(found)
        return Learner(person, found, done, self._said(found, marked), certified)

    def person(self, person: int) -> PersonFact:
        """What the rule is told of somebody, with what they attended instead as make-up."""
        return self.fact(person, self._marked(person), *self._modules(person))

    def fact(
        self,
        person: int,
        marked: _Marked,
        done: frozenset[str],
        self_paced: Mapping[str, int],
    ) -> PersonFact:
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
        return repaired(self.plan, fact, self.on)

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

    def _attended(self, found: Standing) -> set[str]:
        """The modules that attendance does, where anything of them was credited (settled point
        25)."""
        wanted = self.plan.programme.attendance_modules
        if not wanted:
            return set()
        credited = (int(line.session) for line in found.lines if line.credited_minutes)
        modules = (self.loaded.meetings[session].fact.module for session in credited)
        return {module for module in modules if module in wanted}

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
