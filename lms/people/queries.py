"""Finding people and organisations."""

import hmac
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from lms.config import setting
from lms.db import db
from lms.people import codes, names, passwords
from lms.people.models import Change, FailedSignIn, Organisation, Person, Role

TRIES, PAUSE = 5, timedelta(minutes=15)


def by_password(email: str, password: str) -> Person | None:
    """The person with this e-mail and password. A no takes as long as a yes."""
    person = db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
    return person if matches(password, person.password_hash if person else None) else None


def by_card(code: str, pin: str) -> Person | None:
    """The learner with this card and PIN. A no takes as long as a yes."""
    owner = (Person.card_code == codes.as_card_code(code)) & (Person.role == Role.LEARNER)
    person = db.session.scalar(select(Person).where(owner))
    return person if matches(codes.as_pin(pin), person.pin_hash if person else None) else None


def matches(secret: str, stored: str | None) -> bool:
    """Compares, and lets go of the database meanwhile: hashing is slow on purpose."""
    db.session.rollback()
    return passwords.matches(secret, stored)


def kept_door(door: str) -> str:
    """What is kept of a door that was tried: who reads it reads no code of a card and no address,
    for these may be of somebody who was erased."""
    return hmac.new(setting("SECRET_KEY").encode(), door.encode(), "sha256").hexdigest()


def must_wait(door: str, now: datetime) -> bool:
    """Whether this door was tried in vain too often in the last quarter of an hour."""
    tries = select(func.count()).select_from(FailedSignIn)
    tries = tries.where(FailedSignIn.door == kept_door(door), FailedSignIn.at > now - PAUSE)
    return (db.session.scalar(tries) or 0) >= TRIES


def by_code(codes_wanted: Collection[str]) -> dict[str, Person]:
    """People by their codes."""
    found = db.session.scalars(select(Person).where(Person.code.in_(codes_wanted)))
    return {person.code: person for person in found}


def person(code: str) -> Person | None:
    """The person whom this code names."""
    named = select(Person).where(Person.code == code).options(joinedload(Person.organisation))
    return db.session.scalar(named)


def is_taken(column: InstrumentedAttribute, value: Any, but: Person | None = None) -> bool:
    """Whether somebody else has this code or e-mail address already."""
    others = select(Person.id).where(column == value, Person.id != (but.id if but else 0))
    return db.session.scalar(others) is not None


def hold(people: Collection[int]) -> set[int]:
    """Those of them (ids) who are not erased; and they are not until the commit. Whoever writes
    down something about a person calls it before anything else, and reads after it
    (docs/decisions/locks.md). It waits for no change of their record but of a code or an address.
    """
    rows = select(Person.id, Person.erased_at).where(Person.id.in_(people)).order_by(Person.id)
    found = db.session.execute(rows.with_for_update(read=True, key_share=True)).all()
    return {row.id for row in found if row.erased_at is None}


def lock_administrators() -> list[int]:
    """Those that are not erased, by id; nobody makes or erases one until the commit."""
    rows = select(Person.id).where(Person.role == Role.ADMINISTRATOR, Person.erased_at.is_(None))
    return list(db.session.scalars(rows.order_by(Person.id).with_for_update()))


def everyone(viewer: Person, words: str = "", role: str = "") -> Select:
    """The people whom a coordinator may see (rule 15): their own organisation's; by name.

    `words`: each must be in the name, the native name, the code or the e-mail address, in any case
    and with or without accents.
    """
    chosen = select(Person).options(joinedload(Person.organisation))
    chosen = chosen.where(Person.erased_at.is_(None))
    chosen = chosen.order_by(Person.search, Person.id)
    if viewer.role != Role.ADMINISTRATOR:
        mine = viewer.organisation_id
        chosen = chosen.where(Person.organisation_id == mine if mine else false())
    if role:
        chosen = chosen.where(Person.role == role)
    for word in names.folded(words).split()[:5]:
        chosen = chosen.where(Person.search.contains(word, autoescape=True))
    return chosen


def learners_among(wanted: Collection[str]) -> list[Person]:
    """The learners whom these codes name, by name."""
    found = select(Person).where(Person.code.in_(wanted), Person.role == Role.LEARNER)
    return list(db.session.scalars(found.order_by(Person.search, Person.id)))


def organisations() -> list[Organisation]:
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name)))


def changes(noun: str, key: str) -> list[Change]:
    """The last changes of a record, newest first, with who made them; 100 at most."""
    kept = select(Change).where(Change.noun == noun, Change.key == key)
    newest = kept.order_by(Change.id.desc()).limit(100).options(joinedload(Change.by))
    return list(db.session.scalars(newest))
