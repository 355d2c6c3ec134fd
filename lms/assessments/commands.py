"""`lms questions`: the bank of a course in the formats of other programs.

Exit status 0: done; 1: refused, with the reasons on standard error, and nothing changed; 2: wrong
usage.
"""

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from lms import clock, files
from lms.assessments.imports.out import written
from lms.assessments.imports.plan import Plan, planned
from lms.assessments.imports.reading import format_of, read_file
from lms.assessments.imports.writing import write
from lms.assessments.queries.bank import course as course_named
from lms.courses.models import Course
from lms.db import db
from lms.errors import Refused
from lms.questions.formats import Note, Written
from lms.stores import Away
from lms.tables.terminal import database_in_words, what_was_done

FORMATS = ("gift", "moodle-xml", "qti", "aiken", "csv")
ANSWERS = ("text", "json")
MOST_BYTES = 200 * 1024 * 1024

questions = AppGroup("questions", help="Questions of a course: import, export.")
of_course = click.option("--course", "slug", required=True, help="The course, by its slug.")
in_formats = click.option(
    "--format",
    "formats",
    type=click.Choice([*FORMATS, *ANSWERS]),
    multiple=True,
    help="Of the file; and json for an answer that programs read. May be given twice.",
)
in_language = click.option("--language", default="", help="Of texts that name none.")


@questions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@of_course
@in_formats
@in_language
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_(file: Path, slug: str, formats: tuple[str, ...], language: str, dry_run: bool) -> None:
    """Take the questions of a file into the bank of a course: all that can be taken, or nothing."""
    form, as_json = told(formats)
    try:
        with database_in_words():
            plan = brought(file, course_of(slug), form, language, dry_run)
    except (Refused, Away) as why:
        refuse(str(why), as_json)
    if as_json:
        click.echo(json.dumps(plan.as_dict(), ensure_ascii=False, indent=1))
    else:
        account(plan, dry_run)


def brought(file: Path, course: Course, form: str, language: str, dry_run: bool) -> Plan:
    """The plan, written and committed unless it is only asked for."""
    if file.stat().st_size > MOST_BYTES:
        raise Refused(_("This file is larger than %(most)s MB.", most=MOST_BYTES // 1024 // 1024))
    content, spoken = file.read_bytes(), language or language_of(course)
    found = format_of(content, file.name, form)
    outcome = read_file(content, found, spoken)
    plan = planned(course, outcome, spoken, keep=None if dry_run else files.put, step=how_far)
    if dry_run:
        db.session.rollback()
        return plan
    if not plan.taken:
        for note in plan.dropped:
            click.echo(f"{note.item}: {note.reason}", err=True)
        raise Refused(_("Nothing in this file can be taken."))
    write(plan, course, name=file.name, form=found, by=None, now=clock.now())
    db.session.commit()
    return plan


@questions.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@of_course
@in_formats
@in_language
def export(file: Path, slug: str, formats: tuple[str, ...], language: str) -> None:
    """Write the questions of a course into a file."""
    form, as_json = told(formats)
    if not form:
        raise click.UsageError(_("Say in which format: --format gift"))
    if form == "csv" and file.suffix.lower() == ".xlsx":
        form = "xlsx"
    try:
        with database_in_words():
            course = course_of(slug)
            made = written(course, form, language or language_of(course))
        file.write_bytes(made.content)
    except (Refused, Away, OSError) as why:
        refuse(str(why), as_json)
    say(made, as_json)


def told(formats: tuple[str, ...]) -> tuple[str, bool]:
    """The format of the file, and whether a program reads the answer."""
    of_file = [one for one in formats if one in FORMATS]
    if len(of_file) > 1:
        raise click.UsageError(_("Name one format of the file."))
    return (of_file[0] if of_file else ""), "json" in formats


def course_of(slug: str) -> Course:
    found = course_named(slug)
    if found is None:
        raise Refused(_('There is no course "%(slug)s".', slug=slug))
    return found


def language_of(course: Course) -> str:
    return course.language or current_app.config["LANGUAGES"][0]


def how_far(done: int, steps: int) -> None:
    """A line on standard error after every hundred, where somebody looks on."""
    if sys.stderr.isatty() and (done % 100 == 0 or done == steps):
        click.echo(_("Questions: %(done)s of %(all)s.", done=done, all=steps), err=True)


def account(plan: Plan, dry_run: bool) -> None:
    for heading, notes in ((_("Changed"), plan.changed), (_("Dropped"), plan.dropped)):
        list_notes(heading, notes)
    click.echo(what_was_done(plan, dry_run))


def list_notes(heading: str, notes: list[Note]) -> None:
    for note in notes:
        click.echo(f"{heading}: {note.item}: {note.reason}")


def say(made: Written, as_json: bool) -> None:
    if as_json:
        answer = {
            "changed": [note._asdict() for note in made.changed],
            "dropped": [note._asdict() for note in made.dropped],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    for heading, notes in ((_("Changed"), made.changed), (_("Dropped"), made.dropped)):
        list_notes(heading, notes)


def refuse(words: str, as_json: bool) -> None:
    """Says why, for people on standard error and for programs on standard output; ends with 1."""
    click.echo(words, err=True)
    if as_json:
        click.echo(json.dumps({"errors": [{"message": words}]}, ensure_ascii=False, indent=1))
    sys.exit(1)
