"""People as a table, as it can be imported again."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import false, select

from lms.db import db
from lms.people.models import Organisation, Person, Role


def people(viewer: Person | None) -> Iterable[Any]:
    """The rows of people.csv by code: those of the viewer's organisation (rule 15); of everyone for
    administrators and, without a viewer, for the command line. Administrators are left out: a file
    cannot make them. Who was erased is nobody any more."""
    columns = (
        Person.code,
        Person.name,
        Person.native_name,
        Person.language,
        Person.email,
        Person.phone,
        Person.gender,
        Person.birth_date,
        Organisation.slug,
        Person.role,
    )
    query = select(*columns).outerjoin(Person.organisation).order_by(Person.code)
    query = query.where(Person.role != Role.ADMINISTRATOR, Person.erased_at.is_(None))
    if viewer and viewer.role != Role.ADMINISTRATOR:
        ours = viewer.organisation_id
        query = query.where(Organisation.id == ours if ours else false())
    return db.session.execute(query)
