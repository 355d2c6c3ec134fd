"""Who takes part in a project and what is taught for it. The commit is the caller's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.courses.models import Programme
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Organisation, Person
from lms.projects.models import Partner, Project


class Place(NamedTuple):
    """What is said of a partner: its role in one language, and whether it reports."""

    organisation: Organisation
    role: str
    reports: bool


def set_partners(
    project: Project, places: Sequence[Place], *, language: str, by: Person, now: datetime
) -> bool:
    """These are the partners, in this order; roles in other languages stay. Whether anything is
    different. Raises Refused where the lead would be gone."""
    wanted = {one.organisation.id for one in places}
    if project.lead_id is not None and project.lead_id not in wanted:
        raise Refused(_("Who leads the project stays one of its partners."))
    before = told(project)
    there = {one.organisation_id: one for one in project.partners}
    for left in [one for one in project.partners if one.organisation_id not in wanted]:
        project.partners.remove(left)
    for position, place in enumerate(places):
        one = there.get(place.organisation.id)
        if one is None:
            one = Partner(organisation=place.organisation, position=position)
            project.partners.append(one)
        others = {key: text for key, text in (one.role or {}).items() if key != language}
        one.role = ({**others, language: place.role} if place.role else others) or None
        one.position, one.reports = position, place.reports
    after = told(project)
    if after != before:
        detail = {"before": before, "after": after}
        record("project", project.slug, "partners changed", detail, by=by, now=now)
    return after != before


def told(project: Project) -> list[dict[str, Any]]:
    """The partners as the history keeps them."""
    rows = sorted(project.partners, key=lambda one: one.position)
    return [
        {"organisation": one.organisation.slug, "role": one.role, "reports": one.reports}
        for one in rows
    ]


def set_programmes(
    project: Project, programmes: Sequence[Programme], *, by: Person, now: datetime
) -> bool:
    """These are taught for the project. Whether that is different."""
    before = sorted(one.slug for one in project.programmes)
    after = sorted(one.slug for one in programmes)
    if before == after:
        return False
    project.programmes = list(programmes)
    detail = {"before": before, "after": after}
    record("project", project.slug, "programmes changed", detail, by=by, now=now)
    return True
