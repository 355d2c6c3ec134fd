"""The figures that a project published, and their sources, changed in the browser: each with its
author, its time and what was there before. The commit is the caller's."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person
from lms.projects.models import MOST_FIGURES, Project, ReportedFigure


def add(project: Project, values: dict[str, Any], *, by: Person, now: datetime) -> ReportedFigure:
    """One more figure, the last. Raises Refused where there are as many as a file may have."""
    if len(project.reported) >= MOST_FIGURES:
        words = _("A project has %(most)d figures or less. Take some out.", most=MOST_FIGURES)
        raise Refused(words)
    one = ReportedFigure(position=len(project.reported), **values)
    project.reported.append(one)
    in_order(project)
    db.session.flush()
    detail = {"before": None, "after": values}
    record("project", project.slug, "figure added", detail, by=by, now=now)
    return one


def change(
    project: Project, one: ReportedFigure, values: dict[str, Any], *, by: Person, now: datetime
) -> bool:
    """This is what was published. Whether that is different."""
    before = one.values
    if before == values:
        return False
    for name, value in values.items():
        setattr(one, name, value)
    detail = {"before": before, "after": values}
    record("project", project.slug, "figure changed", detail, by=by, now=now)
    return True


def take_out(project: Project, one: ReportedFigure, *, by: Person, now: datetime) -> None:
    """The history keeps what it said."""
    detail = {"before": one.values, "after": None}
    project.reported.remove(one)
    in_order(project)
    record("project", project.slug, "figure taken out", detail, by=by, now=now)


def move(project: Project, one: ReportedFigure, step: int, *, by: Person, now: datetime) -> bool:
    """One place up (-1) or down (1). Whether it stands elsewhere then."""
    place = project.reported.index(one)
    there = min(max(place + step, 0), len(project.reported) - 1)
    if there == place:
        return False
    project.reported[place].position, project.reported[there].position = there, place
    project.reported.sort(key=lambda row: row.position)
    in_order(project)
    detail = {"figure": one.label, "before": place, "after": there}
    record("project", project.slug, "figure moved", detail, by=by, now=now)
    return True


def set_sources(
    project: Project, sources: list[dict[str, Any]], *, by: Person, now: datetime
) -> bool:
    """These are the sources, in this order. Whether that is different."""
    before, after = project.sources or None, sources or None
    if before == after:
        return False
    project.sources = after
    detail = {"before": before, "after": after}
    record("project", project.slug, "sources changed", detail, by=by, now=now)
    return True


def in_order(project: Project) -> None:
    """Places without gaps, as a file has them."""
    for position, row in enumerate(project.reported):
        row.position = position
