"""`lms content`: check, import and export the content folder.

Exit status 0: done; 1: refused, with the reasons on standard error, and nothing changed; 2: wrong
usage.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from lms import clock
from lms.courses.content import checks, conflicts, exporter, importer, known, parts, written
from lms.courses.content.changes import Changes
from lms.courses.content.problems import Problems, Wrong
from lms.courses.models import Course
from lms.db import db, is_locked
from lms.errors import Refused
from lms.stores import Away

content = AppGroup("content", help="Programmes and courses as text files: check, import, export.")

folder = click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
in_format = click.option(
    "--format", "answer", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@content.command("check")
@folder
@in_format
def check(folder: Path, answer: str) -> None:
    """Say everything that is wrong with a content folder. Changes nothing."""

    def look() -> known.There:
        return known.there() if is_ready() else known.There({}, [], set())

    there = settled(look, answer, keep=False)

    def read() -> dict[str, Any]:
        found = checks.read(folder, language(), there.names, there.demands, there.banks)
        checks.pages(found.texts())
        files = checks.files_of(found, there.media, to_keep=False)
        if is_ready() and (wrong := conflicts_of(found, files)):
            raise Wrong(wrong)
        return checks.counts(found)

    counts = settled(read, answer, keep=False)
    tell(answer, {"problems": [], **counts}, [*in_words(counts), _("No problems.")])


def conflicts_of(found: written.Folder, files: written.Files) -> Problems:
    wrong = conflicts.in_folder(found, files)
    return Problems([*wrong, *checks.of_others(found, over=False)])


def is_ready() -> bool:
    """Whether there is a database to compare a folder with."""
    return inspect(db.engine).has_table(Course.__tablename__)


@content.command("import")
@folder
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--again", is_flag=True, help="Make every page anew, also where no text changed.")
@click.option("--over", is_flag=True, help="Go over what was changed in the browser.")
@click.option("--verbose", is_flag=True, help="Say how far it is, also where nobody looks on.")
@in_format
def import_(
    folder: Path, dry_run: bool, again: bool, over: bool, verbose: bool, answer: str
) -> None:
    """Bring a content folder into the database: all of it, or nothing."""

    common: dict[str, Any] = {"language": language(), "again": again}
    there = settled(known.there, answer, keep=False)
    far = how_far if verbose or sys.stderr.isatty() else None
    pages = settled(lambda: importer.prepare(folder, there, **common, tell=far), answer, keep=False)

    def make_files() -> written.Files:
        return importer.prepare_files(folder, there, language=language(), to_keep=not dry_run)

    files = settled(make_files, answer, keep=False)

    def bring_in() -> Changes:
        made: dict[str, Any] = {"pages": pages, "files": files, "over": over}
        return importer.bring_in(folder, by=None, now=clock.now(), **made, **common)

    changes = settled(bring_in, answer, keep=not dry_run)
    tell(answer, {"dry_run": dry_run, **changes.as_dict()}, account(changes, dry_run))


@content.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@in_format
def export(folder: Path, answer: str) -> None:
    """Write the content of the database into a new folder."""
    counts = settled(lambda: exporter.write_out(folder, language()), answer, keep=False)
    tell(answer, counts, in_words(counts))


def how_far(done: int, wanted: int) -> None:
    """A line on standard error after every fifty pages, and after the last."""
    if done % 50 == 0 or done == wanted:
        click.echo(_("Pages: %(done)s of %(all)s.", done=done, all=wanted), err=True)


def language() -> str:
    return current_app.config["LANGUAGES"][0]


def settled(work: Callable[[], Any], answer: str, *, keep: bool) -> Any:
    """What the work answers, committed where it is to be kept. A refusal ends the command."""
    try:
        done = work()
        if keep:
            db.session.commit()
        else:
            db.session.rollback()
        return done
    except (Refused, Away, IntegrityError, OperationalError, ProgrammingError) as error:
        db.session.rollback()
        refuse(error, answer)


def refuse(error: Exception, answer: str) -> None:
    """Says why, for people on standard error and for programs on standard output."""
    problems = error.problems if isinstance(error, Wrong) else []
    if isinstance(error, Refused):
        words = str(error)
    elif isinstance(error, Away):
        words = _("The store of files does not answer: %(why)s", why=error)
    elif isinstance(error, IntegrityError):
        words = _("Somebody else has just changed this, and nothing was saved. Try again.")
    elif isinstance(error, OperationalError) and is_locked(error):
        words = _("The database is busy or away, and nothing was saved. Try again in a minute.")
    else:
        words = _("The database is not ready. Run: lms db upgrade")
    click.echo(words, err=True)
    if answer == "json":
        listed = [problem._asdict() for problem in problems]
        listed = listed or [{"file": None, "line": None, "key": None, "words": words}]
        click.echo(json.dumps({"problems": listed}, ensure_ascii=False, indent=1))
    sys.exit(1)


def tell(answer: str, values: dict[str, Any], lines: list[str]) -> None:
    if answer == "json":
        click.echo(json.dumps(values, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(lines))


def in_words(counts: dict[str, int]) -> list[str]:
    words = _(
        "Programmes: %(programmes)s, courses: %(courses)s, modules: %(modules)s, "
        "lessons: %(lessons)s, assessments: %(assessments)s, questions: %(questions)s, "
        "terms: %(terms)s, "
        "media: %(media)s.",
        **counts,
    )
    return [words, *(f"{name}: {counts[name]}" for name in parts.PARTS if name in counts)]


def account(changes: Changes, dry_run: bool) -> list[str]:
    """What an import did, line by line; each change only where it is a rehearsal."""
    lines = []
    if dry_run:
        lines += [f"{how}: {kind} {key}" for kind, key, how, _fields in changes.listed]
        lines.append(_("Nothing was written."))
    lines.append(
        _(
            "Created: %(created)s, updated: %(updated)s, unchanged: %(unchanged)s, "
            "retired: %(retired)s.",
            **changes.counts(),
        )
    )
    if changes.organisations:
        names = ", ".join(changes.organisations)
        lines.append(_("New organisations: %(names)s.", names=names))
    return lines
