"""The organisations that rows belong to, with what they are told by."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from lms.db import db
from lms.indicators.facts import Row
from lms.people.models import Organisation
from lms.projects.models import Partner


class Home(NamedTuple):
    id: int
    slug: str
    country: str | None
    kind: str | None


class Homes(NamedTuple):
    """All organisations by id, and which are partners of the project."""

    all: Mapping[int, Home]
    partner_ids: list[int]

    def what(self, organisation_id: int | None) -> dict[str, Any]:
        """What items and people are parted by: whose they are, and in which country."""
        home = self.all.get(organisation_id or 0)
        return {"organisation": home.slug, "country": home.country} if home else {}

    def row(self, organisation_id: int, on: Any = None, **what: Any) -> Row:
        """An organisation as a row of a fact."""
        home = self.all[organisation_id]
        told = {"organisation_kind": home.kind, "country": home.country, **what}
        return Row(f"o:{home.id}", on, organisation=home.id, what=told)

    def partners(self, only: int | None) -> list[Row]:
        return [self.row(one) for one in self.partner_ids if only in (None, one)]


def homes(project_id: int) -> Homes:
    """Two statements."""
    every = select(Organisation.id, Organisation.slug, Organisation.country, Organisation.kind)
    own = select(Partner.organisation_id).where(Partner.project_id == project_id)
    return Homes(
        {row.id: Home(*row) for row in db.session.execute(every)},
        list(db.session.scalars(own.order_by(Partner.position))),
    )
