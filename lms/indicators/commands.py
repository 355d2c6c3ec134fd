"""`lms indicators`: a funder's figures, from the terminal."""

import json
from datetime import date, datetime
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import select

from lms.db import db
from lms.errors import Refused
from lms.indicators import exports
from lms.indicators.models import Count
from lms.indicators.queries import counts
from lms.projects.models import Project
from lms.tables.terminal import ends_in_words

indicators = AppGroup("indicators", help="A funder's figures.")


@indicators.command("export")
@click.option("--set", "slug", required=True, help="The set's slug.")
@click.option("--project", "project_slug", required=True, help="The project's slug.")
@click.option(
    "--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="Also what is new from this day on."
)
@click.option(
    "--to", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Up to and with this day."
)
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True
)
def export(
    slug: str, project_slug: str, since: datetime | None, to: datetime, form: str
) -> None:  # fmt: skip
    """Every figure of a set for a project, counted now. Writes nothing into the database."""
    with ends_in_words():
        text = exported(slug, project_slug, since and since.date(), to.date(), form)
    click.echo(text, nl=False)


def exported(slug: str, project_slug: str, since: date | None, to: date, form: str) -> str:
    """The text of the export. Raises Refused where there is no such project or set, or the days
    are the wrong way round."""
    if since is not None and since > to:
        raise Refused(_("The last day is before the first one."))
    project = db.session.scalar(select(Project).where(Project.slug == project_slug))
    if project is None:
        raise Refused(_("There is no project %(slug)s.", slug=project_slug))
    found = exports.counted(slug, project, to, since)
    return exports.as_csv(found, since) if form == "csv" else exports.as_json(found)


@indicators.command("verify")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def verify(form: str) -> None:
    """Whether the figures and members of every frozen count are still those of its digest. Ends
    with 1 where one is not."""
    with ends_in_words():
        rows = [as_row(one) for one in counts.frozen()]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            click.echo(as_line(row))
    if not all(row["unchanged"] for row in rows):
        raise SystemExit(1)


def as_row(count: Count) -> dict[str, Any]:
    """What is said of one count; no organisation: of all partners."""
    return {
        "count": count.id,
        "project": count.project.slug,
        "organisation": count.organisation.slug if count.organisation else None,
        "to": count.until.isoformat(),
        "unchanged": counts.is_untouched(count),
    }


def as_line(row: dict[str, Any]) -> str:
    home = row["organisation"] or _("all partners")
    words = _("unchanged") if row["unchanged"] else _("NOT what was frozen")
    return f"{row['count']} {row['project']} {home} {row['to']} {words}"
