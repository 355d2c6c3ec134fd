"""`lms figures`: the figures that dashboards keep, made anew or proved."""

import json

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
from lms.tables.terminal import ends_in_words

Differing = tuple[str, list[str]]  # the slug of a group, its tables

figures = AppGroup("figures", help="The figures that dashboards keep.")


@figures.command("recount")
@click.option("--check", is_flag=True, help="Write nothing: say whether what is kept is right.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def recount_command(check: bool, form: str) -> None:
    """Count every group again, from what the registers say."""
    wrong: list[Differing] = []
    with ends_in_words():
        if check:
            number, wrong = checked()
        else:
            number = remade()
    if form == "json":
        rows = [{"group": slug, "tables": tables} for slug, tables in wrong]
        click.echo(json.dumps({"groups": number, "differing": rows}, ensure_ascii=False))
    else:
        click.echo(looked_at(number, len(wrong)) if check else counted(number))
    if wrong:
        raise SystemExit(1)


def remade() -> int:
    """Counts all groups and stores them, some at a time; how many they are."""
    now, day = clock.now(), clock.today(current_app.config["TIMEZONE"])
    number = 0
    while groups := some(number):
        recount(groups, day, now=now)
        db.session.commit()
        number += len(groups)
    return number


def checked() -> tuple[int, list[Differing]]:
    """How many groups were looked at, and which are not as they are kept; each is named."""
    number: int = 0
    wrong: list[Differing] = []
    while groups := some(number):
        for slug, what in differing(groups):
            click.echo(_("%(group)s differs: %(what)s", group=slug, what=", ".join(what)), err=True)
            wrong.append((slug, what))
        db.session.rollback()
        number += len(groups)
    return number, wrong


def counted(number: int) -> str:
    return ngettext("%(num)s group was counted.", "%(num)s groups were counted.", number)


def looked_at(number: int, wrong: int) -> str:
    seen = ngettext("%(num)s group was looked at,", "%(num)s groups were looked at,", number)
    differ = ngettext("%(num)s differs.", "%(num)s differ.", wrong)
    return f"{seen} {differ}"


def some(skip: int) -> list:
    columns = (Group.id, Group.slug, Group.programme_id, Group.zone, Group.revision)
    return list(db.session.execute(select(*columns).order_by(Group.id).offset(skip).limit(GROUPS)))
