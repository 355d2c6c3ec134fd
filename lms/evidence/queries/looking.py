"""A list of a meeting as its page shows it: read, its names matched, and what it would do."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lms.attendance.hours import Interval, union
from lms.attendance.models import Kind, Source
from lms.attendance.rules.lines import Entry, Frame, Question
from lms.attendance.rules.register import Line, Who, line_of
from lms.attendance.rules.stays import contradicts, question, staying
from lms.evidence import clues
from lms.evidence.clues import NOBODY, Crowd, Found
from lms.evidence.models import ListState, MeetingList
from lms.evidence.queries import lists as queries
from lms.evidence.readers import meeting
from lms.evidence.readers.meeting import About, Doubt, Read
from lms.evidence.rules import lists as rules
from lms.evidence.rules.lists import Reading
from lms.files import content_of
from lms.tables.foreign import Cell, Rows

ASK = "?"  # a decision that was taken back
AT_ONCE = 50  # names that are asked about on one page


class Named(NamedTuple):
    """A name of the list, with everything that stands under it. `mark` is short, for its fields."""

    key: str
    mark: str
    name: str
    email: str
    stays: list[Interval]
    found: Found
    cut: bool
    guesses: list[int]  # only where it is asked about


class Attendee(NamedTuple):
    """What the list says of one person: `alone` are its minutes, `after` those of the register with
    them; `before` is the line as it is now."""

    before: Line
    stays: list[Interval]
    alone: int
    after: int
    cut: bool
    names: list[str]
    question: Question | None


@dataclass
class Look:
    row: MeetingList
    frame: Frame
    lines: Mapping[int, Line]
    rows: Rows
    reading: Reading
    read: Read
    doubt: Doubt | None
    names: list[Named]
    crowd: Crowd

    @property
    def heads(self) -> list[Cell]:
        return self.rows[self.reading.head]

    @property
    def sample(self) -> Rows:
        """The first rows under the head, to see what the columns hold."""
        rows = self.rows[self.reading.head + 1 : self.reading.end]
        return [row for row in rows if any(row)][:3]

    @property
    def is_read(self) -> bool:
        """Whether columns and days are known."""
        return self.reading.block.is_whole and bool(self.read.order)

    @property
    def doubts(self) -> Doubt | None:
        """What is asked about the list as a whole, until somebody says that it is right."""
        return None if self.reading.sure else self.doubt

    @cached_property
    def asked(self) -> list[Named]:
        """The names that are asked about on this page, with the guesses."""
        some = self.undecided[:AT_ONCE]
        return [one._replace(guesses=self.crowd.guesses(one.name, one.found.first)) for one in some]

    @cached_property
    def undecided(self) -> list[Named]:
        return [one for one in self.names if not one.found.is_certain]

    @cached_property
    def ours(self) -> list[Named]:
        return [one for one in self.names if one.found.is_certain and one.found.person]

    @cached_property
    def not_ours(self) -> list[Named]:
        return [one for one in self.names if one.found.is_certain and not one.found.person]

    @cached_property
    def people(self) -> list[Attendee]:
        """Everybody of ours in the list, by name."""
        under: dict[int, list[Named]] = defaultdict(list)
        for one in self.ours:
            under[one.found.person or NOBODY].append(one)
        made = [self.person(key, some) for key, some in under.items()]
        return sorted(made, key=lambda one: (one.before.who.name, one.before.who.id))

    def person(self, key: int, names: list[Named]) -> Attendee:
        line = self.line(key)
        stays = union(stay for one in names for stay in one.stays)
        mine = [Entry(Kind.PRESENCE, *stay, source=Source.PLATFORM) for stay in stays]
        if self.row.state == ListState.USED:  # they are in the register already
            mine = []
        return Attendee(
            line,
            stays,
            line_of(self.frame, line.who, [Entry(Kind.PRESENCE, *s) for s in stays]).credited,
            line_of(self.frame, line.who, [*staying(line.entries), *mine], line.nearby).credited,
            any(one.cut for one in names),
            [one.name for one in names],
            question(line.state, line.entries) if contradicts(line.entries) else None,
        )

    def line(self, key: int) -> Line:
        """A person's line of the register; a guest's is empty."""
        known = self.crowd.by_id[key]
        who = Who(key, known.code, known.name, known.native_name, True)
        return self.lines.get(key) or line_of(self.frame, who, [])

    @property
    def missing(self) -> list[Line]:
        """Who is expected, and not in the list; guests who are marked already are not."""
        there = {one.before.who.id for one in self.people}
        return [line for key, line in self.lines.items()
                if key not in there and (not line.who.is_guest or not line.entries)]  # fmt: skip

    @property
    def is_ready(self) -> bool:
        return self.is_read and not self.doubts and not self.undecided and bool(self.people)

    @property
    def token(self) -> str:
        """Says what this page would do: something else, something else."""
        seen = [(one.before.who.id, one.stays, one.before.state) for one in self.people]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:20]


def look_at(row: MeetingList, frame: Frame, lines: Mapping[int, Line]) -> Look:
    """Reads the file and matches its names: three queries, however many rows it has."""
    session, reading = frame.session, rules.as_reading(row.reading)
    rows = rules.rows_of(content_of(row.file_id))
    reading = reading._replace(head=min(reading.head, len(rows) - 1))
    zone = rules.zone_of(reading, session)
    about = About(frame.span, session.day, zone, reading.order)
    read = Read([], [], "")
    if reading.block.is_whole:
        read = meeting.read(rows, reading.block, about)
    under: dict[str, list[meeting.Stay]] = defaultdict(list)
    for stay in read.stays:
        under[clues.key(stay.name, stay.email)].append(stay)
    crowd = crowd_of(row, frame, lines, under)
    names = [named(row, crowd, key, some) for key, some in under.items()]
    doubt = meeting.doubt(read.stays, about, session.zone)
    return Look(row, frame, lines, rows, reading, read, doubt, names, crowd)


def crowd_of(
    row: MeetingList, frame: Frame, lines: Mapping[int, Line], under: Mapping[str, list]
) -> Crowd:
    before = queries.remembered(frame.session.group.organisation_id, list(under))
    chosen = {key: one for key, one in row.people.items() if isinstance(one, int)}
    ids = {*before.values(), *chosen.values()} - {NOBODY}
    emails = {stay.email.lower() for some in under.values() for stay in some if stay.email}
    people = queries.people_meant(frame.session, list(lines), ids, emails)
    known = {one.id for one in people if not one.is_staff} | {NOBODY}
    return Crowd(
        people,
        {key: one for key, one in before.items() if one in known},
        {key: one for key, one in chosen.items() if one in known},
    )


def named(row: MeetingList, crowd: Crowd, key: str, stays: list[meeting.Stay]) -> Named:
    first = stays[0]
    name = clues.shown(first.name) or first.email
    found = crowd.find(name, first.email)
    if key in crowd.chosen:
        if found.person != crowd.chosen[key]:
            found = Found(crowd.chosen[key], clues.DECIDED)
    elif row.people.get(key) == ASK and found.is_certain:
        found = Found(None, "", (found.person,) if found.person else ())
    merged = union((stay.start, stay.end) for stay in stays)
    mark = hashlib.sha256(key.encode()).hexdigest()[:12]
    return Named(key, mark, name, first.email, merged, found, any(stay.cut for stay in stays), [])


def with_guests(look: Look) -> dict[int, Line]:
    """The lines of the register, and an empty one for every guest in the list."""
    return {**look.lines, **{one.before.who.id: one.before for one in look.people}}
