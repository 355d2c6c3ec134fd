"""`lms standing`: where everyone stands, from the terminal."""

from datetime import datetime

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms import clock
from lms.completion import exports
from lms.courses.queries import group as group_of
from lms.errors import Refused
from lms.tables.terminal import database_in_words

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
    try:
        with database_in_words():
            text = exported(slug, on, form)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    click.echo(text, nl=False)


def exported(slug: str, on: datetime | None, form: str) -> str | bytes:
    """The text of the export. Raises Refused where there is no such group."""
    group = group_of(slug)
    if group is None:
        raise Refused(_("There is no group %(slug)s.", slug=slug))
    day = on.date() if on else clock.today(group.zone)
    return (exports.as_csv if form == "csv" else exports.as_json)(group, day)
