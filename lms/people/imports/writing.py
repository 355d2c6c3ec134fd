"""Writing many people at once: a bounded number of statements for any number of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from lms.db import db
from lms.people import names
from lms.people.actions import Note
from lms.people.actions import record_all as note_all
from lms.people.models import STAFF, Organisation, Person, Role
from lms.tables.lookups import found, portions

KEPT = (
    "code",
    "name",
    "native_name",
    "language",
    "email",
    "phone",
    "gender",
    "birth_date",
    "role",
)


def organisation_ids(slugs: Collection[str]) -> dict[str, int]:
    """The ids of the organisations of these slugs, as far as they are known."""
    query = select(Organisation.slug, Organisation.id)
    return dict(tuple(row) for row in found(query, Organisation.slug, slugs))


def new_organisations(slugs: list[str]) -> None:
    """Organisations that come with a file: their slug is their name, until somebody changes it."""
    if slugs:
        db.session.execute(insert(Organisation), [{"slug": s, "name": s} for s in slugs])


def write(
    organisations: list[str],
    new: list[dict],
    changed: list[tuple[dict, dict]],
    *,
    by: Person | None,
    now: datetime,
) -> None:
    """Everything, a bounded number of statements for any number of people."""
    new_organisations(organisations)
    slugs = {row.get("organisation") for row in [*new, *(after for _before, after in changed)]}
    ids = organisation_ids([slug for slug in slugs if slug])
    updates = [as_changes(before, after, ids) for before, after in changed]
    if moving := [row["id"] for row in updates if "email" in row]:  # two may change addresses
        nothing = {"email": None, "email_bounced_at": None, "email_bounce": None}
        db.session.execute(update(Person), [{"id": key, **nothing} for key in moving])
    if new:
        db.session.execute(insert(Person), [as_columns(row, ids) for row in new])
    if updates:
        db.session.execute(update(Person), updates)
        end_cards([before["id"] for before, after in changed if after.get("role") in STAFF])
    notes: list[Note] = [
        ("person", row["code"], "created", {"role": row.get("role", Role.LEARNER)}) for row in new
    ]
    notes += [
        ("person", before["code"], "changed", before_and_after(before, row))
        for (before, _after), row in zip(changed, updates, strict=True)
    ]
    note_all(notes, by=by, now=now)
    db.session.expire_all()


def as_columns(values: dict, ids: dict[str, int]) -> dict[str, Any]:
    """A new person's row; every row has the same columns."""
    row = {name: values.get(name) for name in KEPT} | {"role": values.get("role", Role.LEARNER)}
    row["organisation_id"] = ids.get(values.get("organisation") or "")
    row["search"] = names.searchable(row)
    return row


def as_changes(before: dict, after: dict, ids: dict[str, int]) -> dict[str, Any]:
    row = {"id": before["id"], **after, "search": names.searchable(before | after)}
    if "organisation" in row:
        row["organisation_id"] = ids.get(row.pop("organisation") or "")
    return row


def end_cards(people_ids: list[int]) -> None:
    """Who joins the staff loses the learner's card and every sign-in made with it."""
    if people_ids:
        version = Person.sign_in_version + 1
        ended = {"card_code": None, "pin_hash": None, "sign_in_version": version}
        for part in portions(people_ids):
            db.session.execute(update(Person).where(Person.id.in_(part)).values(ended))


def before_and_after(before: dict, row: dict) -> dict[str, dict]:
    different = [name for name in row if name not in ("id", "search")]
    return {
        "before": {name: plain(before[name]) for name in different},
        "after": {name: plain(row[name]) for name in different},
    }


def plain(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else str(value)
