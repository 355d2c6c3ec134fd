"""What is known about a group on a day: who is in it, its sessions, and where everyone stands.

Names of people are not in it (they may change without any figure changing): pages ask for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from lms.completion.facts import CourseFact, ProgrammeFact, SessionFact
from lms.completion.outcome import Mark, Outlook, Standing
from lms.completion.timetable import GroupHours
from lms.completion.words import Titles
from lms.courses.policy import Policy
from lms.courses.queries.lessons import Step as Lesson

MARKED = (Mark.PRESENT, Mark.PART, Mark.ABSENT, Mark.EXCUSED, Mark.CONFLICT)


class Counted(Protocol):
    """A group as figures need it: the row itself, or a plain row with these columns."""

    id: Any
    programme_id: Any
    zone: Any
    revision: Any


class Meeting(NamedTuple):
    """A session as pages show it. Titles are maps of languages; times are those on the wall."""

    id: int
    code: str
    group: int
    fact: SessionFact
    starts: time
    ends: time
    zone: str
    place: str | None
    title: str | None
    course_title: Mapping[str, str] | None
    module_title: Mapping[str, str] | None

    @property
    def day(self) -> date:
        return self.fact.day

    def wall(self, seconds: int) -> time:
        """What the clock on the wall showed at a moment (seconds of UTC)."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.zone)).time()


class Said(NamedTuple):
    """What a register says of one person at one session, where that is not "here all the time".
    `times` are [came, left) in seconds of UTC, `reason` the code of an excuse."""

    times: tuple[tuple[int, int], ...]
    reason: str | None


class Strand(NamedTuple):
    """A course of a programme, as pages show it. `level` is what its content says: "A1"."""

    slug: str
    title: Mapping[str, str]
    level: str | None


class Test(NamedTuple):
    """An assessment of a module. `key` is what policies call it: course/module/quiz."""

    id: int
    key: str
    kind: str
    title: Mapping[str, str]


class Step(NamedTuple):
    """A module that is in use. `lessons` counts those that are; `minutes` are its nominal ones, of
    its lessons together where none are stated."""

    id: int
    key: str
    title: Mapping[str, str]
    completion: str
    minutes: int
    lessons: int
    tests: tuple[Test, ...]


@dataclass(frozen=True)
class Terms:
    """A programme as pages show it, and the fact that the rule is told."""

    id: int
    slug: str
    title: Mapping[str, str]
    proofs: tuple[str, ...]  # the kinds of proof that count in it
    fact: ProgrammeFact
    courses: Mapping[str, Strand]  # by slug, in order
    steps: Mapping[str, Step]  # by key, in the order of courses and modules
    lessons: Sequence[Lesson]  # of them, in order

    @cached_property
    def titles(self) -> Titles:
        """The titles of what reasons name."""
        tests = {test.key: test.title for step in self.steps.values() for test in step.tests}
        courses = {slug: course.title for slug, course in self.courses.items()}
        return Titles(courses, {key: step.title for key, step in self.steps.items()}, tests)

    @property
    def unit_minutes(self) -> int:
        return self.fact.unit_minutes

    @property
    def required_units(self) -> int:
        return self.fact.required_units


class Asked(NamedTuple):
    """What a programme asked once, in place of what it asks now (rule 13). None: as it is now."""

    policy: Policy
    unit_minutes: int | None = None
    required_units: int | None = None
    courses: tuple[CourseFact, ...] | None = None

    def of(self, now: ProgrammeFact) -> ProgrammeFact:
        """The programme as it was asked then."""
        return replace(
            now,
            policy=self.policy,
            unit_minutes=self.unit_minutes or now.unit_minutes,
            required_units=self.required_units or now.required_units,
            courses=now.courses if self.courses is None else self.courses,
        )


class Certified(NamedTuple):
    """What the record of a confirmed completion says. `figures` are complete, with its hours,
    shares and courses (such as the programme still has); their lines are those of today."""

    figures: Standing
    unit_minutes: int
    required_units: int


