"""`lms indicators`: a funder's figures, from the terminal."""

from datetime import datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import select

from lms.db import db
from lms.errors import Refused
from lms.indicators import exports
from lms.indicators.queries import counts
from lms.projects.models import Project
from lms.tables.terminal import database_in_words

indicators = AppGroup("indicators", help="A funder's figures.")


@indicators.command("export")
@click.option("--set", "slug", required=True, help="The set's slug.")
@click.option("--project", "project_slug", required=True, help="The project's slug.")
@click.option(
    "--to", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Up to and with this day."
)
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True
)
def export(slug: str, project_slug: str, to: datetime, form: str) -> None:
    """Every figure of a set for a project, counted now. Writes nothing into the database."""
    try:
        with database_in_words():
            text = exported(slug, project_slug, to, form)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    click.echo(text, nl=False)


def exported(slug: str, project_slug: str, to: datetime, form: str) -> str:
    """The text of the export. Raises Refused where there is no such project or set."""
    project = db.session.scalar(select(Project).where(Project.slug == project_slug))
    if project is None:
        raise Refused(_("There is no project %(slug)s.", slug=project_slug))
    found = exports.counted(slug, project, to.date())
    return exports.as_csv(found) if form == "csv" else exports.as_json(found)


@indicators.command("verify")
def verify() -> None:
    """Whether the figures and members of every frozen count are still those of its digest. Ends
    with 1 where one is not."""
    with database_in_words():
        found = [(one, counts.is_untouched(one)) for one in counts.frozen()]
    for one, is_fine in found:
        home = one.organisation.slug if one.organisation else _("all partners")
        words = _("unchanged") if is_fine else _("NOT what was frozen")
        click.echo(f"{one.id} {one.project.slug} {home} {one.until.isoformat()} {words}")
    if not all(is_fine for _one, is_fine in found):
        raise SystemExit(1)
