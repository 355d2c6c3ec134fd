"""The smallest thing that would help: so many sessions to come, or so much make-up. Pure.

What is advised is tried: the rule of standing looks at the person as they would be if they did just
that and nothing else of what is to come. So whoever does what it says has the hours, whatever the
policy's way of counting. Alone, a minute of any session brings a minute: the fewest sessions are
the longest ones, first in the courses that are short, then in all. Where modules, groups or caps
make minutes bring less than that, it begins with everything and leaves out what is not needed.

Hours only: tests, modules and the portfolio are named by the reasons of the standing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from lms.completion.conditions import shortages
from lms.completion.facts import PersonFact, PresenceFact, SessionFact
from lms.completion.outcome import Mark, Standing
from lms.completion.standing import known_of, standing
from lms.completion.timetable import Plan

Key = int | str
MOST = 60  # things that are looked at: a longer list is nothing small


class Thing(NamedTuple):
    """A session that can be attended, or one that can be made up, and the minutes it brings."""

    session: Key
    course: str | None
    minutes: int


class Help(NamedTuple):
    """What brings the hours, if all of it is done: sessions to come that are attended from start to
    end, and missed ones that are made up with so many minutes. In order of time."""

    sessions: tuple[Thing, ...] = ()
    make_ups: tuple[Thing, ...] = ()


def helps(plan: Plan, person: PersonFact, on: date, found: Standing) -> tuple[Help, ...]:
    """The fewest sessions, and the least make-up, either of which is enough alone; where neither
    is, both together. Empty where no hours are missing, and where nothing brings them."""
    if hours_are_met(found.reasons):
        return ()
    desk = _Desk(plan, person, on, found)
    coming, missed = desk.coming(), desk.missed()
    if len(coming) + len(missed) > MOST:
        return ()
    alone = [
        made
        for made in (desk.fewest(coming, Help), desk.fewest(missed, _made_up))
        if made is not None
    ]
    if not alone:
        both = desk.both(coming, missed)
        alone = [both] if both else []
    return tuple(desk.trimmed(made) for made in alone)


def _made_up(things: tuple[Thing, ...]) -> Help:
    return Help((), things)


def hours_are_met(reasons: Iterable[Mapping[str, Any]]) -> bool:
    """Whether no more hours are needed: of a choice, whether one of its parts needs none."""
    return not any(_is_of_hours(reason) for reason in reasons)


def _is_of_hours(reason: Mapping[str, Any]) -> bool:
    if reason["code"] == "any_of":
        return all(any(map(_is_of_hours, part)) for part in reason["of"])
    return reason["code"] in ("hours_short", "course_short")


class _Desk:
    """Tries things for one person."""

    def __init__(self, plan: Plan, person: PersonFact, on: date, found: Standing) -> None:
        self.person = person
        self.found = found
        self.plan = plan
        self.on = on
        timetable = plan.timetable(person.memberships, on)
        self.facts = {row.session.key: row.session for row in timetable.sessions}
        ahead = (line.session for line in found.lines if line.mark is Mark.PLANNED)
        self.ahead = [self.facts[key] for key in ahead if key in self.facts]
        self.end = max([on, *(session.day for session in self.ahead)])
        self.later = self._later()
        self.known = self._as_known()
        self.place = {line.session: place for place, line in enumerate(found.lines)}

    def _later(self) -> Plan:
        """The plan when everything to come was held."""
        held = {session.key: replace(session, status="held") for session in self.ahead}
        sessions = [held.get(session.key, session) for session in self.plan.sessions]
        return Plan(self.plan.programme, sessions)

    def _as_known(self) -> PersonFact:
        """The person without what is dated after the day, absent from all that is to come."""
        held, person = self.plan.held(self.on), self.person
        return replace(
            person,
            presences=[row for row in person.presences if row.session in held],
            absences={
                **{key: said for key, said in person.absences.items() if key in held},
                **{session.key: False for session in self.ahead},
            },
            make_ups=[row for row in person.make_ups if row[0] in held],
            instead=[row for row in person.instead if row[0] in held and row[1] in held],
        )

    def brings_the_hours(self, tried: Help) -> bool:
        there = [PresenceFact(one.session, *self.facts[one.session].span) for one in tried.sessions]
        person = replace(
            self.known,
            presences=[*self.known.presences, *there],
            absences={
                key: said
                for key, said in self.known.absences.items()
                if key not in {one.session for one in tried.sessions}
            },
            make_ups=[
                *self.known.make_ups,
                *((one.session, one.minutes) for one in tried.make_ups),
            ],
        )
        return hours_are_met(standing(self.later, person, self.end).reasons)

    def coming(self) -> list[Thing]:
        """The sessions to come, in order."""
        return [_thing(session, session.net) for session in self.ahead]

    def missed(self) -> list[Thing]:
        """What was missed in marked sessions and is not made up, in order; not more than the cap
        still lets count."""
        left = self.found.make_up_left
        return [
            _thing(self.facts[line.session], min(left, line.missed_minutes - line.make_up_minutes))
            for line in self.found.lines
            if left and line.session in self.facts and line.missed_minutes > line.make_up_minutes
        ]

    def fewest(
        self, things: Sequence[Thing], made: Callable[[tuple[Thing, ...]], Help]
    ) -> Help | None:
        """The fewest of these things that are enough; None where all of them are not."""
        if not things or not self.brings_the_hours(made(tuple(things))):
            return None
        by_ways = [few for way in self.ways() if (few := fewest(things, *way)) is not None]
        for few in sorted(by_ways, key=lambda some: (len(some), sum(t.minutes for t in some))):
            tried = made(self.in_order(few))
            if self.brings_the_hours(tried):
                return tried
        return made(self.pruned(things, lambda some: self.brings_the_hours(made(some))))

    def ways(self) -> list[tuple[int, dict[str, int]]]:
        """What is missing in all and by course, by each way of what is asked."""
        return shortages(known_of(self.plan, self.person, self.on))

    def both(self, coming: Sequence[Thing], missed: Sequence[Thing]) -> Help | None:
        """Sessions and make-up together: first as little make-up as there can be."""
        if (
            not coming
            or not missed
            or not self.brings_the_hours(Help(tuple(coming), tuple(missed)))
        ):
            return None
        made_up = self.pruned(missed, lambda some: self.brings_the_hours(Help(tuple(coming), some)))
        there = self.pruned(coming, lambda some: self.brings_the_hours(Help(some, made_up)))
        return Help(there, made_up)

    def pruned(
        self, things: Sequence[Thing], enough: Callable[[tuple[Thing, ...]], bool]
    ) -> tuple[Thing, ...]:
        """Without each thing that can be left out, the shortest and latest first."""
        left = tuple(things)
        for one in sorted(things, key=lambda one: (one.minutes, -self.place[one.session])):
            fewer = tuple(other for other in left if other != one)
            if enough(fewer):
                left = fewer
        return left

    def trimmed(self, made: Help) -> Help:
        """With no more minutes of make-up than are needed, the last one's first."""
        for place in reversed(range(len(made.make_ups))):
            one = made.make_ups[place]
            low, high = 1, one.minutes
            while low < high:
                middle = (low + high) // 2
                tried = _with(made, place, one._replace(minutes=middle))
                low, high = (low, middle) if self.brings_the_hours(tried) else (middle + 1, high)
            made = _with(made, place, one._replace(minutes=high))
        return made

    def in_order(self, things: Collection[Thing]) -> tuple[Thing, ...]:
        return tuple(sorted(things, key=lambda one: self.place[one.session]))


def _thing(session: SessionFact, minutes: int) -> Thing:
    return Thing(session.key, session.course, minutes)


def _with(made: Help, place: int, one: Thing) -> Help:
    before, after = made.make_ups[:place], made.make_ups[place + 1 :]
    return made._replace(make_ups=(*before, one, *after))


def fewest(
    things: Sequence[Thing], in_all: int, by_course: Mapping[str, int]
) -> tuple[Thing, ...] | None:
    """The fewest things that bring so many minutes in all and in each course, where every minute
    counts: the longest of each course that is short, then the longest of all. None where all
    together are not enough."""
    longest = sorted(things, key=lambda one: -one.minutes)  # the earliest first, of equal ones
    taken: list[Thing] = []
    for course, needed in by_course.items():
        for one in longest:
            if needed > 0 and one.course == course:
                taken.append(one)
                needed -= one.minutes
        if needed > 0:
            return None
    missing = in_all - sum(one.minutes for one in taken)
    for one in longest:
        if missing > 0 and one not in taken:
            taken.append(one)
            missing -= one.minutes
    return tuple(taken) if missing <= 0 else None
