"""`lms figures`: the figures that dashboards keep, made anew or proved."""

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from lms import clock
from lms.courses.models import Group
from lms.db import db
from lms.reports.actions.recount import recount
from lms.reports.queries.differing import differing
from lms.reports.tasks import GROUPS
from lms.tables.terminal import database_in_words

figures = AppGroup("figures", help="The figures that dashboards keep.")


@figures.command("recount")
@click.option("--check", is_flag=True, help="Write nothing: say whether what is kept is right.")
def recount_command(check: bool) -> None:
    """Count every group again, from what the registers say."""
    with database_in_words():
        wrong = checked() if check else remade()
    if wrong:
        raise SystemExit(1)


def remade() -> int:
    """Counts all groups and stores them, some at a time; none of them can be wrong."""
    now, day = clock.now(), clock.today(current_app.config["TIMEZONE"])
    number = 0
    while groups := some(number):
        recount(groups, day, now=now)
        db.session.commit()
        number += len(groups)
    click.echo(ngettext("%(num)s group was counted.", "%(num)s groups were counted.", number))
    return 0


def checked() -> int:
    """How many groups are not as they are kept; each is named."""
    number, wrong = 0, 0
    while groups := some(number):
        for slug, what in differing(groups):
            click.echo(_("%(group)s differs: %(what)s", group=slug, what=", ".join(what)), err=True)
            wrong += 1
        db.session.rollback()
        number += len(groups)
    counted = ngettext("%(num)s group was looked at,", "%(num)s groups were looked at,", number)
    differ = ngettext("%(num)s differs.", "%(num)s differ.", wrong)
    click.echo(f"{counted} {differ}")
    return wrong


def some(skip: int) -> list:
    columns = (Group.id, Group.slug, Group.programme_id, Group.zone, Group.revision)
    return list(db.session.execute(select(*columns).order_by(Group.id).offset(skip).limit(GROUPS)))
