"""Which groups are meant by the filters of an address that say something of whole groups."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, select

from lms.courses.models import Group, Programme
from lms.courses.rules import TRACKS
from lms.db import db
from lms.i18n import in_words
from lms.people.models import Organisation
from lms.projects.models import Project, ProjectProgramme


def _organisation(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Group.organisation_id.in_(select(Organisation.id).where(condition))


def _programme(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Group.programme_id.in_(select(Programme.id).where(condition))


def _project(slug: str) -> ColumnElement[bool]:
    of = select(ProjectProgramme.programme_id).join(
        Project, Project.id == ProjectProgramme.project_id
    )
    return Group.programme_id.in_(of.where(Project.slug == slug))


NAMES: Mapping[str, Callable[[str], ColumnElement[bool]]] = {
    "country": lambda value: _organisation(Organisation.country == value),
    "organisation": lambda value: _organisation(Organisation.slug == value),
    "track": lambda value: _programme(Programme.track == value),
    "theme": lambda value: _programme(Programme.theme == value),
    "project": _project,
    "programme": lambda value: _programme(Programme.slug == value),
    "group": lambda value: Group.slug == value,
}


def conditions(args: Mapping[str, str]) -> list[ColumnElement[bool]]:
    """Conditions on Group; other names are left to others."""
    return [NAMES[name](value) for name, value in args.items() if name in NAMES]


def told(args: Mapping[str, str], sight: Sequence[ColumnElement[bool]]) -> list[tuple[str, str]]:
    """The filters in words: (what, which). A statement for each that has a title; what is out of
    sight has none here."""
    return [(_title(name), _said(name, value, sight)) for name, value in args.items()]


def _title(name: str) -> str:
    return {
        "country": _("Country"),
        "organisation": _("Organisation"),
        "track": _("Track"),
        "theme": _("Theme"),
        "project": _("Project"),
        "programme": _("Programme"),
        "group": _("Group"),
    }[name]


def _said(name: str, value: str, sight: Sequence[ColumnElement[bool]]) -> str:
    if name == "track":
        return str({str(track): words for track, words in TRACKS.items()}.get(value, value))
    if name not in NAMED:
        return value
    title, key, of_groups = NAMED[name]
    among = select(of_groups).where(*sight)
    found = db.session.scalar(select(title).where(title.class_.slug == value, key.in_(among)))
    return in_words(found) or value


NAMED: Mapping[str, tuple[Any, Any, Any]] = {  # title, key, that key of a group
    "organisation": (Organisation.name, Organisation.id, Group.organisation_id),
    "programme": (Programme.title, Programme.id, Group.programme_id),
    "group": (Group.title, Group.id, Group.id),
}


class Choices(NamedTuple):
    """What a viewer may choose from."""

    programmes: Sequence[Row]  # slug, title
    groups: Sequence[Row]


MOST_CHOICES = 500


def choices(sight: Sequence[ColumnElement[bool]]) -> Choices:
    """Programmes and groups that the viewer may see. Two statements."""
    ids = select(Group.programme_id).where(*sight)
    programmes = select(Programme.slug, Programme.title).where(Programme.id.in_(ids))
    groups = select(Group.slug, Group.title).where(*sight).order_by(Group.title, Group.id)
    return Choices(
        db.session.execute(programmes.order_by(Programme.slug).limit(MOST_CHOICES)).all(),
        db.session.execute(groups.limit(MOST_CHOICES)).all(),
    )
