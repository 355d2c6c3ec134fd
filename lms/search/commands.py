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

    What is right already stays; people can go on working meanwhile.
    """
    changed = 0
    try:
        with database_in_words():
            for step in actions.rebuild():
                db.session.commit()  # nobody has to wait for the whole
                changed += step.changed
                click.echo(f"{step.kind}: {step.done}/{step.total}", err=True)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from None
    words = ngettext("%(num)s entry was made anew.", "%(num)s entries were made anew.", changed)
    click.echo(words if changed else _("Everything was right already."))
