"""Does the chain of a group hold, and do its registers still say what it says?

A group is read a few links at a time, however long its chain is.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from lms.attendance import chain, hours
from lms.attendance.models import Amendment, AmendmentState, Link, LinkKind, Mark, Session
from lms.attendance.queries import seals
from lms.attendance.rules import is_locked
from lms.attendance.rules.lines import Entry
from lms.attendance.rules.sealing import facts_of_mark, facts_of_session, moment
from lms.courses.models import Group
from lms.db import db
from lms.people.models import Person

MOST = 20  # findings that are told of one group
AT_ONCE = 20  # sessions that are compared at once
A_DAY = timedelta(days=1)  # what a worker may be late
# what does not hold, beside the faults of chain.py
ROW, SESSION, MARKS, AMENDMENT = "row", "session", "marks", "amendment"
UNSEALED, OPENED = "unsealed", "opened"
ERASED = "?"  # the person of a finding whose name was taken out


class Finding(NamedTuple):
    """One thing that does not hold: what, at which link, in which session, of whom (codes)."""

    what: str
    number: int | None = None
    session: str | None = None
    person: str | None = None


class Verdict(NamedTuple):
    """What came of looking at one group."""

    group: str  # its slug
    title: str
    links: int
    last: str  # the hash of the last link
    findings: list[Finding]  # the first of them
    more: int  # that are not told
    erased: int  # entries whose names were taken out: the chain holds without them

    @property
    def holds(self) -> bool:
        return not self.findings


class Newest(NamedTuple):
    """What the newest link of a session says."""

    link: Link
    facts: dict[str, Any]
    names: list[chain.Entry]


class Walked(NamedTuple):
    """What was seen along a chain, from its first link."""

    checker: chain.Checker
    newest: dict[int, int]  # session -> the number of its newest link
    amended: dict[int, tuple]  # amendment -> what the chain says of it
    rows: dict[int, int]  # links beside which something else stands -> their session
    erased: set[str]


def walk(group: Group, last: int | None = None, sessions: Collection[int] | None = None) -> Walked:
    """Along the chain of a group, up to this link or the end: a few links are in memory. What is
    remembered is about these sessions, or all."""
    seen = Walked(chain.Checker(), {}, {}, {}, set())
    for row, kept in seals.whole_chain(group.id, last):
        seen.checker.see(kept)
        if sessions is not None and row.session_id not in sessions:
            continue
        seen.newest[row.session_id] = row.number
        names = chain.entries(kept.names)
        seen.erased.update(one.digest for one in names if one.is_erased)
        if seen.checker.fault is None:
            facts = json.loads(kept.facts)
            if not says_the_same(row, facts, names):
                seen.rows[row.number] = row.session_id
            if row.amendment_id:
                seen.amended[row.amendment_id] = as_amended(facts["amendment"], names)
    return seen


def verdict(group: Group, now: datetime) -> Verdict:
    """Looks at all of a group: first whether the chain holds, then whether the tables agree."""
    seen = walk(group)
    checker, everything = seen.checker, Session.group_id == group.id
    found = [Finding(ROW, number) for number in seen.rows]
    if fault := checker.fault:
        found.insert(0, Finding(fault.what, fault.number))
    found += amendments_that_differ(group, seen.amended, everything)
    found += registers_that_differ(group, seen.newest)
    found += sessions_that_differ(group, seen.newest, now)
    told, more = found[:MOST], max(0, len(found) - MOST)
    erased = len(seen.erased)
    return Verdict(group.slug, group.title, checker.count, checker.last, told, more, erased)


def says_the_same(row: Link, facts: Mapping[str, Any], names: Sequence[chain.Entry]) -> bool:
    """Whether what stands beside the facts for pages to read is what the facts say."""
    by = next((one for one in names if one.digest == facts["by"]), None)
    made_by = by.person if by else None
    same_person = (by is not None and by.is_erased) or made_by == row.made_by_id
    amends = row.kind == LinkKind.AMENDMENT
    as_written = amends == ("amendment" in facts) == (row.amendment_id is not None)
    return same_person and as_written and moment(row.made_at) == facts["at"]


def as_amended(facts: Mapping[str, Any], names: Sequence[chain.Entry]) -> tuple:
    """What a link says of an amendment; erased people and reasons are none."""
    known = {one.digest: one for one in names}
    people = [known[facts[key]].person or None for key in ("who", "asked_by", "made_by")]
    return (*people, facts["old"], facts["new"], known[facts["reason"]].name)


def amendments_that_differ(
    group: Group, amended: Mapping[int, tuple], where: ColumnElement[bool]
) -> Iterator[Finding]:
    """Corrections that are in the table and not in the chain, or the other way round, or differ;
    of the sessions that are meant."""
    wanted = select(Amendment, Session.code).join(Amendment.session)
    wanted = wanted.where(where, Amendment.state == AmendmentState.MADE)
    seen = set()
    for row, code in db.session.execute(wanted.order_by(Amendment.id)):
        seen.add(row.id)
        people = (row.person_id, row.asked_by_id, row.settled_by_id)
        mine = (*people, row.old, row.new, row.reason)
        theirs = amended.get(row.id)
        pairs = zip(mine, theirs or (), strict=theirs is not None)
        erased = (None, "")
        if theirs is None or any(b not in erased and a != b for a, b in pairs):
            yield Finding(AMENDMENT, None, code)
    if missing := sorted(amended.keys() - seen):
        links = select(Link.number, Session.code).join(Link.session)
        links = links.where(Link.group_id == group.id, Link.amendment_id.in_(missing[:MOST]))
        for number, code in db.session.execute(links.order_by(Link.number)):
            yield Finding(AMENDMENT, number, code)


def registers_that_differ(group: Group, newest: Mapping[int, int]) -> Iterator[Finding]:
    """Sessions whose row or marks are not what their newest link says."""
    numbers = sorted(newest.values())
    for start in range(0, len(numbers), AT_ONCE):
        links = newest_links(group, numbers[start : start + AT_ONCE])
        marks = live_marks(links)
        sessions = select(Session).where(Session.id.in_(links))
        for session in db.session.scalars(sessions.order_by(Session.day, Session.id)):
            last = links[session.id]
            said = {key: last.facts["session"].get(key) for key in facts_of_session(session)}
            if said != facts_of_session(session):
                yield Finding(SESSION, last.link.number, session.code)
            for person in people_that_differ(last, marks[session.id]):
                yield Finding(MARKS, last.link.number, session.code, person)


def newest_links(group: Group, numbers: Sequence[int]) -> dict[int, Newest]:
    """Links by their sessions; those that are no facts are left out (the chain says so)."""
    wanted = select(Link).where(Link.group_id == group.id, Link.number.in_(numbers))
    found = {}
    for link in db.session.scalars(wanted):
        try:
            facts = json.loads(link.facts)
            set(chain.named(facts))
            found[link.session_id] = Newest(link, facts, chain.entries(link.names))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def live_marks(links: Iterable[int]) -> dict[int, list[tuple[Mark, str]]]:
    """The marks of sessions that count, with the code of the person. One query."""
    wanted = select(Mark, Person.code).join(Person, Person.id == Mark.person_id)
    wanted = wanted.where(Mark.session_id.in_(list(links)), Mark.withdrawn_at.is_(None))
    found: dict[int, list[tuple[Mark, str]]] = defaultdict(list)
    for mark, code in db.session.execute(wanted.order_by(Mark.id)):
        found[mark.session_id].append((mark, code))
    return found


def people_that_differ(last: Newest, marks: Sequence[tuple[Mark, str]]) -> list[str]:
    """The codes of those whose live marks are not those of the link; "?" of somebody whose name was
    taken out. Erased people are compared without their names."""
    recorder, erased = recorders(last), erased_in(last)
    digests = {one.person: one.digest for one in last.names if one.code and one.person}
    deleted = {one.digest for one in last.names if one.is_deleted}
    codes = {one.digest: one.code or ERASED for one in last.names}
    told = {line["who"]: as_told(line, erased) for line in last.facts["people"]}
    live: dict[Any, Counter[str]] = defaultdict(Counter)
    names: dict[Any, str] = {}
    for mark, code in marks:
        key = digests.get(mark.person_id) or mark.person_id
        names[key] = code
        live[key][chain.canonical(facts_of_mark(as_entry(mark), recorder))] += 1
    wrong = []
    for key in sorted({*told, *live}, key=str):
        if key not in erased and key in told and live.get(key, Counter()) != told[key]:
            wrong.append(names.get(key) or codes[key])
    nameless = [told[key] for key in sorted(told) if key in erased - deleted and told[key]]
    for key in sorted((key for key in live if key not in told), key=str):
        if live[key] in nameless:
            nameless.remove(live[key])
        else:
            wrong.append(names[key])
    return wrong + [ERASED] * len(nameless)


def erased_in(last: Newest) -> set[str]:
    return {one.digest for one in last.names if one.is_erased}


def recorders(last: Newest) -> Callable[[int], str | None]:
    """By what the facts of a link name who recorded a mark; who was erased is none."""
    digests = {one.person: one.digest for one in last.names if one.code and one.person}
    otherwise = None if erased_in(last) else ERASED
    return lambda person: digests.get(person) or otherwise


def as_told(line: Mapping[str, Any], erased: set[str]) -> Counter[str]:
    return Counter(chain.canonical(without(mark, erased)) for mark in line["marks"])


def nameless(last: Newest, marks: Sequence[Mark]) -> str | None:
    """The digest of somebody who was erased of whom the link says these marks: theirs, or that of
    another of whom it says the same."""
    recorder, erased = recorders(last), erased_in(last)
    live = Counter(chain.canonical(facts_of_mark(as_entry(one), recorder)) for one in marks)
    left = erased - {one.digest for one in last.names if one.is_deleted}
    alike = (line["who"] for line in last.facts["people"] if as_told(line, erased) == live)
    return next((who for who in alike if who in left), None)


def without(mark: Mapping[str, Any], erased: set[str]) -> dict[str, Any]:
    """A mark without the digest of a recorder whose name was taken out."""
    return {**mark, "by": None if mark["by"] in erased else mark["by"]}


def as_entry(mark: Mark) -> Entry:
    return Entry(
        mark.kind,
        hours.seconds(mark.came_at) if mark.came_at else None,
        hours.seconds(mark.left_at) if mark.left_at else None,
        mark.excused,
        mark.reason,
        mark.source,
        mark.recorder_id,
        None,
        mark.recorded_at,
        mark.id,
    )


def sessions_that_differ(
    group: Group, newest: Mapping[int, int], now: datetime
) -> Iterator[Finding]:
    """Sessions that should be sealed and are not; and those that are said to be, or not to be,
    against the chain."""
    for session in db.session.scalars(seals.unsealed(now, Session.group_id == group.id)):
        if session.id not in newest and is_locked(session, now - A_DAY):
            yield Finding(UNSEALED, None, session.code)
    wanted = select(Session.id, Session.code, Session.sealed_at)
    for row in db.session.execute(wanted.where(Session.group_id == group.id)):
        yield from said_to_be_sealed(row, newest)


def said_to_be_sealed(session: Any, newest: Mapping[int, int]) -> Iterator[Finding]:
    """What does not hold where a row says that it is sealed, and the chain does not, or the other
    way round."""
    if (session.sealed_at is not None) != (session.id in newest):
        if session.sealed_at is None:
            yield Finding(OPENED, newest[session.id], session.code)
        else:
            yield Finding(UNSEALED, None, session.code)


def groups(slug: str | None = None) -> Iterator[Group]:
    """The groups to look at, by slug; one where it is named."""
    wanted = select(Group).order_by(Group.slug)
    yield from db.session.scalars(wanted.where(Group.slug == slug) if slug else wanted)
