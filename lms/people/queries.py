"""Finding people and organisations."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.people import codes, passwords
from lms.people.models import Change, FailedSignIn, Organisation, Person, Role

TRIES, PAUSE = 5, timedelta(minutes=15)


def by_password(email: str, password: str) -> Person | None:
    """The person with this e-mail and password. A no takes as long as a yes."""
    person = db.session.scalar(select(Person).where(Person.email == email.strip().lower()))
    known = passwords.matches(password, person.password_hash if person else None)
    return person if known else None


def by_card(code: str, pin: str) -> Person | None:
    """The learner with this card and PIN. A no takes as long as a yes."""
    person = db.session.scalar(select(Person).where(Person.card_code == codes.as_card_code(code)))
    known = passwords.matches(codes.as_pin(pin), person.pin_hash if person else None)
    return person if known else None


def has_card(code: str) -> bool:
    """Whether a card with this code exists."""
    kept = codes.as_card_code(code)
    return db.session.scalar(select(Person.id).where(Person.card_code == kept)) is not None


def must_wait(door: str, now: datetime) -> bool:
    """Whether this door was tried in vain too often in the last quarter of an hour."""
    tries = select(func.count()).select_from(FailedSignIn)
    tries = tries.where(FailedSignIn.door == door, FailedSignIn.at > now - PAUSE)
    return (db.session.scalar(tries) or 0) >= TRIES


def by_code(codes_wanted: Collection[str]) -> dict[str, Person]:
    """People by their codes."""
    found = db.session.scalars(select(Person).where(Person.code.in_(codes_wanted)))
    return {person.code: person for person in found}


def organisations_by_slug(slugs: Collection[str]) -> dict[str, Organisation]:
    found = db.session.scalars(select(Organisation).where(Organisation.slug.in_(slugs)))
    return {organisation.slug: organisation for organisation in found}


def everyone(viewer: Person, words: str = "", role: str = "") -> Select:
    """The people whom a coordinator may see (rule 15): their own organisation's; by name."""
    chosen = (
        select(Person).options(joinedload(Person.organisation)).order_by(Person.name, Person.id)
    )
    if viewer.role != Role.ADMINISTRATOR:
        chosen = chosen.where(Person.organisation_id == viewer.organisation_id)
    if role:
        chosen = chosen.where(Person.role == role)
    for word in words.split()[:5]:
        like = f"%{word.lower()}%"
        chosen = chosen.where(
            or_(
                func.lower(Person.name).like(like),
                func.lower(Person.code).like(like),
                func.lower(Person.native_name).like(like),
            )
        )
    return chosen


def changes(noun: str, key: str) -> list[Change]:
    """The last changes of a record, newest first, with who made them; 100 at most."""
    kept = select(Change).where(Change.noun == noun, Change.key == key)
    newest = kept.order_by(Change.id.desc()).limit(100).options(joinedload(Change.by))
    return list(db.session.scalars(newest))
