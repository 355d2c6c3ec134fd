"""Whom news of sessions concerns. Two statements, however many sessions and people they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from lms.attendance.facts import MEMBER, SIGNED_UP, TEACHES, WAITS, Facts
from lms.attendance.models import SignUp, SignUpState
from lms.courses.models import Membership
from lms.db import db
from lms.messages.models import Notice
from lms.people.models import Person


class News(NamedTuple):
    """A session that people are told about: as it is, as it was, and whom it concerns."""

    after: Facts
    before: Facts | None
    group_id: int
    days: frozenset[date]  # the old one and the new one: members of either are told
    sessions: frozenset[int]  # the rows that people may have signed up for
    teachers: frozenset[int]  # trainers and substitutes, old and new
    begins: datetime  # here, or where it was: the earlier
    until: datetime  # from then on nobody needs to know any more


class Concern(NamedTuple):
    """Why somebody is told, and which of the news (by their place in the list) for what reason."""

    role: str
    news: dict[int, str]


def affected(news: Sequence[News]) -> dict[int, Concern]:
    """Everyone whom some of the news concerns, by the id of the person: members of the group on the
    old or the new day, who signed up, and who teaches; of several reasons the strongest."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for person, places in members_of(news):
        found[person] |= dict.fromkeys(places, MEMBER)
    for reader in (signed_up_for, teachers_of):
        for person, which, role in reader(news):
            found[person][which] = role
    return {
        person: Concern(told[min(told)], dict(sorted(told.items())))
        for person, told in sorted(found.items())
    }


Found = Iterator[tuple[int, int, str]]  # person, place in the list, role


def members_of(news: Sequence[News]) -> Iterator[tuple[int, list[int]]]:
    """People, each with the news of their group on days on which they are in it."""
    days = {day for one in news for day in one.days}
    begin, last = min(days), max(days)
    of_group: dict[int, list[int]] = defaultdict(list)
    for which, one in enumerate(news):
        of_group[one.group_id].append(which)
    columns = (Membership.person_id, Membership.group_id, Membership.starts_on, Membership.ends_on)
    there = select(*columns).where(Membership.group_id.in_(of_group))
    for person, group, first, end in db.session.execute(there.where(Membership.starts_on <= last)):
        places, until = of_group[group], end or last
        if first > begin or until < last:
            places = [n for n in places if any(first <= day <= until for day in news[n].days)]
        if places:
            yield person, places


def signed_up_for(news: Sequence[News]) -> Found:
    places: dict[int, list[int]] = defaultdict(list)
    for which, one in enumerate(news):
        for key in one.sessions:
            places[key].append(which)
    signed = select(SignUp.person_id, SignUp.session_id, SignUp.state).where(
        SignUp.session_id.in_(places), SignUp.state != SignUpState.WITHDRAWN
    )
    for person, session, state in db.session.execute(signed):
        for which in places[session]:
            yield person, which, SIGNED_UP if state == SignUpState.BOOKED else WAITS


def teachers_of(news: Sequence[News]) -> Found:
    for which, one in enumerate(news):
        for person in one.teachers:
            yield person, which, TEACHES


class Told(NamedTuple):
    """How many people are told by mail, and how many have no address that works."""

    mail: int
    call: int


def told(code: str, now: datetime) -> Told:
    """How the people are reached who were given notices of this session at this moment."""
    reached = select(Person.id, Person.email, Person.email_bounced_at).distinct()
    reached = reached.join(Notice, Notice.person_id == Person.id)
    reached = reached.where(Notice.about == f"session:{code}", Notice.made_at == now)
    rows = db.session.execute(reached).all()
    mail = sum(bool(row.email) and not row.email_bounced_at for row in rows)
    return Told(mail, len(rows) - mail)
