"""What of a person's record goes at once when they are erased, and what when nothing must be kept.

Their row stays, so that what others did with them still has an end: it says a code that nobody
knows. Gender and date of birth stay with what proves hours, for the funder counts people by them.
"""

from datetime import datetime

from sqlalchemy import Select, delete, select, update

from lms.db import db
from lms.erasing import Leaving, change, scrub, without_words
from lms.people import codes, queries
from lms.people.actions import sign_out_everywhere
from lms.people.models import Change, FailedSignIn, Person, Role

AT_ONCE = 500  # keys that are looked for in one statement
NAMES = ("name", "native_name", "email", "phone", "card_code")


def leaving(person: Person, *, now: datetime) -> Leaving:
    """Who is to be erased, with the code that will be left of them."""
    code = codes.new_person_code()
    while queries.is_taken(Person.code, code):
        code = codes.new_person_code()
    names = {getattr(person, key) for key in NAMES} | names_before(person)
    return Leaving(person.id, code, person.code, tuple(sorted(filter(None, names))), now)


def names_before(person: Person) -> set[str | None]:
    """What they were called until their record was changed, as the history has it."""
    history = select(Change.detail).where(Change.noun == "person", Change.key == person.code)
    said = [detail or {} for detail in db.session.scalars(history)]
    return {(one.get("before") or {}).get(key) for one in said for key in NAMES}


def at_once(who: Leaving) -> None:
    """The record and every way in; what the history says of it; tries at their doors."""
    person = db.session.get_one(Person, who.id)
    history = Change.noun == "person", Change.key == who.old_code
    db.session.execute(update(Change).where(*history).values(key=who.code, detail=None))
    about = Change.key.endswith(f"/{who.old_code}", autoescape=True)
    change(Change.detail, who, about, without_words)
    scrub(Change.key, who)  # "lesson/LEA"
    doors = {f"{kind}:{one}" for one in who.names for kind in ("card", "email")}
    tried = FailedSignIn.door.in_([queries.kept_door(one) for one in sorted(doors)])
    db.session.execute(delete(FailedSignIn).where(tried))
    person.code = person.name = who.code
    person.native_name = person.language = person.email = person.phone = None
    person.email_bounced_at = person.email_bounce = None
    person.password_hash = person.card_code = person.pin_hash = None
    person.erased_at = who.now
    sign_out_everywhere(person)
    db.session.flush()


def quieten(noun: str, theirs: Select, who: Leaving) -> None:
    """What the history says of things of theirs, by the ids of these rows: nothing they wrote."""
    keys = db.session.scalars(theirs).all()
    for start in range(0, len(keys), AT_ONCE):
        some = [str(key) for key in keys[start : start + AT_ONCE]]
        told = (Change.noun == noun) & Change.key.in_(some)
        change(Change.detail, who, told, without_words)


def in_time(person: Person) -> None:
    """What was left of the record. The row itself stays: others' records hang on it."""
    person.gender = person.birth_date = None
    person.organisation_id, person.role = None, Role.LEARNER
    db.session.flush()
