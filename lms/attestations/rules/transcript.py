"""What a transcript counts, and who may read it. Plain: no queries, no request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from lms.attestations.models import Attestation
from lms.completion.models import Completion
from lms.completion.outcome import Line, Standing
from lms.completion.queries import Difference, Meeting, Terms
from lms.courses.models import Enrolment
from lms.courses.rules import coordinates_group, coordinates_programme
from lms.people.models import Person


def may_read(person: Person, enrolment: Enrolment) -> bool:
    """One's own; those of others who coordinates the programme, or a group of it that they were in
    (rule 15)."""
    return (
        person.id == enrolment.person_id
        or coordinates_programme(person, enrolment.programme)
        or any(coordinates_group(person, place.group) for place in enrolment.memberships)
    )


class Attended(NamedTuple):
    """A session of which something counts. `line` has its minutes."""

    meeting: Meeting
    line: Line

    @property
    def minutes(self) -> int:
        return self.line.credited_minutes + self.line.make_up_minutes


class Strand(NamedTuple):
    """A course of a programme, with its minutes."""

    slug: str
    title: Mapping[str, str]
    total_minutes: int
    required_minutes: int


class Counted(NamedTuple):
    """Where somebody stands, on a day: by the rules in force, or by those of their record."""

    on: date
    standing: Standing
    terms: Terms
    sessions: Mapping[int, Meeting]


@dataclass(frozen=True)
class Studied:
    """One programme of a person. Before the first place begins there is nothing to count.

    What is confirmed has the hours of its record, and nothing is counted by other rules than those:
    `now` is as of today or the last day of the last place, `then` as of the day of the record."""

    enrolment: Enrolment
    now: Counted | None
    attestations: Sequence[Attestation]  # the newest first, also those that were revoked
    completion: Completion | None = None  # the one that is confirmed
    then: Counted | None = None
    differences: Sequence[Difference] = ()  # where the registers say something else than the record

    @property
    def facts(self) -> Mapping[str, Any] | None:
        """The record of what is confirmed."""
        return self.completion.facts if self.completion else None

    @property
    def standing(self) -> Standing | None:
        return self.now.standing if self.now else None

    @property
    def unit_minutes(self) -> int | None:
        if self.facts:
            return self.facts["unit_minutes"]
        return self.now.terms.unit_minutes if self.now else None

    @property
    def required_units(self) -> int:
        if self.facts:
            return self.facts["required_units"]
        return self.now.terms.required_units if self.now else 0

    @property
    def required_minutes(self) -> int:
        return self.required_units * (self.unit_minutes or 0)

    @property
    def minutes(self) -> int:
        """Confirmed, or counted as of today."""
        return self.facts["total_minutes"] if self.facts else self.counted

    @property
    def counted(self) -> int:
        """What the sessions of this list and own study are in all."""
        return self.standing.total_minutes if self.standing else 0

    @property
    def later(self) -> int:
        """Minutes since the day of the record: no part of what is confirmed."""
        if not (self.now and self.then):
            return 0
        return max(0, self.now.standing.total_minutes - self.then.standing.total_minutes)

    @property
    def ratio(self) -> Fraction | None:
        if self.facts:
            return Fraction(self.facts["ratio"])
        return self.standing.ratio if self.standing else None

    @property
    def courses(self) -> Sequence[Strand]:
        if self.facts:
            return [
                Strand(
                    *(one[key] for key in ("slug", "title", "total_minutes", "required_minutes"))
                )
                for one in self.facts["courses"]
            ]
        if self.now is None:
            return ()
        titles = self.now.terms.courses
        return [
            Strand(one.course, titles[one.course].title, one.total_minutes, one.required_minutes)
            for one in self.now.standing.courses
        ]

    @cached_property
    def sessions(self) -> list[Attended]:
        """Those of which something counts, in order. What was missed is nobody's business here."""
        if self.now is None:
            return []
        found = [
            Attended(self.now.sessions[int(one.session)], one) for one in self.now.standing.lines
        ]
        return [one for one in found if one.minutes]

    @cached_property
    def alone(self) -> dict[str, int]:
        """Course -> minutes of lessons that were done alone, where there are any."""
        with_others: dict[str | None, int] = {}
        for one in self.sessions:
            course = one.meeting.fact.course
            with_others[course] = with_others.get(course, 0) + one.line.credited_minutes
        found = {
            one.course: one.credited_minutes - with_others.get(one.course, 0)
            for one in (self.standing.courses if self.standing else ())
        }
        return {course: minutes for course, minutes in found.items() if minutes > 0}


@dataclass(frozen=True)
class Transcript:
    person: Person
    studied: Sequence[Studied]
    at: datetime  # when it was made
    is_partial: bool = False  # there may be programmes that who reads it may not see

    @property
    def minutes(self) -> int:
        """Of all programmes together: a session, and a course that was studied alone, counts once
        however many programmes have it (settled point 20)."""
        sessions: dict[int, int] = {}
        alone: dict[str, int] = {}
        for one in self.studied:
            for there in one.sessions:
                key = there.meeting.id
                sessions[key] = max(sessions.get(key, 0), there.minutes)
            for course, minutes in one.alone.items():
                alone[course] = max(alone.get(course, 0), minutes)
        return sum(sessions.values()) + sum(alone.values())

    @property
    def counts_twice(self) -> bool:
        """Whether some hours are hours of two programmes."""
        return self.minutes != sum(one.counted for one in self.studied)

    def rows(self) -> Iterator[tuple[Studied, Attended]]:
        """Every session of every programme."""
        for one in self.studied:
            for there in one.sessions:
                yield one, there
