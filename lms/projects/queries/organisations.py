"""Organisations: which of them somebody sees, and which is there already."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true

from lms.courses.models import Group
from lms.db import db
from lms.people import names
from lms.people.models import Organisation, Person, Role
from lms.people.rules import is_administrator
from lms.projects.models import Partner, Project

AT_ONCE = 500  # ids in a statement


class Listed(NamedTuple):
    """One of the list. People are all who are not erased; the numbers are for administrators."""

    organisation: Organisation
    people: int | None
    groups: int | None


def organisation(slug: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def in_sight(viewer: Person) -> ColumnElement[bool]:
    """Of the organisations in the statement: all for an administrator; for a coordinator their own
    and who takes part in its projects."""
    if is_administrator(viewer):
        return true()
    home = viewer.organisation_id
    if viewer.role != Role.COORDINATOR or home is None:
        return false()
    takes_part = select(Partner.project_id).where(Partner.organisation_id == home)
    theirs = or_(Project.lead_id == home, Project.id.in_(takes_part))
    partners = select(Partner.organisation_id).join(Project, Project.id == Partner.project_id)
    leads = select(Project.lead_id).where(Project.lead_id.is_not(None), theirs)
    return or_(
        Organisation.id == home,
        Organisation.id.in_(partners.where(theirs)),
        Organisation.id.in_(leads),
    )


def found(viewer: Person, words: str = "") -> list[int]:
    """The ids of those that somebody sees, by name. `words`: each must be in the name, in one that
    it also had, or for administrators in the short name; in any case, with or without accents."""
    asked = select(Organisation.id, Organisation.name, Organisation.aliases, Organisation.slug)
    wanted = names.folded(words).split()[:5]
    rows = []
    for key, name, aliases, slug in db.session.execute(asked.where(in_sight(viewer))):
        text = names.folded(" ".join([name, *(one["name"] for one in aliases or ())]))
        if is_administrator(viewer):
            text = f"{text} {slug}"
        if all(word in text for word in wanted):
            rows.append((text, key))
    return [key for _text, key in sorted(rows)]


def listed(viewer: Person, ids: Sequence[int]) -> list[Listed]:
    """The rows of these organisations, in this order: three statements for some hundreds."""
    parts = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return [row for part in parts for row in some(viewer, part)]


def some(viewer: Person, ids: Sequence[int]) -> list[Listed]:
    asked = select(Organisation).where(Organisation.id.in_(ids))
    rows = {one.id: one for one in db.session.scalars(asked)}
    if not is_administrator(viewer):
        return [Listed(rows[key], None, None) for key in ids]
    staying = select(Person.organisation_id).where(Person.erased_at.is_(None))
    people = counted(staying, Person.organisation_id, ids)
    groups = counted(select(Group.organisation_id), Group.organisation_id, ids)
    return [Listed(rows[key], people.get(key, 0), groups.get(key, 0)) for key in ids]


def counted(rows: Select, home: Any, ids: Sequence[int]) -> dict[int, int]:
    """How many of these rows each of these organisations has."""
    number = rows.add_columns(func.count()).where(home.in_(ids)).group_by(home)
    return {row[0]: row[1] for row in db.session.execute(number)}


def of_name(name: str, but: Organisation | None = None) -> Organisation | None:
    """The organisation that has this name, or had it, whatever its case and accents; `but`: which
    one is not meant."""
    wanted = names.folded(name)
    asked = select(Organisation.id, Organisation.name, Organisation.aliases)
    if but is not None:
        asked = asked.where(Organisation.id != but.id)
    for key, own, aliases in db.session.execute(asked.order_by(Organisation.id)):
        known = [own, *(one["name"] for one in aliases or ())]
        if wanted in map(names.folded, known):
            return db.session.get(Organisation, key)
    return None
