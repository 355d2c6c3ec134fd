"""What a person wants to be told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from lms.db import db
from lms.messages import queries
from lms.messages.kinds import KINDS, kinds_for
from lms.messages.models import Unsubscription
from lms.messages.queries import EVERYTHING
from lms.people.models import Person


def choose(person: Person, wanted: Collection[str], *, now: datetime) -> None:
    """The kinds that a person wants to be told of; those that are necessary come anyway."""
    optional = [kind.name for kind in kinds_for(person, necessary=False)]
    refused = [name for name in optional if name not in wanted]
    kinds = [EVERYTHING] if refused and refused == optional else refused
    db.session.execute(delete(Unsubscription).where(Unsubscription.person_id == person.id))
    db.session.add_all(Unsubscription(person_id=person.id, kind=kind, at=now) for kind in kinds)


def refuse(person: Person, kind: str, *, now: datetime) -> None:
    """One kind less, of those that are not necessary; the others are as they were."""
    refused = queries.unwanted(person.id)
    if not refused & {kind, EVERYTHING}:
        db.session.add(Unsubscription(person_id=person.id, kind=kind, at=now))


def want_nothing(person: Person, *, now: datetime) -> None:
    """No mail from now on that is not necessary."""
    choose(person, (), now=now)


def want_everything(person: Person, *, now: datetime) -> None:
    """All kinds of messages, as in the beginning."""
    choose(person, KINDS, now=now)
