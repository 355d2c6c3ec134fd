"""What a transcript counts, and who may read it. Plain: no queries, no request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from lms.attestations.models import Attestation
from lms.completion.models import Completion
from lms.completion.outcome import CourseStanding, Line, Standing
from lms.completion.queries.looking import Looked
from lms.completion.queries.shapes import Meeting, Terms
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


@dataclass(frozen=True)
class Studied:
    """One programme of a person. Before the first place begins there is nothing to count."""

    enrolment: Enrolment
    looked: Looked | None
    completion: Completion | None  # the one that is confirmed
    attestations: Sequence[Attestation]  # the newest first, also those that were revoked

    @property
    def terms(self) -> Terms | None:
        return self.looked.figures.terms if self.looked else None

    @property
    def standing(self) -> Standing | None:
        learner = self.looked.learner if self.looked else None
        return learner.standing if learner else None

    @property
    def on(self) -> date | None:
        """The day as of which it is counted: today, or the last day of the last place."""
        return self.looked.on if self.looked else None

    @property
    def minutes(self) -> int:
        return self.standing.total_minutes if self.standing else 0

    @property
    def courses(self) -> Sequence[CourseStanding]:
        return self.standing.courses if self.standing else ()

    @cached_property
    def sessions(self) -> list[Attended]:
        """Those of which something counts, in order. What was missed is nobody's business here."""
        if not (self.looked and self.standing):
            return []
        known = self.looked.figures.sessions
        found = [Attended(known[int(one.session)], one) for one in self.standing.lines]
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
            for one in self.courses
        }
        return {course: minutes for course, minutes in found.items() if minutes > 0}

    @property
    def amended(self) -> bool:
        """Whether the registers say another total now than when it was confirmed."""
        facts = self.completion.facts if self.completion else None
        return facts is not None and facts["total_minutes"] != self.minutes


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
        return self.minutes != sum(one.minutes for one in self.studied)

    def rows(self) -> Iterator[tuple[Studied, Attended]]:
        """Every session of every programme."""
        for one in self.studied:
            for there in one.sessions:
                yield one, there
