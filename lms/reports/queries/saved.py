"""Saved views and weekly mails: whose they are, and whether what they name is still there."""

from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Group, Programme
from lms.db import db
from lms.people.models import Organisation, Person
from lms.projects.models import Project
from lms.reports.models import Digest, SavedView
from lms.reports.rules.saved import Address

ROWS: dict[str, Any] = {  # a filter -> where its slug is looked up
    "group": Group,
    "programme": Programme,
    "organisation": Organisation,
    "project": Project,
}
MOST = 200  # views of one person


def mine(person: Person) -> Select[SavedView]:
    """A person's own, by name."""
    own = select(SavedView).where(SavedView.person_id == person.id)
    return own.order_by(SavedView.title, SavedView.id)


def shared_with(person: Person) -> Select[SavedView]:
    """What others of the organisation share, by name; with whose they are. Who is of no
    organisation shares with nobody."""
    others = select(SavedView).where(
        SavedView.is_shared,
        SavedView.organisation_id.is_not(None),
        SavedView.person_id != person.id,
        SavedView.organisation_id == person.organisation_id,
    )
    return others.options(joinedload(SavedView.person)).order_by(SavedView.title, SavedView.id)


def gone(address: Address) -> set[str]:
    """The filters whose group, programme, organisation or project is not there any more. One
    statement for each of these filters."""
    named = {name: value for name, value in address.filters.items() if name in ROWS}
    return {
        name
        for name, slug in named.items()
        if not db.session.scalar(select(exists().where(ROWS[name].slug == slug)))
    }


def wants_digest(person: Person) -> bool:
    return db.session.get(Digest, person.id) is not None
