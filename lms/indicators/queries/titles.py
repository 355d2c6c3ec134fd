"""What programmes and organisations are called."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from lms.courses.models import Programme
from lms.db import db
from lms.people.models import Organisation

# part of a figure -> what it is named by
NAMES: dict[str, tuple[Any, Any]] = {
    "programme": (Programme.slug, Programme.title),
    "organisation": (Organisation.slug, Organisation.name),
}


def titles(by: str, slugs: Collection[str]) -> dict[str, Any]:
    """By slug, of those that are still there: a text, or a map of languages. One statement where
    the part is named so."""
    if by not in NAMES or not slugs:
        return {}
    slug, name = NAMES[by]
    found = db.session.execute(select(slug, name).where(slug.in_(slugs)))
    return {row[0]: row[1] for row in found}
