"""Projects of a folder into the database, and what does not fit there."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms.courses.content.changes import Changes
from lms.courses.content.changes import put as put_values
from lms.courses.content.problems import Problems
from lms.courses.models import Programme
from lms.db import db
from lms.meant import meant
from lms.people.actions import organisation
from lms.people.models import Organisation, Person
from lms.projects.content.written import PLAIN, Home, Written, values_of, whole
from lms.projects.models import FIGURE, Partner, Project, ReportedFigure


def problems(found: list[Written], over: bool) -> Problems:
    """Programmes that are nowhere, and what people changed in the browser (if not to go over)."""
    wrong = Problems()
    named = {slug for one in found for slug in one.elsewhere}
    there = set(db.session.scalars(select(Programme.slug))) if named else set()
    rows = {row.slug: row for row in whole(*(one.slug for one in found))} if found else {}
    for one in found:
        for slug, line in one.elsewhere.items():
            if slug not in there:
                words = _('There is no programme "%(slug)s" here or in the database.', slug=slug)
                wrong.add(one.file, line, "programmes", words + meant(slug, there))
        row = rows.get(one.slug)
        if row and not over and (names := overwritten(row, one.values)):
            words = _(
                "This was changed in the browser since the last import: %(what)s. Export the "
                "content and bring both together, or import with --over: then the folder goes "
                "over it.",
                what=", ".join(names),
            )
            wrong.add(one.file, None, None, words)
    return wrong


def news(row: Project, values: dict[str, Any]) -> list[str]:
    """What a file says that the row does not have, and that it did not say at the last import: what
    people made of the rest in the browser stays."""
    now, before = values_of(row), row.imported or {}
    return [
        name
        for name, said in values.items()
        if now[name] != said and (name not in before or said != before[name])
    ]


def overwritten(row: Project, values: dict[str, Any]) -> list[str]:
    """Those of the news that would go over what somebody made in the browser."""
    now, before = values_of(row), row.imported
    if before is None:
        return news(row, values)
    return [name for name in news(row, values) if name in before and now[name] != before[name]]


def put(found: list[Written], changes: Changes, by: Person | None) -> None:
    """The projects into the session. Organisations that are not known are made; of those that are,
    only what is not said yet is filled in."""
    rows = {row.slug: row for row in whole(*(one.slug for one in found))} if found else {}
    for one in found:
        homes = {home.slug: put_home(home, changes) for home in one.homes}
        put_one(one, rows.get(one.slug), homes, changes)


def put_home(home: Home, changes: Changes) -> Organisation:
    known = db.session.scalar(select(Organisation).where(Organisation.slug == home.slug))
    row = known or organisation(home.slug, home.name)
    if known is None:
        changes.organisations = sorted({*changes.organisations, home.slug})
    values = {name: getattr(home, name) for name in ("country", "kind", "aliases")}
    values = {name: said for name, said in values.items() if said and not getattr(row, name)}
    if home.name and row.name == row.slug != home.name:
        values["name"] = home.name
    if (fields := put_values(row, values)) and known is not None:
        changes.note("organisation", home.slug, is_new=False, fields=fields)
    return row


def put_one(
    one: Written, row: Project | None, homes: dict[str, Organisation], changes: Changes
) -> None:
    is_new = row is None
    if row is None:
        row = Project(slug=one.slug, title=one.values["title"])
        row.published_at = changes.now if one.published else None
        db.session.add(row)
    different = [*one.values] if is_new else news(row, one.values)
    if not is_new and (names := overwritten(row, one.values)):
        now = values_of(row)
        changes.before["project", one.slug] = {name: now[name] for name in names}
    put_different(row, one.values, different, homes)
    if row.imported != one.values:
        row.imported = one.values
    changes.note("project", one.slug, is_new=is_new, fields=different)


def put_different(
    row: Project, values: dict[str, Any], different: list[str], homes: dict[str, Organisation]
) -> None:
    """Sets those values of a file that are different."""
    for name in different:
        said = values[name]
        if name in ("starts_on", "ends_on"):
            setattr(row, name, date.fromisoformat(said) if said else None)
        elif name in PLAIN:
            setattr(row, name, said)
    if "lead" in different:
        row.lead = homes.get(values["lead"] or "")
    if "partners" in different:
        put_partners(row, values["partners"], homes)
    if "programmes" in different:
        wanted = select(Programme).where(Programme.slug.in_(values["programmes"]))
        row.programmes = list(db.session.scalars(wanted.order_by(Programme.slug)))
    if "figures" in different:
        row.reported = [
            ReportedFigure(position=position, **{name: one[name] for name in FIGURE})
            for position, one in enumerate(values["figures"])
        ]


def put_partners(
    row: Project, partners: list[dict[str, Any]], homes: dict[str, Organisation]
) -> None:
    there = {one.organisation.slug: one for one in row.partners}
    for position, one in enumerate(partners):
        slug = one["organisation"]
        kept = there.pop(slug, None)
        if kept is None:
            kept = Partner(organisation=homes[slug])
            row.partners.append(kept)
        kept.position, kept.role, kept.reports = position, one["role"], one["reports"]
    for left in there.values():
        row.partners.remove(left)
    row.partners.sort(key=lambda one: one.position)
