"""What a project's file says, as plain values; and a project's row as its file would say it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from lms.courses.content.exporter import as_yaml, said
from lms.db import db
from lms.projects.models import Partner, Project

PLAIN = (
    "title", "summary", "funder", "fund", "grant", "website", "starts_on", "ends_on", "themes",
    "pilots", "sources", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """An organisation of the list of partners: what the file says of the organisation itself.
    `aliases` as in its row."""

    slug: str
    name: str | None
    country: str | None
    kind: str | None
    aliases: list[dict[str, Any]] | None


@dataclass(frozen=True, slots=True)
class Written:
    """A project of a folder. `values` as `values_of` its row; `elsewhere`: the programmes that the
    folder does not have, each with its line."""

    slug: str
    file: str
    values: dict[str, Any]
    homes: list[Home]
    published: bool = False
    elsewhere: dict[str, int] = field(default_factory=dict)


def values_of(project: Project) -> dict[str, Any]:
    """A row as its file says it, in plain values: dates as text, others by their slugs."""
    values = {name: getattr(project, name) for name in PLAIN}
    for name in ("starts_on", "ends_on"):
        values[name] = values[name].isoformat() if values[name] else None
    return {
        **values,
        "lead": project.lead.slug if project.lead else None,
        "partners": [
            {"organisation": one.organisation.slug, "role": one.role, "reports": one.reports}
            for one in project.partners
        ],
        "programmes": sorted(one.slug for one in project.programmes),
        "figures": [one.values for one in project.reported],
    }


def whole(*slugs: str) -> list[Project]:
    """These projects, or all, with everything that a file says of them."""
    partners = selectinload(Project.partners).selectinload(Partner.organisation)
    wanted = select(Project).options(
        partners,
        selectinload(Project.programmes),
        selectinload(Project.reported),
        selectinload(Project.lead),
    )
    if slugs:
        wanted = wanted.where(Project.slug.in_(slugs))
    return list(db.session.scalars(wanted.order_by(Project.slug)))


def write(to: Callable[[list[str], str, str], None]) -> int:
    """Every project as a file; says how many."""
    found = whole()
    for project in found:
        values = values_of(project)
        values["partners"] = [as_partner(one) for one in project.partners]
        values["figures"] = [said(one) for one in values["figures"]]
        values["published"] = True if project.published_at else None
        to(["projects"], f"{project.slug}.yaml", as_yaml(values))
    return len(found)


def as_partner(one: Partner) -> dict[str, Any]:
    home = one.organisation
    return said(
        {
            "organisation": home.slug,
            "name": home.name if home.name != home.slug else None,
            "country": home.country,
            "kind": home.kind,
            "aliases": [said(alias) for alias in home.aliases or ()],
            "role": one.role,
            "reports": None if one.reports else False,
        }
    )
