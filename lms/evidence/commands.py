"""`lms evidence`: packs for the funder, from the terminal."""

import json
import os
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms import clock
from lms.courses.queries import group as group_of
from lms.db import db
from lms.errors import Refused
from lms.evidence import exports
from lms.evidence.actions import packs as actions
from lms.evidence.letters.gaps import named
from lms.evidence.letters.words import how_many_gaps
from lms.evidence.queries import contents
from lms.evidence.queries.contents import Contents
from lms.evidence.rules.coverage import Open
from lms.i18n import speaking
from lms.tables.terminal import database_in_words

DAY = click.DateTime(["%Y-%m-%d"])
evidence = AppGroup("evidence", help="Evidence for the funder.")


@evidence.command("pack")
@click.option("--group", "slug", required=True, help="The group's slug.")
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--with-gaps", is_flag=True, help="Also where there are gaps: they are listed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def pack(
    slug: str, first: datetime, last: datetime, with_gaps: bool, form: str, file: Path
) -> None:
    """Write everything that proves a group's hours in a time into one new ZIP."""
    try:
        with database_in_words():
            answer = packed(file, slug, first.date(), last.date(), with_gaps=with_gaps)
    except Refused as refusal:
        refused(refusal, form)
    else:
        click.echo(as_json(answer) if form == "json" else in_words(answer))


def packed(file: Path, slug: str, first: date, last: date, *, with_gaps: bool) -> dict[str, Any]:
    """Writes the pack, and says what it is. Raises Refused: nothing is written then."""
    if last < first:
        raise Refused(_("The last day is before the first. Look at both."))
    if file.exists():
        raise Refused(_("%(file)s exists already. Name a new file.", file=file))
    group = group_of(slug)
    if group is None:
        raise Refused(_("There is no group %(slug)s.", slug=slug))
    key, now = group.id, clock.now()
    db.session.commit()
    contents.at_one_moment()
    of = contents.load(key, first, last)
    db.session.commit()
    actions.check(of.coverage, with_gaps=with_gaps)
    made = written(file, of)
    gaps = len(of.coverage.gaps)
    actions.record(
        key, first, last, with_gaps=with_gaps, language=speaking(), sha256=made.sha256,
        size=made.size, gaps=gaps, now=now,
    )  # fmt: skip
    db.session.commit()
    figure = of.coverage.figure
    return {
        "file": str(file),
        "sha256": made.sha256,
        "size": made.size,
        "presences": figure.presences,
        "proven": figure.proven,
        "percent": str(figure.percent),
        "gaps": [as_data(gap) for gap in of.coverage.gaps],
    }


def written(file: Path, of: Contents) -> exports.Made:
    """The file comes to be when it is whole. Raises Refused where it cannot be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".zip") as half:
            made = exports.write(half, of, lambda _done, _steps: db.session.commit())
            half.flush()
            os.link(half.name, file)  # unlike a renaming, it never writes over another
    except OSError as error:
        words = _("%(file)s cannot be written: %(why)s", file=file, why=error.strerror or error)
        raise Refused(words) from None
    return made


def refused(refusal: Refused, form: str) -> None:
    """Each gap in a line of its own; for programs, on standard output, too. Ends with 1."""
    gaps = refusal.gaps if isinstance(refusal, actions.Gaps) else []
    for gap in gaps:
        click.echo(named(gap), err=True)
    click.echo(how_many_gaps(len(gaps)) if gaps else str(refusal), err=True)
    if gaps:
        click.echo(_("Nothing was written. With --with-gaps, the pack lists them."), err=True)
    if form == "json":
        nothing = {"file": None, "sha256": None, "error": str(refusal)}
        click.echo(as_json(nothing | {"gaps": [as_data(gap) for gap in gaps]}))
    sys.exit(1)


def as_json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=1)


def in_words(answer: dict[str, Any]) -> str:
    gaps = how_many_gaps(len(answer["gaps"]))
    return f"{answer['file']}: {gaps}\nSHA-256 {answer['sha256']}"


def as_data(gap: Open) -> dict[str, Any]:
    return {
        "gap": gap.kind.value,
        "session_code": gap.session.code,
        "date": gap.session.day.isoformat(),
        "person_code": gap.who.code if gap.who else None,
        "display_name": gap.who.name if gap.who else None,
        "words": named(gap),
    }