class Learner(NamedTuple):
    """One person of a group: the standing as it is derived, what was certified where a completion
    is confirmed, and what pages show beside it."""

    id: int
    standing: Standing
    done: frozenset[str]  # modules: by lessons and tests, by confirmation, or by attendance
    said: Mapping[int, Said]  # session -> what its register says
    certified: Certified | None = None

    @property
    def reached(self) -> Standing:
        """What pages show: no policy and no correction takes away what was confirmed (rule 13)."""
        return self.certified.figures if self.certified else self.standing

    @property
    def modules_done(self) -> int:
        return len(self.done)


class Week(NamedTuple):
    """Minutes of sessions: all that were planned, those held, and those that were not."""

    planned: int
    held: int
    lost: int

    def plus(self, other: "Week") -> "Week":
        return Week(*map(sum, zip(self, other, strict=True)))


@dataclass(frozen=True)
class GroupFigures:
    """A group on a day. `people` are those whose membership covers it, by name.

    `revision` is the group's own; `others` are the revisions of the groups whose sessions and
    people these figures know too: of who moved, of guests, of courses that programmes share.
    """

    group: int
    on: date
    revision: int
    others: Mapping[int, int]
    terms: Terms
    hours: GroupHours
    sessions: Mapping[int, Meeting]  # every session that somebody's figures know
    people: Mapping[int, Learner]
    # person -> what was computed of them from the same rows, and is as good as these figures are
    steps: dict[int, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def counts(self) -> dict[Outlook, int]:
        """How many people there are in each standing, from the best to the worst; whose completion
        is confirmed is complete."""
        found = dict.fromkeys(Outlook, 0)
        for learner in self.people.values():
            found[learner.reached.standing] += 1
        return found

    @cached_property
    def attendance(self) -> tuple[int, int]:
        """Minutes attended, of the net minutes of the sessions at which people were marked.

        Of the group's own people, at the sessions that they were due at: guests are not counted.
        """
        attended = possible = 0
        for learner in self.people.values():
            for line in learner.standing.lines:
                if line.mark in MARKED and not line.guest:
                    attended += line.attended_minutes
                    possible += line.net_minutes
        return attended, possible

    @cached_property
    def timetable(self) -> tuple[Meeting, ...]:
        """The group's own sessions, in order of start."""
        own = (meeting for meeting in self.sessions.values() if meeting.group == self.group)
        return tuple(sorted(own, key=lambda meeting: (meeting.fact.span, meeting.code)))

    @cached_property
    def weeks(self) -> dict[date, Week]:
        """Monday -> the minutes of that week. A session that was moved counts on its new day."""
        found: dict[date, Week] = {}
        for meeting in self.timetable:
            monday = meeting.day - timedelta(days=meeting.day.weekday())
            found[monday] = found.get(monday, Week(0, 0, 0)).plus(self._week(meeting))
        return found

    def _week(self, meeting: Meeting) -> Week:
        net, status = meeting.fact.net, meeting.fact.status
        if status == "moved":
            return Week(0, 0, 0)
        if status == "held" and meeting.day <= self.on:
            return Week(net, net, 0)
        lost = status == "cancelled" or (status == "planned" and meeting.day < self.on)
        return Week(net, 0, net if lost else 0)

    @cached_property
    def unmarked(self) -> dict[int, int]:
        """Session -> how many of the people in it are not marked, where the session was held."""
        found: dict[int, int] = {}
        for learner in self.people.values():
            for line in learner.standing.lines:
                if line.mark is Mark.UNMARKED:
                    found[int(line.session)] = found.get(int(line.session), 0) + 1
        return found

    @cached_property
    def not_taken(self) -> tuple[Meeting, ...]:
        """Sessions whose day is past and of which nobody has said that they were held."""
        return tuple(
            meeting
            for meeting in self.timetable
            if meeting.fact.status == "planned" and meeting.day < self.on
        )

    @cached_property
    def in_conflict(self) -> frozenset[int]:
        """People who are marked at two places at once (rule 7)."""
        return frozenset(
            learner.id
            for learner in self.people.values()
            if any(line.conflicts for line in learner.standing.lines)
        )
