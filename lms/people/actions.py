"""Changing people. Who and when are arguments; the commit is not ours (lms/web.py)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from lms.db import db
from lms.errors import Refused, discreet
from lms.people import codes, passwords, queries
from lms.people.models import Change, FailedSignIn, Organisation, Person

Note = tuple[str, Any, str, dict | None]  # noun, key, verb, detail
SHORTEST = 10  # characters of a password


def record(
    noun: str, key: Any, verb: str, detail: dict | None = None, *, by: Person | None, now: datetime
) -> None:
    """The history row of a change, written beside it. `by` none: the command line."""
    change = Change(noun=noun, key=str(key), verb=verb, detail=detail, at=now)
    change.by_id = by.id if by else None
    db.session.add(change)


def record_all(notes: Iterable[Note], *, by: Person | None, now: datetime) -> None:
    """The history rows of many changes, in one statement."""
    rows = [
        {"noun": noun, "key": str(key), "verb": verb, "detail": detail, "at": now,
         "by_id": by and by.id}
        for noun, key, verb, detail in notes
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Change), rows)


def note_failure(door: str, *, now: datetime) -> None:
    """A wrong password or PIN at this door. What is older than a day is forgotten, at all doors."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.at < now - timedelta(days=1)))
    db.session.add(FailedSignIn(door=queries.kept_door(door), at=now))


def forget_failures(door: str) -> None:
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.door == queries.kept_door(door)))


def organisation(slug: str, name: str | None = None) -> Organisation:
    """The organisation of this slug; a new one where it is not known yet."""
    known = db.session.scalar(select(Organisation).where(Organisation.slug == slug))
    if known is None:
        known = Organisation(slug=slug, name=name or slug)
        db.session.add(known)
        db.session.flush()
    return known


def create(values: dict[str, Any], *, by: Person | None, now: datetime) -> Person:
    """A new person. Raises Refused where the code or the e-mail is taken."""
    values = tidied(values)
    refuse_taken(values)
    person = Person(**values)
    db.session.add(person)
    db.session.flush()
    record("person", person.code, "created", {"role": person.role}, by=by, now=now)
    return person


def change(
    person: Person, values: dict[str, Any], *, by: Person | None, now: datetime
) -> list[str]:
    """Changes what is different, and says which; the history keeps before and after.

    Who joins the staff loses the learner's card: four digits are not enough for others' data.
    """
    values = tidied(values)
    different = {key: value for key, value in values.items() if getattr(person, key) != value}
    if different:
        refuse_taken(different, person)
        before = {key: text(getattr(person, key)) for key in different}
        for key, value in different.items():
            setattr(person, key, value)
        after = {key: text(value) for key, value in different.items()}
        detail = {"before": before, "after": after}
        record("person", person.code, "changed", detail, by=by, now=now)
    if "email" in different:  # what came back came from the address until now
        person.email_bounced_at = person.email_bounce = None
    if "role" in different and person.is_staff:
        person.card_code = person.pin_hash = None
        sign_out_everywhere(person)
    return list(different)


def mail_came_back(person: Person, words: str, *, now: datetime) -> None:
    """Their address takes no mail; `words` are the mail server's, which may repeat it. A new
    address forgets this; the history does not. Nothing is written of who was erased meanwhile."""
    if not queries.hold([person.id]):
        return
    person.email_bounced_at, person.email_bounce = now, words[:300]
    kept = {"words": discreet(words)[:300]}
    record("person", person.code, "mail came back", kept, by=None, now=now)


def tidied(values: dict[str, Any]) -> dict[str, Any]:
    """Nothing is none, never an empty text; e-mail addresses are kept in small letters."""
    tidy = {key: None if value == "" else value for key, value in values.items()}
    if email := tidy.get("email"):
        tidy["email"] = email.strip().lower()
    return tidy


def refuse_taken(values: dict[str, Any], person: Person | None = None) -> None:
    for column in (Person.code, Person.email):
        value = values.get(column.key)
        if value and queries.is_taken(column, value, person):
            raise Refused(_("%(value)s is somebody else's already. Use another one.", value=value))


def text(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else str(value)


def sign_out_everywhere(person: Person) -> None:
    """Every sign-in of this person ends, on every device."""
    person.sign_in_version = (person.sign_in_version or 0) + 1


def leave_everywhere(person: Person, *, now: datetime) -> None:
    """A person's own wish to be signed out on every device."""
    sign_out_everywhere(person)
    record("person", person.code, "signed out everywhere", by=person, now=now)


def give_card(person: Person, *, by: Person | None, now: datetime) -> str:
    """A new card for a learner: its code stays, or is made; the PIN is new and returned once.

    Raises Refused for staff, who sign in with a password.
    """
    if person.is_staff:
        raise Refused(_("Cards are for learners. Make a new password instead."))
    pin = codes.new_pin()
    person.card_code = person.card_code or free_card_code()
    person.pin_hash = passwords.hashed(pin)
    forget_failures(f"card:{person.card_code}")
    sign_out_everywhere(person)
    record("person", person.code, "card given", by=by, now=now)
    return pin


def free_card_code() -> str:
    while True:
        code = codes.new_card_code()
        if not queries.is_taken(Person.card_code, code):
            return code


def give_password(person: Person, *, by: Person | None, now: datetime) -> str:
    """A new password, returned once. Raises Refused where there is no e-mail to sign in with."""
    if not person.email:
        raise Refused(_("An e-mail address comes first: it is needed to sign in with a password."))
    password = codes.new_password()
    set_password(person, password, by=by, now=now)
    return password


def set_password(person: Person, password: str, *, by: Person | None, now: datetime) -> None:
    """A new password; whoever was signed in with the old one is signed out everywhere."""
    if len(password) < SHORTEST:
        raise Refused(_("Use a password of 10 characters or more."))
    person.password_hash = passwords.hashed(password)
    if person.email:
        forget_failures(f"email:{person.email}")
    sign_out_everywhere(person)
    record("person", person.code, "password set", by=by, now=now)


def choose_language(person: Person, language: str, *, now: datetime) -> None:
    """The language in which a person wants to be spoken to."""
    if person.language != language:
        change(person, {"language": language}, by=person, now=now)
