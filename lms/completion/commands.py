"""`lms standing`: where everyone stands, from the terminal."""

from datetime import datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms import clock
from lms.completion import exports
from lms.courses.queries import group as group_of

standing = AppGroup("standing", help="Where the people of a group stand.")


@standing.command("export")
@click.option("--group", "slug", required=True, help="The group's slug.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="As of this day; without it, of today."
)
@click.option(
    "--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True
)
def export(slug: str, on: datetime | None, form: str) -> None:
    """The standing of everyone in a group, as it was known and due on a day."""
    group = group_of(slug)
    if group is None:
        click.echo(_("There is no group %(slug)s.", slug=slug), err=True)
        raise SystemExit(1)
    day = on.date() if on else clock.today(group.zone)
    click.echo((exports.as_csv if form == "csv" else exports.as_json)(group, day), nl=False)
