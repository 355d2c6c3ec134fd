"""New organisations, and what an organisation is. The commit is the caller's."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Organisation, Person
from lms.projects.queries import organisations as queries


def make_organisation(
    slug: str, values: dict[str, Any], *, by: Person, now: datetime
) -> Organisation:
    """A new organisation. Raises Refused where another one has this short name."""
    if there := queries.organisation(slug):
        raise Refused(_("%(name)s has this short name. Use another one.", name=there.name))
    made = Organisation(slug=slug, **values)
    db.session.add(made)
    db.session.flush()
    record("organisation", slug, "created", values, by=by, now=now)
    return made


def change_organisation(
    home: Organisation, values: dict[str, Any], *, by: Person, now: datetime
) -> bool:
    """Name, country and kind of an organisation. Whether anything is different."""
    different = {name: said for name, said in values.items() if getattr(home, name) != said}
    before = {name: getattr(home, name) for name in different}
    for name, said in different.items():
        setattr(home, name, said)
    if different:
        detail = {"before": before, "after": different}
        record("organisation", home.slug, "changed", detail, by=by, now=now)
    return bool(different)
