"""The commands that import and export a table.

Exit status 0: done; 1: the data was refused, with the reasons on standard error, and nothing
changed; 2: wrong usage.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Protocol

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from lms import clock
from lms.db import db, is_locked
from lms.errors import Refused
from lms.tables import writing
from lms.tables.formats import Format
from lms.tables.plan import Plan
from lms.tables.problems import FileRefused, Problem
from lms.tables.reading import BYTES_MOST

Importer = Callable[..., Plan]  # (data, *, by: Person | None, now: datetime, zone: str)
Exporter = Callable[..., Iterable[writing.Values]]  # (viewer: Person | None)


def importing(form: Format, importer: Importer) -> click.Command:
    """`import FILE [--dry-run] [--format text|json]` for one table."""

    @click.command("import", help=f"Import a table ({form.name}.csv or .xlsx), all of it or none.")
    @click.argument("file", type=click.File("rb"))
    @click.option("--dry-run", is_flag=True, help="Only say what would happen.")
    @click.option("--format", "answer", type=click.Choice(["text", "json"]), default="text")
    @with_appcontext
    def command(file: BinaryIO, dry_run: bool, answer: str) -> None:
        data, zone = file.read(BYTES_MOST + 1), current_app.config["TIMEZONE"]
        try:
            plan = settled(lambda: importer(data, by=None, now=clock.now(), zone=zone), dry_run)
        except Refused as refusal:
            refuse(refusal, dry_run, form, as_json=answer == "json")
        else:
            tell(plan, dry_run, as_json=answer == "json")

    return command


def settled(planned: Callable[[], Plan], dry_run: bool) -> Plan:
    """The plan, written and committed unless it is only asked for.

    Raises Refused, also where the database is busy or was changed by somebody else meanwhile.
    """
    with database_in_words():
        plan = planned()
        if dry_run:
            db.session.rollback()
        else:
            plan.write()
            db.session.commit()
    return plan


@contextmanager
def database_in_words() -> Iterator[None]:
    """Nothing of what failed stays; what the database says becomes Refused, in words."""
    try:
        yield
    except Refused:
        db.session.rollback()
        raise
    except IntegrityError:
        db.session.rollback()
        words = _("Somebody else has just changed this, and nothing was saved. Try again.")
        raise Refused(words) from None
    except (OperationalError, ProgrammingError) as error:
        db.session.rollback()
        busy = isinstance(error, OperationalError) and is_locked(error)
        raise Refused(
            _("The database is busy or away, and nothing was saved. Wait a minute and try again.")
            if busy
            else _("The database is not ready. Run: lms db upgrade")
        ) from None


@contextmanager
def ends_in_words() -> Iterator[None]:
    """As `database_in_words`; what is refused is said on standard error, and ends with 1."""
    try:
        with database_in_words():
            yield
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)


class Counted(Protocol):
    """A plan that knows how many rows it makes, changes and leaves as they are."""

    @property
    def created(self) -> int: ...
    @property
    def updated(self) -> int: ...
    @property
    def unchanged(self) -> int: ...


def what_was_done(plan: Counted, dry_run: bool) -> str:
    """How many rows are new, changed and the same, in a sentence."""
    counts = {"new": plan.created, "changed": plan.updated, "same": plan.unchanged}
    if dry_run:
        return _(
            "Nothing was written. New: %(new)s, changed: %(changed)s, same: %(same)s.", **counts
        )
    return _("Imported. New: %(new)s, changed: %(changed)s, same: %(same)s.", **counts)


def tell(plan: Plan, dry_run: bool, *, as_json: bool) -> None:
    """What was done, or would be."""
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, **plan.as_dict()}, ensure_ascii=False, indent=1))
        return
    click.echo(what_was_done(plan, dry_run))
    for note in plan.notes():
        click.echo(note)
    for remark in plan.sheet.remarks.in_order():
        click.echo(placed(remark))
    if plan.sheet.remarks.more:
        click.echo(_("And %(number)s more.", number=plan.sheet.remarks.more))


def refuse(refusal: Refused, dry_run: bool, form: Format, *, as_json: bool) -> None:
    """Says why, for people on standard error and for programs on standard output; ends with 1."""
    problems = refusal.problems if isinstance(refusal, FileRefused) else []
    more = refusal.more if isinstance(refusal, FileRefused) else 0
    for problem in problems:
        click.echo(placed(problem), err=True)
    if more:
        click.echo(_("And %(number)s more.", number=more), err=True)
    click.echo(str(refusal), err=True)
    if as_json:
        errors: list[dict[str, Any]] = [problem.as_dict() for problem in problems]
        if not errors:
            errors = [{"row": None, "column": None, "message": str(refusal)}]
        answer = {"dry_run": dry_run, "table": form.name, "errors": errors, "more_errors": more}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    sys.exit(1)


def placed(problem: Problem) -> str:
    """A problem with its place, in one line."""
    row, column, words = problem
    if row is None:
        return words
    if column is None:
        return _("Row %(row)s: %(words)s", row=row, words=words)
    return _("Row %(row)s, %(column)s: %(words)s", row=row, column=column, words=words)


def exporting(form: Format, exporter: Exporter) -> click.Command:
    """`export [--format csv|json]` for one table, to standard output."""

    @click.command("export", help=f"Print the table ({form.name}), as it can be imported again.")
    @click.option("--format", "answer", type=click.Choice(["csv", "json"]), default="csv")
    @with_appcontext
    def command(answer: str) -> None:
        write = writing.to_json if answer == "json" else writing.to_csv
        try:
            with database_in_words():
                text = write(form.columns, exporter(None))
        except Refused as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(1)
        click.echo(text.encode(), nl=False)

    return command
