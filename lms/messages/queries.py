"""Reading what people are told: what waits, what was sent, whom to call."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from lms.db import db
from lms.messages.models import Mail, MailState, Notice, NoticeState, Unsubscription
from lms.people.models import Person

EVERYTHING = "*"  # every kind that is not necessary, also those that come to be later
TRIED_LONGEST = timedelta(hours=24)
TRIED_BY_NOW = timedelta(hours=1)  # a mail that says nothing: whoever sent it may have died
CALL_BEFORE = timedelta(hours=3)  # a server that is away: somebody calls so long before it begins


def waiting(person_id: int) -> Sequence[Notice]:
    """What waits to be put into a mail, the oldest first. Locked: nobody else does it meanwhile."""
    mine = select(Notice).where(
        Notice.person_id == person_id,
        Notice.state == NoticeState.WAITING,
        Notice.mail_id.is_(None),
    )
    return db.session.scalars(mine.order_by(Notice.id).with_for_update()).all()


def unwanted(person_id: int) -> set[str]:
    """The kinds that a person does not want; `*` is every one that is not necessary."""
    kinds = select(Unsubscription.kind).where(Unsubscription.person_id == person_id)
    return set(db.session.scalars(kinds))


def with_address(people: Collection[int]) -> set[int]:
    """Those of these people (ids) who have an address from which no mail came back."""
    have_one = Person.email.is_not(None) & Person.email_bounced_at.is_(None)
    return set(db.session.scalars(select(Person.id).where(Person.id.in_(people), have_one)))


def to_send(mail_id: int) -> Mail | None:
    """A mail that is not sent yet, with its reader and its notices."""
    named = select(Mail).where(Mail.id == mail_id, Mail.state == MailState.WAITING)
    return db.session.scalar(named.options(joinedload(Mail.person), selectinload(Mail.notices)))


def mail(mail_id: int) -> Mail | None:
    """A mail with its reader and its notices."""
    named = select(Mail).where(Mail.id == mail_id)
    return db.session.scalar(named.options(joinedload(Mail.person), selectinload(Mail.notices)))


def stuck(now: datetime) -> Sequence[Mail]:
    """Mails that wait for a day, whatever the reason; or for less, where what they tell of is near
    and they were tried (or should have been, an hour long). 200 at most."""
    near = exists().where(Notice.mail_id == Mail.id, Notice.before <= now + CALL_BEFORE)
    tried = or_(Mail.error.is_not(None), Mail.made_at <= now - TRIED_BY_NOW)
    late = or_(Mail.made_at <= now - TRIED_LONGEST, and_(tried, near))
    waiting = select(Mail).where(Mail.state == MailState.WAITING, late).order_by(Mail.id)
    return db.session.scalars(waiting.options(selectinload(Mail.notices)).limit(200)).all()


def told(person: Person) -> Select[Notice]:
    """Everything that a person was or is to be told, the newest first."""
    mine = select(Notice).where(Notice.person_id == person.id).order_by(Notice.id.desc())
    return mine.options(joinedload(Notice.mail), joinedload(Notice.told_by))


# The call list


class Call(NamedTuple):
    """Somebody to call, and what to tell them."""

    person: Person
    notices: list[Notice]


def to_call(group: str, now: datetime) -> ColumnElement[bool]:
    """Whether a notice is to be told by calling, and still of use."""
    useful = or_(Notice.before.is_(None), Notice.before > now)
    return and_(Notice.group == group, Notice.state == NoticeState.CALL, useful)


def people_to_call(group: str, now: datetime) -> Select[Person]:
    """Whom to call for a group: first those whom it concerns soonest."""
    soonest = (
        select(Notice.person_id, func.min(Notice.before).label("before"))
        .where(to_call(group, now))
        .group_by(Notice.person_id)
        .subquery()
    )
    people = select(Person).join(soonest, soonest.c.person_id == Person.id)
    return people.order_by(soonest.c.before.nulls_last(), Person.name, Person.id)


def calls(group: str, people: Sequence[Person], now: datetime) -> list[Call]:
    """What to tell each of these people. One query."""
    theirs: dict[int, list[Notice]] = {person.id: [] for person in people}
    wanted = select(Notice).where(to_call(group, now), Notice.person_id.in_(list(theirs)))
    for notice in db.session.scalars(wanted.order_by(Notice.id)):
        theirs[notice.person_id].append(notice)
    return [Call(person, theirs[person.id]) for person in people]


def how_many_to_call(group: str, now: datetime) -> int:
    """How many people are on the call list of a group."""
    people = select(func.count(Notice.person_id.distinct())).where(to_call(group, now))
    return db.session.scalar(people) or 0


# What came back


def mail_named(message_ids: Collection[str]) -> Mail | None:
    """The mail with one of these Message-IDs."""
    named = select(Mail).where(Mail.message_id.in_(list(message_ids))).limit(1)
    return db.session.scalar(named.options(joinedload(Mail.person), selectinload(Mail.notices)))


def last_mail_to(addresses: Collection[str]) -> Mail | None:
    """The last mail that went to one of these addresses."""
    newest = select(Mail).where(Mail.address.in_(list(addresses)), Mail.state == MailState.SENT)
    newest = newest.order_by(Mail.id.desc()).limit(1)
    return db.session.scalar(newest.options(joinedload(Mail.person), selectinload(Mail.notices)))
