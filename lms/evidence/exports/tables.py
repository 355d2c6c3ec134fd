"""The tables of a pack, row by row. Codes and dates in them are the same in every language."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lms.attendance.models import Kind, Link
from lms.attendance.rules.lines import State, as_state
from lms.courses.models import PROOFS
from lms.evidence.letters.gaps import closes
from lms.evidence.letters.words import GAPS, about
from lms.evidence.queries.contents import Contents

Values = list[Any]


def moment(at: datetime | None) -> str:
    """In UTC, to the second: 2022-03-24T19:30:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at else ""


def on_wall(at: datetime | None, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}" if at else ""


def code_of(person: Any) -> str | None:
    return person.code if person else None


def timetable(of: Contents) -> Iterator[Values]:
    """Every session of the time, also those that were cancelled or moved."""
    for sitting in of.coverage.sittings:
        session = sitting.session
        yield [
            session.code,
            of.group.slug,
            session.course.slug if session.course else None,
            session.module.slug if session.module else None,
            session.day,
            session.starts,
            session.ends,
            ";".join("-".join(pair) for pair in session.breaks),
            session.zone,
            session.mode,
            session.place,
            code_of(session.trainer),
            session.status,
            about(session),
            sitting.frame.net,
            of.group.programme.unit_minutes,
            code_of(session.substitute),
            of.moved.get(session.id),
        ]


def trainers(of: Contents) -> Iterator[Values]:
    """Who was to teach each session, and who taught instead."""
    for sitting in of.coverage.sittings:
        session = sitting.session
        for part, person in (("trainer", session.trainer), ("substitute", session.substitute)):
            if person:
                head = [session.code, session.day, person.code, person.name]
                yield [*head, part, session.status, sitting.frame.net]


def presences(of: Contents) -> Iterator[Values]:
    """One row a live presence, or an absence; an absence beside presences excuses what was missed,
    which they say themselves."""
    for sitting in of.coverage.held:
        session = sitting.session
        for row in sitting.rows:
            who = row.line.who
            marks = of.marks.get((session.id, who.id), ())
            there = [mark for mark in marks if mark.kind == Kind.PRESENCE]
            excused = any(mark.excused for mark in marks)
            for mark in there or marks:
                yield [
                    session.code,
                    who.code,
                    on_wall(mark.came_at, session.zone),
                    on_wall(mark.left_at, session.zone),
                    mark.source,
                    excused,
                    mark.note,
                    session.day,
                    who.name,
                    mark.recorder_code,
                    moment(mark.recorded_at),
                ]


def make_ups(of: Contents) -> Iterator[Values]:
    for row in of.make_ups:
        head = [row.session_code, row.code, row.minutes, row.approved_by, row.note]
        yield [*head, row.day, row.name, moment(row.recorded_at)]


def offers(of: Contents) -> Iterator[Values]:
    """What was offered instead, and when its person was there. What of it is make-up is not told:
    that depends on what the other group credits."""
    for row in of.offers:
        there = of.instead.get((row.to_session_id, row.person_id), ())
        yield [
            row.session_code,
            row.day,
            row.code,
            row.name,
            row.kind,
            row.to_code,
            row.to_group,
            row.to_day,
            row.to_status,
            ";".join(times(mark, row.to_zone) for mark in there),
            row.task,
            row.minutes,
            row.approved,
            row.state,
            row.offered_by,
            moment(row.offered_at),
            row.answered_by,
            moment(row.answered_at),
            row.settled_by,
            moment(row.settled_at),
        ]


def times(mark: Any, zone: str) -> str:
    return f"{on_wall(mark.came_at, zone)}-{on_wall(mark.left_at, zone)}"


def amendments(of: Contents) -> Iterator[Values]:
    for sitting in of.coverage.sittings:
        session = sitting.session
        for one in of.amendments.get(session.id, ()):
            yield [
                session.code,
                session.day,
                one.person.code,
                one.person.name,
                state(as_state(one.old)),
                state(as_state(one.new)),
                one.reason,
                one.state,
                code_of(one.asked_by),
                moment(one.asked_at),
                code_of(one.settled_by),
                moment(one.settled_at),
                one.answer,
            ]


def state(of: State) -> str:
    """ "part 17:20-19:40": without the reason of an excuse, which proves nothing."""
    return f"{of.mark or 'unmarked'} {of.times}".strip()


def seals(of: Contents) -> Iterator[Values]:
    """The links of the chain, with the bytes that were hashed: in them people are hashes, too."""
    codes = {sitting.session.id: sitting.session.code for sitting in of.coverage.sittings}
    every = (link for links in of.links.values() for link in links)
    for link in sorted(every, key=lambda link: link.number):
        head = [link.number, link.kind, codes[link.session_id], link.hash, link.previous]
        yield [*head, code_of(link.made_by), moment(link.made_at), link.facts, names_of(link)]


def names_of(link: Link) -> str:
    """What the digests mean: [[digest, salt, code, name], ...], without what was erased."""
    return json.dumps([entry[:4] for entry in link.names], ensure_ascii=False)


def coverage(of: Contents) -> Iterator[Values]:
    """A row for every presence, and which proof it has."""
    for sitting in of.coverage.held:
        session = sitting.session
        for row in sitting.rows:
            if row.is_presence:
                line = row.line
                has = [proof in row.proofs for proof in PROOFS]
                head = [session.code, session.day, line.who.code, line.who.name]
                said = [line.state.mark, line.state.times, line.credited]
                yield [*head, *said, *has, bool(row.proofs)]


def gaps(of: Contents) -> Iterator[Values]:
    """One row a gap; where there is none, the word none."""
    found = of.coverage.gaps
    for gap in found:
        code, name = (gap.who.code, gap.who.name) if gap.who else (None, None)
        words = f"{GAPS[gap.kind]}. {closes(gap)}"
        yield [gap.kind.value, gap.session.code, gap.session.day, code, name, words]
    if not found:
        yield ["none", None, None, None, None, None]
