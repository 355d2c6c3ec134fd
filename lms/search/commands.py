"""`lms search`: the index of what can be found, from the terminal."""

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.db import db
from lms.errors import Refused
from lms.search import actions
from lms.tables.terminal import database_in_words

search = AppGroup("search", help="The index of what can be found.")


@search.command("rebuild")
def rebuild() -> None:
    """Make the index anew, after an upgrade or where something is not found.

    What is right already stays; people can search meanwhile.
    """
    try:
        with database_in_words():
            changed = actions.rebuild(told)
            db.session.commit()
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    words = ngettext("%(num)s entry was made anew.", "%(num)s entries were made anew.", changed)
    click.echo(words if changed else _("Everything was right already."))


def told(kind: str, done: int, total: int) -> None:
    """How far it is, on standard error."""
    click.echo(f"{kind}: {done}/{total}", err=True)
